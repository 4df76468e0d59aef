// Clauses in an author's own words, beside a grant or by themselves: what they take back, and what
// they ask of who passes the work on. Thread-safe. Positions are indexes of words.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/license/license_word.h"

namespace copytrace {

inline constexpr const char* kOwnCopyleft = "LicenseRef-scancode-other-copyleft";

// Whether a clause takes a kind of use back: "not for sale", "for research only", "you may not
// reverse engineer", "without our prior consent". What is said of names, notices and advertising is
// no such clause.
bool TakesUseBack(std::span<const LicenseWord> words);

// Whether changed works have to stay under the same terms, or their source be given.
bool AsksSameTerms(std::span<const LicenseWord> words);

// The words of a sentence that says, without any grant, that the work is not to be copied, changed
// or passed on: "you are not permitted to distribute …", "… have to get our approval".
struct OwnRefusal {
  uint32_t first_word;
  uint32_t last_word;  // inclusive
};
// `words` were cut from `text`.
std::optional<OwnRefusal> FindRefusal(std::string_view text, std::span<const LicenseWord> words);

}  // namespace copytrace
