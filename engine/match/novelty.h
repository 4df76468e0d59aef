// How new each token of a query is, seen from the tokens before it and from what much code has in
// common. Self-repetitive code (tables, lists of assertions, generated accessors) and idioms are
// what makes false alarms; what has been said before is weak evidence.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/fingerprint/winnow.h"
#include "grammars/token.h"

namespace copytrace {

struct Novelty {
  std::vector<float> n1;      // 1, or kRepeated where the token's N1 6-gram stood shortly before
  std::vector<float> n0;      // likewise for the N0 4-gram, and for entries of lists
  std::vector<float> n1_sum;  // prefix sums, one longer: the novelty of tokens [0, i)
  std::vector<float> n0_sum;

  float ShapeSum(uint32_t begin, uint32_t end) const { return n1_sum[end] - n1_sum[begin]; }
  float TextSum(uint32_t begin, uint32_t end) const { return n0_sum[end] - n0_sum[begin]; }
};

inline constexpr float kRepeated = 0.1f;

// Overwrites *novelty with what is new after the tokens before. Thread-safe.
void ComputeNovelty(std::span<const Token> tokens, Novelty* novelty);

// The same, less what much code has in common: the tokens under k-grams that many projects have
// (common_code.h). `fingerprints` are those of the tokens.
void ComputeNovelty(std::span<const Token> tokens, std::span<const Fingerprint> fingerprints,
                    uint32_t k, Novelty* novelty);

}  // namespace copytrace
