// The tree-sitter grammar of a language: what the tables of words and operators are made from, the
// oracle of the lexer's test, and the parser behind enclosing functions.
//
// Thread-safe.
#pragma once

#include <string_view>

#include "grammars/language.h"

extern "C" {
typedef struct TSLanguage TSLanguage;
}

namespace copytrace {

// Null for languages that are read by the generic lexer.
const TSLanguage* GrammarOf(Language language);

}  // namespace copytrace
