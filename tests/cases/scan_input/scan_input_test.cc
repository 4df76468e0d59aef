// What a scan can be given: standard input, lists of files, patterns, trees with links and
// repositories in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kStore = " --store '" CASES_DIR "/store' ";
const std::string kProject = CASES_DIR "/sample/project";

std::multiset<std::string> PathsOf(const json& report) {
  std::multiset<std::string> paths;
  for (const json& finding : report["findings"]) paths.insert(finding["path"]);
  return paths;
}

json ScanPiped(const TestDirectory& directory, const std::string& input,
               const std::string& arguments) {
  const ProgramResult result =
      directory.Run(input + " | copytrace scan --fail-on none --format json " + arguments + kStore);
  EXPECT_EQ(result.status, 0) << result.err;
  return json::parse(result.out, nullptr, false);
}

TEST(ScanInput, StandardInputIsOneFile) {
  const TestDirectory directory;
  const std::string input = "cat '" + kProject + "/src/inventory.js'";
  for (const std::string arguments : {"-", "- --language javascript"}) {
    const json report = ScanPiped(directory, input, arguments);
    EXPECT_THAT(PathsOf(report), ElementsAre("(standard input)")) << arguments;
  }
  EXPECT_EQ(ScanPiped(directory, "true", "-")["findings"].size(), 0u);
  EXPECT_EQ(ScanPiped(directory, "cat /dev/zero", "-")["skipped"][0]["reason"], "too large");
}

TEST(ScanInput, ListsOfFiles) {
  const TestDirectory directory;
  const fs::path odd = directory.Write("tree/odd\nname.js", "");
  fs::copy_file(kProject + "/src/inventory.js", odd, fs::copy_options::overwrite_existing);
  fs::create_directories(directory.path() / "tree/sub");
  fs::copy_file(kProject + "/src/receipt.js", directory.path() / "tree/sub/receipt.js");
  fs::copy_file(kProject + "/src/receipt.js", directory.path() / "tree/ignored.js");
  directory.Write("tree/.gitignore", "ignored.js\n");

  EXPECT_THAT(PathsOf(ScanPiped(directory, "find tree -type f -print0", "--files-from - --null")),
              ElementsAre("tree/ignored.js", "tree/odd\nname.js", "tree/sub/receipt.js"));
  directory.Write("list", "tree/sub/receipt.js\r\n\n./tree/sub/receipt.js\ntree/gone.js\n");
  json report = directory.Scan("--files-from list" + kStore);
  EXPECT_THAT(PathsOf(report), ElementsAre("tree/sub/receipt.js"));
  ASSERT_EQ(report["skipped"].size(), 1u);
  EXPECT_EQ(report["skipped"][0]["path"], "tree/gone.js");
  EXPECT_EQ(report["skipped"][0]["reason"], "unreadable");
  directory.Write("list", "tree\n");  // a directory is walked, by its .gitignore
  EXPECT_THAT(PathsOf(directory.Scan("--files-from list" + kStore)),
              ElementsAre("tree/odd\nname.js", "tree/sub/receipt.js"));

  // `show` finds the file again.
  const std::string id = directory.Scan("--files-from list" + kStore)["findings"][1]["id"];
  EXPECT_EQ(directory.Run("copytrace show " + id).status, 0);
}

TEST(ScanInput, Patterns) {
  const TestDirectory directory;
  for (const char* name :
       {"tree/a/one.js", "tree/b/two.js", "tree/b/two.txt.js", "tree/three.js"}) {
    fs::copy_file(kProject + "/src/receipt.js", directory.Write(name, ""),
                  fs::copy_options::overwrite_existing);
  }
  directory.Write("tree/.gitignore", "three.js\n");
  const auto scan = [&](const std::string& arguments) {
    return PathsOf(directory.Scan("tree " + arguments + kStore));
  };
  EXPECT_THAT(scan(""), ElementsAre("a/one.js", "b/two.js", "b/two.txt.js"));
  EXPECT_THAT(scan("--no-ignore --exclude 'b/'"), ElementsAre("a/one.js", "three.js"));
  EXPECT_THAT(scan("--include b --exclude '*.txt.js'"), ElementsAre("b/two.js"));
  EXPECT_THAT(scan("--include 'o*.js' --include '/b/two.js'"), ElementsAre("a/one.js", "b/two.js"));
  EXPECT_THAT(scan("--include '*.py'"), ElementsAre());
}

TEST(ScanInput, LinksAreReportedAndNestedRepositoriesScanned) {
  const TestDirectory directory;
  for (const char* name : {"tree/nested/deep/one.js", "tree/module/two.js", "outside/three.js"}) {
    fs::copy_file(kProject + "/src/receipt.js", directory.Write(name, ""),
                  fs::copy_options::overwrite_existing);
  }
  directory.Write("tree/nested/.git/config", "[core]\n");
  directory.Write("tree/nested/.git/hooks/hook.js", ReadFile(kProject + "/src/receipt.js"));
  directory.Write("tree/module/.git", "gitdir: ../.git/modules/module\n");
  fs::create_directory_symlink("../outside", directory.path() / "tree/link");
  fs::create_directory_symlink("..", directory.path() / "tree/loop");
  fs::create_symlink("nowhere", directory.path() / "tree/dangling.js");
  const json report = directory.Scan("tree" + kStore);
  EXPECT_THAT(PathsOf(report), ElementsAre("module/two.js", "nested/deep/one.js"));
  std::set<std::string> skipped;
  for (const json& skip : report["skipped"]) skipped.insert(skip["path"]);
  EXPECT_THAT(skipped, ElementsAre("dangling.js", "link", "loop"));
}

TEST(ScanInput, ContradictionsEndTheRun) {
  const TestDirectory directory;
  directory.Write("a.js", "a();\n");
  const struct {
    const char* arguments;
    const char* message;
  } kRows[] = {
      {"", "PATH"},
      {"- --files-from -", "standard input"},
      {"a.js --language python", "needs the PATH -"},
      {"- --language klingon", "klingon"},
      {"--files-from missing", "missing cannot be read"},
      {"a.js --null", "--files-from"},
  };
  for (const auto& row : kRows) {
    const ProgramResult result = directory.Run("copytrace scan " + (row.arguments + kStore));
    EXPECT_EQ(result.status, 2) << row.arguments;
    EXPECT_THAT(result.err, HasSubstr(row.message)) << row.arguments;
  }
}

}  // namespace
}  // namespace copytrace
