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

TEST(FirstLook, AsksForMoreTheLargerTheCorpusAndMostWhereNoTextIsTheSame) {
  const ChainThreshold all = CandidateOptions().least_chain;
  const ChainThreshold small = FirstLook(ModelOf(100), {}).least_chain;
  EXPECT_FLOAT_EQ(small.same_text.several, all.same_text.several);
  EXPECT_FLOAT_EQ(small.shape_only.single, all.shape_only.single);
  EXPECT_FLOAT_EQ(small.single_shape_bits, all.single_shape_bits);
  const ChainThreshold large = FirstLook(ModelOf(4 * 4096), {}).least_chain;
  EXPECT_FLOAT_EQ(large.same_text.several, all.same_text.several + 2.4f);
  EXPECT_FLOAT_EQ(large.same_text.single, all.same_text.single + 2.4f);
  EXPECT_FLOAT_EQ(large.shape_only.several, all.shape_only.several + 4);
  EXPECT_FLOAT_EQ(large.shape_only.single, all.shape_only.single + 6.3f);
  EXPECT_FLOAT_EQ(large.single_shape_bits, all.single_shape_bits + 3);
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
