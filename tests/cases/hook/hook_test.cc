// The git hooks that `copytrace hook install` writes, with git itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/cases/hook/guarded_repository.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

using Hook = GuardedRepository;

TEST_F(Hook, KeepsACopyFromBeingCommitted) {
  const ProgramResult installed = Run("copytrace hook install");
  ASSERT_EQ(installed.status, 0) << installed.err;
  EXPECT_THAT(installed.out, HasSubstr("pre-commit"));
  const ProgramResult refused = CommitCopy("inventory.js");
  EXPECT_EQ(refused.status, 1) << refused.out << refused.err;
  EXPECT_THAT(refused.out + refused.err, HasSubstr("left-pad"));
  EXPECT_EQ(Git("rev-list --count HEAD").out, "1\n");

  directory_.Write("repository/own.js", "// Nobody else's.\nexport const answer = 42;\n");
  EXPECT_EQ(Git("rm -q --cached inventory.js && git add own.js && git commit -qm own").status, 0);

  ASSERT_EQ(Run("copytrace hook uninstall").status, 0);
  EXPECT_EQ(Git("add . && git commit -qm copy").status, 0);
}

TEST_F(Hook, KeepsACopyFromBeingPushed) {
  ASSERT_EQ(Git("init -q --bare ../remote.git && git remote add origin ../remote.git && "
                "git push -q origin main")
                .status,
            0);
  ASSERT_EQ(Run("copytrace hook install --stage pre-push").status, 0);
  directory_.Write("repository/own.js", "// Nobody else's.\nexport const answer = 42;\n");
  const ProgramResult clean = Git("add . && git commit -qm own && git push -q origin main");
  EXPECT_EQ(clean.status, 0) << clean.out << clean.err;
  ASSERT_EQ(CommitCopy("inventory.js").status, 0);
  const ProgramResult refused = Git("push -q origin main");
  EXPECT_NE(refused.status, 0);
  EXPECT_THAT(refused.out + refused.err, HasSubstr("left-pad"));
  EXPECT_NE(Git("push -q origin main:refs/heads/new").status, 0);
  EXPECT_EQ(Git("push -q --no-verify origin main").status, 0);
}

TEST_F(Hook, ForeignHooksStay) {
  directory_.Write("repository/.git/hooks/pre-commit", "#!/bin/sh\necho mine\n");
  const ProgramResult refused = Run("copytrace hook install");
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("add this line to it: copytrace check --staged"));
  EXPECT_EQ(Run("copytrace hook uninstall").status, 2);
  EXPECT_EQ(ReadFile(directory_.path() / "repository/.git/hooks/pre-commit"),
            "#!/bin/sh\necho mine\n");
}

TEST_F(Hook, StandsWhereGitLooks) {
  ASSERT_EQ(Git("config core.hooksPath 'my hooks'").status, 0);
  ASSERT_EQ(
      Run("mkdir -p src && cd src && copytrace hook install && copytrace hook install").status, 0);
  EXPECT_TRUE(fs::exists(directory_.path() / "repository/my hooks/pre-commit"));
  EXPECT_FALSE(fs::exists(directory_.path() / "repository/.git/hooks/pre-commit"));
  EXPECT_EQ(CommitCopy("inventory.js").status, 1);
  EXPECT_EQ(Run("copytrace hook uninstall").status, 0);
  EXPECT_EQ(Run("copytrace hook uninstall").status, 0);
  EXPECT_FALSE(fs::exists(directory_.path() / "repository/my hooks/pre-commit"));
}

TEST_F(Hook, OutsideOfARepositoryItSaysSo) {
  const ProgramResult result = directory_.Run("copytrace hook install");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("in no git repository"));
}

}  // namespace
}  // namespace copytrace
