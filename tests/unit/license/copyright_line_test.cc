#include "engine/license/copyright_line.h"

#include <gtest/gtest.h>

#include <string>

namespace copytrace {
namespace {

struct Case {
  const char* text;
  const char* holder;
  const char* years;
};

class Statement : public testing::TestWithParam<Case> {};

TEST_P(Statement, IsRead) {
  const std::string text = GetParam().text;
  const std::vector<CopyrightMatch> found = FindCopyrightStatements(text, 0, text.size());
  ASSERT_EQ(found.size(), 1u) << text;
  EXPECT_EQ(found[0].copyright.holder, GetParam().holder) << text;
  EXPECT_EQ(found[0].copyright.years, GetParam().years) << text;
}

INSTANTIATE_TEST_SUITE_P(
    CommentStyles, Statement,
    testing::Values(
        Case{"// Copyright 2019 Ann Example\n", "Ann Example", "2019"},
        Case{"/* Copyright (c) 1999-2003, 2007 Ann Example. All rights reserved. */", "Ann Example",
             "1999-2003, 2007"},
        Case{" * Copyright (C) 2004 by Example Works, Inc.\n", "Example Works, Inc.", "2004"},
        Case{"dnl Copyright (C) 2011 Ann Example\n", "Ann Example", "2011"},
        Case{"REM Copyright 2001 Ann Example\n", "Ann Example", "2001"},
        Case{";; Copyright (C) 2015 Ann Example <ann@example.org>\n", "Ann Example", "2015"},
        Case{"-- Copyright \xC2\xA9 2015 Ann Example\n", "Ann Example", "2015"},
        Case{".. Copyright 2015, Ann Example\n", "Ann Example", "2015"},
        Case{".\\\" Copyright (c) 1990 Ann Example\n", "Ann Example", "1990"},
        Case{"<!-- Copyright &copy; 2012 Ann Example -->\n", "Ann Example", "2012"},
        Case{"printf(\"Copyright (C) 2012 Ann Example\\n\");\n", "Ann Example", "2012"},
        Case{"# SPDX-FileCopyrightText: 2022 Ann Example\n", "Ann Example", "2022"},
        Case{"(c) 2009 Ann Example\n", "Ann Example", "2009"},
        Case{"Copyright Ann Example 2001, 2002\n", "Ann Example", "2001, 2002"},
        Case{"# Copyright (C) 2010-12 Ann Example\n", "Ann Example", "2010-12"},
        Case{"// Copyright (c) Ann Example\n", "Ann Example", ""},
        Case{" * Copyright (C) 2001,\n *   Ann Example\n", "Ann Example", "2001"}));

class Talk : public testing::TestWithParam<const char*> {};

TEST_P(Talk, IsNoStatement) {
  const std::string text = GetParam();
  EXPECT_TRUE(FindCopyrightStatements(text, 0, text.size()).empty()) << text;
}

INSTANTIATE_TEST_SUITE_P(OfCopyright, Talk,
                         testing::Values("the above copyright notice must stay\n",
                                         "THE COPYRIGHT HOLDERS ARE NOT LIABLE\n",
                                         "protected by copyright law in 2010\n",
                                         "see the Copyright Act\n", "int copyright = Parse(x);\n",
                                         "(a) one (b) two (c) three\n", "copyright\n"));

TEST(CopyrightStatements, ComeInOrder) {
  const std::string text =
      "// Copyright 2019 Ann Example\n// Copyright 2020 Ben Example\n// the copyright notice\n";
  const std::vector<CopyrightMatch> found = FindCopyrightStatements(text, 0, text.size());
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].copyright.statement, "Copyright 2019 Ann Example");
  EXPECT_EQ(found[1].copyright.statement, "Copyright 2020 Ben Example");
}

}  // namespace
}  // namespace copytrace
