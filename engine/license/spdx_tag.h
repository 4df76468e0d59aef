// SPDX-License-Identifier tags in running text. Thread-safe. Offsets are in bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

struct SpdxTag {
  size_t begin;            // of the word SPDX
  size_t end;              // after the expression
  std::string expression;  // canonical
};

// Tags that begin in text[begin, end). An expression ends with its line or where the grammar ends.
std::vector<SpdxTag> FindSpdxTags(std::string_view text, size_t begin, size_t end);

}  // namespace copytrace
