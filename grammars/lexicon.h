// The keywords and operators of a family of languages, as its tree-sitter grammars name them.
//
// The tables behind it are written at build time by generate_tables.cc. A family has one lexicon,
// the union of its grammars, so that a text gives the same tokens in each of its languages.
#pragma once

#include <span>
#include <string_view>

#include "grammars/language.h"

namespace copytrace {

struct Lexicon {
  std::span<const std::string_view> keywords;   // sorted
  std::span<const std::string_view> operators;  // of two to four characters, sorted
};

// Empty for LanguageFamily::kGeneric, whose words stand in lexical_spec.cc. Thread-safe.
Lexicon LexiconOf(LanguageFamily family);

}  // namespace copytrace
