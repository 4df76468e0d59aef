// How much an answer holds and a question may be long; openapi.json says the same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace copytrace {

inline constexpr int64_t kMaxRows = 1000;  // of a page of a list
inline constexpr int64_t kMaxOffset = 1'000'000;
inline constexpr size_t kMaxSearchBytes = 256 << 10;  // of code to search for
inline constexpr int64_t kMaxSources = 50;            // of an answer to a search
inline constexpr size_t kMaxShownRows = 2000;         // of both sides of a finding
inline constexpr size_t kMaxNameBytes = 400;   // of a project, a licence expression, a pattern
inline constexpr size_t kMaxWordsBytes = 200;  // of the filter `text`
inline constexpr size_t kMaxIdBytes = 200;
inline constexpr size_t kMaxReasonBytes = 4000;
inline constexpr size_t kMaxAuthorBytes = 200;

}  // namespace copytrace
