// The program as users run it: exit statuses, messages, JSON.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/unit/indexer/index_program.h"
#include "tests/unit/indexer/temporary_directory.h"

namespace copytrace {
namespace {

using testing::HasSubstr;
using testing::Not;

class ProgramTest : public testing::Test {
 protected:
  IndexResult Run(const std::string& arguments) {
    return RunIndexProgram(directory_.path(), arguments);
  }

  TemporaryDirectory directory_;
};

TEST_F(ProgramTest, IndexesAndInforms) {
  directory_.Write("pump-1.0/pump.c", CodeInC(1, 20));
  IndexResult result = Run("add pump-1.0 --store s --stats --memory 512M");
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("Indexed 1 package into s"));
  EXPECT_THAT(result.output, HasSubstr("1 new (1 of code)"));
  EXPECT_THAT(result.output, HasSubstr("fingerprint"));
  EXPECT_THAT(result.output, Not(HasSubstr("\x1b")));  // no terminal, no bar, no colour

  result = Run("info --store s --format json");
  EXPECT_EQ(result.status, 0) << result.output;
  const auto json = nlohmann::json::parse(result.output);
  EXPECT_EQ(json["files"], 1);
  EXPECT_EQ(json["components"], 1);
  EXPECT_EQ(json["languages"][0]["name"], "c");
  EXPECT_GT(json["bytes"], 0);
  uint64_t bytes = 0;
  for (const auto& family : json["column_families"]) bytes += family["bytes"].get<uint64_t>();
  EXPECT_EQ(json["bytes"], bytes);
  EXPECT_THAT(Run("info --store s").output, HasSubstr("1 components, 1 releases, 1 files"));
}

TEST_F(ProgramTest, StoreComesFromTheEnvironmentToo) {
  directory_.Write("pump-1.0/pump.c", CodeInC(1));
  ::setenv("COPYTRACE_STORE", (directory_ / "env").c_str(), 1);
  EXPECT_EQ(Run("add pump-1.0").status, 0);
  EXPECT_EQ(Run("info").status, 0);
  ::unsetenv("COPYTRACE_STORE");
  EXPECT_TRUE(std::filesystem::exists(directory_ / "env"));
  EXPECT_EQ(Run("info").status, 2);
}

TEST_F(ProgramTest, ManifestNamesWhatItHolds) {
  directory_.Write("corpus/a/a.c", CodeInC(1));
  directory_.Write("corpus/m.jsonl", R"({"purl":"pkg:generic/alpha@1","path":"a","license":"Zlib"})"
                                     "\n"
                                     R"({"purl":"pkg:generic/beta@1","path":"missing"})");
  const IndexResult result = Run("add --manifest corpus/m.jsonl --store s");
  EXPECT_EQ(result.status, 2) << result.output;  // one is missing, the other is there
  EXPECT_THAT(result.output, HasSubstr("corpus/m.jsonl:2: "));
  EXPECT_THAT(result.output, HasSubstr("Indexed 1 package"));

  directory_.Write("corpus/bad.jsonl", R"({"purl":"pkg:generic/alpha@1","path":"a"})"
                                       "\n{");
  const IndexResult bad = Run("add --manifest corpus/bad.jsonl --store t");
  EXPECT_EQ(bad.status, 2);
  EXPECT_THAT(bad.output, HasSubstr("corpus/bad.jsonl:2: "));
  EXPECT_FALSE(std::filesystem::exists(directory_ / "t"));
}

TEST_F(ProgramTest, UsageErrorsSayWhatToDo) {
  directory_.Write("a/a.c", CodeInC(1));
  directory_.Write("b/b.c", CodeInC(2));
  const std::pair<const char*, const char*> kCases[] = {
      {"", "A subcommand is required"},
      {"add --store s", "nothing to add"},
      {"add a", "--store is required"},
      {"add a b --store s --purl pkg:npm/x@1", "write a corpus manifest"},
      {"add a --store s --purl left-pad", "pkg:npm/left-pad@1.3.0"},
      {"add a --store s --license 'MIT OR'", "SPDX licence expression"},
      {"add a --store s --released yesterday", "is no date"},
      {"add none --store s", "check the path"},
      {"add a --store s --memory 10M", "give it"},
      {"add a --store s --threads 0", "--threads"},
      {"add --manifest none --store s", "check --manifest"},
      {"info --store none", "none"},
      {"compact --store none", "none"},
      {"info --store s --format xml", "--format"},
  };
  for (const auto& [arguments, message] : kCases) {
    const IndexResult result = Run(arguments);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_THAT(result.output, HasSubstr(message)) << arguments;
  }
  EXPECT_FALSE(std::filesystem::exists(directory_ / "s"));
  EXPECT_FALSE(std::filesystem::exists(directory_ / "none"));
  EXPECT_EQ(Run("--help").status, 0);
  EXPECT_EQ(Run("add --help").status, 0);
  EXPECT_EQ(Run("--version").status, 0);
}

TEST_F(ProgramTest, SaysWhyACorpusYieldsNothing) {
  directory_.Write("docs/guide.md", "# A guide\n");
  const IndexResult result = Run("add docs --store s");
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("no code"));
  EXPECT_THAT(result.output, HasSubstr("/docs: nothing in it can be matched"));
}

TEST_F(ProgramTest, CompactKeepsEverything) {
  directory_.Write("a-1.0/a.c", CodeInC(1));
  directory_.Write("b-1.0/b.c", CodeInC(2));
  ASSERT_EQ(Run("add a-1.0 --store s").status, 0);
  ASSERT_EQ(Run("add b-1.0 --store s --purl pkg:generic/beta@7 --license MIT").status, 0);
  const auto before = nlohmann::json::parse(Run("info --store s --format json").output);
  EXPECT_EQ(Run("compact --store s").status, 0);
  const auto after = nlohmann::json::parse(Run("info --store s --format json").output);
  for (const char* key : {"components", "releases", "files", "occurrences", "postings"}) {
    EXPECT_EQ(before[key], after[key]) << key;
  }
  EXPECT_EQ(after["files"], 2);
}

}  // namespace
}  // namespace copytrace
