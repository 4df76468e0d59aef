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

// A run of the query along one diagonal.
struct Stretch {
  uint32_t begin;  // query token
  uint32_t end;
  uint32_t source;  // that stands against the first

  bool Holds(const Anchor& anchor) const {
    return begin <= anchor.query && anchor.query < end &&
           anchor.source == source + (anchor.query - begin);
  }
};

// What a chain was extended over.
struct Extension {
  float bits = 0;  // E over the pairs passed
  uint32_t stretches = 0;
  Stretch last;  // of them
};

// Extends the chain to both sides of its anchors along their diagonals, without gaps, as far as the
// running sum stays within some bits of its best (the X-drop of Altschul et al. 1990), and widens
// it.
Extension ExtendChain(const Query& query, const Evidence& evidence, uint32_t k, Chain* chain,
                      const PairScores& scores = {});

// Extends many chains of one query, but not twice over the same: where a file is a copy as a whole,
// many small chains lie on the diagonal of the one that holds all of it, and each would be extended
// over all again.
class ChainExtender {
 public:
  // The query and the scores must outlive it. Files are numbers below `files`.
  ChainExtender(const Query& query, uint32_t k, const PairScores& scores, size_t files)
      : query_(query), k_(k), scores_(scores), latest_(files, kNone) {}

  // Widens the chain and returns E, as ExtendChain does. `evidence` is that of the file.
  float Extend(size_t file, const Evidence& evidence, Chain* chain);

 private:
  static constexpr size_t kNone = SIZE_MAX;
  // What came of a chain that was extended over one stretch.
  struct Known {
    Stretch stretch;
    float bits;
    size_t before;  // what is known of the same file before it
  };

  const Query& query_;
  uint32_t k_;
  const PairScores& scores_;
  std::vector<size_t> latest_;  // known, by file
  std::vector<Known> known_;
};

// Overwrites *pairs with those that ExtendChain passes, without those that go back in the source.
void PairWithoutGaps(const Query& query, const Evidence& evidence, uint32_t k, const Chain& chain,
                     const PairScores& scores, std::vector<AlignedPair>* pairs);

}  // namespace copytrace
