// Local alignment of a query with a blob's evidence in a band around a chain.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/match/chain.h"
#include "engine/match/extend.h"
#include "engine/match/query.h"
#include "engine/store/evidence.h"
#include "engine/store/records.h"

namespace copytrace {

struct AlignOptions {
  uint32_t band = 40;            // diagonals on either side of the chain's
  uint32_t reach = 80;           // tokens beyond the chain's ends
  float gap_open = 10;           // bits
  float gap_extend = 0.5f;       // bits a token
  uint32_t max_tokens = 50000;   // of the query; a longer chain is aligned from its start
  uint32_t max_diagonals = 600;  // a wider band is cut at its far side
};

// An alignment as it was made, and all that it depends on beside the query: versions of a file
// mostly say the same in reach of a chain.
struct MadeAlignment {
  uint32_t first = 0;          // query token
  uint32_t rows = 0;           // query tokens
  uint32_t width = 0;          // diagonals
  uint32_t absent = 0;         // tokens in reach of the first row before the evidence's first
  int64_t lowest = 0;          // diagonal
  std::vector<int32_t> codes;  // of the evidence in reach
  std::vector<AlignedPair> pairs;
};

// Memory that calls reuse; one a thread.
struct AlignScratch {
  static constexpr size_t kKept = 16;
  std::array<MadeAlignment, kKept> made;  // the latest of one query; number n is at n % kKept
  size_t made_count = 0;                  // to be set to 0 before another query
  std::vector<uint8_t> trace;
  std::vector<float> best, best_before;
  std::vector<float> skip, skip_before;
  std::vector<int32_t> codes;  // of the evidence in reach
};

// Overwrites *pairs with the best alignment's pairs of tokens, equal or not, ascending on both
// sides; none if nothing scores above zero. Returns its number: chains of one query whose
// alignments have one number have the same pairs, on sources that say the same there.
size_t AlignChain(const Query& query, const Evidence& evidence, const Chain& chain,
                  const PairScores& scores, const AlignOptions& options, AlignScratch* scratch,
                  std::vector<AlignedPair>* pairs);

}  // namespace copytrace
