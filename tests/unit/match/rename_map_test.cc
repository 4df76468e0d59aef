#include "engine/match/rename_map.h"

#include <gtest/gtest.h>

namespace copytrace {
namespace {

using Verdict = RenameMap::Verdict;

TEST(RenameMap, TellsNewConsistentAndInconsistentPairsApart) {
  RenameMap map;
  EXPECT_EQ(map.Meet(100, 1), Verdict::kNew);
  EXPECT_EQ(map.Meet(100, 1), Verdict::kConsistent);
  EXPECT_EQ(map.Meet(200, 2), Verdict::kNew);
  EXPECT_EQ(map.Meet(100, 2), Verdict::kInconsistent);  // 100 stood for 1
  EXPECT_EQ(map.Meet(300, 1), Verdict::kInconsistent);  // 1 was stood for by 100
}

TEST(RenameMap, GrowsBeyondItsFirstSize) {
  RenameMap map;
  for (uint32_t i = 1; i <= 5000; ++i) map.Meet(i * 16, static_cast<uint8_t>(i % 255 + 1));
  for (uint32_t i = 1; i <= 5000; ++i) {
    ASSERT_EQ(map.Meet(i * 16, static_cast<uint8_t>(i % 255 + 1)), Verdict::kConsistent);
  }
}

}  // namespace
}  // namespace copytrace
