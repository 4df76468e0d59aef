#include "engine/history/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/error.h"
#include "tests/unit/history/recorded_scans.h"

namespace copytrace {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class QueryTest : public testing::Test {
 protected:
  QueryTest() : history_(File()) {
    history_.Record(RecordOf("shop", "2026-01-01T00:00:00Z"),
                    ReportOf({FindingAt("old1", "src/old.js", 1)}));
    Finding unlicensed = UnlicensedFinding();
    unlicensed.id = "tree1";
    history_.Record(RecordOf("shop", "2026-02-01T00:00:00Z"),
                    ReportOf({FindingAt("pad1", "src/pad.js", 1), unlicensed}));
    history_.Record(RecordOf("bank", "2026-03-01T00:00:00Z"),
                    ReportOf({FindingAt("pad2", "lib/pad.js", 1)}));
  }

  std::filesystem::path File() const { return directory_.path() / "history.db"; }

  std::vector<std::string> Ids(const FindingQuery& query) {
    std::vector<std::string> ids;
    for (const auto& row : AskFindings(&history_, query).table.rows) ids.push_back(row[3].value());
    return ids;
  }

  TemporaryDirectory directory_;
  History history_;
};

TEST_F(QueryTest, AsksTheNewestScanOfEachProject) {
  EXPECT_THAT(Ids({}), ElementsAre("pad2", "pad1", "tree1"));
  EXPECT_THAT(Ids({.all_scans = true}), ElementsAre("pad2", "pad1", "tree1", "old1"));
}

TEST_F(QueryTest, FiltersByWhatAFindingIs) {
  EXPECT_THAT(Ids({.licenses = {"GPL-*"}}), ElementsAre("pad2", "pad1"));
  EXPECT_THAT(Ids({.classes = {"unknown"}}), ElementsAre("tree1"));
  EXPECT_THAT(Ids({.classes = {"unknown", "strong-copyleft"}}),
              ElementsAre("pad2", "pad1", "tree1"));
  EXPECT_THAT(Ids({.components = {"pkg:generic/tree"}}), ElementsAre("tree1"));
  EXPECT_THAT(Ids({.components = {"@acme/pad"}}), ElementsAre("pad2", "pad1"));
  EXPECT_THAT(Ids({.components = {"pkg:npm/*@0.0.3"}}), ElementsAre("pad2", "pad1"));
  EXPECT_THAT(Ids({.paths = {"src/*"}}), ElementsAre("pad1", "tree1"));
  EXPECT_THAT(Ids({.paths = {"[a-z]*"}}), IsEmpty());
  EXPECT_THAT(Ids({.projects = {"b*"}}), ElementsAre("pad2"));
  EXPECT_THAT(Ids({.statuses = {"accept"}}), IsEmpty());
  EXPECT_THAT(Ids({.licenses = {"GPL-*"}, .projects = {"shop"}}), ElementsAre("pad1"));
}

TEST_F(QueryTest, FiltersByTime) {
  EXPECT_THAT(Ids({.since = "2026-02-15"}), ElementsAre("pad2"));
  EXPECT_THAT(Ids({.first_seen = "2026-01-15", .all_scans = true}),
              ElementsAre("pad2", "pad1", "tree1"));
}

TEST_F(QueryTest, SaysWhenTheAnswerIsCut) {
  EXPECT_TRUE(AskFindings(&history_, {.limit = 2}).cut);
  EXPECT_FALSE(AskFindings(&history_, {.limit = 3}).cut);
}

TEST_F(QueryTest, AnswersSqlAndChangesNothing) {
  const Answer answer =
      AskSql(File(), "SELECT project, count(*) AS scans FROM scan GROUP BY project", 10, 5);
  EXPECT_THAT(answer.table.columns, ElementsAre("project", "scans"));
  EXPECT_THAT(answer.table.numeric, ElementsAre(false, true));
  EXPECT_EQ(answer.table.rows.size(), 2u);
  for (const char* sql : {"DELETE FROM scan", "DROP TABLE scan", "INSERT INTO pruning VALUES (1)",
                          "ATTACH '/tmp/other.db' AS other", "PRAGMA writable_schema = 1",
                          "VACUUM INTO '/tmp/x.db'", "SELECT load_extension('x')", "SELECT", ""}) {
    EXPECT_THROW(AskSql(File(), sql, 10, 5), Error) << sql;
  }
}

TEST_F(QueryTest, EndsAnEndlessQuestion) {
  EXPECT_THROW(AskSql(File(),
                      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
                      "SELECT max(x) FROM n",
                      10, 0.2),
               Error);
}

}  // namespace
}  // namespace copytrace
