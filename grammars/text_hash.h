// The hash of a token's text. Stored in indexes: it never changes.
//
// XXH3 of 64 bits, without a seed (https://xxhash.com). N0 is its lower half, moved out of the way
// of the token classes; keywords are recognised by all 64 bits.
#pragma once

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstdint>
#include <string_view>

#include "grammars/token.h"

namespace copytrace {

inline uint64_t TextHash(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

inline uint32_t N0Of(uint64_t text_hash) {
  const auto low = static_cast<uint32_t>(text_hash);
  return low < kFirstTextHash ? low + kFirstTextHash : low;
}

}  // namespace copytrace
