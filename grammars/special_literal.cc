// What the special tokens of all languages are made of.
//
// Strings with expressions in them are one token, as JavaScript's templates are: a stack tells text
// from expression, so that quotes inside an expression do not close the string. A string that never
// closes is read a second time as a plain one; after a few of those expressions are no longer
// looked for, which keeps the work linear. The same holds for here documents whose end is not
// found: then the `<<` is an operator.
#include "grammars/special_literal.h"

#include <algorithm>

namespace copytrace {
namespace {

constexpr int kMostFailures = 16;    // searches that ran to the end of the text in vain
constexpr size_t kMostHeredocs = 8;  // opened on one line
constexpr size_t kLongestHeredocTag = 64;

bool IsWord(char c) {
  const auto u = static_cast<unsigned char>(c);
  return ((u | 0x20) >= 'a' && (u | 0x20) <= 'z') || (u >= '0' && u <= '9') || u == '_' ||
         u >= 0x80;
}

char Partner(char open) {
  switch (open) {
    case '(':
      return ')';
    case '[':
      return ']';
    case '{':
      return '}';
    case '<':
      return '>';
    default:
      return open;
  }
}

}  // namespace

std::optional<SpecialToken> SpecialScanner::Scan(const LexPlace& place) {
  switch (language_) {
    case Language::kCSharp:
      return CSharp(place);
    case Language::kPhp:
      return Php(place);
    case Language::kRuby:
      return Ruby(place);
    case Language::kBash:
      return Bash(place);
    case Language::kKotlin:
      return Kotlin(place);
    case Language::kSwift:
      return Swift(place);
    case Language::kScala:
      return Scala(place);
    case Language::kLua:
      return Lua(place);
    case Language::kObjectiveC:
      return ObjectiveC(place);
    case Language::kPerl:
      return Perl(place);
    case Language::kR:
      return R(place);
    case Language::kHaskell:
      return Haskell(place);
    case Language::kElixir:
      return Elixir(place);
    case Language::kDart:
      return Dart(place);
    case Language::kSql:
      return Sql(place);
    case Language::kPowerShell:
      return PowerShell(place);
    case Language::kJulia:
      return Julia(place);
    case Language::kOCaml:
      return OCaml(place);
    case Language::kZig:
      return Zig(place);
    case Language::kCss:
    case Language::kScss:
      return Css(place);
    default:
      return std::nullopt;
  }
}

bool SpecialScanner::AfterSpace(size_t at) const {
  return at == 0 || text_[at - 1] == ' ' || (text_[at - 1] >= '\t' && text_[at - 1] <= '\r');
}

size_t SpecialScanner::WordEnd(size_t at) const {
  while (at < text_.size() && IsWord(text_[at])) ++at;
  return at;
}

size_t SpecialScanner::LineEnd(size_t at) const {
  return std::min(text_.find('\n', at), text_.size());
}

size_t SpecialScanner::Behind(std::string_view close, size_t at) {
  const auto known = no_more_.find(std::string(close));
  if (known != no_more_.end() && known->second <= at) return text_.size();
  const size_t found = text_.find(close, at);
  if (found != std::string_view::npos) return found + close.size();
  no_more_[std::string(close)] = at;
  return text_.size();
}

size_t SpecialScanner::NestedComment(size_t at, std::string_view open,
                                     std::string_view close) const {
  size_t depth = 1;
  for (size_t i = at + open.size(); i < text_.size();) {
    if (text_[i] == close[0] && StartsWith(i, close)) {
      i += close.size();
      if (--depth == 0) return i;
    } else if (text_[i] == open[0] && StartsWith(i, open)) {
      i += open.size();
      ++depth;
    } else {
      ++i;
    }
  }
  return text_.size();
}

Literal SpecialScanner::Doubled(size_t at, char escape) const {
  const char quote = text_[at];
  for (size_t i = at + 1; i < text_.size(); ++i) {
    if (text_[i] == escape && escape != 0) {
      ++i;
    } else if (text_[i] == quote) {
      if (At(i + 1) != quote) return {i + 1, at + 1, i};
      ++i;
    }
  }
  return {text_.size(), at + 1, text_.size()};
}

Literal SpecialScanner::Delimited(size_t at) {
  const char open = text_[at];
  const char close = Partner(open);
  const size_t limit = delimiters_not_closed_ < kMostFailures ? text_.size() : LineEnd(at);
  size_t depth = 1;
  for (size_t i = at + 1; i < limit; ++i) {
    const char c = text_[i];
    if (c == '\\') {
      ++i;
    } else if (c == close) {
      if (--depth == 0) return {i + 1, at + 1, i};
    } else if (c == open) {
      ++depth;
    }
  }
  ++delimiters_not_closed_;
  const size_t end = LineEnd(at);
  return {end, at + 1, end};
}

bool SpecialScanner::IsCharacter(size_t at) const {
  const auto c = static_cast<unsigned char>(At(at + 1));
  if (c == '\\') return At(at + 2) != '\n';
  const size_t bytes = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
  return At(at + 1 + bytes) == '\'' && c != '\n' && c != '\'';
}

size_t SpecialScanner::CharacterEnd(size_t at) const {
  constexpr size_t kLongest = 16;
  for (size_t i = at + 1; i < text_.size() && i - at < kLongest && text_[i] != '\n'; ++i) {
    if (text_[i] == '\\') {
      ++i;
    } else if (text_[i] == '\'') {
      return i + 1;
    }
  }
  return at + 1;
}

Literal SpecialScanner::Interpolated(size_t at, const StringStyle& style, bool triple) {
  const char quote = text_[at];
  const bool three = triple && At(at + 1) == quote && At(at + 2) == quote;
  const size_t quotes = three ? 3 : 1;
  StringStyle used = style;
  if (three) {
    used.spans_lines = true;
    used.doubled = false;
  }
  if (strings_not_closed_ >= kMostFailures) used.lead = 0;
  size_t end = InterpolatedEnd(at + quotes, quote, quotes, used);
  if (end == std::string_view::npos && used.lead != 0) {
    ++strings_not_closed_;
    used.lead = 0;
    end = InterpolatedEnd(at + quotes, quote, quotes, used);
  }
  if (end == std::string_view::npos) return {text_.size(), at + quotes, text_.size()};
  if (text_[end] != quote) return {end, at + quotes, end};  // the end of the line
  return {end + quotes, at + quotes, end};
}

// Where the closing quotes begin, or the line ends that the string ends at; npos where the text
// ends first. The end of the text closes nothing, so callers may read text_[end].
size_t SpecialScanner::InterpolatedEnd(size_t at, char quote, size_t quotes,
                                       const StringStyle& style) {
  struct Level {
    bool is_text;
    char close;  // of text its quote, of an expression its bracket
    char open = 0;
    size_t count = 1;  // quotes, or open brackets
  };
  std::vector<Level> levels = {{true, quote, 0, quotes}};
  for (size_t i = at; i < text_.size();) {
    const char c = text_[i];
    Level& top = levels.back();
    if (!top.is_text) {
      if (c == top.close) {
        if (--top.count == 0) levels.pop_back();
      } else if (c == top.open) {
        ++top.count;
      } else if (c == '\'' && style.characters) {
        if (IsCharacter(i)) i = CharacterEnd(i) - 1;
      } else if (style.inner_quotes.find(c) != std::string_view::npos) {
        levels.push_back({true, c, 0, 1});
      } else if (c == '\\') {
        ++i;
      }
      ++i;
      continue;
    }
    const char next = At(i + 1);
    if (style.lead != 0 && c == style.lead && style.brackets.empty()) {
      if (next == c) {
        i += 2;
      } else {
        levels.push_back({false, Partner(c), c, 1});
        ++i;
      }
    } else if (style.lead != 0 && c == style.lead && next != 0 &&
               style.brackets.find(next) != std::string_view::npos) {
      levels.push_back({false, Partner(next), next, 1});
      i += 2;
    } else if (c == style.escape && c != 0) {
      i += 2;
    } else if (c == top.close) {
      const bool closes = top.count == 1 || (next == c && At(i + 2) == c);
      if (!closes) {
        ++i;
      } else if (top.count == 1 && style.doubled && next == c) {
        i += 2;
      } else if (levels.size() == 1) {
        if (top.count == 3) {
          while (At(i + 3) == c) ++i;  // """a"""" holds a quote
        }
        return i;
      } else {
        i += top.count;
        levels.pop_back();
      }
    } else if (c == '\n' && !style.spans_lines) {
      if (levels.size() == 1) return i;
      levels.pop_back();
      ++i;
    } else {
      ++i;
    }
  }
  return std::string_view::npos;
}

// Here documents.

bool SpecialScanner::OpenHeredoc(std::string tag, bool indented, size_t at) {
  if (tag.empty() || tag.size() > kLongestHeredocTag || heredocs_.size() >= kMostHeredocs ||
      heredocs_not_found_ >= kMostFailures) {
    return false;
  }
  Heredoc heredoc = {std::move(tag), indented};
  const std::string key = "\n" + heredoc.tag;
  const auto known = no_more_.find(key);
  if (known != no_more_.end() && known->second <= at) return false;
  size_t body_end = 0;
  if (FindHeredocEnd(heredoc, LineEnd(at) + 1, &body_end) == std::string_view::npos) {
    no_more_[key] = at;
    ++heredocs_not_found_;
    return false;
  }
  heredocs_.push_back(std::move(heredoc));
  return true;
}

size_t SpecialScanner::FindHeredocEnd(const Heredoc& heredoc, size_t line_start, size_t* body_end) {
  while (line_start < text_.size()) {
    const size_t end = LineEnd(line_start);
    size_t word = line_start;
    if (heredoc.indented) {
      while (At(word) == ' ' || At(word) == '\t') ++word;
    }
    if (text_.substr(word, end - word) == heredoc.tag) {
      *body_end = line_start;
      return end;
    }
    line_start = end + 1;
  }
  return std::string_view::npos;
}

std::optional<Literal> SpecialScanner::TakeHeredoc(size_t line_start) {
  while (!heredocs_.empty()) {
    const Heredoc heredoc = std::move(heredocs_.front());
    heredocs_.erase(heredocs_.begin());
    size_t body_end = 0;
    const size_t end = FindHeredocEnd(heredoc, line_start, &body_end);
    if (end != std::string_view::npos && end > line_start) {
      return Literal{end, line_start, body_end};
    }
  }
  return std::nullopt;
}

size_t SpecialScanner::IslandStart(size_t at) const {
  size_t open = text_.find("<?", at);
  while (open != std::string_view::npos && StartsWith(open, "<?xml")) {
    open = text_.find("<?", open + 5);
  }
  if (open == std::string_view::npos) return text_.size();
  if (StartsWith(open, "<?=")) return open + 3;
  return open + (StartsWith(open, "<?php") || StartsWith(open, "<?PHP") ? 5 : 2);
}

size_t SpecialScanner::QuoteOperatorEnd(size_t delimiter, bool two_parts, Literal* first) {
  *first = Delimited(delimiter);
  if (!two_parts) return first->end;
  const char open = text_[delimiter];
  if (Partner(open) == open) {
    // s/a/b/: the middle delimiter closes the first part and opens the second
    if (first->end == delimiter + 1 || first->end >= text_.size()) return first->end;
    return Delimited(first->end - 1).end;
  }
  size_t second = first->end;
  while (At(second) == ' ' || At(second) == '\n' || At(second) == '\t') ++second;
  return second < text_.size() ? Delimited(second).end : first->end;
}

}  // namespace copytrace
