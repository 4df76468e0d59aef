#include "engine/history/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "engine/error.h"
#include "tests/unit/history/recorded_scans.h"

namespace copytrace {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class HistoryTest : public testing::Test {
 protected:
  HistoryTest() : history_(File()) {}

  std::filesystem::path File() const { return directory_.path() / "state" / "history.db"; }

  TemporaryDirectory directory_;
  History history_;
};

TEST_F(HistoryTest, KeepsAReportByteForByte) {
  const std::string report = ReportOf({GplFinding(), UnlicensedFinding()});
  const int64_t id = history_.Record(RecordOf("shop", "2026-01-31T08:00:00Z"), report);
  EXPECT_EQ(history_.GetReport(id), report);
  EXPECT_EQ(History(File()).GetReport(id), report);
}

TEST_F(HistoryTest, KeepsWhatAScanWasAskedFor) {
  ScanRecord asked = RecordOf("shop", "2026-01-31T08:00:00Z");
  asked.revision = "94a9ed024d3859793618152ea559a168bbcbb5e2";
  const ScanRecord kept = history_.GetScan(history_.Record(asked, ReportOf({GplFinding()})));
  EXPECT_EQ(kept.project, "shop");
  EXPECT_EQ(kept.revision, asked.revision);
  EXPECT_EQ(kept.options, asked.options);
  EXPECT_EQ(kept.roots, asked.roots);
  EXPECT_EQ(kept.generation, 3u);
  EXPECT_EQ(kept.findings, 1u);
  EXPECT_EQ(kept.skipped, 2u);
  EXPECT_EQ(kept.lines, 12345u);
}

TEST_F(HistoryTest, ListsTheNewestFirstAndByProject) {
  for (const char* project : {"shop", "bank", "shop"}) {
    history_.Record(RecordOf(project, "2026-01-31T08:00:00Z"), ReportOf({}));
  }
  EXPECT_THAT(history_.ListScans("", 10), SizeIs(3));
  const auto scans = history_.ListScans("shop", 10);
  ASSERT_THAT(scans, SizeIs(2));
  EXPECT_GT(scans[0].id, scans[1].id);
  EXPECT_THAT(history_.ListScans("", 1), SizeIs(1));
}

TEST_F(HistoryTest, TellsWhatAppearedAndDisappeared) {
  const auto before =
      history_.Record(RecordOf("shop", "2026-01-01T00:00:00Z"),
                      ReportOf({FindingAt("aaaa", "a.js", 1), FindingAt("bbbb", "b.js", 1)}));
  // The same finding some lines further down is the same finding.
  const auto after =
      history_.Record(RecordOf("shop", "2026-01-02T00:00:00Z"),
                      ReportOf({FindingAt("bbbb", "b.js", 31), FindingAt("cccc", "c.js", 1)}));
  const ScanDifference difference = history_.Compare(before, after);
  ASSERT_THAT(difference.appeared, SizeIs(1));
  EXPECT_THAT(difference.appeared[0], HasSubstr("c.js"));
  ASSERT_THAT(difference.disappeared, SizeIs(1));
  EXPECT_THAT(difference.disappeared[0], HasSubstr("a.js"));
  EXPECT_EQ(difference.unchanged, 1u);
}

TEST_F(HistoryTest, FindsTheNewestScanOfAFinding) {
  history_.Record(RecordOf("shop", "2026-01-01T00:00:00Z"),
                  ReportOf({FindingAt("abc1", "a.js", 1)}));
  const auto newest =
      history_.Record(RecordOf("shop", "2026-01-02T00:00:00Z"),
                      ReportOf({FindingAt("abc1", "a.js", 1), FindingAt("abd2", "b.js", 1)}));
  EXPECT_EQ(history_.FindScanOf("abc"), newest);
  EXPECT_EQ(history_.FindScanOf("f"), std::nullopt);
  EXPECT_THROW(history_.FindScanOf("ab"), Error);
}

// Evidence is only ever added: whatever opens the file later cannot change it either.
TEST_F(HistoryTest, RefusesToChangeEvidence) {
  history_.Record(RecordOf("shop", "2026-01-01T00:00:00Z"), ReportOf({GplFinding()}));
  for (const char* sql : {"UPDATE occurrence SET license = 'MIT'", "DELETE FROM occurrence",
                          "UPDATE sighting SET status = 'accept'", "DELETE FROM sighting",
                          "UPDATE scan SET findings = 0", "DELETE FROM scan"}) {
    EXPECT_THROW(history_.database().Run(sql), Error) << sql;
  }
}

TEST_F(HistoryTest, PrunesOnlyWhatIsOldAndNeverTheNewestOfAProject) {
  history_.Record(RecordOf("shop", "2025-01-01T00:00:00Z"),
                  ReportOf({FindingAt("old1", "a.js", 1)}));
  const auto kept =
      history_.Record(RecordOf("shop", "2026-01-01T00:00:00Z"), ReportOf({GplFinding()}));
  const auto only = history_.Record(RecordOf("bank", "2024-01-01T00:00:00Z"), ReportOf({}));
  EXPECT_EQ(history_.Prune("2025-06-01"), 1u);
  EXPECT_EQ(history_.FindScanOf("old1"), std::nullopt);
  EXPECT_EQ(history_.GetReport(kept), ReportOf({GplFinding()}));
  EXPECT_EQ(history_.GetScan(only).project, "bank");
  EXPECT_EQ(history_.Prune("2025-06-01"), 0u);
  EXPECT_THROW(history_.database().Run("DELETE FROM scan"), Error);
}

TEST_F(HistoryTest, LeavesOtherDatabasesAndNewerOnesAlone) {
  const auto other = directory_.path() / "other.db";
  Sqlite(other, Sqlite::Mode::kReadWrite).Run("CREATE TABLE t (x); PRAGMA application_id = 7");
  EXPECT_THROW(History{other}, Error);
  history_.database().Run("PRAGMA user_version = 99");
  EXPECT_THROW(History{File()}, Error);
  const auto text = directory_.path() / "text.db";
  std::ofstream(text) << std::string(5000, 'x');
  EXPECT_THROW(History{text}, Error);
}

TEST_F(HistoryTest, IsItsOwnersAlone) {
  using std::filesystem::perms;
  const auto allowed = std::filesystem::status(File()).permissions();
  EXPECT_EQ(allowed & (perms::group_all | perms::others_all), perms::none);
}

TEST_F(HistoryTest, TakesTwoWritersAtOnce) {
  History other(File());
  history_.Record(RecordOf("shop", "2026-01-01T00:00:00Z"), ReportOf({GplFinding()}));
  other.Record(RecordOf("shop", "2026-01-02T00:00:00Z"), ReportOf({GplFinding()}));
  EXPECT_THAT(history_.ListScans("", 10), SizeIs(2));
}

}  // namespace
}  // namespace copytrace
