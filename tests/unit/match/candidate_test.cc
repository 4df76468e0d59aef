#include "engine/match/candidate.h"

#include <gtest/gtest.h>

namespace copytrace {
namespace {

TokenModel ModelOf(uint32_t files) {
  FamilyStatistics statistics;
  statistics.file_count = files;
  return TokenModel(statistics);
}

TEST(FirstLook, AsksForMoreTheLargerTheCorpus) {
  const CandidateOptions all;
  const CandidateOptions small = FirstLook(ModelOf(100), all);
  EXPECT_FLOAT_EQ(small.least_seed_bits, all.least_seed_bits);
  EXPECT_FLOAT_EQ(small.least_single_shape_bits, all.least_single_shape_bits);
  const CandidateOptions large = FirstLook(ModelOf(4 * 4096), all);
  EXPECT_FLOAT_EQ(large.least_seed_bits, all.least_seed_bits + 5);
  EXPECT_FLOAT_EQ(large.least_single_shape_bits, all.least_single_shape_bits + 5);
}

TEST(FirstLook, AsksMoreOfASingleHit) {
  const CandidateOptions options = {.least_seed_bits = 5, .least_single_shape_bits = 6};
  Chain chain = {.anchors = {{0, 0}}, .seed_bits = 5, .shape_bits = 5};
  EXPECT_FALSE(IsPromising(chain, options));
  chain.shape_bits = 6;
  EXPECT_TRUE(IsPromising(chain, options));
  chain = {.anchors = {{0, 0}, {30, 30}}, .seed_bits = 5, .shape_bits = 5};
  EXPECT_TRUE(IsPromising(chain, options));
  chain.seed_bits = 4;
  EXPECT_FALSE(IsPromising(chain, options));
}

}  // namespace
}  // namespace copytrace
