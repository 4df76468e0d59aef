#include "engine/report/file_lines.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace copytrace {
namespace {

using namespace std::string_literals;

// What the bytes of a file hold from the first to the last line of a finding.
std::string Cut(std::string_view bytes, LineRange lines) {
  Finding finding;
  finding.lines = lines;
  const auto range = FileLines(bytes).BytesOf(finding);
  return range ? std::string(bytes.substr(range->begin, range->end - range->begin)) : "nothing";
}

std::string Utf16(std::u16string_view text, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

TEST(FileLines, BytesEndBeforeTheEndOfTheLastLine) {
  struct Case {
    const char* what;
    std::string bytes;
    std::string expected;  // of lines 2 to 3
  };
  for (const Case& c :
       {Case{"LF", "one\ntwo\nthree\nfour\n", "two\nthree"},
        Case{"CRLF", "one\r\ntwo\r\nthree\r\nfour\r\n", "two\r\nthree"},
        Case{"lone CR", "one\rtwo\rthree\rfour\r", "two\rthree"},
        Case{"mixed", "one\r\ntwo\nthree\rfour", "two\nthree"},
        Case{"without a last end", "one\ntwo\nthree", "two\nthree"},
        Case{"after a byte order mark", "\xEF\xBB\xBFone\ntwo\nthree\n", "two\nthree"},
        Case{"Latin-1", "ein\nz\xFC\ndrei\n", "z\xFC\ndrei"}}) {
    EXPECT_EQ(Cut(c.bytes, {2, 3}), c.expected) << c.what;
  }
}

TEST(FileLines, Utf16IsCutAtItsOwnBytes) {
  constexpr std::u16string_view kText = u"\uFEFFint a;\r\nint \u010D;\r\nint c;\r\n";
  for (const bool big_endian : {false, true}) {
    EXPECT_EQ(Cut(Utf16(kText, big_endian), {2, 3}), Utf16(u"int \u010D;\r\nint c;", big_endian))
        << (big_endian ? "big" : "little") << " endian";
  }
}

TEST(FileLines, LinesThatAreGoneHaveNoPlace) {
  EXPECT_EQ(Cut("one\ntwo\n", {2, 3}), "nothing");
  EXPECT_EQ(Cut("one\ntwo\n", {0, 1}), "nothing");
  EXPECT_EQ(Cut("one\n\ntwo\n", {2, 2}), "nothing") << "an empty line holds no bytes";
  EXPECT_EQ(FileLines("one\n").ColumnsOf({1, 2}), std::nullopt);
}

TEST(FileLines, ColumnsAreUtf16CodeUnits) {
  const FileLines lines("plain\nz\xC3\xBC\xE2\x82\xAC\n\xF0\x9F\x98\x80!\n");
  EXPECT_EQ(lines.ColumnsOf({1, 1})->end, 6u);
  EXPECT_EQ(lines.ColumnsOf({1, 2})->end, 4u) << "two and three bytes are one unit";
  EXPECT_EQ(lines.ColumnsOf({1, 3})->end, 4u) << "four bytes are two units";
}

TEST(FileLines, MinifiedCodeIsCutAtItsColumns) {
  const std::string bytes = "var a=\"\xE2\x82\xAC\";f(1);g(2);h(3);\n";
  Finding finding;
  finding.lines = {1, 1};
  finding.minified = true;
  finding.first_column = 13;  // bytes, from 1
  finding.last_column = 22;
  const FileLines lines(bytes);
  const auto range = lines.BytesOf(finding);
  ASSERT_TRUE(range);
  EXPECT_EQ(bytes.substr(range->begin, range->end - range->begin), "f(1);g(2);");
  const auto columns = lines.ColumnsOf(finding, finding.lines);
  ASSERT_TRUE(columns);
  EXPECT_EQ(columns->first, 11u) << "the euro sign is three bytes and one unit";
  EXPECT_EQ(columns->end, 21u);
}

}  // namespace
}  // namespace copytrace
