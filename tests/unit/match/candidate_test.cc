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
  EXPECT_FLOAT_EQ(small.least_chain.seed_bits, all.least_chain.seed_bits);
  EXPECT_FLOAT_EQ(small.least_chain.single_seed_bits, all.least_chain.single_seed_bits);
  EXPECT_FLOAT_EQ(small.least_chain.single_shape_bits, all.least_chain.single_shape_bits);
  const CandidateOptions large = FirstLook(ModelOf(4 * 4096), all);
  EXPECT_FLOAT_EQ(large.least_chain.seed_bits, all.least_chain.seed_bits + 3);
  EXPECT_FLOAT_EQ(large.least_chain.single_seed_bits, all.least_chain.single_seed_bits + 5.2f);
  EXPECT_FLOAT_EQ(large.least_chain.single_shape_bits, all.least_chain.single_shape_bits + 3);
}

}  // namespace
}  // namespace copytrace
