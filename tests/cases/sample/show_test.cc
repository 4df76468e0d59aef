// `copytrace show`: a finding of the last scans, both sides next to each other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const std::string kStore = " --store '" CASES_DIR "/store' ";
const std::string kProject = CASES_DIR "/sample/project";

std::string IdIn(const json& report, const std::string& path) {
  for (const json& finding : report["findings"]) {
    if (finding["path"] == path) return finding["id"];
  }
  ADD_FAILURE() << "no finding in " << path;
  return "";
}

TEST(Show, PrintsBothSidesOfAFindingOfTheLastScan) {
  const TestDirectory directory;
  const json report = directory.Scan(kStore + "'" + kProject + "'");
  const std::string id = IdIn(report, "src/inventory.js");
  const ProgramResult result = directory.Run("COLUMNS=120 copytrace show " + id);
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("src/inventory.js:44-58  identical"));
  EXPECT_THAT(result.out, HasSubstr("    44 function leftpad (str, len, ch) {"));
  EXPECT_THAT(result.out, HasSubstr("     3 function leftpad (str, len, ch) {"));
  EXPECT_THAT(result.out, HasSubstr("    57   return str;"));
  EXPECT_THAT(result.out, HasSubstr("    16   return str;"));
}

TEST(Show, TakesTheStartOfAnId) {
  const TestDirectory directory;
  const json report = directory.Scan(kStore + "'" + kProject + "/tools'");
  const std::string id = IdIn(report, "pipeline.py");
  EXPECT_EQ(directory.Run("copytrace show " + id.substr(0, 6)).status, 0);
}

TEST(Show, FindsFilesOfSeveralRootsAndOfSingleFiles) {
  const TestDirectory directory;
  const json several = directory.Scan(kStore + "'" + kProject + "/tools' '" + kProject + "/web'");
  for (const json& finding : several["findings"]) {
    const ProgramResult result =
        directory.Run("copytrace show " + finding["id"].get<std::string>());
    EXPECT_EQ(result.status, 0) << result.err;
  }
  const json single = directory.Scan(kStore + "'" + kProject + "/src/inventory.js'");
  const ProgramResult result = directory.Run("copytrace show " + IdIn(single, "inventory.js"));
  EXPECT_EQ(result.status, 0) << result.err;
}

TEST(Show, LooksInAReportFile) {
  const TestDirectory directory;
  directory.Run("copytrace scan --format json -o report.json" + kStore + "'" + kProject + "'");
  const json report = json::parse(ReadFile(directory.path() / "report.json"));
  std::filesystem::remove_all(directory.path() / "state");
  const std::string id = IdIn(report, "src/tunnel.c");
  const ProgramResult result = directory.Run("copytrace show --report report.json " + id);
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("bufferutil.c"));
}

// A scan was kept as one JSON object with the report as a string in it.
TEST(Show, ReadsWhatEarlierVersionsKept) {
  const TestDirectory directory;
  const json report = directory.Scan(kStore + "'" + kProject + "/tools'");
  const std::filesystem::path scans = directory.path() / "state" / "copytrace" / "scans";
  const std::filesystem::path file = std::filesystem::directory_iterator(scans)->path();
  const std::string kept = ReadFile(file);
  const size_t head_end = kept.find('\n');
  json before = json::parse(kept.substr(0, head_end));
  before["report"] = kept.substr(head_end + 1);
  std::ofstream(file) << before.dump();
  const ProgramResult result = directory.Run("copytrace show " + IdIn(report, "pipeline.py"));
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("pipeline.py"));
}

TEST(Show, ShowsOneSideOfAStoreWithoutSources) {
  const TestDirectory directory;
  ASSERT_EQ(directory
                .Run("copytrace index add '" SAMPLE_DIR
                     "/node_modules/left-pad-0.0.3' --no-sources --store bare")
                .status,
            0);
  const json report = directory.Scan("--store bare '" + kProject + "/src/inventory.js'");
  const ProgramResult result = directory.Run("copytrace show " + IdIn(report, "inventory.js"));
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("The store keeps no source"));
  EXPECT_THAT(result.out, HasSubstr("function leftpad (str, len, ch) {"));
}

TEST(Show, SaysWhatToDoWhereThereIsNothingToShow) {
  const TestDirectory directory;
  const ProgramResult nothing_yet = directory.Run("copytrace show abc");
  EXPECT_EQ(nothing_yet.status, 2);
  EXPECT_THAT(nothing_yet.err, HasSubstr("run `copytrace scan`"));
  directory.Scan(kStore + "'" + kProject + "/tools'");
  const ProgramResult unknown = directory.Run("copytrace show zzzz");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.err, HasSubstr("no finding \"zzzz\""));
  directory.Write("report.json", "{}");
  const ProgramResult broken = directory.Run("copytrace show --report report.json abc");
  EXPECT_EQ(broken.status, 2);
  EXPECT_THAT(broken.err, HasSubstr("report.json"));
}

TEST(Show, AmbiguousStartsAreListed) {
  const TestDirectory directory;
  const json report = directory.Scan(kStore + "'" + kProject + "'");
  const ProgramResult result = directory.Run("copytrace show ''");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr(IdIn(report, "src/inventory.js")));
}

TEST(Show, KeepsTheLastTwentyScans) {
  const TestDirectory directory;
  for (int i = 0; i < 22; ++i) directory.Scan(kStore + "'" + kProject + "/tools'");
  const auto scans =
      std::filesystem::directory_iterator(directory.path() / "state/copytrace/scans");
  EXPECT_EQ(std::distance(begin(scans), end(scans)), 20);
}

TEST(Show, SaysThatStandardInputIsNotKept) {
  const TestDirectory directory;
  const ProgramResult scan =
      directory.Run("cat '" + kProject + "/src/inventory.js' | copytrace scan -" + kStore +
                    "--fail-on none --format json");
  const std::string id = nlohmann::json::parse(scan.out)["findings"][0]["id"];
  const ProgramResult result = directory.Run("copytrace show " + id);
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("scan the file itself"));
}

TEST(Show, AHomeThatCannotBeWrittenDoesNotFailTheScan) {
  const TestDirectory directory;
  const ProgramResult result =
      directory.Run("XDG_STATE_HOME=/dev/null HOME=/dev/null copytrace scan" + kStore +
                    "--fail-on none '" + kProject + "/tools'");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.err, HasSubstr("the scan was not recorded"));
}

}  // namespace
}  // namespace copytrace
