#include "engine/review/source_mark.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/review/review_fixtures.h"

namespace copytrace {
namespace {

SourceMarks Marks(const std::string& text, const std::string& path = "a.js") {
  return ReadSourceMarks(MakeSourceFile(path, text, {}));
}

TEST(SourceMarks, ASnippetHoldsLicenceCopyrightAndOrigin) {
  const SourceMarks marks = Marks(
      "let a = 1;\n"
      "// SPDX-SnippetBegin\n"
      "// SPDX-SnippetCopyrightText: 2020 A. Banker\n"
      "// SPDX-License-Identifier: gpl-3.0-only\n"
      "// SPDX-SnippetComment: from pkg:npm/bank@1.2.0, lib/balance.js:3-14\n"
      "let b = 2;\n"
      "// SPDX-SnippetEnd\n"
      "let c = 3;\n");
  ASSERT_EQ(marks.snippets.size(), 1u);
  const SnippetMark& mark = marks.snippets[0];
  EXPECT_EQ(mark.lines, (LineRange{2, 7}));
  EXPECT_EQ(mark.license, "GPL-3.0-only");
  EXPECT_EQ(mark.copyrights, std::vector<std::string>{"2020 A. Banker"});
  EXPECT_EQ(mark.origin, "pkg:npm/bank@1.2.0");
  EXPECT_TRUE(mark.closed);
}

TEST(SourceMarks, EndsOfCommentsAreNoPartOfWhatTheySay) {
  const SourceMarks marks = Marks(
      "/* SPDX-SnippetBegin */\n/* SPDX-License-Identifier: MIT */\nint a;\n"
      "/* copytrace: ignore generated table */\nint b[] = {1, 2};\n",
      "a.c");
  ASSERT_EQ(marks.snippets.size(), 1u);
  EXPECT_EQ(marks.snippets[0].license, "MIT");
  EXPECT_FALSE(marks.snippets[0].closed);
  ASSERT_EQ(marks.ignores.size(), 1u);
  EXPECT_EQ(marks.ignores[0].reason, "generated table");
}

TEST(SourceMarks, WhatAnIgnoreCovers) {
  const struct {
    const char* name;
    const char* path;
    const char* text;
    LineRange lines;
  } rows[] = {
      {"behind a statement", "a.js", "a();\nb(); // copytrace: ignore why\nc();\n", {2, 2}},
      {"behind the head of a block",
       "a.js",
       "a();\nfunction f(x) { // copytrace: ignore why\n  if (x) {\n    b();\n  }\n}\nc();\n",
       {2, 6}},
      {"above a function",
       "a.js",
       "// copytrace: ignore why\nfunction f(x) {\n  b();\n}\nc();\n",
       {1, 4}},
      {"above a function with its brace below",
       "a.c",
       "/* copytrace: ignore why */\nint f(int x)\n{\n  return x;\n}\nint y;\n",
       {1, 5}},
      {"above a function in Python",
       "a.py",
       "# copytrace: ignore why\ndef f(x):\n    if x:\n\n        return 1\n    return 2\ny = 3\n",
       {1, 6}},
      {"above a paragraph", "a.js", "// copytrace: ignore why\na();\nb();\n\nc();\n", {1, 3}},
      {"from begin to end",
       "a.js",
       "a();\n// copytrace: ignore-begin why\nb();\n\nc();\n// copytrace: ignore-end\nd();\n",
       {2, 6}},
      {"from begin on", "a.js", "a();\n// copytrace: ignore-begin why\nb();\n\nc();\n", {2, 5}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const SourceMarks marks = Marks(row.text, row.path);
    ASSERT_EQ(marks.ignores.size(), 1u);
    EXPECT_EQ(marks.ignores[0].lines, row.lines);
    EXPECT_EQ(marks.ignores[0].reason, "why");
  }
}

TEST(SourceMarks, StringsHoldNoMarks) {
  EXPECT_TRUE(Marks("let a = \"copytrace: ignore me\";\n").ignores.empty());
  EXPECT_TRUE(Marks("let a = \"SPDX-SnippetBegin\";\n").snippets.empty());
}

TEST(SourceMarks, AReasonMayBeMissing) {
  const SourceMarks marks = Marks("a(); // copytrace: ignore\n");
  ASSERT_EQ(marks.ignores.size(), 1u);
  EXPECT_EQ(marks.ignores[0].reason, "");
}

TEST(DeclaresRightly, OneSideOfAnOrAndAllOfAnAnd) {
  const struct {
    const char* declared;
    const char* origin;
    bool right;
  } rows[] = {{"MIT", "MIT", true},
              {"MIT", "MIT OR GPL-2.0-only", true},
              {"MIT OR GPL-2.0-only", "MIT OR GPL-2.0-only", true},
              {"GPL-2.0-only", "MIT", false},
              {"MIT", "MIT AND BSD-3-Clause", false},
              {"MIT AND BSD-3-Clause", "BSD-3-Clause AND MIT", true},
              {"MIT OR ISC", "MIT", false},
              {"", "MIT", false},
              {"MIT", "", false}};
  for (const auto& row : rows) {
    EXPECT_EQ(DeclaresRightly(row.declared, row.origin), row.right)
        << row.declared << " / " << row.origin;
  }
}

}  // namespace
}  // namespace copytrace
