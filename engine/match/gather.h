// From the postings of a query's k-grams to the hits that chains are made of.
//
// In a large corpus most blobs are hit here and there, by chance. So what a blob's hits could be
// worth at most is added up first, and hits are made only for those blobs that a chain can come of:
// a third of all in a gigabyte.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/match/chain.h"
#include "engine/match/hit.h"
#include "engine/match/query.h"

namespace copytrace {

// What the postings of a query are gathered by.
struct GatherContext {
  std::span<const GramPostings> grams;
  LanguageFamily family;  // of the query
  std::span<const BlobSummary> blobs;
};

// The hits of one blob, added up; of a blob that is not akin to the query, what would be its hits.
struct BlobTally {
  BlobId blob;
  bool may_chain = false;
  bool has_same_text = false;  // the last run
  uint32_t hits = 0;
  // Of the last run of hits: none further from the one before it than a chain may reach.
  uint32_t last_query = uint32_t{1} << 31;  // first token of its last k-gram; at first far from all
  float last_shape = 0;                     // its rarities
  float last_text = 0;
  float bits = 0;      // that no chain of the run exceeds
  uint32_t place = 0;  // where its next hit is put, if it may chain
};
static_assert(sizeof(BlobTally) == 32);

// Memory that calls reuse; one a thread.
struct GatherScratch {
  std::vector<uint32_t> slots;  // of a hash table of blobs: one more than the number of a tally
  std::vector<BlobTally> tallies;
  std::vector<uint32_t> tally_of;  // by posting, in the order of the grams
  std::vector<uint64_t> made;      // of blobs that may chain, ascending: blob and number of tally
};

// Overwrites *hits with all hits of each blob of which `options` and `least` may admit a chain: by
// blob, then query position, then source position. Returns the number of postings looked at.
// Of the query its novelty and its deadline are asked for.
size_t GatherHits(const GatherContext& context, const Query& query, uint32_t k,
                  const ChainOptions& options, const ChainThreshold& least, GatherScratch* scratch,
                  std::vector<Hit>* hits);

// How many hits each blob has, in no order. Valid until the scratch is used again.
std::span<const BlobTally> CountHits(const GatherContext& context, GatherScratch* scratch);

}  // namespace copytrace
