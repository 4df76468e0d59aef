// What a project keeps of others' code is attributed, from the scan that the history recorded.
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

TEST(NoticeCase, CoversWhatIsAcceptedOrAllowed) {
  const TestDirectory directory;
  std::filesystem::copy(CASES_DIR "/sample/project", directory.path() / "shop",
                        std::filesystem::copy_options::recursive);
  directory.Write("shop/.copytrace.toml", "[licenses]\nMIT = \"allow\"\n");
  const auto run = [&](const std::string& arguments) {
    return directory.Run("cd shop && copytrace " + arguments);
  };
  ASSERT_EQ(directory.Run("git init -q shop").status, 0);
  const json before = json::parse(run("scan . --fail-on none --format json" + kStore).out);
  std::string gpl;
  for (const json& finding : before["findings"]) {
    if (finding["origin"]["purl"] == "pkg:npm/flickity@3.0.0") gpl = finding["id"];
  }
  ASSERT_FALSE(gpl.empty());
  ASSERT_EQ(run("decide " + gpl + " accept --reason 'bought' --by Ann").status, 0);
  ASSERT_EQ(run("scan . --fail-on none" + kStore).status, 0);

  const ProgramResult notice = run("notice");
  EXPECT_EQ(notice.status, 0) << notice.err;
  EXPECT_THAT(notice.out, HasSubstr("Third-party notices of shop"));
  EXPECT_THAT(notice.out, HasSubstr("pkg:npm/flickity@3.0.0"));
  EXPECT_THAT(notice.out, HasSubstr("GNU GENERAL PUBLIC LICENSE"));
  EXPECT_THAT(notice.out, HasSubstr("pkg:npm/seedrandom@3.0.5"));
  EXPECT_THAT(notice.out, HasSubstr("Permission is hereby granted, free of charge"));
  EXPECT_THAT(notice.out, Not(HasSubstr("left-pad")));
  EXPECT_THAT(notice.err, HasSubstr("pkg:npm/left-pad@0.0.3"));
  EXPECT_THAT(run("notice --all").out, HasSubstr("pkg:npm/left-pad@0.0.3"));

  EXPECT_EQ(run("notice").out, notice.out);
  for (const char* format : {"markdown", "html"}) {
    const std::string command = std::string("notice --format ") + format;
    const std::string first = run(command).out;
    EXPECT_THAT(first, HasSubstr("flickity"));
    EXPECT_EQ(run(command).out, first);
  }
  // Another scan by its number, or a report in a file.
  EXPECT_THAT(run("notice --scan 1").out, Not(HasSubstr("flickity")));
  run("scan . --fail-on none --format json -o report.json --no-history" + kStore);
  EXPECT_THAT(run("notice report.json").out, HasSubstr("pkg:npm/flickity@3.0.0"));
  EXPECT_EQ(run("notice --scan 77").status, 2);
  EXPECT_THAT(directory.Run("copytrace notice --project nobody").err,
              HasSubstr("no scan of nobody in the history"));
}

}  // namespace
}  // namespace copytrace
