#include "engine/source/source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "engine/error.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class SourceTreeTest : public testing::Test {
 protected:
  SourceTreeTest() : root_(testing::TempDir() + "/source_tree_" + std::to_string(::getpid())) {
    fs::create_directories(root_);
  }
  ~SourceTreeTest() override { fs::remove_all(root_); }

  void Write(const std::string& path, const std::string& text = "int a;\n") {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }

  std::vector<std::string> Paths(const TreeOptions& options = {}) {
    std::vector<std::string> paths;
    for (const TreeEntry& entry : ListTree(root_, options).entries) paths.push_back(entry.path);
    return paths;
  }

  fs::path root_;
};

TEST_F(SourceTreeTest, OrderIsBytewise) {
  for (const char* path : {"b.c", "a/z.c", "a.c", "a/b/c.c", "B.c", "a-b/x.c"}) Write(path);
  EXPECT_THAT(Paths(), ElementsAre("B.c", "a-b/x.c", "a.c", "a/b/c.c", "a/z.c", "b.c"));
}

TEST_F(SourceTreeTest, HonoursNestedIgnoreFiles) {
  Write(".gitignore", "*.log\n/build/\nsub/private/\n");
  Write("a.c");
  Write("a.log");
  Write("build/x.c");
  Write("sub/build/x.c");
  Write("sub/.gitignore", "!keep.log\n/local.c\n");
  Write("sub/keep.log");
  Write("sub/other.log");
  Write("sub/local.c");
  Write("sub/deep/local.c");
  Write("sub/private/.gitignore", "!secret.c\n");
  Write("sub/private/secret.c");
  EXPECT_THAT(Paths(), ElementsAre(".gitignore", "a.c", "sub/.gitignore", "sub/build/x.c",
                                   "sub/deep/local.c", "sub/keep.log"));
  TreeOptions all;
  all.use_gitignore = false;
  EXPECT_EQ(Paths(all).size(), 12u);
}

TEST_F(SourceTreeTest, LeavesOutGitItself) {
  Write(".git/config");
  Write("module/.git", "gitdir: ../.git/modules/module\n");
  Write("module/a.c");
  EXPECT_THAT(Paths(), ElementsAre("module/a.c"));
}

// As git does: a part of a repository answers to the rules of the whole.
TEST_F(SourceTreeTest, RulesAboveTheRootHoldWithinItsRepository) {
  Write(".gitignore", "*.c\n");  // of no repository
  Write("r/.git/info/exclude", "*.tmp\n/a/b/local.h\n");
  Write("r/.gitignore", "*.log\n/a/b/out/\n/b/\n");
  Write("r/a/.gitignore", "!keep.log\nb/gone.h\n");
  for (const char* name : {"x.c", "x.log", "keep.log", "x.tmp", "local.h", "gone.h", "out/x.h",
                           "deep/gone.h", "deep/local.h", "b/x.h"}) {
    Write(std::string("r/a/b/") + name);
  }
  Write("r/a/b/nested/.git/HEAD");
  Write("r/a/b/nested/x.log");
  root_ /= "r/a/b";
  EXPECT_THAT(Paths(), ElementsAre("b/x.h", "deep/gone.h", "deep/local.h", "keep.log",
                                   "nested/x.log", "x.c"));
  TreeOptions all;
  all.use_gitignore = false;
  EXPECT_EQ(Paths(all).size(), 11u);
  // What is named is listed, even if the whole leaves it out.
  root_ = root_ / "out";
  EXPECT_THAT(Paths(), ElementsAre("x.h"));
  root_ = root_.parent_path().parent_path().parent_path();
  EXPECT_THAT(Paths(),
              ElementsAre(".gitignore", "a/.gitignore", "a/b/b/x.h", "a/b/deep/gone.h",
                          "a/b/deep/local.h", "a/b/keep.log", "a/b/nested/x.log", "a/b/x.c"));
  root_ = root_.parent_path();
}

TEST_F(SourceTreeTest, LinksAndPipesAreReportedNotFollowed) {
  Write("a.c");
  fs::create_symlink("a.c", root_ / "link.c");
  fs::create_directory_symlink(".", root_ / "loop");
  fs::create_symlink("/nowhere", root_ / "dangling");
  ASSERT_EQ(::mkfifo((root_ / "pipe").c_str(), 0600), 0);
  const TreeListing listing = ListTree(root_);
  EXPECT_EQ(listing.entries.size(), 1u);
  std::vector<std::string> skips;
  for (const TreeSkip& skip : listing.skips) {
    EXPECT_EQ(skip.reason, SkipReason::kSpecial) << skip.path;
    skips.push_back(skip.path);
  }
  EXPECT_THAT(skips, ElementsAre("dangling", "link.c", "loop", "pipe"));
  EXPECT_EQ(listing.skips[0].detail, "symbolic link to /nowhere");
}

TEST_F(SourceTreeTest, UnreadableDirectoryIsReported) {
  Write("a.c");
  Write("closed/b.c");
  ::chmod((root_ / "closed").c_str(), 0);
  const bool is_root = ::geteuid() == 0;  // who reads everything
  if (is_root) {
    ASSERT_EQ(::seteuid(65534), 0);
  }
  const TreeListing listing = ListTree(root_);
  if (is_root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  ::chmod((root_ / "closed").c_str(), 0755);
  EXPECT_EQ(listing.entries.size(), 1u);
  ASSERT_EQ(listing.skips.size(), 1u);
  EXPECT_EQ(listing.skips[0].path, "closed");
  EXPECT_EQ(listing.skips[0].reason, SkipReason::kUnreadable);
}

TEST_F(SourceTreeTest, OddNamesComeOutAsUtf8AndCanBeOpened) {
  const std::string kNames[] = {"new\nline.c", "caf\xe9.c", "\xe6\x97\xa5.c", "a b.c", "-rf.c"};
  for (const std::string& name : kNames) Write(name);
  const TreeListing listing = ListTree(root_);
  std::vector<std::string> paths;
  for (const TreeEntry& entry : listing.entries) {
    paths.push_back(entry.path);
    EXPECT_TRUE(std::ifstream(entry.file).good()) << entry.path;
  }
  EXPECT_THAT(paths, ElementsAre("-rf.c", "a b.c", "caf%E9.c", "new\nline.c", "\xe6\x97\xa5.c"));
}

TEST_F(SourceTreeTest, AFileIsItsOwnRoot) {
  Write("dir/a.c");
  fs::create_symlink("dir/a.c", root_ / "named.c");
  const TreeListing listing = ListTree(root_ / "dir/a.c");
  ASSERT_EQ(listing.entries.size(), 1u);
  EXPECT_EQ(listing.entries[0].path, "a.c");
  EXPECT_EQ(listing.entries[0].bytes, 7u);
  // A link that was asked for by name is no surprise.
  EXPECT_EQ(ListTree(root_ / "named.c").entries.at(0).path, "named.c");
  EXPECT_EQ(ListTree("/dev/null").skips.at(0).reason, SkipReason::kSpecial);
}

TEST_F(SourceTreeTest, MissingRootEndsTheRun) {
  EXPECT_THROW(ListTree(root_ / "none"), Error);
  EXPECT_THAT(ListTree(root_).entries, IsEmpty());
}

TEST(EscapeInvalidUtf8Test, KeepsWhatIsValid) {
  const std::pair<const char*, const char*> kCases[] = {
      {"plain", "plain"},
      {"\xc3\xa9", "\xc3\xa9"},
      {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
      {"\xc3", "%C3"},
      {"\x80x", "%80x"},
      {"\xc0\xaf", "%C0%AF"},                // overlong
      {"\xed\xa0\x80", "%ED%A0%80"},         // surrogate
      {"\xf4\x90\x80\x80", "%F4%90%80%80"},  // above U+10FFFF
      {"\xe2\x82", "%E2%82"},
  };
  for (const auto& [bytes, expected] : kCases) EXPECT_EQ(EscapeInvalidUtf8(bytes), expected);
}

}  // namespace
}  // namespace copytrace
