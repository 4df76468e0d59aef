#include "engine/source/gitignore.h"

#include <gtest/gtest.h>

#include <string>

namespace copytrace {
namespace {

using Verdict = GitIgnore::Verdict;

struct Case {
  const char* text;
  const char* path;
  bool is_directory;
  Verdict verdict;
};

constexpr Verdict kNone = Verdict::kNone;
constexpr Verdict kIgnored = Verdict::kIgnored;
constexpr Verdict kKept = Verdict::kKept;

TEST(GitIgnoreTest, MatchesAsGitDoes) {
  const Case kCases[] = {
      // Without a slash: at any level.
      {"build", "build", true, kIgnored},
      {"build", "build", false, kIgnored},
      {"build", "a/b/build", true, kIgnored},
      {"build", "rebuild", true, kNone},
      {"*.o", "a/b/c.o", false, kIgnored},
      {"*.o", "a/b/c.oo", false, kNone},
      // A slash at the start or in the middle anchors.
      {"/build", "build", true, kIgnored},
      {"/build", "a/build", true, kNone},
      {"doc/frotz", "doc/frotz", false, kIgnored},
      {"doc/frotz", "a/doc/frotz", false, kNone},
      {"doc/*.txt", "doc/a.txt", false, kIgnored},
      {"doc/*.txt", "doc/sub/a.txt", false, kNone},
      // A slash at the end: directories only, and no anchor.
      {"target/", "target", true, kIgnored},
      {"target/", "target", false, kNone},
      {"target/", "a/target", true, kIgnored},
      {"doc/frotz/", "a/doc/frotz", true, kNone},
      // `**` stands for any number of directories.
      {"**/foo", "foo", false, kIgnored},
      {"**/foo", "a/b/foo", false, kIgnored},
      {"**/foo/bar", "x/foo/bar", false, kIgnored},
      {"**/foo/bar", "foo/x/bar", false, kNone},
      {"abc/**", "abc", true, kNone},
      {"abc/**", "abc/x", false, kIgnored},
      {"abc/**", "abc/x/y", false, kIgnored},
      {"a/**/b", "a/b", false, kIgnored},
      {"a/**/b", "a/x/y/b", false, kIgnored},
      {"a/**/b", "a/x/y/c", false, kNone},
      {"a/**/b/**/c", "a/b/b/x/c", false, kIgnored},
      {"a/**/**/b", "a/b", false, kIgnored},
      {"**", "anything/at/all", false, kIgnored},
      {"a**b", "axxb", false, kIgnored},
      {"a**b", "x/ab", false, kIgnored},
      {"a**/b", "ax/b", false, kIgnored},
      {"a**/b", "a/x/b", false, kNone},
      // The last pattern that matches decides.
      {"*.log\n!keep.log", "keep.log", false, kKept},
      {"*.log\n!keep.log", "other.log", false, kIgnored},
      {"!keep.log\n*.log", "keep.log", false, kIgnored},
      // Comments, escapes, spaces, line ends, byte order mark.
      {"# comment", "# comment", false, kNone},
      {"\\#file", "#file", false, kIgnored},
      {"\\!file", "!file", false, kIgnored},
      {"foo  ", "foo", false, kIgnored},
      {"foo\\ ", "foo ", false, kIgnored},
      {"foo\r\nbar\r\n", "foo", false, kIgnored},
      {"\xEF\xBB\xBF*.o", "a.o", false, kIgnored},
      {"\n\n/\n!\n", "a", false, kNone},
      // Elements of a segment.
      {"a?c", "abc", false, kIgnored},
      {"a?c", "ac", false, kNone},
      {"a?c", "a/c", false, kNone},
      {"[a-c]x", "bx", false, kIgnored},
      {"[a-c]x", "dx", false, kNone},
      {"[!a-c]x", "dx", false, kIgnored},
      {"[^a-c]x", "ax", false, kNone},
      {"[]x]y", "]y", false, kIgnored},
      {"[a-]z", "-z", false, kIgnored},
      {"[[:digit:]]*", "7up", false, kIgnored},
      {"[[:digit:]]*", "up", false, kNone},
      {"[\\]]x", "]x", false, kIgnored},
      {"[abc", "[abc", false, kNone},
      {"\\*", "*", false, kIgnored},
      {"\\*", "a", false, kNone},
      {"*a*b*c", "xxaxxbxxc", false, kIgnored},
      {"*a*b*c", "xxaxxbxx", false, kNone},
      {"*", ".hidden", false, kIgnored},
      {"x\\", "x", false, kNone},
  };
  for (const Case& test : kCases) {
    EXPECT_EQ(GitIgnore::Parse(test.text).Match(test.path, test.is_directory), test.verdict)
        << test.text << " on " << test.path;
  }
}

// With backtracking over every star this takes longer than the age of the universe.
TEST(GitIgnoreTest, HostilePatternIsFast) {
  std::string pattern, path;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  path.assign(5000, 'a');
  EXPECT_EQ(GitIgnore::Parse(pattern + "b").Match(path, false), kNone);

  std::string stars = "x", directories = "x";
  for (int i = 0; i < 100; ++i) stars += "/**/a";
  for (int i = 0; i < 1000; ++i) directories += "/a";
  EXPECT_EQ(GitIgnore::Parse(stars + "/b").Match(directories, false), kNone);
  EXPECT_EQ(GitIgnore::Parse(stars).Match(directories, false), kIgnored);
}

}  // namespace
}  // namespace copytrace
