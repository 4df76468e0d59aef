#include "engine/review/next_step.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/review/source_mark.h"
#include "tests/unit/review/review_fixtures.h"

namespace copytrace {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Finding MitFinding(const std::string& path) {
  Finding finding = FindingAt(path, {6, 17});
  finding.origin.license = "MIT";
  finding.origin.license_class = LicenseClass::kPermissive;
  return finding;
}

TEST(NextStep, GivesTheTextsToPaste) {
  const NextStep next = NextStepOf(MitFinding("src/bank.js"), Verdict::kWarn, "");
  EXPECT_EQ(next.attribution,
            "src/bank.js:6-17 holds code of bank 1.2.0 (pkg:npm/bank@1.2.0, lib/balance.js:3-14).\n"
            "Copyright 2020 A. Banker\n"
            "Licensed under MIT.\n");
  EXPECT_EQ(next.snippet_begin,
            "// SPDX-SnippetBegin\n"
            "// SPDX-SnippetCopyrightText: Copyright 2020 A. Banker\n"
            "// SPDX-License-Identifier: MIT\n"
            "// SPDX-SnippetComment: from pkg:npm/bank@1.2.0, lib/balance.js:3-14\n");
  EXPECT_EQ(next.snippet_end, "// SPDX-SnippetEnd\n");
  EXPECT_EQ(next.package, "pkg:npm/bank@1.2.0");
  EXPECT_THAT(next.action, HasSubstr("add the attribution"));
  EXPECT_THAT(next.obligations, Not(IsEmpty()));
}

// The block that is offered is one that is understood.
TEST(NextStep, ThePastedBlockDeclaresTheFindingRightly) {
  for (const char* path : {"a.js", "a.py", "a.c", "a.css", "a.html", "a.lua", "a.sql", "a.rs",
                           "a.sh", "a.hs", "a.ml", "a.jl", "a.php"}) {
    SCOPED_TRACE(path);
    const Finding finding = MitFinding(path);
    const NextStep next = NextStepOf(finding, Verdict::kWarn, "");
    const SourceMarks marks = ReadSourceMarks(
        MakeSourceFile(path, next.snippet_begin + "x = 1\n" + next.snippet_end, {}));
    ASSERT_EQ(marks.snippets.size(), 1u);
    EXPECT_TRUE(marks.snippets[0].closed);
    EXPECT_TRUE(DeclaresRightly(marks.snippets[0].license, finding.origin.license));
    EXPECT_EQ(marks.snippets[0].origin, finding.origin.purl);
  }
}

TEST(NextStep, WithoutALicenceThereIsNothingToAttribute) {
  Finding finding = FindingAt("a.js", {6, 17});
  finding.origin.license = "";
  finding.origin.license_class = LicenseClass::kUnknown;
  const NextStep next = NextStepOf(finding, Verdict::kDeny, "MIT");
  EXPECT_THAT(next.action, HasSubstr("without one nothing may be copied"));
  EXPECT_EQ(next.attribution, "");
  EXPECT_EQ(next.snippet_begin, "");
}

TEST(NextStep, ADenialSaysHowToAcceptAndWhatToDependOn) {
  const NextStep next = NextStepOf(FindingAt("a.js", {6, 17}), Verdict::kDeny, "MIT");
  EXPECT_THAT(next.action, HasSubstr("depend on pkg:npm/bank@1.2.0"));
  EXPECT_THAT(next.action, HasSubstr("copytrace decide 0123456789ab accept"));
}

TEST(NextStep, NoPackageForWhatIsInNoRegistry) {
  Finding finding = FindingAt("a.js", {6, 17});
  finding.origin.purl = "pkg:generic/bank@1.2.0";
  EXPECT_EQ(NextStepOf(finding, Verdict::kDeny, "").package, "");
}

TEST(NextStep, OfAChoiceTheSideThatGoesWithTheProject) {
  Finding finding = MitFinding("a.js");
  finding.origin.license = "GPL-2.0-only OR MIT";
  const NextStep next = NextStepOf(finding, Verdict::kWarn, "Apache-2.0");
  EXPECT_EQ(next.license_choice, "MIT");
  EXPECT_THAT(next.attribution, HasSubstr("Licensed under MIT."));
  EXPECT_EQ(NextStepOf(finding, Verdict::kWarn, "").license_choice, "MIT");
}

}  // namespace
}  // namespace copytrace
