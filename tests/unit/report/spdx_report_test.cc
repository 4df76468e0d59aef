#include "engine/report/spdx_report.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tests/unit/report/finding_fixtures.h"

namespace copytrace {
namespace {

using nlohmann::json;
using testing::HasSubstr;

struct Written {
  Finding finding = GplFinding();
  Judgement judgement;
  std::optional<std::string> bytes;  // of the finding's file

  Written() {
    std::string text;
    for (int line = 1; line <= 20; ++line) text += fmt::format("line {:02}\r\n", line);
    bytes = text;
  }

  json Document() const {
    ScanResult result;
    result.findings = {finding};
    Review review;
    review.done = true;
    review.judgements = {judgement};
    const ReportContext context = StoreOfTwoReleases();
    return json::parse(WriteSpdxReport({.result = result,
                                        .context = context,
                                        .review = review,
                                        .texts_of = {},
                                        .bytes_of = [&](const Finding&) { return bytes; }}));
  }
};

TEST(SpdxReport, ASnippetHasItsBytesAndItsLines) {
  const json ranges = Written().Document()["snippets"][0]["ranges"];
  EXPECT_EQ(ranges[0]["startPointer"]["offset"], 9 * 9 + 1) << "counted from 1, line ends included";
  EXPECT_EQ(ranges[0]["endPointer"]["offset"], 20 * 9 - 2) << "without the last line's end";
  EXPECT_EQ(ranges[1]["startPointer"]["lineNumber"], 10);
  EXPECT_EQ(ranges[1]["endPointer"]["lineNumber"], 20);
}

TEST(SpdxReport, ADecisionIsAnAnnotation) {
  Written written;
  written.judgement.standing = Standing::kAccepted;
  written.judgement.decision = Decision{.action = DecisionAction::kAccept,
                                        .reason = "attributed in NOTICE",
                                        .by = "Ann",
                                        .at = "2026-11-22T10:00:00Z",
                                        .until = "2027-06-30"};
  const json expected = {{"annotationDate", "2026-11-22T10:00:00Z"},
                         {"annotationType", "REVIEW"},
                         {"annotator", "Person: Ann"},
                         {"comment", "accept: attributed in NOTICE (until 2027-06-30)"}};
  EXPECT_EQ(written.Document()["snippets"][0]["annotations"], json::array({expected}));

  written.judgement.standing = Standing::kOpen;
  written.judgement.reopened = "the licence was MIT";
  EXPECT_FALSE(written.Document()["snippets"][0].contains("annotations"))
      << "a decision that holds no longer is none";
}

TEST(SpdxReport, WhatIsNoCopyIsNotListed) {
  Written written;
  written.judgement.standing = Standing::kIgnored;
  const json document = written.Document();
  EXPECT_TRUE(document["snippets"].empty());
  EXPECT_EQ(document["packages"].size(), 1u) << "the project alone";
}

TEST(SpdxReport, ADeclaredSnippetStatesItsLicenceItself) {
  Written written;
  EXPECT_EQ(written.Document()["snippets"][0]["licenseInfoInSnippets"], json{"NOASSERTION"});
  written.judgement.standing = Standing::kDeclared;
  EXPECT_EQ(written.Document()["snippets"][0]["licenseInfoInSnippets"], json{"GPL-3.0-or-later"});
}

TEST(SpdxReport, EveryLicenceThatTheListDoesNotHaveIsExplained) {
  Written written;
  written.finding.origin.license = "MIT OR LicenseRef-Acme-Source";
  const json document = written.Document();
  EXPECT_EQ(document["snippets"][0]["licenseConcluded"], "MIT OR LicenseRef-Acme-Source");
  const json& explained = document["hasExtractedLicensingInfos"];
  ASSERT_EQ(explained.size(), 1u);
  EXPECT_EQ(explained[0]["licenseId"], "LicenseRef-Acme-Source");
  EXPECT_THAT(explained[0]["extractedText"], HasSubstr("pkg:npm/%40acme/pad@0.0.3"));
}

TEST(SpdxReport, AFileThatIsGoneIsSaidToBeLeftOut) {
  Written written;
  written.bytes.reset();
  const json document = written.Document();
  EXPECT_TRUE(document["snippets"].empty());
  EXPECT_THAT(document["comment"], HasSubstr("1 finding is left out, as its file"));
}

}  // namespace
}  // namespace copytrace
