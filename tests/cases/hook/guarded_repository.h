// A git repository whose policy lets no copy in, and a copy to try it with.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/cases/run_program.h"

namespace copytrace {

// The repository is the folder `repository` of the test's directory. It has one commit, and denies
// code of every class that the sample's store holds.
class GuardedRepository : public testing::Test {
 protected:
  GuardedRepository() {
    directory_.Write("repository/README.md", "A project.\n");
    directory_.Write("repository/.copytrace.toml",
                     "[settings]\nstore = \"" CASES_DIR
                     "/store\"\n"
                     "[classes]\npermissive = \"deny\"\npublic-domain = \"deny\"\n");
    Git("init -q -b main && git config user.name A && git config user.email a@example.org && "
        "git add . && git commit -qm first");
  }

  ProgramResult Run(const std::string& command) {
    return directory_.Run(
        "export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 && "
        "cd repository && " +
        command);
  }
  ProgramResult Git(const std::string& arguments) { return Run("git " + arguments); }

  // Adds a file that holds a copy of left-pad, under this name.
  void AddCopy(const std::string& name) {
    std::filesystem::copy_file(CASES_DIR "/sample/project/src/inventory.js",
                               directory_.path() / "repository" / name);
    Git("add .");
  }
  ProgramResult CommitCopy(const std::string& name) {
    AddCopy(name);
    return Git("commit -qm copy");
  }

  TestDirectory directory_;
};

}  // namespace copytrace
