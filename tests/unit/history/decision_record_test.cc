#include "engine/history/decision_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/error.h"
#include "engine/history/query.h"
#include "engine/history/sightings.h"
#include "tests/unit/history/recorded_scans.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class DecisionRecordTest : public testing::Test {
 protected:
  DecisionRecordTest() : history_(directory_.path() / "history.db") {
    fs::create_directory(Root());
    ScanRecord record = RecordOf("shop", "2026-01-01T00:00:00Z");
    record.project_root = Root();
    scan_ = history_.Record(record, ReportOf({finding_}, {judgement_}));
  }

  fs::path Root() const { return directory_.path() / "shop"; }
  fs::path Log() const { return Root() / ".copytrace" / "decisions.jsonl"; }

  std::string ReadLog() const {
    std::ifstream in(Log(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

  RecordedDecision Make(const DecisionRequest& request) {
    return Decide(&history_,
                  {.finding = finding_,
                   .judgement = judgement_,
                   .project_root = Root(),
                   .project = "shop",
                   .scan = scan_},
                  request);
  }

  std::string StatusNow() { return FindSighting(&history_, finding_.id, scan_)->status; }

  TemporaryDirectory directory_;
  History history_;
  const Finding finding_ = FindingAt("pad1", "src/pad.js", 10);
  const Judgement judgement_ = JudgementOf(finding_, Verdict::kDeny);
  int64_t scan_ = 0;
};

TEST_F(DecisionRecordTest, WritesTheLogAndTheHistory) {
  const RecordedDecision made = Make({.reason = "agreed", .until = "2999-01-01", .by = "Ann"});
  const auto logged = ParseDecisions(ReadLog(), "log");
  ASSERT_THAT(logged, SizeIs(1));
  EXPECT_EQ(logged[0], made.decision);
  const auto recorded = ListDecisions(&history_, {});
  ASSERT_THAT(recorded, SizeIs(1));
  EXPECT_EQ(recorded[0].decision, made.decision);
  EXPECT_EQ(recorded[0].id, made.id);
  EXPECT_EQ(recorded[0].scan, scan_);
  EXPECT_EQ(recorded[0].finding, "pad1");
  EXPECT_EQ(recorded[0].project, "shop");
}

TEST_F(DecisionRecordTest, TheNewestSaysWhatTheFindingCountsForNow) {
  const struct {
    DecisionRequest request;
    const char* status;
  } kCases[] = {
      {{.reason = "r", .by = "A"}, "accepted"},
      {{.action = DecisionAction::kIgnore, .reason = "r", .by = "A"}, "ignored"},
      {{.action = DecisionAction::kReplace, .reason = "r", .until = "2999-01-01", .by = "A"},
       "put-off"},
      {{.action = DecisionAction::kReplace, .reason = "r", .by = "A"}, "open"},
  };
  EXPECT_EQ(StatusNow(), "open");
  for (const auto& c : kCases) {
    Make(c.request);
    EXPECT_EQ(StatusNow(), c.status);
    EXPECT_THAT(AskFindings(&history_, {.statuses = {c.status}}).table.rows, SizeIs(1));
  }
  // A later scan has taken account of the log itself.
  const int64_t later = history_.Record(
      RecordOf("shop", "2999-01-01T00:00:00Z"),
      ReportOf({finding_}, {JudgementOf(finding_, Verdict::kDeny, Standing::kIgnored)}));
  EXPECT_EQ(FindSighting(&history_, "pad1", later)->status, "ignored");
  EXPECT_EQ(FindSighting(&history_, "pad1", 0)->scan.id, later);
}

TEST_F(DecisionRecordTest, AnotherProjectsDecisionIsNone) {
  const int64_t other =
      history_.Record(RecordOf("bank", "2026-01-01T00:00:00Z"), ReportOf({finding_}, {judgement_}));
  Make({.reason = "agreed", .by = "Ann"});
  EXPECT_EQ(FindSighting(&history_, "pad1", other)->status, "open");
  EXPECT_THAT(ListDecisions(&history_, {.project = "bank"}), IsEmpty());
}

TEST_F(DecisionRecordTest, RefusesWhatIsNoDecision) {
  for (const DecisionRequest& request :
       {DecisionRequest{.reason = ""}, DecisionRequest{.reason = " \n"},
        DecisionRequest{.reason = "r", .until = "soon"},
        DecisionRequest{.reason = "r", .until = "2020-01-01"},
        DecisionRequest{.reason = "r", .until = "2999-02-30"}}) {
    EXPECT_THROW(Make(request), Error);
  }
  EXPECT_THAT(ListDecisions(&history_, {}), IsEmpty());
  EXPECT_FALSE(fs::exists(Root() / ".copytrace"));
}

TEST_F(DecisionRecordTest, WritesNeitherWhereTheLogCannotBeWritten) {
  fs::create_directories(Log());  // a folder of that name
  EXPECT_THROW(Make({.reason = "r", .by = "A"}), Error);
  EXPECT_THAT(ListDecisions(&history_, {}), IsEmpty());
  fs::remove_all(Root() / ".copytrace");
  fs::rename(Root(), directory_.path() / "moved");
  try {
    Make({.reason = "r", .by = "A"});
    FAIL() << "wrote to a folder that is gone";
  } catch (const Error& e) {
    EXPECT_THAT(e.what(), HasSubstr("is gone"));
  }
  EXPECT_THAT(ListDecisions(&history_, {}), IsEmpty());
}

TEST_F(DecisionRecordTest, WritesNeitherWhereTheHistoryCannotBeWritten) {
  Make({.reason = "first", .by = "A"});
  const std::string before = ReadLog();
  history_.database().Run("PRAGMA query_only = 1");
  EXPECT_THROW(Make({.reason = "second", .by = "A"}), Error);
  EXPECT_EQ(ReadLog(), before);
}

// A project from elsewhere must not make us write to places of its choice.
TEST_F(DecisionRecordTest, FollowsNoLinkOutOfTheProject) {
  const fs::path elsewhere = directory_.path() / "elsewhere";
  fs::create_directory(elsewhere);
  fs::create_directory_symlink(elsewhere, Root() / ".copytrace");
  EXPECT_THROW(Make({.reason = "r", .by = "A"}), Error);
  fs::remove(Root() / ".copytrace");
  fs::create_directory(Root() / ".copytrace");
  std::ofstream(elsewhere / "profile") << "mine\n";
  fs::create_symlink(elsewhere / "profile", Log());
  EXPECT_THROW(Make({.reason = "r", .by = "A"}), Error);
  EXPECT_EQ(fs::file_size(elsewhere / "profile"), 5u);
}

TEST_F(DecisionRecordTest, NothingChangesOrRemovesADecision) {
  Make({.reason = "r", .by = "A"});
  EXPECT_THROW(history_.database().Run("UPDATE decision SET reason = 'other'"), Error);
  EXPECT_THROW(history_.database().Run("DELETE FROM decision"), Error);
  history_.Record(RecordOf("shop", "2998-01-01T00:00:00Z"), ReportOf({}));
  EXPECT_EQ(history_.Prune("2990-01-01"), 1u);
  EXPECT_THAT(ListDecisions(&history_, {}), SizeIs(1));
}

TEST_F(DecisionRecordTest, ListsByPages) {
  for (int i = 0; i < 5; ++i) Make({.reason = std::to_string(i), .by = "A"});
  const auto page = ListDecisions(&history_, {.finding = "pad1", .limit = 2});
  ASSERT_THAT(page, SizeIs(2));
  EXPECT_EQ(page[0].decision.reason, "4");
  EXPECT_EQ(ListDecisions(&history_, {.before = page[1].id, .limit = 1})[0].decision.reason, "2");
}

}  // namespace
}  // namespace copytrace
