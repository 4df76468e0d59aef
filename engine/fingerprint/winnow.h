// Tokens to fingerprints: hashes of k-grams of normalised tokens, thinned by robust winnowing.
//
// Guarantee: two token sequences that share a run of window + k - 1 tokens share a fingerprint,
// unless every k-gram of that run is too poor to tell code apart (winnow.cc says when). Runs whose
// N1 is poor but whose N0 is not (tables, word lists) are covered for exact copies.
// Schleimer, Wilkerson, Aiken: Winnowing: Local Algorithms for Document Fingerprinting, SIGMOD
// 2003.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "grammars/token.h"

namespace copytrace {

// Stored in the index: a store can be read only with the options it was built with.
struct FingerprintOptions {
  uint32_t k = 20;       // tokens of a k-gram
  uint32_t window = 12;  // consecutive k-grams of which at least one is kept
  bool operator==(const FingerprintOptions&) const = default;
};

// Each bit costs a bit of store a hash. With h hashes in a store, a k-gram that it has not meets
// one by chance with a probability of about h / 2^37, since winnowing prefers small hashes: one in
// 7,000 for a gigabyte of source. Such a hit stands alone, and a lone hit proves nothing.
inline constexpr int kHashBits = 40;

struct Fingerprint {
  uint64_t hash : kHashBits;  // of the k-gram's N1; of its N0 where N1 is periodic or poor
  uint64_t tag : 16;          // of the k-gram's N0: equal in exact copies, unequal in renamed ones
  uint32_t position;          // of the first token of the k-gram
  bool operator==(const Fingerprint&) const = default;
};

// Memory that calls reuse; one a thread.
struct FingerprintScratch {
  std::vector<uint64_t> n1_hashes;
  std::vector<uint64_t> n1_prefixes;  // of the whole text: see winnow.cc
  std::vector<uint64_t> n0_prefixes;
  std::vector<uint64_t> exact_hashes;
  std::vector<uint32_t> positions;
  std::vector<uint32_t> exact_positions;
};

// Fingerprints in order of position, no position twice. REQUIRES: options.k <= 64. Overwrites
// *result. Fewer than k tokens give none.
void ComputeFingerprints(std::span<const Token> tokens, const FingerprintOptions& options,
                         FingerprintScratch* scratch, std::vector<Fingerprint>* result);

}  // namespace copytrace
