#include "engine/review/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "engine/source/mark_tag.h"
#include "tests/unit/review/review_fixtures.h"

namespace copytrace {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A project of one file with one finding.
struct Case {
  std::map<std::string, std::string> files = {{"src/bank.js", OtherLines(5) + kSnippet}};
  ScanResult result;
  Policy policy;
  ReviewInput input;
  int reads = 0;  // files that the last run read

  Case() {
    result.findings = {FindingAt("src/bank.js", {6, 17})};
    input.today = "2026-11-22";
  }

  Review Run() {
    input.policy = &policy;
    reads = 0;
    for (Finding& finding : result.findings) {  // as a scan leaves it
      const auto file =
          files.find(input.project_path ? input.project_path(finding.path) : finding.path);
      if (file == files.end()) continue;
      const FileWords words(JavaScript(file->second, finding.path));
      finding.place.content = words.KeyOf(finding.lines);
      finding.place.copy = words.CopyNumber(finding.place.content, finding.lines);
      finding.place.may_be_marked = MayHoldMarks(file->second);
    }
    input.read = [this](const std::string& path) -> std::optional<std::string> {
      ++reads;
      const auto found = files.find(path);
      if (found == files.end()) return std::nullopt;
      return found->second;
    };
    return ReviewFindings(result, input);
  }
  Judgement Only() { return Run().judgements.at(0); }

  void Mit() {
    result.findings[0].origin.license = "MIT";
    result.findings[0].origin.license_class = LicenseClass::kPermissive;
  }
  void Declare(const std::string& license, const std::string& origin = "pkg:npm/bank@1.2.0") {
    files["src/bank.js"] = "// SPDX-SnippetBegin\n// SPDX-License-Identifier: " + license +
                           "\n// SPDX-SnippetComment: " + origin + "\n" + kSnippet +
                           "// SPDX-SnippetEnd\n";
    result.findings[0].lines = {4, 15};
  }
};

TEST(Review, AnOpenFindingFailsWhereItIsDenied) {
  Case gpl;
  EXPECT_TRUE(gpl.Only().Fails());
  EXPECT_EQ(gpl.Run().CountFailing(), 1u);
  Case mit;
  mit.Mit();
  EXPECT_EQ(mit.Only().verdict, Verdict::kWarn);
  EXPECT_FALSE(mit.Only().Fails());
}

TEST(Review, FilesAreReadForDecisionsOnly) {
  Case one;
  one.Only();
  EXPECT_EQ(one.reads, 0);
  one.input.decisions = {
      DecisionAbout(FindingAt("src/other.js", {1, 5}), {.path = "src/other.js"})};
  one.Only();
  EXPECT_EQ(one.reads, 1);
}

TEST(Review, AFileThatMayBeMarkedIsRead) {
  Case one;
  one.files["src/bank.js"] = "// copytrace: ignore-begin agreed with Ann\n" + kSnippet;
  one.result.findings[0].lines = {2, 13};
  EXPECT_EQ(one.Only().standing, Standing::kMarked);
  EXPECT_EQ(one.reads, 1);
}

TEST(Review, DecisionsSettle) {
  const struct {
    DecisionAction action;
    const char* until;
    Standing standing;
  } rows[] = {{DecisionAction::kAccept, "", Standing::kAccepted},
              {DecisionAction::kIgnore, "", Standing::kIgnored},
              {DecisionAction::kReplace, "", Standing::kOpen},
              {DecisionAction::kReplace, "2026-12-31", Standing::kPutOff},
              {DecisionAction::kReplace, "2026-10-31", Standing::kOpen},
              {DecisionAction::kAccept, "2026-10-31", Standing::kOpen}};
  for (const auto& row : rows) {
    Case one;
    Decision decision = DecisionAbout(one.result.findings[0], one.Only().place);
    decision.action = row.action;
    decision.until = row.until;
    decision.by = "Ann";
    decision.at = "2026-01-05T10:00:00Z";
    decision.reason = "agreed";
    one.input.decisions = {decision};
    const Judgement judgement = one.Only();
    EXPECT_EQ(StandingName(judgement.standing), StandingName(row.standing));
    EXPECT_TRUE(judgement.decision.has_value());
    if (judgement.standing != Standing::kOpen) {
      EXPECT_THAT(judgement.standing_reason, HasSubstr("by Ann on 2026-01-05"));
    } else {
      EXPECT_THAT(judgement.notes, ElementsAre(HasSubstr("by Ann on 2026-01-05")));
    }
  }
}

TEST(Review, ABaselineHoldsForWhatItHolds) {
  Case one;
  one.input.has_baseline = true;
  EXPECT_EQ(one.Only().baseline, BaselineState::kNew);
  EXPECT_TRUE(one.Only().Fails());
  Decision entry = DecisionAbout(one.result.findings[0], one.Only().place);
  entry.action = DecisionAction::kBaseline;
  one.input.baseline = {entry};
  EXPECT_EQ(one.Only().standing, Standing::kBaseline);
  EXPECT_EQ(one.Only().baseline, BaselineState::kUnchanged);
  one.files["src/copy.js"] = kSnippet;
  one.result.findings.push_back(FindingAt("src/copy.js", {1, 12}));
  const Review review = one.Run();
  EXPECT_EQ(review.judgements[0].baseline, BaselineState::kUnchanged);
  EXPECT_EQ(review.judgements[1].baseline, BaselineState::kNew);
  EXPECT_TRUE(review.judgements[1].Fails());
  one.result.findings.clear();
  EXPECT_EQ(one.Run().absent.size(), 1u);
}

TEST(Review, ARightDeclarationIsQuiet) {
  Case mit;
  mit.Mit();
  mit.Declare("MIT");
  EXPECT_EQ(mit.Only().standing, Standing::kDeclared);
}

TEST(Review, AWrongDeclarationIsSaid) {
  Case license;
  license.Declare("MIT");
  EXPECT_TRUE(license.Only().Fails());
  EXPECT_THAT(license.Only().notes,
              ElementsAre(HasSubstr("says MIT, but the origin is under GPL-3.0-only")));
  Case origin;
  origin.Mit();
  origin.Declare("MIT", "pkg:npm/vault@1.0.0");
  EXPECT_EQ(origin.Only().standing, Standing::kOpen);
  EXPECT_THAT(origin.Only().notes, ElementsAre(HasSubstr("names pkg:npm/vault@1.0.0")));
}

TEST(Review, ADeclarationLiftsNoBan) {
  Case gpl;
  gpl.Declare("GPL-3.0-only");
  EXPECT_TRUE(gpl.Only().Fails());
  EXPECT_THAT(gpl.Only().notes, ElementsAre(HasSubstr("does not lift the ban")));
}

TEST(Review, AMarkNeedsAReason) {
  Case marked;
  marked.files["src/bank.js"] = "// copytrace: ignore written by us in 2019\n" + kSnippet;
  marked.result.findings[0].lines = {2, 13};
  EXPECT_EQ(marked.Only().standing, Standing::kMarked);
  EXPECT_EQ(marked.Only().standing_reason, "marked in line 1: written by us in 2019");
  marked.files["src/bank.js"] = "// copytrace: ignore\n" + kSnippet;
  EXPECT_TRUE(marked.Only().Fails());
  EXPECT_THAT(marked.Only().notes, ElementsAre(HasSubstr("gives no reason")));
}

TEST(Review, ThePolicySettlesByPathComponentAndLength) {
  Case excluded;
  excluded.policy.exclude = {"src/"};
  EXPECT_EQ(excluded.Only().standing, Standing::kExcluded);
  Case own;
  own.policy.own = {{.pattern = "pkg:npm/bank"}};
  EXPECT_EQ(own.Only().standing, Standing::kOwnComponent);
  Case brief;
  brief.policy.min_lines = 13;
  EXPECT_EQ(brief.Only().standing, Standing::kBelowMinimum);
  Case weak;
  weak.policy.min_score = 80.5;
  EXPECT_EQ(weak.Only().standing, Standing::kBelowMinimum);
}

TEST(Review, OwnCodeIsExcusedUnlessItWasDecidedAbout) {
  Case own;
  own.input.find_own = [](const SourceFile&, const LineRange&) { return "src/old.js"; };
  EXPECT_EQ(own.Only().standing, Standing::kOwnCode);
  EXPECT_THAT(own.Only().standing_reason, HasSubstr("src/old.js"));
  // src/old.js holds an accepted snippet: the copy of it is not covered.
  own.files["src/old.js"] = kSnippet;
  Decision decision = DecisionAbout(own.result.findings[0], own.Only().place);
  decision.place.path = "src/old.js";
  decision.lines = {1, 12};
  own.input.decisions = {decision};
  ChangeSet change;
  own.input.change = &change;
  EXPECT_TRUE(own.Only().Fails());
  EXPECT_THAT(own.Only().notes, ElementsAre(HasSubstr("another copy of this code")));
}

TEST(Review, PathsAreTheProjects) {
  Case below;
  below.files = {{"web/src/bank.js", OtherLines(5) + kSnippet}};
  below.input.project_path = [](const std::string& path) { return "web/" + path; };
  EXPECT_EQ(below.Only().place.path, "web/src/bank.js");
  EXPECT_GT(below.Only().place.content.words, 0u);
}

TEST(Review, ShowsTheNewLinesOnly) {
  Case clipped;
  ChangeSet change;
  change.files.push_back({.path = "src/bank.js", .lines = {{8, 9}, {12, 12}, {40, 50}}});
  clipped.input.change = &change;
  EXPECT_EQ(clipped.Only().shown, (LineRange{8, 12}));
  EXPECT_EQ(clipped.result.findings[0].lines, (LineRange{6, 17}));
}

TEST(FindingsInChange, KeepsThoseThatTouchNewLines) {
  ScanResult result;
  result.findings = {FindingAt("a.js", {1, 10}), FindingAt("b.js", {1, 10}),
                     FindingAt("b.js", {20, 30})};
  ChangeSet change;
  change.files.push_back({.path = "b.js", .lines = {{10, 12}}});
  result = FindingsInChange(std::move(result), change);
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].path, "b.js");
  EXPECT_EQ(result.findings[0].lines.first, 1u);
}

}  // namespace
}  // namespace copytrace
