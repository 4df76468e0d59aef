// Permissions that an author gives in words of his own: no text or name of any known licence.
// Thread-safe. Positions are indexes of words.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/license/license_word.h"

namespace copytrace {

struct OwnGrant {
  uint32_t first_word;
  uint32_t last_word;  // inclusive
  // LicenseRef-scancode-other-permissive, or …-proprietary-license where a kind of use is left out.
  std::string_view expression;
};

// The first sentence of `words`, cut from `text`, that lets the reader do several things with the
// work.
std::optional<OwnGrant> FindOwnGrant(std::string_view text, std::span<const LicenseWord> words);

// The expression of a file that disclaims warranties and says no more: no grant.
inline constexpr std::string_view kDisclaimerOnly = "LicenseRef-scancode-warranty-disclaimer";

// The word "warranty" of "without any warranty", "no implied warranties"; nothing where there is
// none.
std::optional<uint32_t> FindWarrantyDisclaimer(std::span<const LicenseWord> words);

}  // namespace copytrace
