// A walk over the notebook's JSON that remembers only the keys on the way to where it stands, since
// a parser of JSON would lose the places of its strings. Of interest are cells[…].cell_type and
// cells[…].source (a string, or a list of strings that are joined), and the kernel's language.
#include "grammars/notebook.h"

#include <algorithm>
#include <array>
#include <string>

namespace copytrace {
namespace {

constexpr size_t kDeepest = 4;  // keys deeper than this are of no interest

class NotebookReader {
 public:
  explicit NotebookReader(std::string_view text) : text_(text) {}

  std::vector<CodeRegion> Read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        ReadString();
        continue;
      }
      if (c == '\n') ++line_;
      if (c == '{' || c == '[') {
        ++depth_;
        if (depth_ == 3 && keys_[1] == "cells") BeginCell();
        if (depth_ <= kDeepest) keys_[depth_] = {};
      } else if (c == '}' || c == ']') {
        if (depth_ == 3 && keys_[1] == "cells") EndCell();
        if (depth_ > 0) --depth_;
      }
      ++at_;
    }
    for (CodeRegion& region : regions_) region.language = language_;
    return std::move(regions_);
  }

 private:
  void BeginCell() {
    cell_ = {};
    is_code_ = false;
  }

  void EndCell() {
    if (is_code_ && !cell_.segments.empty()) {
      cell_.code.push_back('\n');
      regions_.push_back(std::move(cell_));
    }
    cell_ = {};
  }

  size_t StringEnd(size_t begin) const {
    size_t i = begin;
    while (i < text_.size() && text_[i] != '"') i += text_[i] == '\\' ? 2 : 1;
    return std::min(i, text_.size());
  }

  void ReadString() {
    const size_t begin = at_ + 1;
    const size_t end = StringEnd(begin);
    const std::string_view inner = text_.substr(begin, end - begin);
    size_t next = end + 1;
    while (next < text_.size() && (text_[next] == ' ' || text_[next] == '\t')) ++next;
    const bool is_key = next < text_.size() && text_[next] == ':';
    if (is_key) {
      if (depth_ <= kDeepest) keys_[depth_] = inner;
    } else {
      Value(begin, inner);
    }
    line_ += static_cast<uint32_t>(std::ranges::count(inner, '\n'));
    at_ = std::min(end + 1, text_.size());
  }

  void Value(size_t begin, std::string_view inner) {
    if (depth_ == 3 && keys_[1] == "cells" && keys_[3] == "cell_type") {
      is_code_ = inner == "code";
    } else if ((depth_ == 3 || depth_ == 4) && keys_[1] == "cells" && keys_[3] == "source") {
      AddSource(begin, inner);
    } else if (depth_ == 3 && keys_[1] == "metadata" &&
               ((keys_[2] == "kernelspec" && keys_[3] == "language") ||
                (keys_[2] == "language_info" && keys_[3] == "name"))) {
      SetLanguage(inner);
    }
  }

  void SetLanguage(std::string_view name) {
    constexpr struct {
      std::string_view name;
      Language language;
    } kKernels[] = {{"python", Language::kPython},
                    {"R", Language::kR},
                    {"julia", Language::kJulia},
                    {"javascript", Language::kJavaScript},
                    {"typescript", Language::kTypeScript},
                    {"scala", Language::kScala},
                    {"ruby", Language::kRuby},
                    {"bash", Language::kBash},
                    {"C#", Language::kCSharp},
                    {"c++", Language::kCpp},
                    {"kotlin", Language::kKotlin},
                    {"go", Language::kGo},
                    {"rust", Language::kRust},
                    {"java", Language::kJava}};
    for (const auto& kernel : kKernels) {
      if (kernel.name == name) language_ = kernel.language;
    }
  }

  // One string of JSON: each line in it, and what follows an escape, is a segment.
  void AddSource(size_t begin, std::string_view inner) {
    uint32_t outer_line = line_;
    const auto place = [&](size_t i) {
      cell_.segments.push_back({static_cast<uint32_t>(cell_.code.size()), code_line_,
                                static_cast<uint32_t>(begin + i), outer_line});
    };
    if (cell_.code.empty()) code_line_ = 1;
    bool line_starts = cell_.code.empty() || cell_.code.back() == '\n';
    bool command = false;  // %magic and !shell are no code of the kernel's language
    place(0);
    for (size_t i = 0; i < inner.size();) {
      char c = inner[i];
      size_t size = 1;
      if (c == '\\' && i + 1 < inner.size()) {
        size = inner[i + 1] == 'u' ? 6 : 2;
        c = Unescaped(inner[i + 1]);
      }
      const bool raw_line = c == '\n' && size == 1;  // no JSON, and no line of the code
      if (raw_line) {
        c = ' ';
        ++outer_line;
      }
      if (line_starts) command = c == '%' || c == '!';
      line_starts = c == '\n';
      i = std::min(i + size, inner.size());
      if (!command || c == '\n') cell_.code.push_back(c);
      if (c == '\n') ++code_line_;
      if (size > 1 || raw_line) place(i);
    }
  }

  static char Unescaped(char c) {
    switch (c) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
      case 'b':
      case 'f':
        return ' ';
      case 'u':
        return '?';
      default:
        return c;
    }
  }

  const std::string_view text_;
  size_t at_ = 0;
  uint32_t line_ = 1;
  size_t depth_ = 0;
  std::array<std::string_view, kDeepest + 1> keys_{};
  bool is_code_ = false;
  uint32_t code_line_ = 1;
  CodeRegion cell_{};
  Language language_ = Language::kPython;
  std::vector<CodeRegion> regions_;
};

}  // namespace

std::vector<CodeRegion> FindInNotebook(std::string_view text) {
  return NotebookReader(text).Read();
}

}  // namespace copytrace
