// A file that leaves its licence to another place: "see COPYING for details", "under the same terms
// as the program", "under the terms of the Example license". Thread-safe. Positions are indexes of
// words.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/license/license_word.h"

namespace copytrace {

// The expression of a file that says no more than that.
inline constexpr std::string_view kLicenseElsewhere =
    "LicenseRef-scancode-unknown-license-reference";

// That of a file that calls itself free or open source and does not say under which licence.
inline constexpr std::string_view kUnnamedFree = "LicenseRef-scancode-free-unknown";

struct LicenseReference {
  uint32_t first_word;
  uint32_t last_word;                               // inclusive
  std::string_view expression = kLicenseElsewhere;  // or kUnnamedFree
};

std::optional<LicenseReference> FindLicenseReference(std::string_view text,
                                                     std::span<const LicenseWord> words);

// Whether an expression states no licence: it is empty, or only sends the reader elsewhere, or
// calls the work free without a name, or only disclaims warranties.
bool StatesNoLicense(std::string_view expression);

}  // namespace copytrace
