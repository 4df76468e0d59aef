// The blocks that a place in a text stands in, without what stands in all others.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "grammars/language.h"

namespace copytrace {

// Whether blocks of the language stand in braces, and no literal of it is one without marks of its
// own, as a here document is.
bool HasBlocksInBraces(Language language);

// The text with its lines, in which of each block that holds none of the bytes begin..end nothing
// is left but braces and line ends. Of a block that began before the text and ends before those
// bytes not even the brace is left.
// REQUIRES: HasBlocksInBraces(language), text.size() <= kMaxTextBytes.
std::string KeepEnclosingBlocks(Language language, std::string_view text, size_t begin, size_t end);

}  // namespace copytrace
