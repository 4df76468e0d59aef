// How many bits a token of a language family carries, learnt from the corpus. A model is immutable
// once made, so thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "engine/match/count_table.h"
#include "engine/store/records.h"
#include "grammars/token.h"

namespace copytrace {

class TokenModel {
 public:
  TokenModel() : TokenModel(FamilyStatistics{}) {}
  explicit TokenModel(const FamilyStatistics& statistics,
                      LanguageFamily family = LanguageFamily::kGeneric);

  // Bits of a normalised token after the two before it: −log2 of an interpolated trigram model, at
  // most 12. `before_last` and `last` are N1; where there is no context yet, pass 0 for both.
  float ShapeBits(uint32_t before_last, uint32_t last, uint32_t n1) const;

  // Bits of an exact identifier or literal: its inverse document frequency in the corpus or, where
  // that is less, in code at large (common_code.h); at most 14.
  float TextBits(uint32_t n0) const;

  // Loads into the cache what the two will ask for: their tables are far larger than it.
  void PrefetchShape(uint32_t before_last, uint32_t last, uint32_t n1) const;
  void PrefetchText(uint32_t n0) const;

  // log2(N / df) for something that stands in `file_count` files of the family; never negative.
  float Rarity(uint32_t file_count) const {
    return file_count < rarities_.size() ? rarities_[file_count] : ComputeRarity(file_count);
  }

 private:
  static constexpr size_t kUsualFileCounts = 257;  // those of k-grams that are looked at
  float ComputeRarity(uint32_t file_count) const;
  float UnigramProbability(uint32_t n1) const;

  LanguageFamily family_;
  double files_;
  double tokens_;
  CountTable document_frequency_;
  CountTable ngrams_;
  std::array<float, kUsualFileCounts> rarities_;
};

// The answers of models that were asked for last: code consists of a few thousand phrases. One a
// thread.
class TokenBitsCache {
 public:
  // As TokenModel's. REQUIRES: `model` is always the same for one family.
  float ShapeBits(LanguageFamily family, const TokenModel& model, uint32_t before_last,
                  uint32_t last, uint32_t n1) {
    Shape& entry = ShapeEntry(family, before_last, last, n1);
    if (!entry.Is(before_last, last, n1)) {
      entry = {before_last, last, n1, model.ShapeBits(before_last, last, n1)};
    }
    return entry.bits;
  }
  float TextBits(LanguageFamily family, const TokenModel& model, uint32_t n0) {
    Text& entry = TextEntry(family, n0);
    if (!entry.Is(n0)) entry = {n0, model.TextBits(n0)};
    return entry.bits;
  }
  // Where the answer is not known yet: the model's.
  void PrefetchShape(LanguageFamily family, const TokenModel& model, uint32_t before_last,
                     uint32_t last, uint32_t n1) {
    if (!ShapeEntry(family, before_last, last, n1).Is(before_last, last, n1)) {
      model.PrefetchShape(before_last, last, n1);
    }
  }
  void PrefetchText(LanguageFamily family, const TokenModel& model, uint32_t n0) {
    if (!TextEntry(family, n0).Is(n0)) model.PrefetchText(n0);
  }

 private:
  static constexpr uint32_t kSlotBits = 14;
  struct Shape {
    uint32_t before_last = 0;
    uint32_t last = 0;
    uint32_t n1 = 0;
    float bits = -1;  // of a free entry
    bool Is(uint32_t a, uint32_t b, uint32_t c) const {
      return before_last == a && last == b && n1 == c && bits >= 0;
    }
  };
  struct Text {
    uint32_t n0 = 0;
    float bits = -1;
    bool Is(uint32_t a) const { return n0 == a && bits >= 0; }
  };
  struct Entries {
    std::vector<Shape> shapes = std::vector<Shape>(size_t{1} << kSlotBits);
    std::vector<Text> texts = std::vector<Text>(size_t{1} << kSlotBits);
  };
  static size_t Slot(uint32_t hash) { return hash * 0x9E3779B1u >> (32 - kSlotBits); }
  Entries& Of(LanguageFamily family) {
    std::unique_ptr<Entries>& entries = entries_[static_cast<size_t>(family)];
    if (!entries) entries = std::make_unique<Entries>();
    return *entries;
  }

  Shape& ShapeEntry(LanguageFamily family, uint32_t before_last, uint32_t last, uint32_t n1) {
    return Of(family).shapes[Slot(before_last * 0x85EBCA6Bu + last * 0xC2B2AE35u + n1)];
  }
  Text& TextEntry(LanguageFamily family, uint32_t n0) { return Of(family).texts[Slot(n0)]; }

  std::array<std::unique_ptr<Entries>, kLanguageFamilies> entries_;
};

}  // namespace copytrace
