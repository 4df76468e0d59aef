#include "engine/report/text_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/report/finding_fixtures.h"

namespace copytrace {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(TextReport, SaysEverythingOfAFinding) {
  const std::string text = WriteTextReport(TwoFindings(), StoreOfTwoReleases(), {});
  EXPECT_THAT(text, HasSubstr("src/table.js:10-20  renamed  in alignCell()  f00dfeed0001\n"
                              "  ← pkg:npm/%40acme/pad@0.0.3  lib/pad.js:3-13  in padLeft()  "
                              "(2014-03-14)\n"
                              "    advisory: GHSA-pad0-0000-0001 (CVE-2026-0001), high 7.5: "
                              "Padding reads past the end; mended in 0.0.4\n"
                              "    GPL-3.0-or-later (strong-copyleft), stated in the file\n"
                              "    asks for: same-license, source-disclosure, installation, "
                              "notice, license-text, state-changes, patent-grant, "
                              "patent-termination, no-further-terms\n"
                              "    in this project, MIT (package.json): incompatible. The whole "
                              "would have to go under it.\n"
                              "    this file's header was removed: GPL-3.0-or-later, Copyright "
                              "2014 A. Author (lib/pad.js:1-2)\n"
                              "    63.2 bits, by chance 1 in 48.8 billion lines (e = 2.1e-05); "
                              "9 lines matched\n"
                              "    why: earliest release of 15 that hold it\n"
                              "    also in 14 other places: pkg:npm/copier@1.0.0 vendor/pad.js, "
                              "pkg:npm/fork@2.0.0 pad.js, …\n"));
  EXPECT_THAT(text, HasSubstr("src/tree.c:1-200  identical file  f00dfeed0002\n"
                              "  ← pkg:generic/tree  tree.c:1-200\n"
                              "    no licence found: no grant (unknown)\n"));
}

TEST(TextReport, SumsUpByLicenceClassStrictestFirst) {
  ScanResult result = TwoFindings();
  Finding overlapping = GplFinding();
  overlapping.lines = {15, 24};
  result.findings.push_back(overlapping);
  const std::string text = WriteTextReport(result, StoreOfTwoReleases(), {});
  EXPECT_THAT(text, HasSubstr("Licence class       findings   files     lines\n"
                              "unknown                    1       1       200\n"
                              "strong-copyleft            2       1        15\n"));
}

TEST(TextReport, CountsWhatWasSkippedByReason) {
  ScanResult result = TwoFindings();
  result.skipped.push_back({"data/huge.js", SkipReason::kTooLarge, ""});
  const std::string text = WriteTextReport(result, StoreOfTwoReleases(), {});
  EXPECT_THAT(text, HasSubstr("Skipped 3 files: "));
  EXPECT_THAT(text, HasSubstr("2 too large"));
  EXPECT_THAT(text, HasSubstr("1 binary"));
}

TEST(TextReport, SaysSoWhenNothingWasFound) {
  ScanResult result = TwoFindings();
  result.findings.clear();
  result.skipped.clear();
  EXPECT_EQ(WriteTextReport(result, StoreOfTwoReleases(), {.wall_seconds = 0.314}),
            "No copied code found.\n"
            "Scanned 40 files, 12,345 lines in 0.31 s against 2 releases of 1 component\n");
}

TEST(TextReport, ColoursByClassOnlyWhereAsked) {
  const ScanResult result = TwoFindings();
  const std::string plain = WriteTextReport(result, StoreOfTwoReleases(), {.color = false});
  EXPECT_THAT(plain, Not(HasSubstr("\x1b")));
  const std::string colored = WriteTextReport(result, StoreOfTwoReleases(), {.color = true});
  EXPECT_THAT(colored, HasSubstr("\x1b[31mGPL-3.0-or-later (strong-copyleft)\x1b[0m"));
  EXPECT_THAT(colored, HasSubstr("\x1b[1;35mno licence found: no grant\x1b[0m"));
}

TEST(TextReport, NeutralisesHostileNames) {
  ScanResult result;
  Finding finding = GplFinding();
  finding.path = "a\x1b]0;owned\x07\nfake.js:1-2";
  finding.function = "f\x1b[2J";
  finding.origin.license = "MIT\r\x9b";
  finding.origin.path = "b\xE2\x80\xAEsj.c";
  finding.reason = "line\nbreak";
  finding.carriers = {{"pkg:npm/x@1", "c\x7f"}};
  result.findings = {finding};
  const std::string text = WriteTextReport(result, StoreOfTwoReleases(), {.color = false});
  EXPECT_THAT(text, HasSubstr("a\\x1b]0;owned\\x07\\x0afake.js:1-2:10-20"));
  EXPECT_THAT(text, HasSubstr("in f\\x1b[2J()"));
  EXPECT_THAT(text, HasSubstr("MIT\\x0d\\x9b"));
  EXPECT_THAT(text, HasSubstr("b\\u202esj.c"));
  EXPECT_THAT(text, HasSubstr("line\\x0abreak"));
  EXPECT_THAT(text, HasSubstr("c\\x7f"));
  EXPECT_EQ(text.find_first_of("\x1b\x07\r\x7f"), std::string::npos);
}

TEST(TextReport, PutsChanceInWords) {
  const struct {
    double e_value;
    const char* words;
  } kRows[] = {{9.6, "9.6 in a million lines"},
               {1, "1 in a million lines"},
               {0.94, "1 in 1.06 million lines"},
               {0.025, "1 in 40 million lines"},
               {1e-3, "1 in 1 billion lines"},
               {2.1e-05, "1 in 47.6 billion lines"},
               {1e-9, "less than 1 in a trillion lines"},
               {0, "less than 1 in a trillion lines"}};
  for (const auto& row : kRows) EXPECT_EQ(ChanceInWords(row.e_value), row.words) << row.e_value;
}

TEST(TextReport, GroupsDigits) {
  EXPECT_EQ(WithThousands(0), "0");
  EXPECT_EQ(WithThousands(999), "999");
  EXPECT_EQ(WithThousands(1000), "1,000");
  EXPECT_EQ(WithThousands(1234567), "1,234,567");
}

}  // namespace
}  // namespace copytrace
