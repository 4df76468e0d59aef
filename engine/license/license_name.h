// Names of licences in running text, folded so that "the Apache License, Version 2.0", "Apache-2.0"
// and "apache2" are one name. Thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/license/license_word.h"

namespace copytrace {

// A word of a name after folding: "v2", "2.0" and "2" are one; "mplv2" is "mpl" and "2".
struct NameWord {
  uint32_t hash;
  uint32_t word;  // index of the LicenseWord it comes from
};

inline constexpr size_t kLongestLicenseName = 14;  // in folded words

// Folds words of `text` that AppendLicenseWords cut; fillers ("the", "license", "version", "v" …)
// vanish. The result is in the order of the words.
std::vector<NameWord> FoldNameWords(std::string_view text, std::span<const LicenseWord> words);

// The hash of a name from those of its folded words, one after the other, starting from 0.
constexpr uint64_t ExtendNameHash(uint64_t hash, uint32_t word) {
  hash = (hash ^ (word + 0x9E3779B97F4A7C15ull)) * 0xBF58476D1CE4E5B9ull;
  return hash ^ (hash >> 29);
}

}  // namespace copytrace
