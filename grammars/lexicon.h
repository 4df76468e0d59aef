// The keywords and operators of a language, as tree-sitter grammars name them.
//
// The tables behind it are written at build time by generate_tables.cc. Languages that share code
// (LexiconOwner) have one lexicon, the union of their grammars, so that a text gives the same
// tokens in each of them.
#pragma once

#include <span>
#include <string_view>

#include "grammars/language.h"

namespace copytrace {

struct Lexicon {
  std::span<const std::string_view> keywords;   // sorted
  std::span<const std::string_view> operators;  // of two to four characters, sorted
};

// Empty for languages without a grammar, whose words stand in lexical_spec.cc. Thread-safe.
Lexicon LexiconOf(Language language);

}  // namespace copytrace
