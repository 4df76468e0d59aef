#include "engine/source/change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/error.h"

namespace copytrace {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ParseUnifiedDiff, NewLinesOnTheirOwnNumbers) {
  const ChangeSet change = ParseUnifiedDiff(
      "diff --git a/src/a.c b/src/a.c\n"
      "index 1111111..2222222 100644\n"
      "--- a/src/a.c\n"
      "+++ b/src/a.c\n"
      "@@ -3,2 +3,4 @@ int f(void) {\n"
      " three\n"
      "+four\n"
      "+five\n"
      " six\n"
      "@@ -10 +12,2 @@\n"
      "-ten\n"
      "+twelve\n"
      "+thirteen\n"
      "\\ No newline at end of file\n",
      "x.diff");
  ASSERT_EQ(change.files.size(), 1u);
  const ChangedFile& file = change.files[0];
  EXPECT_EQ(file.path, "src/a.c");
  EXPECT_THAT(file.lines, ElementsAre(LineRange{4, 5}, LineRange{12, 13}));
  EXPECT_EQ(*file.content, "\n\nthree\nfour\nfive\nsix\n\n\n\n\n\ntwelve\nthirteen\n");
  EXPECT_EQ(*file.old_content, "three\nsix\nten\n");
}

TEST(ParseUnifiedDiff, LinesThatLookLikeHeadsAreLines) {
  const ChangeSet change = ParseUnifiedDiff(
      "--- a/q.sql\n+++ b/q.sql\n@@ -1,2 +1,2 @@\n--- a comment\n+++ b comment\n same\n"
      "--- a/r.sql\t2026-01-01\n+++ b/r.sql\t2026-01-02\n@@ -0,0 +1 @@\n+one\n",
      "x.diff");
  ASSERT_EQ(change.files.size(), 2u);
  EXPECT_EQ(*change.files[0].content, "++ b comment\nsame\n");
  EXPECT_EQ(change.files[1].path, "r.sql");
}

TEST(ParseUnifiedDiff, QuotedNamesRemovedFilesAndRenames) {
  const ChangeSet change = ParseUnifiedDiff(
      "diff --git a/old.c b/new.c\nsimilarity index 100%\nrename from old.c\nrename to new.c\n"
      "diff --git \"a/\\303\\274 b.c\" \"b/\\303\\274 b.c\"\n"
      "--- \"a/\\303\\274 b.c\"\n+++ \"b/\\303\\274 b.c\"\n@@ -1 +1 @@\n-a\n+b\n"
      "diff --git a/gone.c b/gone.c\n--- a/gone.c\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n"
      "diff --git a/p.png b/p.png\nBinary files a/p.png and b/p.png differ\n",
      "x.diff");
  ASSERT_EQ(change.files.size(), 2u);
  EXPECT_EQ(change.files[0].old_path, "gone.c");
  EXPECT_EQ(change.files[0].content, nullptr);
  EXPECT_EQ(*change.files[0].old_content, "a\nb\n");
  EXPECT_EQ(change.files[1].path, "ü b.c");
}

TEST(ParseUnifiedDiff, ErrorsNameTheLine) {
  const auto message = [](const char* text) -> std::string {
    try {
      ParseUnifiedDiff(text, "x.diff");
    } catch (const Error& e) {
      return e.what();
    }
    return "no error";
  };
  EXPECT_EQ(message(""), "no error");
  EXPECT_THAT(message("hello\n"), HasSubstr("x.diff: not a unified diff"));
  EXPECT_THAT(message("@@ -1 +1 @@\n-a\n+b\n"), HasSubstr("x.diff:1: "));
  EXPECT_THAT(message("--- a/a\n+++ b/a\n@@ -1 +x @@\n"), HasSubstr("x.diff:3: "));
  EXPECT_THAT(message("--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n-a\n"), HasSubstr("ends within a hunk"));
  EXPECT_THAT(message("--- a/a\n+++ b/a\n@@ -1 +1 @@\n*a\n"), HasSubstr("x.diff:4: "));
  EXPECT_THAT(message("--- a/a\n+++ b/a\n@@ -9 +9 @@\n-a\n+b\n@@ -1 +1 @@\n-a\n+b\n"),
              HasSubstr("hunks overlap"));
  EXPECT_THAT(message("--- a/a\n+++ b/a\n@@ -1 +4000000000 @@\n-a\n+b\n"), HasSubstr("x.diff:3"));
}

TEST(ClipTo, TheNewLinesWithin) {
  const std::vector<LineRange> lines = {{3, 5}, {9, 9}, {20, 30}};
  EXPECT_EQ(ClipTo({1, 10}, lines), (LineRange{3, 9}));
  EXPECT_EQ(ClipTo({4, 25}, lines), (LineRange{4, 25}));
  EXPECT_EQ(ClipTo({6, 8}, lines), (LineRange{6, 8}));
  EXPECT_TRUE(Touches({5, 8}, lines));
  EXPECT_FALSE(Touches({6, 8}, lines));
}

}  // namespace
}  // namespace copytrace
