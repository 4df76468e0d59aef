// Licence texts found in running words, whatever comment signs, layout or names stand in them.
// Thread-safe. Positions are indexes of words.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/license/license_word.h"

namespace copytrace {

struct LicenseTextMatch {
  uint32_t first_word;
  uint32_t last_word;  // inclusive
  std::string_view id;
  double coverage;    // share of the licence's words found in order
  double similarity;  // twice the shared words over the words of both sides
  bool is_long;       // a licence of articles, not of a few clauses
  // Words in between that the licence does not have, as ranges [begin, end).
  std::vector<std::pair<uint32_t, uint32_t>> additions;
};

// In the order of the words, not overlapping; where texts contain one another the one is named that
// explains most words with least left over.
std::vector<LicenseTextMatch> MatchLicenseTexts(std::span<const LicenseWord> words);

}  // namespace copytrace
