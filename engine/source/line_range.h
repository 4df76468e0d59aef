// A run of lines of a text.
#pragma once

#include <cstdint>

namespace copytrace {

struct LineRange {
  uint32_t first = 0;  // from 1
  uint32_t last = 0;   // inclusive
  bool operator==(const LineRange&) const = default;
};

}  // namespace copytrace
