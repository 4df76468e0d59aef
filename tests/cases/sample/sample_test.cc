// The sample project: every piece that was pasted is found, with its source and licence, and
// nothing else is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const std::string kScan =
    "copytrace scan --store '" CASES_DIR "/store' '" CASES_DIR "/sample/project' ";

std::vector<json> Expected() { return ReadJsonLines(CASES_DIR "/sample/expected.jsonl"); }

json SampleReport() {
  const TestDirectory directory;
  return directory.Scan("--store '" CASES_DIR "/store' '" CASES_DIR "/sample/project'");
}

int Overlap(const json& a, const json& b) {
  if (a["path"] != b["path"]) return 0;
  return std::min(a["end_line"].get<int>(), b["end_line"].get<int>()) -
         std::max(a["start_line"].get<int>(), b["start_line"].get<int>()) + 1;
}

// The finding that covers most of a pasted piece; null if none touches it.
json FindingOf(const json& piece, const json& report) {
  json best;
  int best_overlap = 0;
  for (const json& finding : report["findings"]) {
    if (Overlap(piece, finding) > best_overlap) {
      best_overlap = Overlap(piece, finding);
      best = finding;
    }
  }
  return best;
}

TEST(Sample, EveryPieceIsFoundWithItsLinesAndOrigin) {
  const json report = SampleReport();
  const std::vector<json> pieces = Expected();
  ASSERT_GE(pieces.size(), 14u);
  for (const json& piece : pieces) {
    SCOPED_TRACE(piece["name"]);
    const json finding = FindingOf(piece, report);
    ASSERT_FALSE(finding.is_null());
    // A token more or less at either end, where host and origin happen to go on alike.
    EXPECT_NEAR(finding["start_line"].get<int>(), piece["start_line"].get<int>(), 2);
    EXPECT_NEAR(finding["end_line"].get<int>(), piece["end_line"].get<int>(), 2);
    EXPECT_EQ(finding["whole_file"], piece["whole_file"]);
    const json& origin = finding["origin"];
    EXPECT_EQ(origin["purl"], piece["purl"]);
    EXPECT_EQ(origin["path"], piece["origin_path"]);
    EXPECT_NEAR(origin["start_line"].get<int>(), piece["origin_start_line"].get<int>(), 3);
    EXPECT_NEAR(origin["end_line"].get<int>(), piece["origin_end_line"].get<int>(), 2);
  }
}

TEST(Sample, EveryPieceIsOfTheKindItWasMade) {
  const json report = SampleReport();
  const std::map<std::string, std::string> kKinds = {{"verbatim", "identical"},
                                                     {"reformatted", "reformatted"},
                                                     {"renamed", "renamed"},
                                                     {"renamed and reformatted", "renamed"}};
  for (const json& piece : Expected()) {
    SCOPED_TRACE(piece["name"]);
    EXPECT_EQ(FindingOf(piece, report)["kind"], kKinds.at(piece["transform"]));
  }
}

TEST(Sample, EveryPieceHasTheLicenceOfItsOrigin) {
  const json report = SampleReport();
  for (const json& piece : Expected()) {
    SCOPED_TRACE(piece["name"]);
    const json origin = FindingOf(piece, report)["origin"];
    if (!piece["license_class"].is_null()) {
      EXPECT_EQ(origin["license_class"], piece["license_class"]);
    }
    if (!piece["license"].is_null()) {
      EXPECT_THAT(origin["license"].get<std::string>(), HasSubstr(piece["license"]));
    }
  }
}

TEST(Sample, NothingElseIsReported) {
  const json report = SampleReport();
  const std::vector<json> pieces = Expected();
  for (const json& finding : report["findings"]) {
    EXPECT_TRUE(std::any_of(pieces.begin(), pieces.end(), [&](const json& piece) {
      return 2 * Overlap(piece, finding) > finding["lines_covered"].get<int>();
    })) << finding.dump(1);
  }
}

TEST(Sample, TheReportFollowsItsSchema) {
  const TestDirectory directory;
  ASSERT_EQ(directory.Run(kScan + "--format json -o report.json").status, 1);
  const ProgramResult check = directory.Run("'" NODE "' '" CHECK_SCHEMA "' '" AJV_NODE_MODULES
                                            "' '" REPORT_SCHEMA "' report.json");
  EXPECT_EQ(check.status, 0) << check.out << check.err;
}

TEST(Sample, OneThreadGivesTheSameBytesAsTwo) {
  const TestDirectory directory;
  const ProgramResult one = directory.Run(kScan + "--format json --threads 1");
  const ProgramResult two = directory.Run(kScan + "--format json --threads 2");
  EXPECT_GT(one.out.size(), 1000u);
  EXPECT_EQ(one.out, two.out);
}

TEST(Sample, TheTextReportNamesSourceAndLicence) {
  const TestDirectory directory;
  const ProgramResult result = directory.Run(kScan);
  EXPECT_THAT(result.out, HasSubstr("src/inventory.js:"));
  EXPECT_THAT(result.out, HasSubstr("← pkg:npm/left-pad@0.0.3  index.js:3-17"));
  EXPECT_THAT(result.out, HasSubstr("AGPL-3.0"));
  EXPECT_THAT(result.out, HasSubstr("Licence class       findings   files     lines\n"
                                    "network-copyleft "));
  EXPECT_THAT(result.out, Not(HasSubstr("\x1b")));
  EXPECT_EQ(result.err, "");
}

TEST(Sample, ColourIsAskedForOrLeftOut) {
  const TestDirectory directory;
  EXPECT_THAT(directory.Run(kScan + "--color always").out, HasSubstr("\x1b[31m"));
  EXPECT_THAT(directory.Run(kScan + "--color never").out, Not(HasSubstr("\x1b")));
}

TEST(Sample, StatsGoToStandardError) {
  const TestDirectory directory;
  const ProgramResult result = directory.Run(kScan + "--format json --stats");
  EXPECT_FALSE(json::parse(result.out)["findings"].empty());
  EXPECT_THAT(result.err, HasSubstr("MB/s"));
  EXPECT_THAT(result.err, HasSubstr("fingerprint"));
}

TEST(Sample, TheExitStatusFollowsFailOn) {
  const struct {
    const char* arguments;
    int status;
  } kRows[] = {
      {"", 1},
      {"--fail-on any", 1},
      {"--fail-on none", 0},
      {"--fail-on network-copyleft", 1},
      {"--fail-on proprietary", 0},
      {"--fail-on restricted", 1},
      {"--min-class proprietary", 0},
      {"--exit-code 7", 7},
      {"--fail-on none --exit-code 7", 0},
      {"--fail-on copyleftish", 2},
      {"--min-class copyleftish", 2},
      {"--exit-code 256", 2},
      {"--e-value -1", 2},
      {"--format yaml", 2},
      {"--no-such-flag", 2},
      {"-o /nonexistent/directory/report.txt", 2},
  };
  const TestDirectory directory;
  for (const auto& row : kRows) {
    EXPECT_EQ(directory.Run(kScan + row.arguments).status, row.status) << row.arguments;
  }
}

TEST(Sample, MinClassHidesLooserFindings) {
  const TestDirectory directory;
  const json report = directory.Scan("--min-class strong-copyleft --store '" CASES_DIR
                                     "/store' '" CASES_DIR "/sample/project'");
  ASSERT_GE(report["findings"].size(), 3u);
  for (const json& finding : report["findings"]) {
    EXPECT_THAT(finding["origin"]["license_class"].get<std::string>(), HasSubstr("copyleft"));
    EXPECT_NE(finding["origin"]["license_class"], "weak-copyleft");
  }
}

TEST(Sample, SettingsComeFromTheEnvironmentUnlessAFlagSaysOtherwise) {
  const TestDirectory directory;
  const std::string environment =
      "COPYTRACE_STORE='" CASES_DIR "/store' COPYTRACE_FORMAT=json COPYTRACE_FAIL_ON=none ";
  const std::string project = "'" CASES_DIR "/sample/project' ";
  const ProgramResult json_report = directory.Run(environment + "copytrace scan " + project);
  EXPECT_EQ(json_report.status, 0);
  EXPECT_EQ(json_report.out.substr(0, 1), "{");
  const ProgramResult text_report =
      directory.Run(environment + "copytrace scan --format text --fail-on any " + project);
  EXPECT_EQ(text_report.status, 1);
  EXPECT_NE(text_report.out.substr(0, 1), "{");
}

TEST(Sample, SeveralRootsAreScannedAtOnce) {
  const TestDirectory directory;
  const std::string project = CASES_DIR "/sample/project";
  const json both =
      directory.Scan("--store '" CASES_DIR "/store' '" + project + "/web' '" + project + "/tools'");
  const json web = directory.Scan("--store '" CASES_DIR "/store' '" + project + "/web'");
  const json tools = directory.Scan("--store '" CASES_DIR "/store' '" + project + "/tools'");
  EXPECT_EQ(both["findings"].size(), web["findings"].size() + tools["findings"].size());
  EXPECT_GT(tools["findings"].size(), 0u);
}

}  // namespace
}  // namespace copytrace
