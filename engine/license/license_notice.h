// Licences named in a sentence: "released under the MIT license", "either version 2 of the GNU
// General Public License, or (at your option) any later version". Thread-safe. Positions are
// indexes of words.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/license/license_name.h"
#include "engine/license/license_word.h"

namespace copytrace {

struct LicenseNotice {
  uint32_t first_word;
  uint32_t last_word;  // inclusive
  // Several names joined by "or" are one notice. "WITH …" is an exception whose licence stands
  // elsewhere, in a text of its own.
  std::string expression;
  bool is_bare = false;         // a name without a word that grants: one of a list, or talk
  bool is_choice_only = false;  // says something only as the other choice beside a licence's text
};

// Notices in the order of the words; `names` are the words folded. Words whose place in `masked` is
// true belong to something else (a licence's own text, a tag) and are passed over; `masked` is
// empty or as long as `words`.
std::vector<LicenseNotice> FindLicenseNotices(std::string_view text,
                                              std::span<const LicenseWord> words,
                                              std::span<const NameWord> names,
                                              const std::vector<bool>& masked);

// The same of a text that does nothing but name licences: no name needs a word of licensing.
std::vector<LicenseNotice> FindDeclaredLicenses(std::string_view text,
                                                std::span<const LicenseWord> words);

}  // namespace copytrace
