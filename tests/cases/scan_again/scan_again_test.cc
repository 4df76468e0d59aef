// A tree scanned again: the cache of results changes how long it takes and nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string kStore = " --store '" CASES_DIR "/store' ";

// A copy of the sample project, so that it can be changed.
void CopyProject(const TestDirectory& directory) {
  fs::copy(CASES_DIR "/sample/project", directory.path() / "project", fs::copy_options::recursive);
}

std::string Report(const TestDirectory& directory, const std::string& arguments) {
  const ProgramResult result =
      directory.Run("copytrace scan project --fail-on none --format json " + arguments);
  EXPECT_EQ(result.status, 0) << result.err;
  return result.out;
}

// How many files --stats says came from the cache.
int CachedFiles(const TestDirectory& directory, const std::string& arguments) {
  const ProgramResult result =
      directory.Run("copytrace scan project --fail-on none --stats " + arguments +
                    " 2>&1 >/dev/null | awk '/known from cache/ { print $6 }'");
  return std::stoi("0" + result.out);
}

std::vector<fs::path> CacheFiles(const TestDirectory& directory) {
  std::vector<fs::path> files;
  const fs::path results = directory.path() / "cache/results";
  if (!fs::exists(results)) return files;
  for (const auto& entry : fs::directory_iterator(results)) files.push_back(entry.path());
  return files;
}

TEST(ScanAgain, TheReportIsTheSameToTheByte) {
  const TestDirectory directory;
  CopyProject(directory);
  directory.Write("project/binary.c", std::string("\0\1\2\3", 4));
  const std::string cached = kStore + "--cache cache ";
  const std::string without = Report(directory, kStore + "--no-cache");
  EXPECT_TRUE(CacheFiles(directory).empty());
  EXPECT_EQ(Report(directory, cached), without);
  EXPECT_EQ(CacheFiles(directory).size(), 1u);
  EXPECT_EQ(Report(directory, cached), without);
  EXPECT_EQ(Report(directory, cached + "--threads 1"), without);
  EXPECT_GT(CachedFiles(directory, cached), 5);
  EXPECT_EQ(CachedFiles(directory, kStore + "--no-cache"), 0);
}

TEST(ScanAgain, WhatChangedIsLookedAtAnew) {
  const TestDirectory directory;
  CopyProject(directory);
  const std::string cached = kStore + "--cache cache ";
  Report(directory, cached);
  const int all = CachedFiles(directory, cached);
  const std::string receipt = ReadFile(directory.path() / "project/src/receipt.js");
  directory.Write("project/src/receipt.js", "// nothing is left\n");
  directory.Write("project/src/added.js", receipt);
  EXPECT_EQ(CachedFiles(directory, cached), all - 1);
  EXPECT_EQ(Report(directory, cached), Report(directory, kStore + "--no-cache"));
  // Other options have other results.
  EXPECT_EQ(CachedFiles(directory, cached + "--e-value 10"), 0);
  EXPECT_EQ(Report(directory, cached + "--e-value 10"),
            Report(directory, kStore + "--no-cache --e-value 10"));
}

TEST(ScanAgain, AChangedStoreIsAskedAnew) {
  const TestDirectory directory;
  CopyProject(directory);
  fs::copy(CASES_DIR "/store", directory.path() / "store", fs::copy_options::recursive);
  const std::string cached = " --store store --cache cache ";
  const std::string before = Report(directory, cached);
  ASSERT_EQ(directory.Run("copytrace index add project --store store").status, 0);
  EXPECT_EQ(CachedFiles(directory, cached), 0);
  const std::string after = Report(directory, cached);
  EXPECT_NE(after, before);
  EXPECT_EQ(after, Report(directory, " --store store --no-cache "));
  // Built again at the same place, with the same number of changes.
  fs::remove_all(directory.path() / "store");
  ASSERT_EQ(directory.Run("copytrace index add project/src --store store").status, 0);
  Report(directory, cached);
  fs::remove_all(directory.path() / "store");
  ASSERT_EQ(directory.Run("copytrace index add project/src --store store").status, 0);
  EXPECT_EQ(CachedFiles(directory, cached), 0);
}

TEST(ScanAgain, ADamagedCacheIsNotBelieved) {
  const TestDirectory directory;
  CopyProject(directory);
  const std::string cached = kStore + "--cache cache ";
  const std::string right = Report(directory, cached);
  const fs::path file = CacheFiles(directory).at(0);
  const std::string whole = ReadFile(file);
  for (const size_t at : {size_t{3}, size_t{25}, whole.size() / 2, whole.size() - 1}) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 8);
    directory.Write(fs::relative(file, directory.path()), damaged);
    const ProgramResult result =
        directory.Run("copytrace scan project --fail-on none --format json " + cached);
    EXPECT_EQ(result.out, right) << at;
    EXPECT_THAT(result.err, HasSubstr("damaged and was not used")) << at;
  }
  directory.Write(fs::relative(file, directory.path()), whole.substr(0, whole.size() / 3));
  EXPECT_EQ(Report(directory, cached), right);
  EXPECT_GT(CachedFiles(directory, cached), 5);  // written anew
}

TEST(ScanAgain, ScansSideBySideDoNotDisturbEachOther) {
  const TestDirectory directory;
  CopyProject(directory);
  const std::string command =
      "copytrace scan project --fail-on none --format json --cache cache" + kStore;
  std::string line;
  for (int i = 0; i < 6; ++i) line += command + "-o out" + std::to_string(i) + " & ";
  ASSERT_EQ(directory.Run(line + "wait").status, 0);
  const std::string right = Report(directory, kStore + "--no-cache");
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(ReadFile(directory.path() / ("out" + std::to_string(i))), right);
  }
  EXPECT_EQ(CacheFiles(directory).size(), 1u);
  EXPECT_EQ(Report(directory, kStore + "--cache cache"), right);
}

TEST(ScanAgain, AFileOutOfTimeIsSkippedAlone) {
  const TestDirectory directory;
  CopyProject(directory);
  directory.Write("project/notes.txt", "Nothing to see here.\n");
  const std::string cached = kStore + "--cache cache ";
  const auto report = directory.Scan("project --file-timeout 0.000000001 " + cached);
  ASSERT_GT(report["skipped"].size(), 0u);
  for (const auto& skip : report["skipped"]) {
    EXPECT_EQ(skip["reason"], "too slow");
    EXPECT_THAT(skip["detail"].get<std::string>(), HasSubstr("CPU time"));
  }
  // Another time there may be time enough.
  EXPECT_EQ(CachedFiles(directory, cached + "--file-timeout 0.000000001"), 0);
  EXPECT_EQ(directory.Run("copytrace scan project --file-timeout 0" + kStore).status, 2);
}

}  // namespace
}  // namespace copytrace
