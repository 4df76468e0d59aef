// The value that matching yields: one region of a file and where the same code stands in the store.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/store/records.h"

namespace copytrace {

enum class MatchKind : uint8_t {
  kIdentical,    // the same text, but for line ends and white space at line ends
  kReformatted,  // the same tokens, laid out or commented differently
  kRenamed,      // the same but for consistently renamed identifiers
  kModified,     // literals changed, lines edited, inserted or left out
};
std::string_view MatchKindName(MatchKind kind);

struct LineRange {
  uint32_t first = 0;  // from 1
  uint32_t last = 0;   // inclusive
  bool operator==(const LineRange&) const = default;
};

}  // namespace copytrace
