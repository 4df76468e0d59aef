// The special tokens of scripting languages: see special_literal.h.
#include <algorithm>
#include <string>

#include "grammars/special_byte.h"
#include "grammars/special_literal.h"

namespace copytrace {

SpecialScanner::Token SpecialScanner::Php(const LexPlace& place) {
  const size_t at = place.at;
  const char c = text_[at];
  if (c == '?') {
    return At(at + 1) == '>' ? Token(Skipped(IslandStart(at + 2))) : std::nullopt;
  }
  if (c == '#' || (c == '/' && At(at + 1) == '/')) {
    if (c == '#' && At(at + 1) == '[') return std::nullopt;
    const size_t line = LineEnd(at);
    const size_t close = text_.substr(at, line - at).find("?>");
    return Skipped(close == std::string_view::npos ? line : at + close);
  }
  if (c == '"' || c == '`') {
    return String(Interpolated(at, {.lead = '{', .brackets = "$"}, false));
  }
  if (c != '<' || !StartsWith(at, "<<<")) return std::nullopt;
  size_t tag = at + 3;
  while (At(tag) == ' ') ++tag;
  const char quote = At(tag);
  if (quote == '\'' || quote == '"') ++tag;
  const size_t tag_end = WordEnd(tag);
  if (tag_end == tag || heredocs_not_found_ >= 16) return std::nullopt;
  const std::string_view name = text_.substr(tag, tag_end - tag);
  for (size_t line = LineEnd(tag_end) + 1; line < text_.size(); line = LineEnd(line) + 1) {
    size_t word = line;
    while (At(word) == ' ' || At(word) == '\t') ++word;
    if (StartsWith(word, name) && !IsWord(At(word + name.size()))) {
      return String(word + name.size(), LineEnd(tag_end) + 1, line);
    }
  }
  ++heredocs_not_found_;
  return std::nullopt;
}

SpecialScanner::Token SpecialScanner::Ruby(const LexPlace& place) {
  const size_t at = place.at;
  const char c = text_[at];
  const char next = At(at + 1);
  const StringStyle style = {.lead = '#', .brackets = "{", .inner_quotes = "\"'"};
  // `puts /x/`, `puts %w[x]`: a blank before and none behind make it an operand
  const bool operand =
      place.operand || (place.after_name && AfterSpace(at) && !IsBlank(next) && next != '=');
  switch (c) {
    case '=':
      if (!AtLineStart(at) || !StartsWith(at, "=begin")) return std::nullopt;
      return Skipped(LineEnd(Behind("\n=end", at)));
    case '_':
      if (!AtLineStart(at) || !StartsWith(at, "__END__\n")) return std::nullopt;
      return Skipped(text_.size());
    case '"':
    case '`':
      return String(Interpolated(at, style, false));
    case '/': {
      if (!operand) return std::nullopt;
      const Literal regex = Interpolated(at, style, false);
      if (regex.end >= text_.size()) return std::nullopt;
      return String(WordEnd(regex.end), regex.inner_begin, regex.inner_end);
    }
    case '%':
      return operand ? RubyPercent(place) : std::nullopt;
    case '?': {
      if (!operand || IsBlank(next) || next == 0) return std::nullopt;
      const size_t end = at + (next == '\\' ? 3 : 2);
      if (end > text_.size() || IsWord(At(end))) return std::nullopt;
      return String(end, at + 1, end);
    }
    case ':':
      if (next == '"' || next == '\'') {
        if (!place.operand && !AfterSpace(at)) return std::nullopt;
        const Literal symbol = Interpolated(at + 1, style, false);
        return String(symbol.end, symbol.inner_begin, symbol.inner_end);
      }
      if (IsLetter(next) && At(at - 1) != ':') {
        size_t end = WordEnd(at + 1);
        if (Contains("?!", At(end)) || (At(end) == '=' && !Contains("=>~", At(end + 1)))) ++end;
        return String(end, at + 1, end);
      }
      return std::nullopt;
    case '@':
    case '$': {
      size_t end = at + 1 + (c == '@' && next == '@');
      if (c == '$' && Contains("!@&~_.,/\\;:<>\"'`+*?$0", At(end))) return Word(end + 1);
      if (!IsWord(At(end))) return std::nullopt;
      end = WordEnd(end);
      return Word(end);
    }
    case '<': {
      if (next != '<') return std::nullopt;
      size_t tag = at + 2;
      const bool dash = At(tag) == '-' || At(tag) == '~';
      tag += dash;
      const char quote = At(tag);
      const bool quoted = quote == '\'' || quote == '"' || quote == '`';
      tag += quoted;
      const size_t end = WordEnd(tag);
      if (end == tag || (quoted && At(end) != quote) || (!operand && !dash)) return std::nullopt;
      if (!dash && !quoted && !(At(tag) >= 'A' && At(tag) <= 'Z')) return std::nullopt;
      if (!OpenHeredoc(std::string(text_.substr(tag, end - tag)), dash, at)) return std::nullopt;
      return String(end + quoted, tag, end);
    }
    default:
      return std::nullopt;
  }
}

SpecialScanner::Token SpecialScanner::RubyPercent(const LexPlace& place) {
  size_t delimiter = place.at + 1;
  if (Contains("wWiIqQrxs", At(delimiter))) ++delimiter;
  const char c = At(delimiter);
  if (!IsDelimiter(c) || (delimiter == place.at + 1 && !Contains("([{<|!/", c))) {
    return std::nullopt;
  }
  Literal literal = Delimited(delimiter);
  if (At(place.at + 1) == 'r') literal.end = WordEnd(literal.end);
  return String(literal);
}

SpecialScanner::Token SpecialScanner::Bash(const LexPlace& place) {
  const size_t at = place.at;
  const char c = text_[at];
  const char next = At(at + 1);
  switch (c) {
    case '\\':
      return next != '\n' && next != 0 ? Token(Word(at + 2)) : std::nullopt;
    case '#':
      if (at > 0 && !AfterSpace(at) && !Contains(";&|()`", text_[at - 1])) return std::nullopt;
      return Skipped(LineEnd(at));
    case '"':
      return String(Interpolated(at, {.lead = '$', .brackets = "({"}, false));
    case '$':
      if (next == '\'') {
        const Literal literal = Interpolated(at + 1, {}, false);
        return String(literal);
      }
      if (IsLetter(next)) return Word(WordEnd(at + 1));
      if (IsDigit(next) || Contains("@*#?-$!", next)) return Word(at + 2);
      if (next == '{') {
        const Literal expansion = Delimited(at + 1);
        return Word(expansion.end);
      }
      return std::nullopt;
    case '<': {
      if (next != '<' || At(at + 2) == '<' || At(at + 2) == '=') return std::nullopt;
      size_t tag = at + 2;
      const bool dash = At(tag) == '-';
      tag += dash;
      while (At(tag) == ' ' || At(tag) == '\t') ++tag;
      const char quote = At(tag);
      const bool quoted = quote == '\'' || quote == '"' || quote == '\\';
      tag += quoted;
      const size_t end = WordEnd(tag);
      if (end == tag || !OpenHeredoc(std::string(text_.substr(tag, end - tag)), dash, at)) {
        return std::nullopt;
      }
      return String(end + (quoted && At(end) == quote), tag, end);
    }
    default:
      return std::nullopt;
  }
}

SpecialScanner::Token SpecialScanner::Lua(const LexPlace& place) {
  const bool comment = text_[place.at] == '-';
  if (comment && At(place.at + 1) != '-') return std::nullopt;
  const size_t open = comment ? place.at + 2 : place.at;
  size_t second = open + 1;
  while (At(open) == '[' && At(second) == '=') ++second;
  if (At(open) != '[' || At(second) != '[') {
    return comment ? Token(Skipped(LineEnd(place.at))) : std::nullopt;
  }
  std::string close = "]";
  close.append(second - open - 1, '=').push_back(']');
  const size_t end = Behind(close, second + 1);
  if (comment) return Skipped(end);
  return String(end, second + 1, std::max(second + 1, end - close.size()));
}

SpecialScanner::Token SpecialScanner::Perl(const LexPlace& place) {
  const size_t at = place.at;
  const char c = text_[at];
  const char next = At(at + 1);
  switch (c) {
    case '=':
      if (!AtLineStart(at) || !IsLetter(next)) return std::nullopt;
      return Skipped(LineEnd(Behind("\n=cut", at)));
    case '_':
      if (!AtLineStart(at) || !(StartsWith(at, "__END__") || StartsWith(at, "__DATA__"))) {
        return std::nullopt;
      }
      return Skipped(text_.size());
    case '/': {
      if (!place.operand && !place.after_keyword) return std::nullopt;
      const Literal regex = Delimited(at);
      if (text_.substr(at, regex.end - at).find("\n\n") != std::string_view::npos) {
        return std::nullopt;
      }
      return String(WordEnd(regex.end), regex.inner_begin, regex.inner_end);
    }
    case '$':
    case '@':
    case '%':
    case '&': {
      size_t name = at + 1;
      if (c == '$' && next == '#')
        name += IsWord(At(at + 2)) || At(at + 2) == '{' || At(at + 2) == '$';
      if ((c == '%' || c == '&') && !place.operand && !place.after_keyword) return std::nullopt;
      if (StartsWith(name, "::")) name += 2;
      if (!IsWord(At(name))) {
        if (c == '$' && next == '^' && IsLetter(At(at + 2))) return Word(at + 3);
        const bool punctuation = c == '$' && Contains("&`'+!@/\\,;.<>()", next);
        return punctuation ? Token(Word(at + 2)) : std::nullopt;
      }
      size_t end = WordEnd(name);
      while (At(end) == ':' && At(end + 1) == ':' && IsWord(At(end + 2))) end = WordEnd(end + 2);
      return Word(end);
    }
    case '<': {
      if (next != '<') {
        const size_t close = WordEnd(At(at + 1) == '$' ? at + 2 : at + 1);
        if (At(close) != '>' || !(place.operand || place.after_keyword)) return std::nullopt;
        return String(close + 1, at + 1, close);
      }
      size_t tag = at + 2;
      const bool indented = At(tag) == '~';
      tag += indented;
      const char quote = At(tag);
      const bool quoted = quote == '\'' || quote == '"';
      tag += quoted;
      const size_t end =
          quoted ? std::min(text_.find_first_of(quote == '"' ? "\"\n" : "'\n", tag), text_.size())
                 : WordEnd(tag);
      if (end == tag || (quoted && At(end) != quote) || (!quoted && !IsLetter(At(tag)))) {
        return std::nullopt;
      }
      if (!OpenHeredoc(std::string(text_.substr(tag, end - tag)), indented, at)) {
        return std::nullopt;
      }
      return String(end + quoted, tag, end);
    }
    default:
      return PerlQuote(place);
  }
}

// q qq qw qx qr m s tr y, each with a delimiter: not a hash key, a method or a name that begins so.
SpecialScanner::Token SpecialScanner::PerlQuote(const LexPlace& place) {
  const size_t at = place.at;
  const size_t end = WordEnd(at);
  const std::string_view word = text_.substr(at, end - at);
  const bool two_parts = word == "s" || word == "tr" || word == "y";
  const bool one_part =
      word == "q" || word == "qq" || word == "qw" || word == "qx" || word == "qr" || word == "m";
  if (!two_parts && !one_part) return std::nullopt;
  if (at > 0 && (Contains("$@%&", text_[at - 1]) || StartsWith(at - 1, ">") ||
                 (text_[at - 1] == '{' && At(end) == '}'))) {
    return std::nullopt;
  }
  size_t delimiter = end;
  while (IsBlank(At(delimiter))) ++delimiter;
  const char c = At(delimiter);
  const bool comma = c == ',' && (delimiter > end || !(word == "s" || word == "m" || word == "tr"));
  if (!IsDelimiter(c) || comma || c == ';' || c == ')' || (c == '#' && delimiter > end) ||
      (c == '=' && (delimiter > end || At(delimiter + 1) == '>'))) {
    return std::nullopt;
  }
  Literal first;
  size_t close = QuoteOperatorEnd(delimiter, two_parts, &first);
  if (word != "q" && word != "qq" && word != "qw" && word != "qx") close = WordEnd(close);
  return String(close, first.inner_begin, first.inner_end);
}

SpecialScanner::Token SpecialScanner::R(const LexPlace& place) {
  const size_t at = place.at;
  const char c = text_[at];
  if (c == '%') {
    const size_t line = LineEnd(at);
    const size_t close = text_.substr(0, line).find('%', at + 1);
    if (close == std::string_view::npos) return std::nullopt;
    return SpecialToken{Kind::kOperator, close + 1};
  }
  const char quote = At(at + 1);
  if (quote != '"' && quote != '\'') return std::nullopt;
  size_t open = at + 2;
  while (At(open) == '-') ++open;
  if (!Contains("([{", At(open))) return std::nullopt;
  const char partner = At(open) == '(' ? ')' : At(open) == '[' ? ']' : '}';
  std::string close(1, partner);
  close.append(open - at - 2, '-').push_back(quote);
  const size_t end = Behind(close, open + 1);
  return String(end, open + 1, std::max(open + 1, end - close.size()));
}

// A word of a command: reg.exe, Env:PATH, .\build.ps1, /q, Generic.List[string]. Words stand bare
// in commands alone: in expressions a variable has its `$`, a type its brackets and a member its
// dot.
SpecialScanner::Token SpecialScanner::PowerShellWord(size_t at) const {
  if (at > 0 && !IsBlank(text_[at - 1]) && !Contains("({|&;", text_[at - 1])) return std::nullopt;
  const bool path = !IsLetter(text_[at]);
  size_t end = at;
  if (text_[at] == '/') {
    if (!IsLetter(At(at + 1))) return std::nullopt;
  } else {
    while (At(end) == '.' && end - at < 2) ++end;
    if (end > at && !Contains("\\/", At(end))) return std::nullopt;
  }
  const size_t begin = end;
  while (IsWord(At(end)) || Contains("-.:\\/*?~%", At(end))) {
    ++end;
    if (At(end) != '[' || path) continue;
    size_t close = end + 1;
    while (IsWord(At(close)) || Contains(".,", At(close))) ++close;
    if (At(close) == ']' && close > end + 1) end = close + 1;
  }
  const bool plain =
      text_.substr(at, end - at).find_first_of(".:\\/*?~%[") == std::string_view::npos;
  return plain || end == begin ? std::nullopt : Token(Word(end));
}

SpecialScanner::Token SpecialScanner::PowerShell(const LexPlace& place) {
  const size_t at = place.at;
  const char c = text_[at];
  const char next = At(at + 1);
  const StringStyle style = {.escape = '`', .doubled = true, .lead = '$', .brackets = "({"};
  switch (c) {
    case '<':
      return next == '#' ? Token(Skipped(Behind("#>", at + 2))) : std::nullopt;
    case '@':
      if (next == '"' || next == '\'') {
        const std::string close = {'\n', next, '@'};
        const size_t end = Behind(close, at + 2);
        return String(end, at + 2, std::max(at + 2, end - 3));
      }
      return std::nullopt;
    case '"':
      return String(Interpolated(at, style, false));
    case '\'':
      return String(Doubled(at, 0));
    case '`':
      return next == '\n' ? Token(Skipped(at + 2)) : std::nullopt;
    case '-': {
      size_t end = at + 1;
      if (next == '-' && AfterSpace(at)) ++end;
      if (!IsLetter(At(end)) || (at > 0 && IsWord(text_[at - 1]))) return std::nullopt;
      while (IsWord(At(end)) || (At(end) == '-' && IsWord(At(end + 1)))) ++end;
      return Word(end);
    }
    case '$': {
      if (Contains("_$?^", next) && !IsWord(At(at + 2))) return Word(at + 2);
      if (!IsWord(next)) return std::nullopt;
      size_t end = WordEnd(at + 1);
      if (At(end) == ':' && IsWord(At(end + 1))) end = WordEnd(end + 1);
      return Word(end);
    }
    default:
      return PowerShellWord(at);
  }
}

}  // namespace copytrace
