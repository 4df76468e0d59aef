// Blocks of code in prose: Markdown and reStructuredText.
//
// Linear in the length of the text; never fails. Thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "grammars/injection.h"

namespace copytrace {

std::vector<CodeRegion> FindInMarkdown(std::string_view text);
std::vector<CodeRegion> FindInReStructuredText(std::string_view text);

}  // namespace copytrace
