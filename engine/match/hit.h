// Fingerprints of queries looked up in the store: the places of the corpus that share a k-gram.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/match/query.h"
#include "engine/store/store.h"

namespace copytrace {

struct Hit {
  BlobId blob;
  uint32_t query;      // first token of the k-gram in the query
  uint32_t source;     // and in the blob
  float shape_rarity;  // bits: log2(N / df) of the k-gram's hash
  float text_rarity;   // bits: the same for its exact tag; 0 if the tags differ
};

// Hits of a batch of queries, one after the other.
struct HitBatch {
  std::vector<Hit> hits;
  std::vector<size_t> ends;  // query i has hits[ends[i-1] .. ends[i])

  std::span<const Hit> Of(size_t query) const {
    const size_t begin = query == 0 ? 0 : ends[query - 1];
    return std::span(hits).subspan(begin, ends[query] - begin);
  }
};

// Memory that calls reuse; one a thread.
struct HitScratch {
  struct Place {
    uint64_t hash;
    uint32_t fingerprint;  // number among all of the batch
  };
  std::vector<Place> places_of_hashes, spare_places_of_hashes;
  std::vector<uint64_t> hashes;      // distinct
  std::vector<uint32_t> hash_index;  // by fingerprint: which of the distinct ones is its own
  PostingBatch postings;
  std::vector<uint32_t> lineages;
  std::vector<Hit> sorted;
  struct HitPlace {
    BlobId blob;
    uint32_t hit;
  };
  std::vector<HitPlace> places, spare_places;
};

// A k-gram in more files than this says nothing and costs much.
inline constexpr uint32_t kMaxFilesPerHash = 256;
// In a generated file it is the generator's own words in far fewer: files that one generator wrote
// share thousands of k-grams with each other.
inline constexpr uint32_t kMaxFilesPerGeneratedHash = 8;

// Looks up the fingerprints of all queries in one sorted batch. Overwrites *batch with the hits of
// each, by blob, then query position, then source position. models[i] is the token model
// of the family of queries[i]. Only blobs of the query's own language family, or of no known one,
// are hit, and document frequencies count their lineages: versions of one file are one.
void FindHits(const Store& store, std::span<const LookUpQuery> queries,
              std::span<const TokenModel* const> models, HitScratch* scratch, HitBatch* batch);

}  // namespace copytrace
