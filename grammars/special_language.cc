// The special tokens of each language that is compiled or declares: see special_literal.h.
#include <algorithm>
#include <string>

#include "grammars/special_byte.h"
#include "grammars/special_literal.h"

namespace copytrace {

SpecialScanner::Token SpecialScanner::CSharp(const LexPlace& place) {
  const size_t at = place.at;
  size_t quote = at;
  bool verbatim = false;
  size_t dollars = 0;
  while (At(quote) == '@' || At(quote) == '$') {
    verbatim |= At(quote) == '@';
    dollars += At(quote) == '$';
    if (++quote - at > 8) return std::nullopt;
  }
  if (At(quote) != '"') {
    if (quote - at == 1 && verbatim && IsLetter(At(quote))) return Word(WordEnd(quote));
    return std::nullopt;
  }
  size_t quotes = 1;
  while (At(quote + quotes) == '"') ++quotes;
  if (quotes >= 3 && !verbatim) {
    const std::string close(quotes, '"');
    const size_t begin = quote + quotes;
    const size_t end = Behind(close, begin);
    return String(end, begin, std::max(begin, end - quotes));
  }
  if (dollars == 0 && !verbatim) return std::nullopt;
  if (dollars == 0) return String(Doubled(quote, 0));
  StringStyle style = {
      .doubled = verbatim, .spans_lines = verbatim, .lead = '{', .characters = true};
  if (verbatim) style.escape = 0;
  return String(Interpolated(quote, style, false));
}

SpecialScanner::Token SpecialScanner::Kotlin(const LexPlace& place) {
  const size_t at = place.at;
  if (text_[at] == '"') {
    const bool raw = StartsWith(at, "\"\"\"");
    return String(Interpolated(at,
                               {.escape = raw ? '\0' : '\\',
                                .spans_lines = false,
                                .lead = '$',
                                .brackets = "{",
                                .characters = true},
                               true));
  }
  return std::nullopt;
}

SpecialScanner::Token SpecialScanner::Swift(const LexPlace& place) {
  const size_t at = place.at;
  const char next = At(at + 1);
  if (text_[at] == '"') {
    return String(Interpolated(at, {.spans_lines = false, .lead = '\\', .brackets = "("}, true));
  }
  if (text_[at] == '#') {
    size_t quote = at;
    while (At(quote) == '#' && quote - at < 8) ++quote;
    if (At(quote) == '"') {
      const size_t quotes = StartsWith(quote, "\"\"\"") ? 3 : 1;
      std::string close(quotes, '"');
      close.append(quote - at, '#');
      const size_t begin = quote + quotes;
      const size_t end = Behind(close, begin);
      return String(end, begin, std::max(begin, end - close.size()));
    }
    if (IsLetter(next)) return Word(WordEnd(at + 1));
  }
  if (text_[at] == '$' && IsWord(next)) return Word(WordEnd(at + 1));
  return std::nullopt;
}

SpecialScanner::Token SpecialScanner::Scala(const LexPlace& place) {
  const size_t at = place.at;
  const char c = text_[at];
  const bool prefixed = IsLetter(c);  // s"", f"", raw""
  size_t quote = prefixed ? WordEnd(at) : at;
  if (At(quote) == '"' && quote - at <= 3) {
    const bool raw = StartsWith(quote, "\"\"\"");
    return String(Interpolated(quote,
                               {.escape = raw ? '\0' : '\\',
                                .spans_lines = false,
                                .lead = prefixed ? '$' : '\0',
                                .brackets = "{",
                                .characters = true},
                               true));
  }
  if (prefixed) return std::nullopt;
  if (c == '\'') {
    if (!IsCharacter(at)) return std::nullopt;
    const size_t end = CharacterEnd(at);
    return String(end, at + 1, end - 1);
  }
  return SymbolRun(at);
}

// A run of symbols is one operator, up to a comment.
SpecialScanner::Token SpecialScanner::SymbolRun(size_t at) const {
  size_t end = at;
  while (Contains(kSymbols, At(end)) && At(end) != '.' && !StartsWith(end, "//") &&
         !StartsWith(end, "/*")) {
    ++end;
  }
  return end - at >= 2 ? Token(SpecialToken{Kind::kOperator, end}) : std::nullopt;
}

SpecialScanner::Token SpecialScanner::ObjectiveC(const LexPlace& place) {
  const size_t at = place.at;
  if (At(at + 1) == '"') {
    size_t i = at + 2;
    while (i < text_.size() && text_[i] != '"' && text_[i] != '\n') i += text_[i] == '\\' ? 2 : 1;
    i = std::min(i, text_.size());
    return String(At(i) == '"' ? i + 1 : i, at + 2, i);
  }
  return IsLetter(At(at + 1)) ? Token(Word(WordEnd(at + 1))) : std::nullopt;
}

SpecialScanner::Token SpecialScanner::Haskell(const LexPlace& place) {
  const size_t at = place.at;
  if (text_[at] == '{') {
    return At(at + 1) == '-' ? Token(Skipped(NestedComment(at, "{-", "-}"))) : std::nullopt;
  }
  if (text_[at] == '[') return QuasiQuote(at);
  if (text_[at] == '\'') {
    if (At(at + 1) == '\'' && IsLetter(At(at + 2))) {  // ''Type
      return SpecialToken{Kind::kOperator, at + 2};
    }
    if (!IsCharacter(at)) return std::nullopt;
    const size_t end = CharacterEnd(at);
    return String(end, at + 1, end - 1);
  }
  if (StartsWith(at, "|]")) return SpecialToken{Kind::kOperator, at + 2};
  size_t end = at;  // a run of symbols is one operator; a run of dashes alone opens a comment
  while (Contains(kSymbols, At(end))) ++end;
  const std::string_view run = text_.substr(at, end - at);
  if (run.size() >= 2 && run.find_first_not_of('-') == std::string_view::npos) {
    return Skipped(LineEnd(at));
  }
  return run.size() >= 2 ? Token(SpecialToken{Kind::kOperator, end}) : std::nullopt;
}

// [name| … |] is text in another language, and one string; [| … |], [e| … |], [d| … |], [t| … |]
// and [p| … |] hold Haskell.
SpecialScanner::Token SpecialScanner::QuasiQuote(size_t at) {
  if (!IsLetter(At(at + 1))) return std::nullopt;
  size_t bar = at + 2;
  while (IsWord(At(bar)) || At(bar) == '.' || At(bar) == '\'') ++bar;
  if (At(bar) != '|' || (bar == at + 2 && Contains("edtp", At(at + 1)))) return std::nullopt;
  const size_t end = Behind("|]", bar + 1);
  if (!text_.substr(bar + 1, end - bar - 1).ends_with("|]")) return std::nullopt;  // [x|x<-xs]
  return String(end, bar + 1, end - 2);
}

// Operators that may follow the colon of an atom, longer ones first.
constexpr std::string_view kOperatorAtoms[] = {
    "<<>>", "<<<", ">>>", "<<~", "~>>", "<~>", "<|>", "===", "!==",  "&&&", "|||", "^^^", "+++",
    "---",  "~~~", "...", "%{}", "..",  "|>",  "<>",  "->",  "<-",   "~>",  "<~",  "==",  "!=",
    "=~",   "<=",  ">=",  "&&",  "||",  "++",  "--",  "**",  "\\\\", "{}",  "+",   "-",   "*",
    "/",    "<",   ">",   "=",   "!",   "&",   "|",   "^",   "@",    ".",   "%"};

SpecialScanner::Token SpecialScanner::Elixir(const LexPlace& place) {
  const size_t at = place.at;
  const char c = text_[at];
  const char next = At(at + 1);
  const StringStyle style = {.lead = '#', .brackets = "{"};
  switch (c) {
    case '"':
    case '\'':
      return String(Interpolated(at, style, true));
    case '~': {
      size_t quote = at + 1;
      while (IsLetter(At(quote)) && quote - at < 8) ++quote;
      if (quote == at + 1 || !IsDelimiter(At(quote))) return std::nullopt;
      const bool quotes = At(quote) == '"' || At(quote) == '\'';
      const Literal sigil = quotes ? Interpolated(quote, style, true) : Delimited(quote);
      return String(WordEnd(sigil.end), sigil.inner_begin, sigil.inner_end);
    }
    case ':':
      if (next == '"') {
        const Literal atom = Interpolated(at + 1, style, false);
        return String(atom);
      }
      if (IsLetter(next) && (at == 0 || text_[at - 1] != ':')) {
        size_t end = WordEnd(at + 1);
        if (Contains("?!", At(end))) ++end;
        return String(end, at + 1, end);
      }
      if (at == 0 || IsBlank(text_[at - 1]) || Contains("([{,", text_[at - 1])) {
        for (const std::string_view name : kOperatorAtoms) {
          if (StartsWith(at + 1, name)) {
            return String(at + 1 + name.size(), at + 1, at + 1 + name.size());
          }
        }
      }
      return std::nullopt;
    case '?':
      if (!place.operand || IsBlank(next) || next == 0) return std::nullopt;
      return String(std::min(text_.size(), at + (next == '\\' ? 3 : 2)), at + 1, at + 2);
    default:
      return std::nullopt;
  }
}

SpecialScanner::Token SpecialScanner::Dart(const LexPlace& place) {
  const size_t at = place.at;
  const bool raw = text_[at] == 'r';
  const size_t quote = at + raw;
  if (At(quote) != '"' && At(quote) != '\'') return std::nullopt;
  const Literal literal = Interpolated(quote,
                                       {.escape = raw ? '\0' : '\\',
                                        .spans_lines = false,
                                        .lead = raw ? '\0' : '$',
                                        .brackets = "{",
                                        .inner_quotes = "\"'"},
                                       true);
  return String(literal);
}

SpecialScanner::Token SpecialScanner::Sql(const LexPlace& place) {
  const size_t at = place.at;
  if (text_[at] == '\'') return String(Doubled(at, 0));
  if (text_[at] != '$') {  // E'it\'s', B'01', N'…', X'1f'
    if (At(at + 1) != '\'') return std::nullopt;
    return String(Doubled(at + 1, (text_[at] | 0x20) == 'e' ? '\\' : '\0'));
  }
  const size_t end = WordEnd(at + 1);
  if (IsDigit(At(at + 1))) return Word(end);  // $1
  if (At(end) != '$') return std::nullopt;
  const std::string tag(text_.substr(at, end + 1 - at));
  // The body of a function is code: only the tags around it are tokens.
  return Word(end + 1);
}

SpecialScanner::Token SpecialScanner::Julia(const LexPlace& place) {
  const size_t at = place.at;
  const char c = text_[at];
  if (c == '#') {
    if (At(at + 1) == '=') return Skipped(NestedComment(at, "#=", "=#"));
    return Skipped(LineEnd(at));
  }
  if (c == '"' || c == '`') {
    const bool raw = at > 0 && IsWord(text_[at - 1]);
    return String(Interpolated(at, {.lead = raw ? '\0' : '$', .brackets = "("}, true));
  }
  const bool transposed = at > 0 && (IsWord(text_[at - 1]) || Contains(")]}'.", text_[at - 1]));
  if (transposed || !IsCharacter(at)) return std::nullopt;
  const size_t end = CharacterEnd(at);
  return String(end, at + 1, end - 1);
}

SpecialScanner::Token SpecialScanner::OCaml(const LexPlace& place) {
  const size_t at = place.at;
  const char c = text_[at];
  if (c == '(') {
    if (At(at + 1) != '*' || At(at + 2) == ')') return std::nullopt;
    return Skipped(NestedComment(at, "(*", "*)"));
  }
  if (c == '{') {
    const size_t bar = WordEnd(at + 1);
    if (At(bar) != '|') return std::nullopt;
    std::string close = "|";
    close.append(text_.substr(at + 1, bar - at - 1)).push_back('}');
    const size_t end = Behind(close, bar + 1);
    return String(end, bar + 1, std::max(bar + 1, end - close.size()));
  }
  if (IsCharacter(at)) {
    const size_t end = CharacterEnd(at);
    return String(end, at + 1, end - 1);
  }
  return IsLetter(At(at + 1)) ? Token(Word(WordEnd(at + 1))) : std::nullopt;  // a type variable
}

SpecialScanner::Token SpecialScanner::Zig(const LexPlace& place) {
  const size_t at = place.at;
  const char next = At(at + 1);
  if (text_[at] == '\\') {
    if (next != '\\') return std::nullopt;
    return String(LineEnd(at), at + 2, LineEnd(at));
  }
  return IsLetter(next) ? Token(Word(WordEnd(at + 1))) : std::nullopt;
}

// A `-` inside of a name or before one belongs to it; url(…) without quotes is one string.
SpecialScanner::Token SpecialScanner::Css(const LexPlace& place) {
  const size_t at = place.at;
  const char c = text_[at];
  const char next = At(at + 1);
  const auto name_end = [this](size_t i) {
    while (IsWord(At(i)) || At(i) == '-') ++i;
    return i;
  };
  switch (c) {
    case '@':
    case '$':
      return IsLetter(next) || next == '-' ? Token(Word(name_end(at + 1))) : std::nullopt;
    case '!':
      return IsLetter(next) ? Token(Word(name_end(at + 1))) : std::nullopt;
    case '-':
      if (place.operand || AfterSpace(at)) {
        if (IsDigit(next) || (next == '.' && IsDigit(At(at + 2)))) {
          return SpecialToken{Kind::kNumber, at + 2};
        }
      }
      if (IsLetter(next) || (next == '-' && IsLetter(At(at + 2)))) return Word(name_end(at + 1));
      return std::nullopt;
    case '#': {
      if (next == '{') return SpecialToken{Kind::kOperator, at + 2};
      const size_t end = name_end(at + 1);
      const bool color =
          (end - at == 4 || end - at == 5 || end - at == 7 || end - at == 9) &&
          text_.substr(at + 1, end - at - 1).find_first_not_of("0123456789abcdefABCDEF") ==
              std::string_view::npos;
      return color && place.operand ? Token(Word(end)) : std::nullopt;
    }
    case '(': {
      if (at < 3 || !StartsWith(at - 3, "url") || Contains("\"' ", next)) return std::nullopt;
      const size_t line = LineEnd(at);
      const size_t close = text_.substr(0, line).find(')', at);
      if (close == std::string_view::npos) return std::nullopt;
      return String(close + 1, at + 1, close);
    }
    default:
      return std::nullopt;
  }
}

}  // namespace copytrace
