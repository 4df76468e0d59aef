// How many bits a token of a language family carries, learnt from the corpus. Immutable once made,
// so thread-safe.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/store/records.h"
#include "grammars/token.h"

namespace copytrace {

// uint32_t → uint32_t with open addressing, built once.
class CountTable {
 public:
  explicit CountTable(const std::vector<std::pair<uint32_t, uint32_t>>& counts);
  uint32_t Find(uint32_t key) const {  // 0 where absent
    for (size_t slot = Slot(key);; slot = (slot + 1) & mask_) {
      if (entries_[slot].second == 0) return 0;
      if (entries_[slot].first == key) return entries_[slot].second;
    }
  }

 private:
  size_t Slot(uint32_t key) const { return (key * 0x9E3779B1u) & mask_; }
  std::vector<std::pair<uint32_t, uint32_t>> entries_;
  size_t mask_;
};

class TokenModel {
 public:
  TokenModel() : TokenModel(FamilyStatistics{}) {}
  explicit TokenModel(const FamilyStatistics& statistics);

  // Bits of a normalised token after the two before it: −log2 of an interpolated trigram model, at
  // most 12. `before_last` and `last` are N1; where there is no context yet, pass 0 for both.
  float ShapeBits(uint32_t before_last, uint32_t last, uint32_t n1) const;

  // Bits of an exact identifier or literal: its inverse document frequency, at most 14.
  float TextBits(uint32_t n0) const;

  // log2(N / df) for something that stands in `file_count` files of the family; never negative.
  float Rarity(uint32_t file_count) const;

 private:
  float UnigramProbability(uint32_t n1) const;

  double files_;
  double tokens_;
  CountTable document_frequency_;
  CountTable ngrams_;
};

}  // namespace copytrace
