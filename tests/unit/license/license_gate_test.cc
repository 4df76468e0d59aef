// The gate looks at every third byte; wherever a trigger stands, it must be found.
#include "engine/license/license_gate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace copytrace {
namespace {

const std::string kCode = [] {
  std::string code;
  for (int i = 0; i < 100; ++i) code += "x[i] = y(j, k) + 17;\n";
  return code;
}();

std::string Upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

bool IsFoundIn(const std::string& text, size_t at) {
  const std::vector<TextRange> regions = FindLicenseRegions(text);
  return regions.size() == 1 && regions[0].begin <= at && at < regions[0].end;
}

TEST(LicenseGate, FindsEachTriggerAtEveryPlace) {
  ASSERT_TRUE(FindLicenseRegions(kCode).empty());
  for (const std::string_view trigger : LicenseTriggers()) {
    for (size_t shift = 0; shift < 6; ++shift) {
      const std::string before = kCode + std::string(shift, '#') + ' ';
      const std::string word(trigger);
      EXPECT_TRUE(IsFoundIn(before + word + '\n' + kCode, before.size())) << word << shift;
      EXPECT_TRUE(IsFoundIn(before + Upper(word) + '\n' + kCode, before.size())) << word << shift;
      EXPECT_TRUE(IsFoundIn(std::string(shift, '#') + word + '\n' + kCode, shift)) << word;
      EXPECT_TRUE(IsFoundIn(before + word, before.size())) << word << shift;
    }
  }
}

TEST(LicenseGate, LineEndsAndCommentSignsDivideWords) {
  for (const std::string divider : {"\n", "-", "\n * ", "   "}) {
    for (const std::string pair : {"public domain", "free software", "trade secret", "see copying",
                                   "creative commons", "restricted rights"}) {
      std::string text = pair;
      text.replace(text.find(' '), 1, divider);
      EXPECT_TRUE(IsFoundIn(kCode + text + kCode, kCode.size())) << text;
    }
  }
}

TEST(LicenseGate, PassesOtherWords) {
  for (const char* word : {"licens", "publicdomain", "public house", "domain", "freedom", "rewards",
                           "commons", "creative works", "software", "the copying"}) {
    EXPECT_TRUE(FindLicenseRegions(kCode + word + ' ' + kCode).empty()) << word;
  }
}

std::string Repeated(const std::string& line, size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += line;
  return text;
}

TEST(LicenseGate, EndsSoonWhereCodeFollowsAndGoesOnInProse) {
  const std::string notice = "Copyright 2020 Somebody\n";
  const auto end_before = [&](const std::string& rest) {
    const std::vector<TextRange> regions = FindLicenseRegions(notice + rest);
    return regions.size() == 1 ? regions[0].end : 0;
  };
  const size_t in_code = end_before(Repeated("  x[i] = y(j, k) + 17;\n", 10000));
  const size_t in_prose =
      end_before(Repeated("and whoever has it may pass it on to others\n", 10000));
  EXPECT_GE(in_code, 1000u);  // more of a notice may stand there
  EXPECT_LT(in_code, 1500u);
  EXPECT_GE(in_prose, 2500u);
  EXPECT_LT(in_prose, 3000u);
}

TEST(LicenseGate, KeepsLongTextsWhole) {
  const std::string page = Repeated("and whoever has it may pass it on to others\n", 3000);
  const std::string text = "This license\n" + page + "the license\n" + page + "a license\n";
  const std::vector<TextRange> regions = FindLicenseRegions(text);
  ASSERT_EQ(regions.size(), 1u);
  EXPECT_EQ(regions[0].begin, 0u);
  EXPECT_EQ(regions[0].end, text.size());
}

TEST(LicenseGate, RegionsDoNotOverlap) {
  std::string text;
  for (int i = 0; i < 20; ++i) {
    text +=
        "a license\n" + Repeated("and whoever has it may pass it on to others\n", 3300 + 100 * i);
  }
  const std::vector<TextRange> regions = FindLicenseRegions(text);
  EXPECT_GT(regions.size(), 5u);
  for (size_t i = 1; i < regions.size(); ++i) EXPECT_LE(regions[i - 1].end, regions[i].begin);
}

TEST(LicenseGate, ReadsTinyFilesWhole) {
  const std::vector<TextRange> regions = FindLicenseRegions("x = 1;");
  ASSERT_EQ(regions.size(), 1u);
  EXPECT_EQ(regions[0].end, 6u);
}

}  // namespace
}  // namespace copytrace
