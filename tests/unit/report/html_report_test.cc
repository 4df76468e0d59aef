#include "engine/report/html_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/report/json_report.h"
#include "engine/report/side_view.h"
#include "tests/unit/report/finding_fixtures.h"

namespace copytrace {
namespace {

using testing::HasSubstr;
using testing::Not;

// A finding of lines 1 to 3 on both sides.
Finding ShortFinding() {
  Finding finding = GplFinding();
  finding.lines = {1, 3};
  finding.origin.lines = {1, 3};
  return finding;
}

// Pieces of a row as "text:relation", those of white space alone left out.
std::string Relations(const std::optional<ShownLine>& line) {
  std::string out;
  for (const CodePiece& piece : line->pieces) {
    if (piece.text.find_first_not_of(' ') == std::string::npos) continue;
    out += piece.text + ':' + std::to_string(static_cast<int>(piece.relation)) + ' ';
  }
  return out;
}

TEST(SideView, TellsEqualRenamedAndChangedTokensApart) {
  const SideView view = MakeSideView(ShortFinding(), "var a = one;\nreturn two(1);\n// end\n",
                                     "var b = one;\nreturn two(7);\n// end\n", 100);
  ASSERT_EQ(view.rows.size(), 3u);
  EXPECT_EQ(view.rows[0].relation, LineRelation::kRenamed);
  EXPECT_EQ(Relations(view.rows[0].here), "var:0 a:1 =:0 one:0 ;:0 ");
  EXPECT_EQ(Relations(view.rows[0].there), "var:0 b:1 =:0 one:0 ;:0 ");
  EXPECT_EQ(view.rows[1].relation, LineRelation::kChanged);
  EXPECT_EQ(Relations(view.rows[1].here), "return:0 two:0 (:0 1:2 );:0 ");
  EXPECT_EQ(view.rows[2].here->pieces.front().syntax, Syntax::kComment);
  EXPECT_FALSE(view.here_missing || view.there_missing);
}

// A brace that went to the next line makes a line of the copy another one, not its names.
TEST(SideView, NamesStayRenamedInLinesThatHaveChanged) {
  const SideView view = MakeSideView(ShortFinding(), "while (++n < top)\n{\nrun(n);\n",
                                     "while (++i < len) {\nrun(i);\n}\n", 100);
  ASSERT_EQ(view.rows[0].relation, LineRelation::kChanged);
  EXPECT_EQ(Relations(view.rows[0].here), "while:0 (++:0 n:1 <:0 top:1 ):0 ");
  EXPECT_EQ(Relations(view.rows[0].there), "while:0 (++:0 i:1 <:0 len:1 ):0 {:2 ");
}

TEST(SideView, KnowsCommentsAndLiteralsOfSeveralLines) {
  const SideView view =
      MakeSideView(ShortFinding(), "/* one\n two */ var s = `a\nb`;\n", std::nullopt, 100);
  EXPECT_TRUE(view.there_missing);
  ASSERT_EQ(view.rows.size(), 3u);
  EXPECT_EQ(view.rows[0].here->pieces.front().syntax, Syntax::kComment);
  EXPECT_EQ(view.rows[1].here->pieces.front().syntax, Syntax::kComment);
  EXPECT_EQ(view.rows[2].here->pieces.front().syntax, Syntax::kString);
}

TEST(SideView, SaysWhatItCannotShow) {
  const SideView gone = MakeSideView(ShortFinding(), std::nullopt, "a();\nb();\nc();\n", 2);
  EXPECT_TRUE(gone.here_missing);
  EXPECT_EQ(gone.rows.size(), 2u);
  EXPECT_EQ(gone.rows_left_out, 1u);
}

TEST(SideView, SpellsOutWhatMovesText) {
  const SideView view =
      MakeSideView(ShortFinding(), "a\t= '\xe2\x80\xae';\n\x1b[31m\nb();\n", std::nullopt, 100);
  std::string all;
  for (const SideRow& row : view.rows) {
    for (const CodePiece& piece : row.here->pieces) all += piece.text;
  }
  EXPECT_THAT(all, HasSubstr("a   = '\\u202e';"));
  EXPECT_THAT(all, Not(HasSubstr("\x1b")));
}

std::string Between(const std::string& text, const std::string& begin, const std::string& end) {
  const size_t first = text.find(begin) + begin.size();
  return text.substr(first, text.find(end, first) - first);
}

TEST(HtmlReport, HoldsReportAndSidesAsData) {
  const std::string page = WriteHtmlReport(TwoFindings(), StoreOfTwoReleases(), [](const Finding&) {
    return FindingTexts{"one();\n", std::nullopt};
  });
  EXPECT_THAT(page, HasSubstr("<title>copytrace: project</title>"));
  const auto data = nlohmann::json::parse(
      Between(page, "<script type=\"application/json\" id=\"data\">", "</script>"));
  EXPECT_EQ(data["report"],
            nlohmann::json::parse(WriteJsonReport(TwoFindings(), StoreOfTwoReleases())));
  EXPECT_TRUE(data["sides"].contains(GplFinding().id));
  EXPECT_TRUE(data["sides"][UnlicensedFinding().id]["there_missing"]);
}

// Whatever a path, a package or a line of code holds, it stays data.
TEST(HtmlReport, LetsNoTextBecomeMarkup) {
  const std::string attack = "</script><script>alert(1)</script><!--<img src=x onerror=a()>";
  ScanResult result = TwoFindings();
  result.root = attack;
  for (Finding& finding : result.findings) {
    finding.path = attack;
    finding.lines = finding.origin.lines = {1, 1};
    finding.origin.name = attack;
    finding.origin.copyright = attack;
  }
  const auto texts = [&](const Finding&) { return FindingTexts{attack, attack}; };
  const std::string page = WriteHtmlReport(result, StoreOfTwoReleases(), texts);
  const std::string harmless = WriteHtmlReport(TwoFindings(), StoreOfTwoReleases(),
                                               [](const Finding&) { return FindingTexts{}; });
  const auto tags = [](const std::string& html) { return std::ranges::count(html, '<'); };
  EXPECT_EQ(tags(page), tags(harmless));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
}

TEST(HtmlReport, IsTheSameForTheSameResult) {
  const auto texts = [](const Finding&) { return FindingTexts{"a();\n", "b();\n"}; };
  EXPECT_EQ(WriteHtmlReport(TwoFindings(), StoreOfTwoReleases(), texts),
            WriteHtmlReport(TwoFindings(), StoreOfTwoReleases(), texts));
}

}  // namespace
}  // namespace copytrace
