#include "engine/review/decision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/error.h"
#include "tests/unit/review/review_fixtures.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

Decision Example() {
  Decision decision =
      DecisionAbout(FindingAt("src/ü b%.js", {10, 21}),
                    {"src/ü b%.js", {57, 0xc0ffee}, "pkg:npm/bank", "lib/balance.js", 2});
  decision.reason = "attributed in \"NOTICE\"";
  decision.by = "Ann";
  decision.at = "2026-11-22T10:00:00Z";
  decision.until = "2027-06-30";
  decision.supersedes = CopyPlace{.path = "old.js", .content = {3, 4}};
  return decision;
}

TEST(Decision, IsReadBackAsItWasWritten) {
  const std::string line = ToJsonLine(Example());
  EXPECT_EQ(line.find('\n'), std::string::npos);
  const std::vector<Decision> decisions = ParseDecisions(line + "\n", "log");
  ASSERT_EQ(decisions.size(), 1u);
  EXPECT_EQ(decisions[0], Example());
  Decision plain = Example();
  plain.license.clear();
  plain.until.clear();
  plain.supersedes.reset();
  plain.place.copy = 1;
  EXPECT_EQ(ParseDecisions(ToJsonLine(plain), "log").at(0), plain);
}

TEST(Decision, ErrorsNameTheLine) {
  const std::string good = ToJsonLine(Example()) + "\n";
  const auto message = [&](const std::string& bad) -> std::string {
    try {
      ParseDecisions(good + "\n" + bad + "\n", "decisions.jsonl");
    } catch (const Error& e) {
      return e.what();
    }
    return "no error";
  };
  EXPECT_THAT(message("{\"action\":"), HasSubstr("decisions.jsonl:3: "));
  EXPECT_THAT(message("{\"action\":\"accept\"}"), HasSubstr("decisions.jsonl:3: "));
  std::string wrong = ToJsonLine(Example());
  wrong.replace(wrong.find("accept"), 6, "shrugs");
  EXPECT_THAT(message(wrong), HasSubstr("\"shrugs\" is no action"));
  EXPECT_THAT(message("<<<<<<< HEAD"), HasSubstr("unresolved merge"));
}

TEST(Decision, TheNewestCountsWhateverItsLine) {
  Decision old = Example();
  old.supersedes.reset();
  Decision changed = old;
  changed.action = DecisionAction::kIgnore;
  changed.at = "2026-12-01T00:00:00Z";
  for (const auto& log : {std::vector{old, changed}, std::vector{changed, old}}) {
    const std::vector<Decision> current = CurrentDecisions(log);
    ASSERT_EQ(current.size(), 1u);
    EXPECT_EQ(current[0].action, DecisionAction::kIgnore);
  }
}

TEST(Decision, AnotherPlaceIsSupersededOnlyWhereItIsSaid) {
  Decision old = Example();
  old.supersedes.reset();
  Decision moved = old;
  moved.place.path = "elsewhere.js";
  moved.at = "2026-12-01T00:00:00Z";
  EXPECT_EQ(CurrentDecisions({old, moved}).size(), 2u);
  moved.supersedes = old.place;
  const std::vector<Decision> current = CurrentDecisions({old, moved});
  ASSERT_EQ(current.size(), 1u);
  EXPECT_EQ(current[0].place.path, "elsewhere.js");
}

TEST(Decision, TheLogIsOnlyAddedTo) {
  const fs::path directory =
      fs::path(testing::TempDir()) / ("decision_" + std::to_string(::getpid()));
  fs::remove_all(directory);
  const fs::path log = directory / ".copytrace" / "decisions.jsonl";
  const auto content = [](const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  };
  AppendDecision(log, Example());
  const std::string first = content(log);
  EXPECT_EQ(first, ToJsonLine(Example()) + "\n");
  EXPECT_EQ(content(log.parent_path() / ".gitattributes"), "decisions.jsonl merge=union\n");
  // An editor has taken the last line's end away.
  std::ofstream(log, std::ios::binary | std::ios::trunc) << ToJsonLine(Example());
  AppendDecision(log, Example());
  EXPECT_EQ(content(log), first + first);
  fs::remove_all(directory);
}

TEST(IsIsoDate, KnowsTheCalendar) {
  for (const char* good : {"2027-06-30", "2028-02-29"}) EXPECT_TRUE(IsIsoDate(good)) << good;
  for (const char* bad :
       {"", "2027-6-30", "2027-02-29", "2027-13-01", "2027/06/30", "2027-06-30 ", "20x7-06-30"}) {
    EXPECT_FALSE(IsIsoDate(bad)) << bad;
  }
}

}  // namespace
}  // namespace copytrace
