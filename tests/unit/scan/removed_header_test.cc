#include "engine/scan/removed_header.h"

#include <gtest/gtest.h>

#include <string>

namespace copytrace {
namespace {

constexpr char kHeader[] =
    "// Copyright (c) 2019 Ann Example\n"
    "// SPDX-License-Identifier: MIT\n"
    "\n";

std::string Code(int functions) {
  std::string code;
  for (int i = 0; i < functions; ++i) {
    code += "int f" + std::to_string(i) + "(int a) {\n  return a + " + std::to_string(i) + ";\n}\n";
  }
  return code;
}

TEST(RemovedHeader, IsFoundWhereTheWholeFileWasTaken) {
  const std::string code = Code(10);
  const auto removed = FindRemovedHeader(code, kHeader + code, {4, 33}, false);
  ASSERT_TRUE(removed);
  EXPECT_EQ(removed->license, "MIT");
  EXPECT_EQ(removed->copyright, "Copyright (c) 2019 Ann Example");
  EXPECT_EQ(removed->lines, (LineRange{1, 2}));
  EXPECT_TRUE(FindRemovedHeader(code, kHeader + code, {1, 33}, true));
  // In the midst of a file of the copier's own, too.
  EXPECT_TRUE(
      FindRemovedHeader("int own;\n" + code + "int more;\n", kHeader + code, {4, 33}, false));
}

TEST(RemovedHeader, IsNotMissedWhereTheCopySaysTheSame) {
  const std::string code = Code(10);
  EXPECT_FALSE(FindRemovedHeader(kHeader + code, kHeader + code, {1, 33}, true));
  EXPECT_FALSE(FindRemovedHeader("/* From ann example, SPDX-License-Identifier: MIT */\n" + code,
                                 kHeader + code, {4, 33}, false));
}

// Over two lines in a comment a statement reads otherwise than in the file.
TEST(RemovedHeader, IsThereInAnEqualFile) {
  const std::string whole = "/* Copyright (C) 2019, Heron Street Allotments. Made 2019. All\n" +
                            std::string(" * rights reserved.\n */\n") + Code(10);
  EXPECT_TRUE(FindRemovedHeader(Code(10), whole, {1, 33}, true));
  EXPECT_FALSE(FindRemovedHeader(whole, whole, {1, 33}, true));
}

TEST(RemovedHeader, SaysWhatIsGone) {
  const std::string code = Code(10);
  const auto holder =
      FindRemovedHeader("// SPDX-License-Identifier: MIT\n" + code, kHeader + code, {4, 33}, false);
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->license, "");
  EXPECT_EQ(holder->copyright, "Copyright (c) 2019 Ann Example");
  const auto license = FindRemovedHeader(
      "// Copyright 2019 Ann Example\n// SPDX-License-Identifier: GPL-2.0-only\n" + code,
      kHeader + code, {4, 33}, false);
  ASSERT_TRUE(license);
  EXPECT_EQ(license->license, "MIT");
  EXPECT_EQ(license->copyright, "");
}

TEST(RemovedHeader, IsNotAskedForOfAPart) {
  const std::string code = Code(10);
  EXPECT_FALSE(FindRemovedHeader(code, kHeader + code, {4, 12}, false));
  EXPECT_FALSE(FindRemovedHeader(code, kHeader + code, {20, 33}, false));
  // Where there is no header, nothing can be removed; one far below is none.
  EXPECT_FALSE(FindRemovedHeader(code, code, {1, 30}, true));
  EXPECT_FALSE(FindRemovedHeader(code, Code(20) + kHeader, {1, 63}, true));
}

TEST(RemovedHeader, TakesAnyText) {
  EXPECT_FALSE(FindRemovedHeader("", "", {1, 1}, true));
  EXPECT_TRUE(FindRemovedHeader("", kHeader, {1, 2}, true));
  const std::string noise(100000, '(');
  EXPECT_FALSE(FindRemovedHeader(noise, noise, {1, 1}, true));
}

}  // namespace
}  // namespace copytrace
