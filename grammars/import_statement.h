// Import, include, use and package statements: told in a token stream, and dropped from it.
//
// Thread-safe.
#pragma once

#include <vector>

#include "grammars/language.h"
#include "grammars/token.h"

namespace copytrace {

void DropImportStatements(Language language, std::vector<Token>* tokens);

}  // namespace copytrace
