// Hits of one blob joined into collinear chains: runs of k-grams that stand in the same order, at
// nearly the same distances, on both sides.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/match/hit.h"
#include "engine/match/novelty.h"

namespace copytrace {

struct ChainOptions {
  uint32_t look_back = 40;         // hits
  uint32_t max_gap = 100;          // tokens between two hits, on either side
  uint32_t max_shift = 40;         // tokens by which two hits may leave their common diagonal
  float shift_cost = 0.5f;         // bits for leaving it at all
  float shift_token_cost = 0.05f;  // bits a token
};

struct Anchor {
  uint32_t query;
  uint32_t source;
};

struct Chain {
  BlobId blob = kNoId;
  std::vector<Anchor> anchors;  // ascending on both sides
  uint32_t query_begin = 0;     // tokens; the end is one past the last
  uint32_t query_end = 0;
  uint32_t source_begin = 0;
  uint32_t source_end = 0;
  float seed_bits = 0;   // S: rarity of the hits over the novel tokens that each newly covers
  float shape_bits = 0;  // rarity of the hits' shapes over the share of tokens newly covered
};

// What a chain must reach to be worth a look: one of several hits, or of a single one.
struct ChainThreshold {
  struct SeedBits {
    float several = 0;
    float single = 0;  // no less

    float Of(bool is_single) const { return is_single ? single : several; }
  };
  SeedBits same_text;   // of a chain with a hit that is equal to the letter
  SeedBits shape_only;  // of one whose hits are all alike in shape only; no less
  float single_shape_bits = 0;

  const SeedBits& Of(bool has_same_text) const { return has_same_text ? same_text : shape_only; }
};

// Memory that calls reuse; one a thread.
struct ChainScratch {
  std::vector<int32_t> query;
  std::vector<int32_t> source;
  std::vector<float> best;
  std::vector<int32_t> previous;
  std::vector<uint32_t> ends;
  std::vector<uint32_t> order;
  std::vector<uint8_t> used;
};

// What a hit adds to a chain's seed_bits that newly covers the tokens [begin, end) with it.
inline float SeedBits(const Hit& hit, uint32_t begin, uint32_t end, uint32_t k,
                      const Novelty& novelty) {
  return (hit.shape_rarity * novelty.ShapeSum(begin, end) +
          hit.text_rarity * novelty.TextSum(begin, end)) *
         (1.0f / static_cast<float>(k));
}

// Appends the chains of `hits` that `least` admits to *chains, best first. REQUIRES: all hits are
// of one blob, sorted.
void ChainHits(std::span<const Hit> hits, uint32_t k, const Novelty& novelty,
               const ChainOptions& options, const ChainThreshold& least, ChainScratch* scratch,
               std::vector<Chain>* chains);

}  // namespace copytrace
