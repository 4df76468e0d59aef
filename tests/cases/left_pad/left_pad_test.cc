// The eleven lines of left-pad 0.0.3, pasted into files of other projects.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using nlohmann::json;

const std::string kStore = " --store '" CASES_DIR "/store' ";
const std::string kProject = CASES_DIR "/left_pad/project/";

json Expected(const std::string& name) {
  for (const json& piece : ReadJsonLines(CASES_DIR "/left_pad/expected.jsonl")) {
    if (piece["name"] == name) return piece;
  }
  ADD_FAILURE() << "nothing composed under the name " << name;
  return {};
}

// The only finding in the host of this name, after checking its lines and origin.
json FindLeftPad(const std::string& name) {
  const TestDirectory directory;
  const json report = directory.Scan(kStore + kProject + name + ".js");
  EXPECT_EQ(report["findings"].size(), 1u) << report["findings"].dump(1);
  if (report["findings"].empty()) return {};
  const json finding = report["findings"][0];
  const json expected = Expected(name);
  EXPECT_EQ(finding["start_line"], expected["start_line"]);
  EXPECT_EQ(finding["end_line"], expected["end_line"]);
  EXPECT_EQ(finding["origin"]["purl"], "pkg:npm/left-pad@0.0.3");
  EXPECT_EQ(finding["origin"]["name"], "left-pad");
  EXPECT_EQ(finding["origin"]["released"], "2014-08-15");
  EXPECT_EQ(finding["origin"]["path"], "index.js");
  EXPECT_EQ(finding["origin"]["start_line"], 3);
  EXPECT_EQ(finding["origin"]["end_line"], 17);
  EXPECT_EQ(finding["origin"]["function"], "leftpad");
  EXPECT_EQ(finding["origin"]["license_class"], "permissive");
  EXPECT_EQ(finding["origin"]["license_source"], "release");
  EXPECT_EQ(finding["origin"]["swhid"].get<std::string>().size(), 50u);
  return finding;
}

TEST(LeftPad, IsFoundVerbatim) {
  const json finding = FindLeftPad("verbatim_500");
  EXPECT_EQ(finding["kind"], "identical");
  EXPECT_EQ(finding["function"], "leftpad");
}

TEST(LeftPad, IsFoundWithAllNamesChangedAndBracesMoved) {
  EXPECT_EQ(FindLeftPad("disguised_500")["kind"], "renamed");
}

TEST(LeftPad, IsFoundAsWellInALargeFile) {
  const json verbatim = FindLeftPad("verbatim_3000");
  const json disguised = FindLeftPad("disguised_3000");
  EXPECT_EQ(verbatim["kind"], "identical");
  EXPECT_EQ(disguised["kind"], "renamed");
  // The size of the file around a copy changes nothing of how sure it is.
  const auto bits = [](const json& finding) { return finding["score_bits"].get<double>(); };
  EXPECT_NEAR(bits(verbatim), bits(FindLeftPad("verbatim_500")), 5);
  EXPECT_NEAR(bits(disguised), bits(FindLeftPad("disguised_500")), 5);
}

TEST(LeftPad, RewritingItIsNoCopy) {
  const TestDirectory directory;
  const std::string sources = CASE_SOURCES "/left_pad/";
  const json report = directory.Scan(kStore + sources + "rewritten_with_loop.js " + sources +
                                     "rewritten_with_repeat.js");
  EXPECT_EQ(report["findings"], json::array());
  EXPECT_EQ(report["summary"]["files"], 2);
}

TEST(LeftPad, TheHostsAreUnrelated) {
  const TestDirectory directory;
  const json report =
      directory.Scan(kStore + "'" SAMPLE_DIR "/node_modules/undici/lib/web/fetch' '" SAMPLE_DIR
                              "/node_modules/undici/lib/dispatcher'");
  EXPECT_EQ(report["findings"], json::array());
  EXPECT_GT(report["summary"]["lines"], 3000);
}

}  // namespace
}  // namespace copytrace
