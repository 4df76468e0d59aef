#include "engine/report/json_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/error.h"
#include "tests/unit/report/finding_fixtures.h"

namespace copytrace {
namespace {

using nlohmann::json;
using testing::HasSubstr;

TEST(JsonReport, HasTheFieldsOfTheContract) {
  const json report = json::parse(WriteJsonReport(TwoFindings(), StoreOfTwoReleases()));
  EXPECT_EQ(report["tool"]["name"], "copytrace");
  EXPECT_EQ(report["store"]["directory"], "store");
  EXPECT_EQ(report["summary"]["findings"], 2);
  EXPECT_EQ(report["skipped"][1], (json{{"path", "data/big.js"},
                                        {"reason", SkipReasonText(SkipReason::kTooLarge)},
                                        {"detail", "8.1 MiB, limit 4.0 MiB"}}));
  const json expected = json::parse(R"({
    "id": "f00dfeed0001", "path": "src/table.js", "start_line": 10, "end_line": 20,
    "start_column": null, "end_column": null, "minified": false,
    "whole_file": false, "generated": false, "function": "alignCell",
    "function_lines": {"start_line": 9, "end_line": 21}, "kind": "renamed", "score_bits": 63.2,
    "e_value": 2.1e-05, "lines_covered": 9,
    "origin": {
      "purl": "pkg:npm/%40acme/pad@0.0.3", "name": "@acme/pad", "version": "0.0.3",
      "released": "2014-03-14", "path": "lib/pad.js", "start_line": 3, "end_line": 13,
      "function": "padLeft", "function_lines": {"start_line": 2, "end_line": 14}, "license": "GPL-3.0-or-later", "license_class": "strong-copyleft",
      "license_source": "file", "copyright": "Copyright 2014 A. Author",
      "swhid": "swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2",
      "unchanged": {"versions": 3, "first_version": "0.0.3", "last_version": "1.1.0"}},
    "carriers": [{"purl": "pkg:npm/copier@1.0.0", "path": "vendor/pad.js"},
                 {"purl": "pkg:npm/fork@2.0.0", "path": "pad.js"}],
    "carrier_count": 14, "reason": "earliest release of 15 that hold it",
    "obligations": ["same-license", "source-disclosure", "installation", "notice", "license-text",
                    "state-changes", "patent-grant", "patent-termination", "no-further-terms"],
    "compatibility": {"project_license": "MIT", "stated_in": "package.json",
                      "answer": "incompatible", "rule": "strong-copyleft",
                      "reason": "The whole would have to go under it.", "choice": null,
                      "narrows_project_to": null},
    "removed_header": {"license": "GPL-3.0-or-later", "copyright": "Copyright 2014 A. Author",
                       "start_line": 1, "end_line": 2},
    "advisories": [{"id": "GHSA-pad0-0000-0001", "aliases": ["CVE-2026-0001"],
                    "summary": "Padding reads past the end", "severity": "high",
                    "cvss": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", "score": 7.5,
                    "fixed": "0.0.4", "malicious": false,
                    "modified": "2026-03-01T00:00:00Z"}]})");
  EXPECT_EQ(report["findings"][0], expected);
  EXPECT_EQ(report["findings"][1]["obligations"], json::array({"permission"}));
  EXPECT_EQ(report["findings"][1]["compatibility"]["answer"], "ask");
  EXPECT_TRUE(report["findings"][1]["removed_header"].is_null());
  EXPECT_EQ(report["licenses"][0]["license"], "GPL-3.0-or-later");
  EXPECT_EQ(report["licenses"][0]["choices"][0]["obligations"][0]["code"], "same-license");
}

TEST(JsonReport, SaysNullForWhatIsUnknown) {
  const json report = json::parse(WriteJsonReport(TwoFindings(), StoreOfTwoReleases()));
  const json& finding = report["findings"][1];
  EXPECT_TRUE(finding["function"].is_null());
  const json& origin = finding["origin"];
  EXPECT_TRUE(origin["license"].is_null());
  EXPECT_TRUE(origin["license_source"].is_null());
  EXPECT_TRUE(origin["version"].is_null());
  EXPECT_TRUE(origin["released"].is_null());
  EXPECT_EQ(origin["license_class"], "unknown");
  EXPECT_EQ(finding["carriers"], json::array());
  EXPECT_EQ(finding["carrier_count"], 0);
}

TEST(JsonReport, IsAlwaysValidUtf8) {
  ScanResult result;
  Finding finding = GplFinding();
  finding.path = "latin1-\xE9.js";
  finding.origin.copyright = "\xC3(";
  result.findings = {finding};
  result.skipped = {{"\xFF\xFE", SkipReason::kUnreadable, "bad\x80"}};
  const json report = json::parse(WriteJsonReport(result, StoreOfTwoReleases()));
  EXPECT_EQ(report["findings"][0]["path"], "latin1-\xEF\xBF\xBD.js");
  EXPECT_EQ(report["skipped"][0]["path"], "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(JsonReport, LeavesCostsOutSoThatRunsCompareByteForByte) {
  ScanResult fast = TwoFindings();
  ScanResult slow = TwoFindings();
  slow.stages = {{"match", 12.5, 1000, 10}};
  slow.findings[0].score_bits += 1e-9;  // a sum taken in another order
  EXPECT_EQ(WriteJsonReport(fast, StoreOfTwoReleases()),
            WriteJsonReport(slow, StoreOfTwoReleases()));
}

TEST(JsonReport, ReadsBackWhatItWrote) {
  const std::string written = WriteJsonReport(TwoFindings(), StoreOfTwoReleases());
  const JsonReport report = ReadJsonReport(written, "report.json");
  EXPECT_EQ(report.result.findings.size(), 2u);
  EXPECT_EQ(report.result.findings[0].origin.license_class, LicenseClass::kStrongCopyleft);
  EXPECT_EQ(WriteJsonReport(report.result, report.context), written);
}

TEST(JsonReport, NamesTheFileThatIsNoReport) {
  const struct {
    std::string text;
    const char* complaint;
  } kRows[] = {
      {"", "not a JSON report"},
      {"[]", "not a JSON report"},
      {"{\"tool\":{}}", "not a JSON report"},
      {"{\"findings\":", "not a JSON report"},
  };
  for (const auto& row : kRows) {
    try {
      ReadJsonReport(row.text, "some/report.json");
      ADD_FAILURE() << "no error for " << row.text;
    } catch (const Error& e) {
      EXPECT_THAT(e.what(), HasSubstr("some/report.json"));
      EXPECT_THAT(e.what(), HasSubstr(row.complaint));
    }
  }
}

TEST(JsonReport, RefusesWordsItDoesNotKnow) {
  std::string written = WriteJsonReport(TwoFindings(), StoreOfTwoReleases());
  const size_t at = written.find("\"renamed\"");
  ASSERT_NE(at, std::string::npos);
  written.replace(at, 9, "\"retyped\"");
  EXPECT_THROW(ReadJsonReport(written, "report.json"), Error);
}

}  // namespace
}  // namespace copytrace
