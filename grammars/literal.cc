#include "grammars/literal.h"

#include <algorithm>
#include <cstring>

namespace copytrace {
namespace {

bool IsWord(char c) {
  const auto u = static_cast<unsigned char>(c);
  return ((u | 0x20) >= 'a' && (u | 0x20) <= 'z') || (u >= '0' && u <= '9') || u == '_' ||
         u >= 0x80;
}

}  // namespace

size_t LiteralScanner::LineEnd(size_t at) const {
  return std::min(text_.find('\n', at), text_.size());
}

size_t LiteralScanner::LineComment(size_t at, bool splices) const {
  size_t end = LineEnd(at);
  while (splices && end < text_.size()) {
    size_t last = end - 1;
    if (text_[last] == '\r' && last > at) --last;
    if (text_[last] != '\\') break;
    end = LineEnd(end + 1);
  }
  return end;
}

size_t LiteralScanner::BlockComment(size_t at, bool nests) const {
  size_t depth = 1;
  size_t from = at + 2;
  while (from < text_.size()) {
    const size_t slash = text_.find('/', from);
    if (slash == std::string_view::npos) break;
    if (slash > at + 2 && text_[slash - 1] == '*' && slash > from) {
      if (--depth == 0) return slash + 1;
      from = slash + 1;
    } else if (nests && slash + 1 < text_.size() && text_[slash + 1] == '*') {
      ++depth;
      from = slash + 2;
    } else {
      from = slash + 1;
    }
  }
  return text_.size();
}

size_t LiteralScanner::LongComment(size_t at, std::string_view close) const {
  const size_t found = text_.find(close, at);
  return found == std::string_view::npos ? text_.size() : found + close.size();
}

Literal LiteralScanner::Quoted(size_t at, bool spans_lines) const {
  const char quote = text_[at];
  size_t i = at + 1;
  while (i < text_.size()) {
    const char c = text_[i];
    if (c == '\\') {
      i += 2;
    } else if (c == quote) {
      return {i + 1, at + 1, i};
    } else if (c == '\n' && !spans_lines) {
      return {i, at + 1, i};
    } else {
      ++i;
    }
  }
  return {text_.size(), at + 1, text_.size()};
}

Literal LiteralScanner::Verbatim(size_t at) const {
  const size_t close = text_.find(text_[at], at + 1);
  if (close == std::string_view::npos) return {text_.size(), at + 1, text_.size()};
  return {close + 1, at + 1, close};
}

Literal LiteralScanner::Triple(size_t at) const {
  const char quote = text_[at];
  size_t i = at + 3;
  while (i < text_.size()) {
    const char c = text_[i];
    if (c == '\\') {
      i += 2;
    } else if (c == quote && i + 2 < text_.size() && text_[i + 1] == quote &&
               text_[i + 2] == quote) {
      return {i + 3, at + 3, i};
    } else {
      ++i;
    }
  }
  return {text_.size(), std::min(at + 3, text_.size()), text_.size()};
}

std::optional<Literal> LiteralScanner::RawCpp(size_t at) const {
  constexpr size_t kLongestDelimiter = 16;
  size_t open = at + 1;
  while (open < text_.size() && open - at <= kLongestDelimiter && text_[open] != '(' &&
         text_[open] != '"' && text_[open] != '\n') {
    ++open;
  }
  if (open >= text_.size() || text_[open] != '(') return std::nullopt;
  const size_t delimiter = open - at - 1;
  char close[kLongestDelimiter + 2];
  close[0] = ')';
  std::memcpy(close + 1, text_.data() + at + 1, delimiter);
  close[delimiter + 1] = '"';
  const size_t found = text_.find(std::string_view(close, delimiter + 2), open);
  if (found == std::string_view::npos) return Literal{text_.size(), open + 1, text_.size()};
  return Literal{found + delimiter + 2, open + 1, found};
}

std::optional<Literal> LiteralScanner::RawRust(size_t at) const {
  size_t open = at;
  while (open < text_.size() && text_[open] == '#') ++open;
  if (open >= text_.size() || text_[open] != '"') return std::nullopt;
  const size_t hashes = open - at;
  for (size_t close = text_.find('"', open + 1); close != std::string_view::npos;) {
    size_t after = close + 1;
    while (after < text_.size() && after - close <= hashes && text_[after] == '#') ++after;
    if (after - close - 1 == hashes) return Literal{after, open + 1, close};
    close = text_.find('"', after);
  }
  return Literal{text_.size(), open + 1, text_.size()};
}

// Templates nest through their expressions: `a${ b ? `c${d}` : "}" }`. The stack holds one entry
// for each `${` that is open, with the number of braces open in it. Strings, comments and regular
// expressions are skipped whole, for the quotes and braces in them; a `/` begins a regular
// expression where the character before it leaves an operand to be expected.
Literal LiteralScanner::Template(size_t at) {
  constexpr std::string_view kBeforeOperand = "(,=:[!&|?{;+";
  braces_.clear();
  bool in_text = true;
  char previous = '\0';  // in an expression, not white space
  size_t i = at + 1;
  while (i < text_.size()) {
    const char c = text_[i];
    const char next = i + 1 < text_.size() ? text_[i + 1] : '\0';
    if (c == '\\') {
      i += 2;
      continue;
    }
    if (in_text) {
      if (c == '`') {
        if (braces_.empty()) return {i + 1, at + 1, i};
        in_text = false;
        previous = c;
      } else if (c == '$' && next == '{') {
        braces_.push_back(1);
        in_text = false;
        previous = '{';
        ++i;
      }
      ++i;
      continue;
    }
    size_t end = i + 1;
    if (c == '{') {
      ++braces_.back();
    } else if (c == '}') {
      if (--braces_.back() == 0) {
        braces_.pop_back();
        in_text = true;
      }
    } else if (c == '`') {
      in_text = true;
    } else if (c == '"' || c == '\'') {
      end = Quoted(i, false).end;
    } else if (c == '/' && next == '*') {
      end = BlockComment(i, false);
    } else if (c == '/' && next == '/') {
      end = LineEnd(i);
    } else if (c == '/' && kBeforeOperand.find(previous) != std::string_view::npos) {
      if (const auto regex = Regex(i)) end = regex->end;
    }
    const bool comment = c == '/' && (next == '*' || next == '/');
    if (!comment && c != ' ' && !(c >= '\t' && c <= '\r')) previous = c;
    i = end;
  }
  return {text_.size(), at + 1, text_.size()};
}

std::optional<Literal> LiteralScanner::Regex(size_t at) {
  if (at < no_regex_before_) return std::nullopt;
  bool in_class = false;
  size_t i = at + 1;
  while (i < text_.size() && text_[i] != '\n') {
    const char c = text_[i];
    if (c == '\\' && i + 1 < text_.size() && text_[i + 1] != '\n') {
      i += 2;
      continue;
    }
    if (c == '[') {
      in_class = true;
    } else if (c == ']') {
      in_class = false;
    } else if (c == '/' && !in_class) {
      Literal literal = {i + 1, at + 1, i};
      while (literal.end < text_.size() && IsWord(text_[literal.end])) ++literal.end;
      return literal;
    }
    ++i;
  }
  no_regex_before_ = i;
  return std::nullopt;
}

Literal LiteralScanner::Attribute(size_t at) {
  bool& unclosed = unclosed_attribute_[text_[at] == '"'];
  const size_t close = unclosed ? std::string_view::npos : text_.find(text_[at], at + 1);
  if (close != std::string_view::npos) return {close + 1, at + 1, close};
  unclosed = true;
  const size_t end = LineEnd(at);
  return {end, at + 1, end};
}

bool LiteralScanner::ClosingTagFollows(size_t at) {
  if (closing_tag_ <= at) closing_tag_ = text_.find("</", at + 1);
  return closing_tag_ != std::string_view::npos;
}

}  // namespace copytrace
