// Changes read from repositories that git itself has made.
#include "engine/source/git_repository.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/error.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class GitRepositoryTest : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::path(testing::TempDir()) / ("git_" + std::to_string(::getpid()));
    fs::remove_all(directory_);
    fs::create_directories(directory_ / "work");
    Git("init -q -b main");
    Write("a.c", "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n");
    Write("b.c", "int b;\n");
    Commit("first");
  }
  void TearDown() override { fs::remove_all(directory_); }

  fs::path Work() const { return directory_ / "work"; }
  void Git(const std::string& arguments) const { GitIn(Work(), arguments); }
  void GitIn(const fs::path& where, const std::string& arguments) const {
    const std::string command = "HOME=/nonexistent git -C '" + where.string() +
                                "' -c user.name=Ann -c user.email=a@example.org -c "
                                "protocol.file.allow=always " +
                                arguments + " >/dev/null 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  void Write(const std::string& name, const std::string& text) const {
    fs::create_directories((Work() / name).parent_path());
    std::ofstream(Work() / name, std::ios::binary) << text;
  }
  void Commit(const std::string& message) const {
    Git("add -A");
    Git("commit -q -m '" + message + "'");
  }
  ChangeSet Change(const ChangeQuery& query = {}) const {
    return GitRepository::Find(Work())->ReadChange(query);
  }
  std::string ErrorOf(const fs::path& where, const ChangeQuery& query) const {
    try {
      GitRepository::Find(where)->ReadChange(query);
    } catch (const Error& e) {
      return e.what();
    }
    return "no error";
  }

  fs::path directory_;
};

TEST_F(GitRepositoryTest, WhatABranchBringsWithTheWorkingTree) {
  Git("checkout -q -b topic");
  Write("a.c", "one\ntwo\n2.5\nthree\nfour\nfive\nsix\nseven\neight\n");
  Commit("second");
  Write("a.c", "one\ntwo\n2.5\nthree\nfour\nfive\nsix\n6.5\nseven\neight\n");
  Write("untracked.c", "int u;\nint v;");
  const ChangeSet change = Change();
  ASSERT_EQ(change.files.size(), 2u);
  EXPECT_THAT(change.files[0].lines, ElementsAre(LineRange{3, 3}, LineRange{8, 8}));
  EXPECT_THAT(*change.files[0].old_content, HasSubstr("one\ntwo\nthree"));
  EXPECT_EQ(change.files[1].path, "untracked.c");
  EXPECT_THAT(change.files[1].lines, ElementsAre(LineRange{1, 2}));
  EXPECT_THAT(change.base, HasSubstr("main"));
  EXPECT_EQ(change.head, "the working tree");

  const ChangeSet committed = Change({.head = "topic"});
  ASSERT_EQ(committed.files.size(), 1u);
  EXPECT_THAT(committed.files[0].lines, ElementsAre(LineRange{3, 3}));
}

TEST_F(GitRepositoryTest, WhatTheBaseBroughtMeanwhileIsNotOfTheChange) {
  Git("checkout -q -b topic");
  Write("t.c", "int t;\n");
  Commit("topic");
  Git("checkout -q main");
  Write("m.c", "int m;\n");
  Commit("main");
  const ChangeSet change = Change({.base = "main", .head = "topic"});
  ASSERT_EQ(change.files.size(), 1u);
  EXPECT_EQ(change.files[0].path, "t.c");
  EXPECT_THAT(change.base, HasSubstr("where it left main"));
}

TEST_F(GitRepositoryTest, OnlyWhatIsStaged) {
  Write("a.c", "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n");
  Git("add a.c");
  Write("a.c", "not staged\n");
  Write("b.c", "int b2;\n");
  const ChangeSet change = Change({.staged = true});
  ASSERT_EQ(change.files.size(), 1u);
  EXPECT_THAT(change.files[0].lines, ElementsAre(LineRange{9, 9}));
  EXPECT_THAT(*change.files[0].content, HasSubstr("nine"));
  EXPECT_THAT(*GitRepository::Find(Work())->ReadStagedFile("a.c"), HasSubstr("nine"));
}

TEST_F(GitRepositoryTest, MovedAndReindentedCodeIsNotNew) {
  Git("mv a.c moved.c");
  Write("moved.c", "  one\n\ttwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n");
  Commit("move");
  const ChangeSet change = Change({.base = "HEAD~1", .head = "HEAD"});
  ASSERT_EQ(change.files.size(), 1u);
  EXPECT_EQ(change.files[0].path, "moved.c");
  EXPECT_EQ(change.files[0].old_path, "a.c");
  EXPECT_THAT(change.files[0].lines, ElementsAre(LineRange{9, 9}));
}

TEST_F(GitRepositoryTest, LinksAndBinaryFilesAreSkips) {
  fs::create_symlink("a.c", Work() / "link.c");
  Write("b.c", std::string("int\0b;\n", 7));
  Commit("odd");
  const ChangeSet change = Change({.base = "HEAD~1", .head = "HEAD"});
  EXPECT_TRUE(change.files.empty());
  ASSERT_EQ(change.skips.size(), 2u);
  EXPECT_EQ(change.skips[0].reason, SkipReason::kBinary);
  EXPECT_EQ(change.skips[1].reason, SkipReason::kSpecial);
}

TEST_F(GitRepositoryTest, BeforeTheFirstCommitAllIsNew) {
  const fs::path fresh = directory_ / "fresh";
  fs::create_directories(fresh);
  GitIn(fresh, "init -q -b main");
  std::ofstream(fresh / "a.c") << "int a;\n";
  GitIn(fresh, "add a.c");
  const auto repository = GitRepository::Find(fresh);
  EXPECT_EQ(repository->ReadChange({}).files.size(), 1u);
  EXPECT_EQ(repository->ReadChange({.staged = true}).files.size(), 1u);
  EXPECT_EQ(repository->BaseRevision({}), "");
}

TEST_F(GitRepositoryTest, AShallowCloneSaysWhatToFetch) {
  Git("checkout -q -b topic");
  for (int i = 0; i < 3; ++i) {
    Write("t.c", "int t" + std::to_string(i) + ";\n");
    Commit("topic");
  }
  Git("checkout -q main");
  Write("m.c", "int m;\n");
  Commit("main");
  const fs::path shallow = directory_ / "shallow";
  GitIn(directory_, "clone -q --depth 1 --no-single-branch --branch topic 'file://" +
                        Work().string() + "' shallow");
  const std::string no_merge_base = ErrorOf(shallow, {});
  EXPECT_THAT(no_merge_base, HasSubstr("left origin/main is not in this shallow clone"));
  EXPECT_THAT(no_merge_base, HasSubstr("git fetch --deepen"));
  EXPECT_THAT(no_merge_base, HasSubstr("fetch-depth: 0"));
  EXPECT_THAT(ErrorOf(shallow, {.base = "v1.0"}), HasSubstr("git fetch origin v1.0"));
  EXPECT_THAT(ErrorOf(shallow, {.base = "origin/next"}), HasSubstr("`git fetch origin next`"));
  EXPECT_THAT(ErrorOf(shallow, {.base = "HEAD~2"}),
              HasSubstr("this is a shallow clone: fetch more history with"));

  const fs::path single = directory_ / "single";
  GitIn(directory_, "clone -q --depth 1 --branch topic 'file://" + Work().string() + "' single");
  EXPECT_THAT(ErrorOf(single, {}), HasSubstr("name it with --base"));

  GitIn(shallow, "fetch -q --deepen=10");
  const ChangeSet change = GitRepository::Find(shallow)->ReadChange({});
  ASSERT_EQ(change.files.size(), 1u);
  EXPECT_EQ(change.files[0].path, "t.c");
}

TEST_F(GitRepositoryTest, UnknownRevisionsAreErrors) {
  EXPECT_THAT(ErrorOf(Work(), {.base = "nowhere"}), HasSubstr("nowhere: no such revision"));
  EXPECT_EQ(GitRepository::Find("/"), nullptr);
}

TEST_F(GitRepositoryTest, FilesOfARevision) {
  Write("src/new.c", "int n;\n");
  Commit("second");
  const auto repository = GitRepository::Find(Work() / "src");
  EXPECT_EQ(repository->root(), fs::canonical(Work()));
  EXPECT_EQ(repository->ListFiles("HEAD~1").size(), 2u);
  const std::vector<GitFile> files = repository->ListFiles("HEAD");
  ASSERT_EQ(files.size(), 3u);
  EXPECT_EQ(files[2].path, "src/new.c");
  EXPECT_EQ(repository->ReadFile(files[2], 100), "int n;\n");
  EXPECT_EQ(repository->ReadFile(files[2], 3), std::nullopt);
  EXPECT_EQ(repository->ReadFile("HEAD", "src/new.c"), "int n;\n");
  EXPECT_EQ(repository->ReadFile("HEAD~1", "src/new.c"), std::nullopt);
}

}  // namespace
}  // namespace copytrace
