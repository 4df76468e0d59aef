#include "engine/report/side_by_side.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/report/line_alignment.h"
#include "grammars/tokenizer.h"
#include "tests/unit/report/finding_fixtures.h"

namespace copytrace {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kOrigin =
    "function padLeft(text, width) {\n"
    "  text = String(text);\n"
    "  while (text.length < width) {\n"
    "    text = '0' + text;\n"
    "  }\n"
    "  return text;\n"
    "}\n";

// The relations of two texts' lines as one string of marks.
std::string Marks(std::string_view left, std::string_view right) {
  TokenizedText left_tokens;
  TokenizedText right_tokens;
  Tokenize(Language::kJavaScript, left, &left_tokens);
  Tokenize(Language::kJavaScript, right, &right_tokens);
  const auto left_lines = LinesOf(left, left_tokens.tokens, {1, 1000});
  const auto right_lines = LinesOf(right, right_tokens.tokens, {1, 1000});
  std::string marks;
  size_t next_left = 0;
  size_t next_right = 0;
  for (const LinePair& pair : AlignLines(left_lines, right_lines)) {
    if (pair.left) {
      EXPECT_EQ(*pair.left, next_left++);
    }
    if (pair.right) {
      EXPECT_EQ(*pair.right, next_right++);
    }
    marks += "=~|<>"[static_cast<int>(pair.relation)];
  }
  EXPECT_EQ(next_left, left_lines.size());
  EXPECT_EQ(next_right, right_lines.size());
  return marks;
}

TEST(LineAlignment, TellsLinesApart) {
  const struct {
    const char* left;
    const char* right;
    const char* marks;
  } kRows[] = {
      {"a = b + 1;\nc();\n", "a = b + 1;\nc();\n", "=="},
      {"a = b + 1;\n", "    a   =  b +1; // note\n", "="},
      {"a = b + 1;\nc();\n", "x = y + 1;\nc();\n", "~="},
      {"a = b + 1;\n", "a = b + 2;\n", "|"},
      {"a = b + 1;\nc(a);\n", "a = b + 1;\nlog('x');\nc(a);\n", "=>="},
      {"a = b + 1;\nlog('x');\nc(a);\n", "a = b + 1;\nc(a);\n", "=<="},
      {"f(x) {\n  return 1;\n}\n", "f(x)\n{\n  return 1;\n}\n", "|>=="},
      {"", "a();\n", ">"},
      {"// one\na();\n", "a();\n", "<="},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Marks(row.left, row.right), row.marks) << row.left << "---\n" << row.right;
  }
}

TEST(SideBySide, ShowsBothSidesWithTheirOwnLineNumbers) {
  Finding finding = GplFinding();
  finding.lines = {2, 8};
  finding.origin.lines = {1, 7};
  std::string here(kOrigin);
  here.replace(here.find("'0'"), 3, "'1'");
  here = "// host\n" + here;
  const std::string text = WriteSideBySide(finding, here, kOrigin, {.width = 100});
  EXPECT_THAT(text, HasSubstr("src/table.js:2-8  renamed  f00dfeed0001"));
  EXPECT_THAT(text, HasSubstr("GPL-3.0-or-later (strong-copyleft)"));
  EXPECT_THAT(text, HasSubstr("why: earliest release"));
  const auto row = [](const char* left, const char* mark, const char* right) {
    return fmt::format("\n{:<48} {} {}\n", left, mark, right);
  };
  EXPECT_THAT(text, HasSubstr(row("     2 function padLeft(text, width) {", " ",
                                  "     1 function padLeft(text, width) {")));
  EXPECT_THAT(
      text, HasSubstr(row("     5     text = '1' + text;", "|", "     4     text = '0' + text;")));
}

TEST(SideBySide, MarksTheDifferingTokensInColour) {
  Finding finding = GplFinding();
  finding.lines = {1, 1};
  finding.origin.lines = {1, 1};
  const std::string text =
      WriteSideBySide(finding, "left = value + 1;\n", "sum = value + 1;\n", {.color = true});
  EXPECT_THAT(text, HasSubstr("\x1b[31mleft\x1b[0m = value + 1;"));
  EXPECT_THAT(text, HasSubstr("\x1b[31msum\x1b[0m = value + 1;"));
}

TEST(SideBySide, StandsAloneWithoutTheOriginsSource) {
  Finding finding = GplFinding();
  finding.lines = {1, 7};
  const std::string text = WriteSideBySide(finding, kOrigin, std::nullopt, {.width = 100});
  EXPECT_THAT(text, HasSubstr("The store keeps no source"));
  EXPECT_THAT(text, HasSubstr("lines 3-13 of lib/pad.js in pkg:npm/%40acme/pad@0.0.3"));
  EXPECT_THAT(text, HasSubstr("     6   return text;"));
}

TEST(SideBySide, SaysWhenTheFileHasShrunkSinceTheScan) {
  Finding finding = GplFinding();
  finding.lines = {5, 70};
  finding.origin.lines = {1, 7};
  const std::string text = WriteSideBySide(finding, kOrigin, kOrigin, {.width = 100});
  EXPECT_THAT(text, HasSubstr("changed since the scan"));
}

TEST(SideBySide, BreaksLongLinesAndKeepsToTheWidth) {
  Finding finding = GplFinding();
  finding.lines = {1, 1};
  finding.origin.lines = {1, 1};
  const std::string here = "call(" + std::string(150, 'x') + ");\n";
  const std::string text = WriteSideBySide(finding, here, here, {.width = 80});
  const size_t body = text.find("     1 call(");
  ASSERT_NE(body, std::string::npos);
  size_t crosses = 0;
  for (const char c : text.substr(body)) crosses += c == 'x';
  EXPECT_EQ(crosses, 300u);
  for (size_t at = body; at < text.size(); at = text.find('\n', at) + 1) {
    EXPECT_LE(text.find('\n', at) - at, 80u);
  }
}

TEST(SideBySide, NeutralisesEscapesInCode) {
  Finding finding = GplFinding();
  finding.lines = {1, 1};
  finding.origin.lines = {1, 1};
  const std::string text = WriteSideBySide(finding, "a = '\x1b[2J';\n", "a = '\x1b[2J';\n", {});
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, HasSubstr("\\x1b[2J"));
}

}  // namespace
}  // namespace copytrace
