#include "engine/report/sarif_report.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/unit/report/finding_fixtures.h"

namespace copytrace {
namespace {

using nlohmann::json;
using testing::HasSubstr;

json WriteRun(const ScanResult& result, const Review& review) {
  const ReportContext context = StoreOfTwoReleases();
  const ReportInput input{.result = result,
                          .context = context,
                          .review = review,
                          .texts_of = {},
                          .bytes_of = [](const Finding&) { return std::nullopt; }};
  return json::parse(WriteSarifReport(input))["runs"][0];
}

// The one result of a finding that is judged so.
json ResultOf(const Judgement& judgement) {
  ScanResult result;
  result.findings = {GplFinding()};
  Review review;
  review.done = true;
  review.judgements = {judgement};
  return WriteRun(result, review)["results"][0];
}

TEST(SarifReport, WhatIsSettledIsSuppressed) {
  struct Case {
    Standing standing;
    const char* kind;  // of the suppression; null where there is none
  };
  for (const Case& c :
       {Case{Standing::kOpen, nullptr}, Case{Standing::kAccepted, "external"},
        Case{Standing::kIgnored, "external"}, Case{Standing::kPutOff, "external"},
        Case{Standing::kBaseline, nullptr}, Case{Standing::kDeclared, "inSource"},
        Case{Standing::kMarked, "inSource"}, Case{Standing::kOwnCode, "external"},
        Case{Standing::kOwnComponent, "external"}, Case{Standing::kExcluded, "external"},
        Case{Standing::kBelowMinimum, "external"}}) {
    Judgement judgement;
    judgement.standing = c.standing;
    const json result = ResultOf(judgement);
    ASSERT_EQ(result.contains("suppressions"), c.kind != nullptr) << StandingName(c.standing);
    if (c.kind == nullptr) continue;
    EXPECT_EQ(result["suppressions"], (json{{{"kind", c.kind},
                                             {"status", "accepted"},
                                             {"justification", StandingName(c.standing)}}}));
  }
}

TEST(SarifReport, ASuppressionSaysWhoDecidedAndWhy) {
  Judgement judgement;
  judgement.standing = Standing::kAccepted;
  judgement.standing_reason = "accepted by Ann on 2026-11-22: attributed in NOTICE\x1b[2J";
  EXPECT_EQ(ResultOf(judgement)["suppressions"][0]["justification"],
            "accepted by Ann on 2026-11-22: attributed in NOTICE\\x1b[2J");
}

TEST(SarifReport, BaselineStatesAreOnlyThereWithABaseline) {
  Judgement judgement;
  EXPECT_FALSE(ResultOf(judgement).contains("baselineState"));
  judgement.baseline = BaselineState::kNew;
  EXPECT_EQ(ResultOf(judgement)["baselineState"], "new");
  judgement.baseline = BaselineState::kUnchanged;
  EXPECT_EQ(ResultOf(judgement)["baselineState"], "unchanged");
}

TEST(SarifReport, LevelsAreThePolicysVerdicts) {
  Judgement judgement;
  for (const auto& [verdict, level] :
       {std::pair(Verdict::kAllow, "note"), std::pair(Verdict::kWarn, "warning"),
        std::pair(Verdict::kDeny, "error")}) {
    judgement.verdict = verdict;
    EXPECT_EQ(ResultOf(judgement)["level"], level);
  }
}

TEST(SarifReport, UrisSpellOutWhatPathsMayHold) {
  ScanResult result;
  result.findings = {GplFinding()};
  result.findings[0].path = "a b/\xC3\xBC#1%.js";
  const json written = WriteRun(result, {})["results"][0];
  const json& place = written["locations"][0]["physicalLocation"]["artifactLocation"];
  EXPECT_EQ(place["uri"], "a%20b/%C3%BC%231%25.js");
}

TEST(SarifReport, TheSameFindingTwiceInAFileHasTwoFingerprints) {
  ScanResult result;
  result.findings = {GplFinding(), GplFinding()};
  result.findings[1].lines = {50, 60};
  const json results = WriteRun(result, {})["results"];
  EXPECT_EQ(results[0]["partialFingerprints"]["primaryLocationLineHash"], "f00dfeed0001:1");
  EXPECT_EQ(results[1]["partialFingerprints"]["primaryLocationLineHash"], "f00dfeed0001:2");
}

// Code scanning refuses a run of more results: the mildest go, and the run says so.
TEST(SarifReport, OfTooManyTheStrictestStay) {
  constexpr size_t kTooMany = kMostSarifResults + 3;
  ScanResult result;
  result.findings.assign(kTooMany, UnlicensedFinding());
  Review review;
  review.done = true;
  review.judgements.resize(kTooMany);
  for (size_t i = 0; i < kTooMany; ++i) {
    result.findings[i].path = fmt::format("{:05}.c", i);
    review.judgements[i].verdict = Verdict::kWarn;
  }
  review.judgements[1].verdict = Verdict::kAllow;
  review.judgements[3].standing = Standing::kAccepted;
  review.judgements[3].verdict = Verdict::kDeny;
  review.judgements[kTooMany - 1].verdict = Verdict::kDeny;
  const json run = WriteRun(result, review);
  const json& results = run["results"];
  ASSERT_EQ(results.size(), kMostSarifResults);
  const auto uri = [&](size_t i) -> std::string {
    return results[i]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
  };
  EXPECT_EQ(uri(0), "00000.c");
  EXPECT_EQ(uri(1), "00002.c") << "what is allowed goes";
  EXPECT_EQ(uri(2), "00004.c") << "so does what is settled";
  EXPECT_EQ(uri(kMostSarifResults - 1), "25002.c") << "the one that is denied stays";
  EXPECT_EQ(results[kMostSarifResults - 1]["level"], "error");
  EXPECT_THAT(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"],
              HasSubstr("3 findings, the mildest, are left out"));
}

}  // namespace
}  // namespace copytrace
