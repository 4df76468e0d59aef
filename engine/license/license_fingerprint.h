// The fingerprint of five words of a licence text, the same for the table of texts and for a file.
#pragma once

#include <cstdint>

#include "engine/license/license_data.h"

namespace copytrace {

// Words are the lower halves of their hashes; reads kLicenseShingle of them.
constexpr uint32_t LicenseShingleHash(const uint16_t* words) {
  uint64_t hash = 0x243F6A8885A308D3ull;
  for (uint32_t i = 0; i < kLicenseShingle; ++i) {
    hash = (hash ^ words[i]) * 0x9E3779B97F4A7C15ull;
    hash ^= hash >> 31;
  }
  return static_cast<uint32_t>(hash >> 16);
}

}  // namespace copytrace
