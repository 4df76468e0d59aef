// GNU licences named in a sentence: which of the family, which version, and whether later ones.
// Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/license/license_name.h"
#include "engine/license/license_word.h"

namespace copytrace {

struct GnuNotice {
  size_t first;            // indexes of folded words
  size_t last;             // inclusive
  std::string family;      // "GPL", "LGPL", "AGPL", "GFDL"
  std::string expression;  // "LGPL-2.1-or-later"; without a version the oldest, or later
  bool has_version;
};

// The GNU licence whose name begins at names[at], its version and "or later" read before and after
// it as far as the sentence goes. Nothing where no such name begins there.
std::optional<GnuNotice> ReadGnuNotice(std::string_view text, std::span<const LicenseWord> words,
                                       std::span<const NameWord> names, size_t at);

}  // namespace copytrace
