#include "sundries/roundtrip.h"

#include <gtest/gtest.h>

#include <string>

namespace sundries {

TEST(RomanNumeral, Small) {
  EXPECT_EQ("I", ToRoman(1));
  EXPECT_EQ("IV", ToRoman(4));
  EXPECT_EQ("IX", ToRoman(9));
  EXPECT_EQ("XIV", ToRoman(14));
}

TEST(RomanNumeral, Large) {
  EXPECT_EQ("MCMXC", ToRoman(1990));
  EXPECT_EQ("MMVIII", ToRoman(2008));
}

TEST(RomanNumeral, Back) {
  EXPECT_EQ(1, FromRoman("I"));
  EXPECT_EQ(40, FromRoman("XL"));
  EXPECT_EQ(944, FromRoman("CMXLIV"));
  EXPECT_EQ(-1, FromRoman("ABC"));
  EXPECT_EQ(-1, FromRoman(""));
}

}  // namespace sundries
