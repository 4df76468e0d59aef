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

TEST(LicenseGate, ReadsTinyFilesWhole) {
  const std::vector<TextRange> regions = FindLicenseRegions("x = 1;");
  ASSERT_EQ(regions.size(), 1u);
  EXPECT_EQ(regions[0].end, 6u);
}

}  // namespace
}  // namespace copytrace
