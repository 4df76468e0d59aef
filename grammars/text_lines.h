// The lines of a text with their numbers, for readers of markup. Not thread-safe: one for each
// text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace copytrace {

struct TextLine {
  size_t begin;     // bytes from the start of the text
  size_t end;       // at its line end
  uint32_t number;  // from 1
  size_t indent;    // blanks at its begin
};

class TextLines {
 public:
  explicit TextLines(std::string_view text) : text_(text) {}

  // False behind the last one.
  bool Next(TextLine* line) {
    if (at_ >= text_.size()) return false;
    line->begin = at_;
    line->end = std::min(text_.find('\n', at_), text_.size());
    line->number = ++number_;
    line->indent = std::min(text_.find_first_not_of(" \t", at_), line->end) - at_;
    at_ = line->end + 1;
    return true;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  uint32_t number_ = 0;
};

}  // namespace copytrace
