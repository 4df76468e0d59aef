// Telling code from prose, and its language, by content: for files whose name does not say.
//
// Linear in the length of the text it looks at, which is its start. Thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "grammars/language.h"

namespace copytrace {

// The language of a text that is code beyond doubt; nothing for prose, data and what is unclear.
std::optional<Language> SniffLanguage(std::string_view text);

// Whether it reads as sentences.
bool LooksLikeProse(std::string_view text);

}  // namespace copytrace
