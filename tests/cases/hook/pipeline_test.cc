// What the project hands to other tools' pipelines, run as those tools run it: by pre-commit
// itself; the GitHub Action's script and the GitLab job's lines in a shell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cases/hook/guarded_repository.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

using Pipeline = GuardedRepository;

TEST_F(Pipeline, PreCommitRunsTheHookOfThisProject) {
  fs::create_directory(directory_.path() / "hooks");
  fs::copy_file(PROJECT_ROOT "/.pre-commit-hooks.yaml",
                directory_.path() / "hooks/.pre-commit-hooks.yaml");
  ASSERT_EQ(Run("cd ../hooks && git init -q && git add . && "
                "git -c user.name=A -c user.email=a@example.org commit -qm hooks")
                .status,
            0);
  directory_.Write("repository/.pre-commit-config.yaml",
                   "repos:\n- repo: " + (directory_.path() / "hooks").native() + "\n  rev: " +
                       Git("-C ../hooks rev-parse HEAD").out + "  hooks:\n  - id: copytrace\n");
  ASSERT_EQ(Git("add . && git commit -qm config").status, 0);
  const ProgramResult installed = Run("pre-commit install");
  ASSERT_EQ(installed.status, 0) << installed.out << installed.err;

  const ProgramResult refused = CommitCopy("inventory.js");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.out + refused.err, HasSubstr("pkg:npm/left-pad@0.0.3"));
  EXPECT_EQ(Git("rev-list --count HEAD").out, "2\n");

  const json report = json::parse(Run("copytrace check --staged --format json").out);
  const std::string id = report["findings"][0]["id"];
  ASSERT_EQ(Run("copytrace decide " + id + " accept --reason attributed").status, 0);
  const ProgramResult accepted = Git("add . && git commit -qm accepted");
  EXPECT_EQ(accepted.status, 0) << accepted.out << accepted.err;
}

TEST_F(Pipeline, TheActionAnnotatesAndWritesItsFiles) {
  ASSERT_EQ(Git("checkout -q -b topic").status, 0);
  ASSERT_EQ(CommitCopy("inventory.js").status, 0);
  const std::string action =
      "BASE=main SARIF=../check.sarif COMMENT=../comment.md GITHUB_OUTPUT=../output "
      "GITHUB_STEP_SUMMARY=../summary bash '" PROJECT_ROOT "/.github/actions/copytrace/check.sh'";
  const ProgramResult refused = Run(action);
  EXPECT_EQ(refused.status, 1) << refused.err;
  EXPECT_THAT(refused.out, HasSubstr("::error file=inventory.js,line=44,"));
  const json sarif = json::parse(ReadFile(directory_.path() / "check.sarif"));
  EXPECT_EQ(sarif["runs"][0]["results"].size(), 1u);
  EXPECT_THAT(ReadFile(directory_.path() / "comment.md"), HasSubstr("left-pad"));
  EXPECT_EQ(ReadFile(directory_.path() / "summary"), ReadFile(directory_.path() / "comment.md"));
  EXPECT_EQ(ReadFile(directory_.path() / "output"), "status=1\n");

  ASSERT_EQ(Git("rm -q inventory.js && git commit -qm without").status, 0);
  const ProgramResult passed = Run(action);
  EXPECT_EQ(passed.status, 0) << passed.out << passed.err;
  EXPECT_THAT(passed.out, Not(HasSubstr("::error")));
}

TEST_F(Pipeline, TheGitlabJobLeavesItsReportsAndFails) {
  ASSERT_EQ(Git("checkout -q -b topic").status, 0);
  ASSERT_EQ(CommitCopy("inventory.js").status, 0);
  // The lines of the job's script, as its runner joins them.
  std::ifstream job(PROJECT_ROOT "/.gitlab/copytrace.gitlab-ci.yml");
  std::string script = "set -e; export CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main";
  int commands = 0;
  constexpr std::string_view kItem = "    - copytrace ";
  for (std::string line; std::getline(job, line);) {
    if (!line.starts_with(kItem)) continue;
    script += "; copytrace " + line.substr(kItem.size());
    ++commands;
  }
  ASSERT_EQ(commands, 3);
  const ProgramResult refused = Run(script);
  EXPECT_EQ(refused.status, 1) << refused.err;
  EXPECT_THAT(refused.out, HasSubstr("inventory.js:44"));
  const fs::path repository = directory_.path() / "repository";
  EXPECT_EQ(json::parse(ReadFile(repository / "gl-code-quality-report.json")).size(), 1u);
  EXPECT_THAT(ReadFile(repository / "copytrace-junit.xml"), HasSubstr("<failure"));
}

}  // namespace
}  // namespace copytrace
