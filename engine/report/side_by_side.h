// Both sides of a finding next to each other, with line numbers. Thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/scan/finding.h"

namespace copytrace {

struct SideBySideOptions {
  bool color = false;
  size_t width = 160;  // columns of the terminal; taken as at least kMinSideBySideWidth
};
inline constexpr size_t kMinSideBySideWidth = 60;

// A column of marks between the sides tells the lines apart:
//     the same tokens         ~  the same but for renamed identifiers
//  |  changed                 <  only here                 >  only in the origin
// In colour, the tokens that differ are marked within the line.
//
// `here` and `there` are the whole decoded texts of the two files. Without `there` (the store keeps
// no sources) this side is shown alone, and said so.
std::string WriteSideBySide(const Finding& finding, std::string_view here,
                            std::optional<std::string_view> there,
                            const SideBySideOptions& options);

}  // namespace copytrace
