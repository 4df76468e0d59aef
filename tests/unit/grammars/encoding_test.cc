#include "grammars/encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace copytrace {
namespace {

std::string Utf16(std::u16string_view text, bool big) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xff);
    bytes.push_back(big ? high : low);
    bytes.push_back(big ? low : high);
  }
  return bytes;
}

std::optional<std::string> Decode(std::string_view bytes) {
  std::string storage;
  const auto text = DecodeText(bytes, &storage);
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

TEST(EncodingTest, PlainUtf8IsAViewOfTheInput) {
  const std::string bytes = "int a;\n// gr\xc3\xbc\xc3\x9f\n";
  std::string storage;
  const auto text = DecodeText(bytes, &storage);
  ASSERT_TRUE(text);
  EXPECT_EQ(text->data(), bytes.data());
  EXPECT_EQ(*text, bytes);
}

TEST(EncodingTest, LineEndsBecomeOne) {
  EXPECT_EQ(Decode("a\r\nb\rc\n\r\n"), "a\nb\nc\n\n");
  EXPECT_EQ(Decode("a\r"), "a\n");
  EXPECT_EQ(Decode("a\r\r\nb"), "a\n\nb");
}

TEST(EncodingTest, Utf8WithMark) { EXPECT_EQ(Decode("\xef\xbb\xbfx = 1"), "x = 1"); }

TEST(EncodingTest, Utf16OfEitherOrderWithAndWithoutMark) {
  const std::u16string_view text = u"class Caf\u00e9 {\r\n}\n";
  const std::string expected = "class Caf\xc3\xa9 {\n}\n";
  EXPECT_EQ(Decode(Utf16(text, false)), expected);
  EXPECT_EQ(Decode(Utf16(text, true)), expected);
  EXPECT_EQ(Decode("\xff\xfe" + Utf16(text, false)), expected);
  EXPECT_EQ(Decode("\xfe\xff" + Utf16(text, true)), expected);
  EXPECT_EQ(Decode("\xff\xfe" + Utf16(u"\U0001F600", false)), "\xf0\x9f\x98\x80");
  EXPECT_EQ(Decode("\xff\xfe" + Utf16(std::u16string(1, 0xd83d), false)), "\xef\xbf\xbd");
}

TEST(EncodingTest, WhatIsNotUtf8IsLatin1) {
  EXPECT_EQ(Decode("na\xefve"), "na\xc3\xafve");
  EXPECT_EQ(Decode("overlong \xc0\xaf"), "overlong \xc3\x80\xc2\xaf");
  EXPECT_EQ(Decode("cut \xe2\x82"), "cut \xc3\xa2\xc2\x82");
}

// The second byte of a character may be a backslash or a brace.
TEST(EncodingTest, ShiftJisIsDecoded) {
  EXPECT_EQ(Decode("f(\"\x83\x5c\x82\xa0\"); // \x82\xb1\x95\x5c\r\n"),
            "f(\"\xe3\x82\xbd\xe3\x81\x82\"); // \xe3\x81\x93\xe8\xa1\xa8\n");
  EXPECT_EQ(Decode("\x82\xa0 \xb1"), "\xe3\x81\x82 \xef\xbd\xb1");       // half-width kana
  EXPECT_EQ(Decode("\x82\xa0\x82"), "\xc2\x82\xc2\xa0\xc2\x82");         // cut: Latin-1
  EXPECT_EQ(Decode("\x82\xa0 \x85\x40"), "\xc2\x82\xc2\xa0 \xc2\x85@");  // not assigned
}

TEST(EncodingTest, BinaryIsRefused) {
  EXPECT_FALSE(
      Decode(std::string("\x7f"
                         "ELF\0\1\2\3\0\0\0\0",
                         12)));
  EXPECT_FALSE(Decode(std::string(100, '\x01')));
  EXPECT_FALSE(Decode(std::string(5000, 'a') + std::string(1, '\0')));
  EXPECT_FALSE(Decode(std::string(16, '\0')));
}

TEST(EncodingTest, EmptyIsText) {
  EXPECT_EQ(Decode(""), "");
  EXPECT_EQ(Decode("\xef\xbb\xbf"), "");
  EXPECT_EQ(Decode("\xff\xfe"), "");
}

}  // namespace
}  // namespace copytrace
