// A licence named in running text, before names are joined to a notice. Positions are indexes of
// words. Thread-safe.
#pragma once

#include <cstdint>
#include <string>

namespace copytrace {

struct LicenseMention {
  uint32_t first;  // raw words
  uint32_t last;
  std::string expression;
  std::string family;           // of GNU licences
  bool is_exact = true;         // the name has a version or needs none
  bool is_bare = false;         // no word that grants stands before it
  bool is_choice_only = false;  // counts only where it is joined to another by "or"
  bool is_alternative = false;  // the other choice beside whatever licence is named
  bool is_weak = false;         // "you should have received a copy of …": no grant by itself
};

// Expressions that stand for terms in an author's own words.
inline constexpr const char* kUnnamedGrant = "LicenseRef-scancode-other-permissive";

}  // namespace copytrace
