// Passages that tell a licence by themselves: its title, or the clause that makes it differ from
// the plain licence it was made of ("shall be used for Good, not Evil"). Thread-safe. Positions are
// indexes of words.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/license/license_name.h"

namespace copytrace {

struct LicenseMark {
  uint32_t first_word;
  uint32_t last_word;           // inclusive
  std::string_view expression;  // of the table; lives as long as the program
  // Apart by spaces. "-": counts outside of known texts; "*": counts anywhere; "!": counts outside
  // of known texts, and names of licences that follow are part of its terms; "?": the same, where
  // the file has no other mark; "@": names who wrote terms of their own, where the file has nothing
  // but terms in words of its own. All else are licences, which may end in "*": counts within the
  // text of one of them, and names what that text is.
  std::string_view where;
};

// Marks in the order of the words, the longest at each place; `names` are the folded words of a
// file. Two marks do not overlap.
std::vector<LicenseMark> FindLicenseMarks(std::span<const NameWord> names);

// Whether `where` has one of the signs "-", "*", "!", "?" and "@".
bool CountsAs(const LicenseMark& mark, char sign);

// Whether the mark says what a text found as `id` really is.
bool NamesTextOf(const LicenseMark& mark, std::string_view id);

}  // namespace copytrace
