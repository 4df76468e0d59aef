#include "engine/history/counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/history/query.h"
#include "tests/unit/history/recorded_scans.h"

namespace copytrace {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

class CountsTest : public testing::Test {
 protected:
  CountsTest() : history_(directory_.path() / "history.db") {
    const Finding pad = FindingAt("pad1", "a.js", 1);
    const Finding table = FindingAt("tab1", "b.js", 1);
    Finding tree = UnlicensedFinding();
    tree.id = "tree1";
    history_.Record(RecordOf("shop", "2026-01-01T00:00:00Z"),
                    ReportOf({pad, table}, {JudgementOf(pad, Verdict::kDeny),
                                            JudgementOf(table, Verdict::kWarn)}));
    history_.Record(RecordOf("bank", "2026-01-02T00:00:00Z"), ReportOf({pad}));
    history_.Record(RecordOf("shop", "2026-01-03T00:00:00Z"),
                    ReportOf({pad, tree}, {JudgementOf(pad, Verdict::kDeny, Standing::kAccepted),
                                           JudgementOf(tree, Verdict::kWarn)}));
  }

  TemporaryDirectory directory_;
  History history_;
};

TEST_F(CountsTest, ListsProjectsByName) {
  const auto projects = ListProjects(&history_, 10);
  ASSERT_THAT(projects, SizeIs(2));
  EXPECT_EQ(projects[0].name, "bank");
  EXPECT_EQ(projects[1].scans, 2u);
  EXPECT_EQ(projects[1].newest, 3);
  EXPECT_THAT(ListProjects(&history_, 1), SizeIs(1));
  EXPECT_EQ(CountScansOf(&history_, "shop"), 2u);
  EXPECT_EQ(CountScansOf(&history_, "none"), 0u);
}

TEST_F(CountsTest, CountsAScan) {
  const StandingCounts counts = CountStandings(&history_, 3);
  EXPECT_THAT(counts.by_class, ElementsAre(Pair("strong-copyleft", 1), Pair("unknown", 1)));
  EXPECT_THAT(counts.by_status, ElementsAre(Pair("accepted", 1), Pair("open", 1)));
  EXPECT_THAT(counts.by_verdict, ElementsAre(Pair("warn", 1)));
  EXPECT_THAT(CountStandings(&history_, 2).by_verdict, ElementsAre(Pair("none", 1)));
}

TEST_F(CountsTest, HoldsEachScanAgainstTheOneBefore) {
  const auto scans = CountScans(&history_, "shop", 10);
  ASSERT_THAT(scans, SizeIs(2));
  EXPECT_EQ(scans[0].appeared, std::nullopt);
  EXPECT_EQ(scans[1].appeared, 1u);
  EXPECT_EQ(scans[1].disappeared, 1u);
  const auto newest = CountScans(&history_, "shop", 1);
  ASSERT_THAT(newest, SizeIs(1));
  EXPECT_EQ(newest[0].scan, 3);
  EXPECT_EQ(newest[0].appeared, 1u) << "held against the scan that is not listed";
  EXPECT_THAT(CountScans(&history_, "none", 10), IsEmpty());
}

TEST_F(CountsTest, NamesWhatDiffers) {
  const FindingDifference difference = CompareFindings(&history_, 1, 3);
  EXPECT_THAT(difference.appeared, ElementsAre("tree1"));
  EXPECT_THAT(difference.disappeared, ElementsAre("tab1"));
  EXPECT_EQ(difference.unchanged, 1u);
}

TEST_F(CountsTest, CountsFindingsByColumn) {
  EXPECT_EQ(CountFindings(&history_, {}), 3u);
  const FindingCounts counts = CountFindingsByColumn(&history_, {.projects = {"shop"}});
  EXPECT_EQ(counts.total, 2u);
  for (const Facet& facet : counts.facets) {
    uint64_t sum = 0;
    for (const auto& [value, count] : facet.counts) sum += count;
    EXPECT_EQ(sum, 2u) << facet.column;
    if (facet.column == "license") {
      EXPECT_THAT(facet.counts, ElementsAre(Pair(std::nullopt, 1), Pair("GPL-3.0-or-later", 1)));
    }
  }
}

}  // namespace
}  // namespace copytrace
