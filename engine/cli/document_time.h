// The time that documents bear, so that the same input gives the same document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace copytrace {

// SOURCE_DATE_EPOCH (reproducible-builds.org), in seconds since 1970; nothing where it is not set.
// Throws Error where it is no time.
std::optional<int64_t> SourceDateEpoch();

std::string IsoTime(int64_t seconds);  // "2026-11-22T10:00:00Z"

}  // namespace copytrace
