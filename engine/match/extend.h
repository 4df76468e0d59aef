// What aligned tokens are worth, and how far a chain's surroundings agree: the cheap look that
// decides whether a chain is worth an alignment.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/match/chain.h"
#include "engine/match/query.h"
#include "engine/match/rename_map.h"
#include "engine/store/evidence.h"
#include "engine/store/records.h"

namespace copytrace {

struct AlignedPair {
  uint32_t query;
  uint32_t source;
};

// What one pair of aligned tokens is worth, in bits (E of the match score).
struct PairScores {
  float max_text = 8;       // at most, for an equal identifier or literal
  float rename = 2;         // an identifier that stands for the same other one as before
  float new_rename = -1;    // the first time that two identifiers meet
  float inconsistent = -5;  // an identifier that stood for another one before
  float other_literal = -0.5f;
  float mismatch = -6;  // different shapes
  float gap = -3;
  float skipped = -0.1f;  // a token inside a gap
};

// The worth of query token q aligned with `source`, after what *renames has met so far.
float PairBits(const Query& query, const EvidenceToken& source, uint32_t q,
               const PairScores& scores, RenameMap* renames);

// Extends the chain to both sides of its anchors along their diagonals, without gaps, as far as the
// running sum stays within some bits of its best (the X-drop of Altschul et al. 1990). Widens the
// chain's query and source ranges and returns E over the pairs passed.
float ExtendChain(const Query& query, const Evidence& evidence, uint32_t k, Chain* chain,
                  const PairScores& scores = {});

// Overwrites *pairs with those that ExtendChain passes, without those that go back in the source.
void PairWithoutGaps(const Query& query, const Evidence& evidence, uint32_t k, const Chain& chain,
                     const PairScores& scores, std::vector<AlignedPair>* pairs);

}  // namespace copytrace
