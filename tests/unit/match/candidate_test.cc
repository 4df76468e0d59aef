#include "engine/match/candidate.h"

#include <gtest/gtest.h>

#include <memory>

#include "tests/unit/match/make_query.h"

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
  EXPECT_FLOAT_EQ(large.least_chain.single_seed_bits, all.least_chain.single_seed_bits + 6);
  EXPECT_FLOAT_EQ(large.least_chain.single_shape_bits, all.least_chain.single_shape_bits + 3);
}

// How many candidates are aligned of one that pairs the first tokens of both texts.
size_t CountAligned(const TestText& query, const TestText& source, float plain_bits,
                    const CandidateOptions& options) {
  constexpr uint32_t kGram = 4;
  CandidateScratch scratch;
  const std::vector<BlobSummary> blobs(1);
  const CandidateContext context = {.query = query.query,
                                    .hits = {},
                                    .blobs = blobs,
                                    .k = kGram,
                                    .scores = {},
                                    .align = {},
                                    .least_bits = 50,
                                    .cache = nullptr,
                                    .scratch = &scratch};
  Candidate candidate;
  candidate.chain.blob = 0;
  candidate.chain.anchors = {{0, 0}};
  candidate.chain.query_end = candidate.chain.source_end = kGram;
  candidate.chain.seed_bits = plain_bits;
  candidate.plain_bits = plain_bits;
  candidate.evidence = source.SharedEvidence();
  std::vector<Candidate> candidates = {candidate};
  return ScoreCandidates(context, options, &candidates);
}

TEST(FirstLook, AlignsWhatIsLongOrComesNearWithoutGaps) {
  const CandidateOptions all;
  const CandidateOptions first_look = FirstLook(ModelOf(100), all);
  const TestText query("total = left + right; emit(total);");
  const TestText alike("total = left * scale; stop();");
  EXPECT_EQ(CountAligned(query, alike, 25, all), 1u);
  EXPECT_EQ(CountAligned(query, alike, 25, first_look), 0u);
  EXPECT_EQ(CountAligned(query, alike, 35, first_look), 1u);  // in a long chain gaps may do it

  const TestText function(
      "function pad(text, width, fill) {\n  const missing = width - text.length;\n"
      "  let result = '';\n  for (let i = 0; i < missing; ++i) result += fill;\n"
      "  console.log('padding by', missing);\n  return result.concat(text);\n}\n");
  EXPECT_EQ(CountAligned(function, function, 25, first_look), 1u);
}

// Hashes of 40 bits are equal by chance now and then, and then nothing is there to be paired.
TEST(FirstLook, PassesOverAHitThatIsNone) {
  const TestText query("left.right.size.index.value");
  const TestText source("{{{{{{{{{{{{");
  EXPECT_EQ(CountAligned(query, source, 25, FirstLook(ModelOf(100), {})), 0u);
}

}  // namespace
}  // namespace copytrace
