// Fingerprints of queries looked up in the store: the places of the corpus that share a k-gram.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/match/query.h"
#include "engine/store/hash_set.h"
#include "engine/store/store.h"

namespace copytrace {

struct Hit {
  BlobId blob;
  uint32_t query;      // first token of the k-gram in the query
  uint32_t source;     // and in the blob
  float shape_rarity;  // bits: log2(N / df) of the k-gram's hash
  float text_rarity;   // bits: the same for its exact tag; 0 if the tags differ
};

// Where the corpus holds one k-gram of a query: its hits before they are made one by one, among
// them some in blobs of other languages that are none (Akin).
struct GramPostings {
  std::span<const Posting> postings;  // by blob, then position
  uint32_t query;                     // first token of the k-gram in the query
  uint16_t tag;
  float shape_rarity;  // as in Hit
  float text_rarity;   // of the postings that have the tag
};

// Of a batch of queries, one after the other: what has postings at all.
struct LookUpBatch {
  std::vector<GramPostings> grams;  // of each query in its order
  std::vector<size_t> ends;         // query i has grams[ends[i-1] .. ends[i])

  std::span<const GramPostings> Of(size_t query) const {
    const size_t begin = query == 0 ? 0 : ends[query - 1];
    return std::span(grams).subspan(begin, ends[query] - begin);
  }
};

// Memory that calls reuse; one a thread.
struct LookUpScratch {
  struct Place {
    uint64_t hash;
    uint32_t fingerprint;  // number among all of the batch
  };
  std::vector<Place> places, spare_places;
  std::vector<uint64_t> hashes;      // distinct
  std::vector<uint32_t> hash_index;  // by fingerprint: which of the distinct ones is its own
  PostingBatch postings;             // that the batch of the last call refers to
  // By hash: how many files of a family and of those akin hold it, for the family asked for last.
  struct CountedFiles {
    bool known = false;
    LanguageFamily family = LanguageFamily::kGeneric;
    uint32_t files = 0;
  };
  std::vector<CountedFiles> counted;
  HashSet lineages;
};

// Whether code of the family can come from the blob: of the same, or where one is not known.
inline bool Akin(const BlobSummary& blob, LanguageFamily family) {
  const auto of_blob = static_cast<LanguageFamily>(blob.family);
  return of_blob == family || of_blob == LanguageFamily::kGeneric ||
         family == LanguageFamily::kGeneric;
}

// A k-gram in more files than this says nothing and costs much.
inline constexpr uint32_t kMaxFilesPerHash = 256;
// In a generated file it is the generator's own words in far fewer: files that one generator wrote
// share thousands of k-grams with each other.
inline constexpr uint32_t kMaxFilesPerGeneratedHash = 8;

// Looks up the fingerprints of all queries in one sorted batch and overwrites *batch, which refers
// to the scratch until the next call. models[i] is the token model of the family of queries[i].
// Only blobs of the query's own language family, or of no known one, are hit, and document
// frequencies count their lineages: versions of one file are one.
void LookUp(const Store& store, std::span<const LookUpQuery> queries,
            std::span<const TokenModel* const> models, LookUpScratch* scratch, LookUpBatch* batch);

}  // namespace copytrace
