#include "engine/report/printable.h"

#include <gtest/gtest.h>

namespace copytrace {
namespace {

TEST(Printable, KeepsTextAndNeutralisesTheRest) {
  const struct {
    std::string_view in;
    const char* out;
  } kRows[] = {
      {"plain ~", "plain ~"},
      {"é ← 漢 😀", "é ← 漢 😀"},
      {"\x1b[31m", "\\x1b[31m"},
      {std::string_view("a\0b", 3), "a\\x00b"},
      {"\xC2\x9B"
       "31m",
       "\\x9b31m"},                                  // C1 control sequence introducer
      {"\xE2\x80\xA8", "\\u2028"},                   // line separator
      {"\xE2\x81\xA6", "\\u2066"},                   // bidirectional isolate
      {"\xFF", "\\xff"},                             // never in UTF-8
      {"\xC0\x80", "\\xc0\\x80"},                    // overlong
      {"\xED\xA0\x80", "\\xed\\xa0\\x80"},           // surrogate
      {"\xF4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},  // above U+10FFFF
      {"ab\xE6\xBC", "ab\\xe6\\xbc"},                // cut off
  };
  for (const auto& row : kRows) EXPECT_EQ(Printable(row.in), row.out);
}

TEST(Printable, MeasuresColumns) {
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("漢字"), 4u);
  EXPECT_EQ(DisplayWidth("e\xCC\x81"), 1u);  // e and a combining acute
}

TEST(Printable, CutsAtColumnsNotBytes) {
  EXPECT_EQ(HeadOfWidth("a漢b", 2), "a");
  EXPECT_EQ(HeadOfWidth("a漢b", 3), "a漢");
  EXPECT_EQ(HeadOfWidth("ab", 9), "ab");
}

}  // namespace
}  // namespace copytrace
