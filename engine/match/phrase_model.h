// How expected each token is after those before it in code at large: a variable-order model,
// counted over many projects and shipped with the program. A store cannot tell an idiom from what
// one author wrote; this can. Immutable, so thread-safe. bench/common_code says how it is made.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "grammars/language.h"
#include "grammars/token.h"

namespace copytrace {

// What a phrase is made of.
enum class PhraseReading : uint8_t {
  kNamed,  // names and literals that many files have as they are written, of all others the class
  kShape,  // classes only: N1
};

class PhraseModel {
 public:
  static constexpr uint32_t kMaxContext = 8;  // symbols before the one that is told

  // Keys of phrases (VisitPhrases) and their values (EncodeBits), by key.
  using Phrases = std::vector<std::pair<uint32_t, uint8_t>>;

  static const PhraseModel& Shipped();

  // `bytes` must outlive the model. Throws Error where they are none.
  explicit PhraseModel(std::span<const unsigned char> bytes);
  static std::string Encode(const Phrases& phrases);

  // Whether code of the family was counted at all.
  bool Knows(LanguageFamily family) const { return Find(FamilyKey(family)) != 0; }
  static uint32_t FamilyKey(LanguageFamily family);

  // The named reading of a token: N0 if it is a name or literal that many files of the family have
  // (common_code.h), else N1.
  static uint32_t NamedSymbol(LanguageFamily family, const Token& token);

  // Bits of `last` after the symbols `before`, of which the last kMaxContext count: −log2 of its
  // probability after the longest context with which the two are listed.
  float Bits(LanguageFamily family, PhraseReading reading, std::span<const uint32_t> before,
             uint32_t last) const;

  // Calls visit(length, context, phrase) with the hashes of the last `length` symbols before and of
  // these with `last`, for lengths from 0 up to what there is and kMaxContext. A phrase's key is
  // PhraseKey of its hash.
  template <typename Visit>
  static void VisitPhrases(LanguageFamily family, PhraseReading reading,
                           std::span<const uint32_t> before, uint32_t last, Visit visit) {
    uint64_t context = Seed(family, reading) * 0x9E3779B97F4A7C15ull;
    for (uint32_t length = 0;; ++length) {
      const uint64_t with_last = context ^ last * 0x9E3779B97F4A7C15ull;
      visit(length, context, Mix(with_last * 0xD6E8FEB86659FD93ull));
      if (length == before.size() || length == kMaxContext) return;
      context = Mix(context * 0xC2B2AE3D27D4EB4Full + before[before.size() - 1 - length]);
    }
  }
  static uint32_t PhraseKey(uint64_t phrase) { return static_cast<uint32_t>(phrase >> 32); }

  static uint8_t EncodeBits(double bits);  // in eighths, plus one; at most 31.75
  static float DecodeBits(uint8_t value) { return (static_cast<float>(value) - 1) / 8; }

 private:
  static uint64_t Seed(LanguageFamily family, PhraseReading reading) {
    return static_cast<uint64_t>(family) * 2 + static_cast<uint64_t>(reading) + 1;
  }
  static uint64_t Mix(uint64_t x) {
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93ull;
    return x ^ x >> 32;
  }
  uint32_t Guess(uint32_t key) const;  // about where it is among the entries
  uint8_t Find(uint32_t key) const;  // 0 where it is not listed

  const unsigned char* starts_;  // of each bucket: where it begins among the entries
  const unsigned char* keys_;    // lower halves, ascending within a bucket
  const unsigned char* values_;
};

}  // namespace copytrace
