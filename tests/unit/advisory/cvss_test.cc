#include "engine/advisory/cvss.h"

#include <gtest/gtest.h>

namespace copytrace {
namespace {

// Scores as the calculators of FIRST and NVD give them.
TEST(CvssTest, BaseScores) {
  const struct {
    const char* vector;
    double score;
    AdvisorySeverity rating;
  } kCases[] = {
      {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, AdvisorySeverity::kCritical},
      {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0, AdvisorySeverity::kCritical},
      {"CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1, AdvisorySeverity::kMedium},
      {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H/E:P", 7.5, AdvisorySeverity::kHigh},
      {"CVSS:3.1/AV:L/AC:H/PR:L/UI:R/S:U/C:L/I:N/A:N", 2.2, AdvisorySeverity::kLow},
      {"CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:C/C:L/I:L/A:N", 5.5, AdvisorySeverity::kMedium},
      {"CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N", 0.0, AdvisorySeverity::kNone},
      {"AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8, AdvisorySeverity::kHigh},
      {"(AV:N/AC:M/Au:N/C:P/I:P/A:P)", 6.8, AdvisorySeverity::kMedium},
      {"AV:L/AC:H/Au:M/C:N/I:N/A:N", 0.0, AdvisorySeverity::kNone},
  };
  for (const auto& test : kCases) {
    const auto score = CvssBaseScore(test.vector);
    ASSERT_TRUE(score) << test.vector;
    EXPECT_DOUBLE_EQ(*score, test.score) << test.vector;
    EXPECT_EQ(CvssRating(*score), test.rating) << test.vector;
  }
}

TEST(CvssTest, WhatHasNoBaseScore) {
  for (const char* vector :
       {"", "7.5", "CVSS:3.1/", "CVSS:3.1/AV:N/AC:L",
        "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "AV:N/AC:L/Au:N/C:N"}) {
    EXPECT_FALSE(CvssBaseScore(vector)) << vector;
  }
}

}  // namespace
}  // namespace copytrace
