// The auditor's document: what was scanned and by which rules, with hashes that can be checked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const std::string kStore = " --store '" CASES_DIR "/store' ";

TEST(AuditCase, SaysWhatWasScannedFoundAndDecided) {
  const TestDirectory directory;
  std::filesystem::copy(CASES_DIR "/sample/project", directory.path() / "shop",
                        std::filesystem::copy_options::recursive);
  directory.Write("shop/.copytrace.toml", "[licenses]\nMIT = \"allow\"\n");
  directory.Write("shop/picture.bin", std::string("\0\1\2\3", 4));
  ASSERT_EQ(directory.Run("git init -q shop").status, 0);
  const auto run = [&](const std::string& arguments) {
    return directory.Run("cd shop && copytrace " + arguments);
  };
  const json report = json::parse(run("scan . --fail-on none --format json" + kStore).out);
  const std::string id = report["findings"][0]["id"];
  for (const char* reason : {"first thought", "second thought"}) {
    ASSERT_EQ(run("decide " + id + " accept --by Ann --reason '" + reason + "'").status, 0);
  }
  ASSERT_EQ(run("scan . --fail-on none" + kStore).status, 0);

  const ProgramResult audit = run("audit --format text");
  ASSERT_EQ(audit.status, 0) << audit.err;
  EXPECT_THAT(audit.out, HasSubstr("Audit of copied code: shop"));
  EXPECT_THAT(audit.out, HasSubstr("2 in the history"));
  EXPECT_THAT(audit.out, HasSubstr("picture.bin"));
  EXPECT_THAT(audit.out, HasSubstr("licence MIT"));
  EXPECT_THAT(audit.out, HasSubstr("pkg:npm/flickity@3.0.0"));
  EXPECT_THAT(audit.out, HasSubstr("second thought"));
  EXPECT_THAT(audit.out, HasSubstr("in force"));
  EXPECT_THAT(audit.err, HasSubstr("SHA-256 of this document: "));

  // The hashes are those that other programs compute.
  const std::string hash = "sha256sum | cut -d' ' -f1";
  const auto hash_of = [&](const std::string& command) {
    const std::string out = directory.Run(command + " | " + hash).out;
    return out.substr(0, 64);
  };
  EXPECT_THAT(audit.out, HasSubstr(hash_of("cat shop/.copytrace.toml")));
  EXPECT_THAT(audit.out, HasSubstr(hash_of("cat shop/.copytrace/decisions.jsonl")));
  EXPECT_THAT(audit.out, HasSubstr(hash_of("cd shop && copytrace history show 2 --format json")));
  const std::string files = run("audit --files --format text").out;
  EXPECT_THAT(files, HasSubstr(hash_of("cat shop/src/receipt.js")));

  for (const char* format : {"text", "markdown", "html"}) {
    const std::string command = std::string("audit --files --format ") + format;
    EXPECT_EQ(run(command).out, run(command).out) << format;
  }
  // What is decided later is not in the record of a scan that was made before.
  EXPECT_THAT(run("audit --scan 1 --format text").out, Not(HasSubstr("second thought")));
  EXPECT_EQ(directory.Run("copytrace history prune --before 2999-01-01").status, 0);
  EXPECT_EQ(run("audit --scan 1").status, 2);
  EXPECT_EQ(run("audit --scan 2 --format text").out, audit.out);
}

}  // namespace
}  // namespace copytrace
