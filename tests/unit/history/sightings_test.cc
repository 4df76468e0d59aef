#include "engine/history/sightings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/history/query.h"
#include "tests/unit/history/recorded_scans.h"

namespace copytrace {
namespace {

using testing::SizeIs;

class SightingsTest : public testing::Test {
 protected:
  SightingsTest() : history_(directory_.path() / "history.db") {
    history_.Record(RecordOf("shop", "2026-01-01T00:00:00Z"),
                    ReportOf({FindingAt("pad1", "a.js", 1)}), {"const a = 1;\n"});
    history_.Record(RecordOf("shop", "2026-01-02T00:00:00Z"), ReportOf({}));
    history_.Record(RecordOf("shop", "2026-01-03T00:00:00Z"),
                    ReportOf({FindingAt("pad1", "a.js", 31)}));
    history_.Record(RecordOf("bank", "2026-01-04T00:00:00Z"),
                    ReportOf({FindingAt("pad1", "a.js", 1)}));
  }

  TemporaryDirectory directory_;
  History history_;
};

TEST_F(SightingsTest, FindsAFindingInAScanOrInTheNewest) {
  EXPECT_EQ(FindSighting(&history_, "pad1", 0)->scan.id, 4);
  const auto first = FindSighting(&history_, "pad1", 1);
  EXPECT_EQ(first->scan.project, "shop");
  EXPECT_EQ(first->excerpt, "const a = 1;\n");
  EXPECT_EQ(FindSighting(&history_, "pad1", 3)->first_seen, "2026-01-01T00:00:00Z");
  EXPECT_EQ(FindSighting(&history_, "pad1", 3)->excerpt, std::nullopt);
  EXPECT_FALSE(FindSighting(&history_, "pad1", 2));
  EXPECT_FALSE(FindSighting(&history_, "pad", 0)) << "the start of an id is none";
}

TEST_F(SightingsTest, FollowsAFindingThroughItsProject) {
  const auto seen = SightingsOf(&history_, "shop", "pad1", 10);
  ASSERT_TRUE(seen);
  ASSERT_THAT(seen->sightings, SizeIs(2));
  EXPECT_EQ(seen->sightings[0].lines.first, 31u);
  EXPECT_EQ(seen->scans, 3u);
  EXPECT_EQ(SightingsOf(&history_, "shop", "pad1", 1)->sightings.size(), 1u);
  EXPECT_EQ(SightingsOf(&history_, "shop", "pad1", 1)->total, 2u);
  EXPECT_FALSE(SightingsOf(&history_, "shop", "none", 10));
}

// Excerpts go with the findings that they are of.
TEST_F(SightingsTest, ExcerptsAreEvidence) {
  EXPECT_THROW(history_.database().Run("UPDATE excerpt SET text = ''"), std::exception);
  EXPECT_THROW(history_.database().Run("DELETE FROM excerpt"), std::exception);
  history_.Prune("2026-01-04");
  Statement count = history_.database().Prepare("SELECT count(*) FROM excerpt");
  count.Step();
  EXPECT_EQ(count.Integer(0), 1) << "the same finding stands in bank's scan";
}

TEST_F(SightingsTest, OrdersAndPages) {
  const auto paths = [&](const FindingQuery& query) {
    std::vector<std::string> lines;
    for (const auto& row : AskFindings(&history_, query).table.rows) {
      lines.push_back(*row[2] + ":" + *row[5]);
    }
    return lines;
  };
  EXPECT_THAT(paths({.all_scans = true, .order = FindingOrder::kProject}),
              testing::ElementsAre("bank:1", "shop:1", "shop:31"));
  EXPECT_THAT(paths({.all_scans = true, .order = FindingOrder::kProject, .reversed = true}),
              testing::ElementsAre("shop:1", "shop:31", "bank:1"));
  EXPECT_THAT(paths({.all_scans = true, .offset = 1, .limit = 1}), testing::ElementsAre("shop:31"));
  EXPECT_THAT(paths({.scan = 1}), testing::ElementsAre("shop:1"));
  EXPECT_THAT(paths({.text = "ACME a.js"}), SizeIs(2));
  EXPECT_THAT(paths({.text = "acme b.js"}), SizeIs(0));
  EXPECT_THAT(paths({.ids = {"pad1"}}), SizeIs(2));
  EXPECT_THAT(paths({.ids = {"pad"}}), SizeIs(0));
  EXPECT_THAT(paths({.verdicts = {"none"}}), SizeIs(2));
  EXPECT_THAT(paths({.licenses = {"none"}}), SizeIs(0));
  EXPECT_THAT(paths({.kinds = {"renamed"}}), SizeIs(2));
}

}  // namespace
}  // namespace copytrace
