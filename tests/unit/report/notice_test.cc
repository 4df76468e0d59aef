#include "engine/report/notice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "engine/license/license_full_text.h"
#include "tests/unit/report/finding_fixtures.h"

namespace copytrace {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Finding FindingUnder(const std::string& path, const std::string& license) {
  Finding finding = GplFinding();
  finding.path = path;
  finding.origin.license = license;
  finding.origin.license_class = ClassOfExpression(license);
  return finding;
}

Judgement JudgedAs(const Finding& finding, Standing standing, Verdict verdict) {
  Judgement judgement;
  judgement.standing = standing;
  judgement.verdict = verdict;
  judgement.standing_reason = standing == Standing::kAccepted ? "accepted by Ann" : "";
  judgement.why = "it says so";
  judgement.next = NextStepOf(finding, verdict, "");
  return judgement;
}

class NoticeTest : public testing::Test {
 protected:
  NoticeTest() { review_.done = true; }

  void Add(const Finding& finding, Standing standing, Verdict verdict = Verdict::kDeny) {
    result_.findings.push_back(finding);
    review_.judgements.push_back(JudgedAs(finding, standing, verdict));
  }

  ScanResult result_;
  Review review_;
};

TEST_F(NoticeTest, OneEntryAComponentAndOneTextALicense) {
  Finding other = FindingUnder("src/b.js", "MIT");
  other.origin.purl = "pkg:npm/other@2.0.0";
  other.origin.name = "other";
  Add(FindingUnder("src/z.js", "MIT"), Standing::kAccepted);
  Add(FindingUnder("src/a.js", "MIT"), Standing::kOpen, Verdict::kAllow);
  Add(other, Standing::kDeclared);
  const Notice notice = MakeNotice(result_, review_);

  ASSERT_THAT(notice.components, SizeIs(2));
  const NoticeComponent& pad = notice.components[0];
  EXPECT_EQ(pad.purl, "pkg:npm/%40acme/pad@0.0.3");
  EXPECT_THAT(pad.copyrights, ElementsAre("Copyright 2014 A. Author"));
  EXPECT_THAT(pad.places, ElementsAre(Field(&NoticePlace::path, "src/a.js"),
                                      Field(&NoticePlace::path, "src/z.js")));
  EXPECT_THAT(pad.grounds, ElementsAre("accepted by Ann", "allowed by the policy: it says so"));
  ASSERT_THAT(notice.licenses, SizeIs(1));
  EXPECT_EQ(notice.licenses[0].id, "MIT");
  EXPECT_THAT(std::string(notice.licenses[0].text), HasSubstr("Permission is hereby granted"));
  EXPECT_THAT(notice.licenses[0].used, ElementsAre(pad.purl, other.origin.purl));
  EXPECT_THAT(notice.left_out, IsEmpty());
}

TEST_F(NoticeTest, WhatNobodyDecidedIsLeftOutAndSaid) {
  Add(FindingUnder("src/a.js", "MIT"), Standing::kOpen, Verdict::kDeny);
  Add(FindingUnder("src/b.js", "MIT"), Standing::kOpen, Verdict::kWarn);
  Add(FindingUnder("src/c.js", "MIT"), Standing::kBaseline, Verdict::kWarn);
  Add(FindingUnder("src/d.js", "MIT"), Standing::kIgnored);
  Add(FindingUnder("src/e.js", "MIT"), Standing::kPutOff);
  const Notice notice = MakeNotice(result_, review_);
  EXPECT_THAT(notice.components, IsEmpty());
  EXPECT_THAT(notice.left_out, SizeIs(5));
  EXPECT_EQ(notice.CountUndecided(), 4u);

  const NoticeWords words{"shop", "scan 1", true};
  const std::string text = WriteDocumentText(DescribeNotice(notice, words));
  EXPECT_THAT(text, HasSubstr("there is nothing to attribute"));
  EXPECT_THAT(text, HasSubstr("denied, and nobody has accepted it"));
  EXPECT_THAT(WriteDocumentText(DescribeNotice(notice, {"shop", "scan 1", false})),
              Not(HasSubstr("nobody has accepted it")));
}

TEST_F(NoticeTest, OfAChoiceTheSideThatIsTakenCounts) {
  Add(FindingUnder("src/a.js", "GPL-2.0-only OR MIT"), Standing::kAccepted);
  const Notice notice = MakeNotice(result_, review_);
  ASSERT_THAT(notice.components, SizeIs(1));
  EXPECT_EQ(notice.components[0].license, "GPL-2.0-only OR MIT");
  EXPECT_EQ(notice.components[0].taken, "MIT");
  EXPECT_THAT(notice.licenses, ElementsAre(Field(&NoticeLicense::id, "MIT")));
}

TEST_F(NoticeTest, AllLicencesOfAnExpressionAndItsExceptions) {
  Add(FindingUnder("src/a.js", "GPL-2.0-or-later WITH Classpath-exception-2.0 AND ISC"),
      Standing::kAccepted);
  const Notice notice = MakeNotice(result_, review_);
  EXPECT_THAT(notice.licenses, ElementsAre(Field(&NoticeLicense::id, "Classpath-exception-2.0"),
                                           Field(&NoticeLicense::id, "GPL-2.0-or-later"),
                                           Field(&NoticeLicense::id, "ISC")));
  EXPECT_THAT(notice.to_do, ElementsAre(HasSubstr("Classpath-exception-2.0: add the text of "
                                                  "https://spdx.org/licenses/")));
}

TEST_F(NoticeTest, WhatOnlyPeopleCanAddIsListed) {
  Finding apache = FindingUnder("src/a.js", "Apache-2.0");
  apache.origin.copyright.clear();
  Finding none = FindingUnder("src/b.js", "");
  none.origin.purl = "pkg:npm/none@1.0.0";
  none.origin.name = "none";
  Add(apache, Standing::kAccepted);
  Add(none, Standing::kAccepted);
  const Notice notice = MakeNotice(result_, review_);
  EXPECT_THAT(notice.to_do, ElementsAre(HasSubstr("name no holder"), HasSubstr("NOTICE file"),
                                        HasSubstr("pkg:npm/none@1.0.0: no licence was found")));
}

TEST(LicenseFullTextTest, EveryListedLicenceIsFoundByItsId) {
  for (const char* id : {"0BSD", "MIT", "Apache-2.0", "GPL-3.0-or-later", "zlib-acknowledgement"}) {
    ASSERT_TRUE(FullLicenseText(id)) << id;
    EXPECT_TRUE(FullLicenseText(id)->ends_with('\n')) << id;
    EXPECT_FALSE(FullLicenseText(id)->ends_with("\n\n")) << id;
  }
  EXPECT_FALSE(FullLicenseText(""));
  EXPECT_FALSE(FullLicenseText("mit"));
  EXPECT_FALSE(FullLicenseText("zzz"));
  EXPECT_FALSE(FullLicenseText("LicenseRef-scancode-public-domain"));
}

}  // namespace
}  // namespace copytrace
