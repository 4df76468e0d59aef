// Every project imports the same things in the same order, so import statements match everywhere
// and prove nothing. They are told by the keyword at the start of a statement, which is the start
// of a line or what follows a `;`, and by how each language ends them. A statement that does not
// end within kLongest tokens is taken for something else and kept.
#include "grammars/import_statement.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>

#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

constexpr size_t kLongest = 600;
constexpr size_t kLongestGeneric = 16;

struct Hashes {
  uint32_t include = TokenHash("#include"), include_next = TokenHash("#include_next"),
           import_directive = TokenHash("#import"), using_ = TokenHash("using"),
           import = TokenHash("import"), package = TokenHash("package"), from = TokenHash("from"),
           use = TokenHash("use"), pub = TokenHash("pub"), extern_ = TokenHash("extern"),
           crate = TokenHash("crate"), require = TokenHash("require"),
           require_relative = TokenHash("require_relative"), export_ = TokenHash("export"),
           const_ = TokenHash("const"), let = TokenHash("let"), var = TokenHash("var"),
           dot = TokenHash("."), comma = TokenHash(","), semicolon = TokenHash(";"),
           equals = TokenHash("="), star = TokenHash("*"), open = TokenHash("("),
           close = TokenHash(")"), open_brace = TokenHash("{"), close_brace = TokenHash("}"),
           hash = TokenHash("#"), include_word = TokenHash("include"),
           at_import = TokenHash("@import"), at_use = TokenHash("@use"),
           at_forward = TokenHash("@forward"), at_charset = TokenHash("@charset"),
           global = TokenHash("global"), namespace_ = TokenHash("namespace"),
           declare = TokenHash("declare"), include_once = TokenHash("include_once"),
           require_once = TokenHash("require_once"), source = TokenHash("source"),
           autoload = TokenHash("autoload"), load = TokenHash("load"), no = TokenHash("no"),
           library = TokenHash("library"), module = TokenHash("module"), where = TokenHash("where"),
           open_word = TokenHash("open"), alias = TokenHash("alias"), part = TokenHash("part"),
           local = TokenHash("local"), import_module = TokenHash("import-module"),
           bracket = TokenHash("["), bracket_close = TokenHash("]");
};

const Hashes& Names() {
  static const Hashes hashes;
  return hashes;
}

class Statements {
 public:
  explicit Statements(std::span<const Token> tokens) : tokens_(tokens), names_(Names()) {}

  // The end of the import statement that begins at `at`, or `at`.
  size_t ImportEnd(Language language, size_t at) const {
    switch (language) {
      case Language::kObjectiveC:
        if (Is(at, names_.at_import)) return Through(names_.semicolon, at);
        return FamilyImportEnd(LanguageFamily::kC, at);
      case Language::kCSharp:
        return CSharpEnd(at);
      case Language::kPhp:
        return PhpEnd(at);
      case Language::kRuby:
        if (!IsOneOf(at, {names_.require, names_.require_relative, names_.autoload, names_.load})) {
          return at;
        }
        return ShortLineEnd(at);
      case Language::kBash:
        return Is(at, names_.source) ? ShortLineEnd(at) : at;
      case Language::kKotlin:
      case Language::kScala:
        return IsOneOf(at, {names_.import, names_.package}) ? BalancedEnd(at) : at;
      case Language::kSwift:
        return Is(at, names_.import) ? ShortLineEnd(at) : at;
      case Language::kDart:
        if (IsOneOf(at, {names_.import, names_.export_, names_.library, names_.part})) {
          return Is(at + 1, names_.equals) ? at : Through(names_.semicolon, at);
        }
        return at;
      case Language::kPerl:
        if (IsOneOf(at, {names_.use, names_.no, names_.package, names_.require})) {
          return Through(names_.semicolon, at);
        }
        return at;
      case Language::kLua:
        return LuaEnd(at);
      case Language::kZig:
        return ZigEnd(at);
      case Language::kR:
        if (!IsOneOf(at, {names_.library, names_.require, names_.source})) return at;
        return Is(at + 1, names_.open) ? BalancedEnd(at) : at;
      case Language::kJulia:
        if (Is(at, names_.include_word) && Is(at + 1, names_.open)) return BalancedEnd(at);
        return IsOneOf(at, {names_.import, names_.using_}) ? BalancedEnd(at) : at;
      case Language::kHaskell:
        if (Is(at, names_.module)) return Through(names_.where, at);
        return Is(at, names_.import) ? BalancedEnd(at) : at;
      case Language::kOCaml:
        return Is(at, names_.open_word) ? ShortLineEnd(at) : at;
      case Language::kElixir:
        if (!IsOneOf(at, {names_.import, names_.alias, names_.require, names_.use})) return at;
        return BalancedEnd(at);
      case Language::kPowerShell:
        return IsOneOf(at, {names_.using_, names_.import_module}) ? ShortLineEnd(at) : at;
      case Language::kCss:
      case Language::kScss:
        if (IsOneOf(at, {names_.at_import, names_.at_use, names_.at_forward, names_.at_charset})) {
          return Through(names_.semicolon, at);
        }
        return at;
      case Language::kSql:
        return at;
      default:
        return FamilyImportEnd(FamilyOf(language), at);
    }
  }

 private:
  size_t FamilyImportEnd(LanguageFamily family, size_t at) const {
    switch (family) {
      case LanguageFamily::kC:
        if (Is(at, names_.include) || Is(at, names_.include_next) ||
            Is(at, names_.import_directive)) {
          return LineEnd(at);
        }
        return Is(at, names_.using_) ? Through(names_.semicolon, at) : at;
      case LanguageFamily::kJava:
        if (!Is(at, names_.import) && !Is(at, names_.package)) return at;
        return Through(names_.semicolon, at);
      case LanguageFamily::kJavaScript:
        return JavaScriptEnd(at);
      case LanguageFamily::kPython:
        return PythonEnd(at);
      case LanguageFamily::kGo:
        if (Is(at, names_.package)) return LineEnd(at);
        if (!Is(at, names_.import)) return at;
        return Is(at + 1, names_.open) ? Through(names_.close, at) : LineEnd(at);
      case LanguageFamily::kRust:
        return RustEnd(at);
      default:
        return GenericEnd(at);
    }
  }

  bool Is(size_t i, uint32_t n0) const {
    return i < tokens_.size() && tokens_[i].n0 == n0 && !tokens_[i].IsString();
  }
  bool IsString(size_t i) const { return i < tokens_.size() && tokens_[i].IsString(); }
  bool IsIdentifier(size_t i) const { return i < tokens_.size() && tokens_[i].IsIdentifier(); }

  size_t LineEnd(size_t at) const {
    size_t end = at + 1;
    const size_t limit = std::min(tokens_.size(), at + kLongest);
    while (end < limit && tokens_[end].line == tokens_[at].line) ++end;
    return end;
  }

  // Behind the next `last`, or `at` where there is none in reach.
  size_t Through(uint32_t last, size_t at) const {
    for (size_t i = at; i < tokens_.size() && i - at < kLongest; ++i) {
      if (Is(i, last)) return i + 1;
    }
    return at;
  }

  bool IsOneOf(size_t i, std::initializer_list<uint32_t> hashes) const {
    return std::ranges::any_of(hashes, [&](uint32_t n0) { return Is(i, n0); });
  }

  size_t ShortLineEnd(size_t at) const {
    const size_t end = LineEnd(at);
    return end - at <= kLongestGeneric ? end : at;
  }

  // The end of the line, or of the later line that closes what is open there or has no comma last.
  size_t BalancedEnd(size_t at) const {
    int depth = 0;
    for (size_t i = at; i < tokens_.size() && i - at < kLongest; ++i) {
      depth += IsOneOf(i, {names_.open, names_.open_brace, names_.bracket});
      depth -= IsOneOf(i, {names_.close, names_.close_brace, names_.bracket_close});
      if (depth <= 0 && EndsLine(i + 1) && !Is(i, names_.comma)) return i + 1;
    }
    return tokens_.size() - at < kLongest ? tokens_.size() : at;
  }

  size_t CSharpEnd(size_t at) const {
    if (Is(at, names_.namespace_)) {
      const size_t end = LineEnd(at);
      const bool brace = Is(end - 1, names_.open_brace);
      return end - at <= kLongestGeneric ? end - brace : at;
    }
    const size_t word = Is(at, names_.global) ? at + 1 : at;
    if (!Is(word, names_.using_) || Is(word + 1, names_.open) || Is(word + 1, names_.var)) {
      return at;
    }
    const size_t end = Through(names_.semicolon, word);
    // `using Stream x = Open(…);` is a declaration, `using X = A.B;` an import
    for (size_t i = word; i < end; ++i) {
      if (Is(i, names_.open)) return at;
    }
    return end > word && end - word <= kLongestGeneric ? end : at;
  }

  size_t PhpEnd(size_t at) const {
    if (IsOneOf(at, {names_.namespace_, names_.declare})) {
      const size_t end = LineEnd(at);
      return end - at <= kLongestGeneric && Is(end - 1, names_.semicolon) ? end : at;
    }
    if (IsOneOf(at, {names_.use, names_.require, names_.require_once, names_.include_word,
                     names_.include_once})) {
      return Through(names_.semicolon, at);
    }
    return at;
  }

  // local x = require("x") or require "x", with .names behind it.
  size_t LuaEnd(size_t at) const {
    size_t i = at;
    if (Is(i, names_.local)) ++i;
    if (i > at && IsIdentifier(i) && Is(i + 1, names_.equals)) i += 2;
    if (!Is(i, names_.require)) return at;
    const bool call = Is(i + 1, names_.open);
    if (!IsString(i + 1 + call)) return at;
    i += call ? 4 : 2;
    while (Is(i, names_.dot) && i + 1 < tokens_.size()) i += 2;
    i = std::min(i, tokens_.size());
    return EndsLine(i) || Is(i, names_.semicolon) ? PastSemicolon(i) : at;
  }

  // [pub] const x = @import("x").y;
  size_t ZigEnd(size_t at) const {
    const size_t word = Is(at, names_.pub) ? at + 1 : at;
    if (!Is(word, names_.const_) || !Is(word + 2, names_.equals) ||
        !Is(word + 3, names_.at_import)) {
      return at;
    }
    const size_t end = Through(names_.semicolon, word);
    return end > word && end - word <= kLongestGeneric ? end : at;
  }

  size_t PastSemicolon(size_t at) const { return Is(at, names_.semicolon) ? at + 1 : at; }

  size_t PythonEnd(size_t at) const {
    const bool from = Is(at, names_.from);
    if (!from && !Is(at, names_.import)) return at;
    size_t end = LineEnd(at);
    bool has_import = !from;
    for (size_t i = at; i < end; ++i) {
      has_import |= Is(i, names_.import);
      if (Is(i, names_.open)) {
        const size_t closed = Through(names_.close, at);
        return has_import && closed > at ? closed : at;
      }
    }
    // A backslash carried the line on: the list goes on behind a comma.
    while (end < tokens_.size() && Is(end - 1, names_.comma) && end - at < kLongest) {
      end = LineEnd(end);
    }
    return has_import ? end : at;
  }

  size_t RustEnd(size_t at) const {
    size_t i = at;
    if (Is(i, names_.pub)) {
      ++i;
      if (Is(i, names_.open)) i = Through(names_.close, i);
    }
    if (Is(i, names_.use) || (Is(i, names_.extern_) && Is(i + 1, names_.crate))) {
      return Through(names_.semicolon, at);
    }
    return at;
  }

  size_t JavaScriptEnd(size_t at) const {
    if (Is(at, names_.import)) {
      if (Is(at + 1, names_.open) || Is(at + 1, names_.dot)) return at;
      return ThroughString(at);
    }
    if (Is(at, names_.export_)) {
      if (Is(at + 1, names_.star)) return ThroughString(at);
      if (!Is(at + 1, names_.open_brace)) return at;
      const size_t closed = Through(names_.close_brace, at);
      if (closed == at || !Is(closed, names_.from) || !IsString(closed + 1)) return at;
      return PastSemicolon(closed + 2);
    }
    if (Is(at, names_.require)) {
      const size_t end = RequireEnd(at);
      return end > at && (Is(end, names_.semicolon) || EndsLine(end)) ? PastSemicolon(end) : at;
    }
    if (Is(at, names_.const_) || Is(at, names_.let) || Is(at, names_.var)) {
      return RequireBindingsEnd(at);
    }
    return at;
  }

  bool EndsLine(size_t end) const {
    return end >= tokens_.size() || tokens_[end].line != tokens_[end - 1].line;
  }

  // `import … from 'x'`, also `import x = require('x')`.
  size_t ThroughString(size_t at) const {
    for (size_t i = at; i < tokens_.size() && i - at < kLongest; ++i) {
      if (Is(i, names_.semicolon)) return at;
      if (IsString(i)) return PastSemicolon(Is(i + 1, names_.close) ? i + 2 : i + 1);
    }
    return at;
  }

  // Behind require('x') and the .names and (calls) right after it, or `at`.
  size_t RequireEnd(size_t at) const {
    if (!Is(at, names_.require) || !Is(at + 1, names_.open) || !IsString(at + 2) ||
        !Is(at + 3, names_.close)) {
      return at;
    }
    size_t end = at + 4;
    while (Is(end, names_.dot) && end + 1 < tokens_.size()) end += 2;
    return end;
  }

  // `const a = require('a'), { b, c } = require('b');`
  size_t RequireBindingsEnd(size_t at) const {
    size_t i = at + 1;
    while (true) {
      if (Is(i, names_.open_brace)) {
        const size_t closed = Through(names_.close_brace, i);
        if (closed == i) return at;
        i = closed;
      } else {
        ++i;
      }
      if (!Is(i, names_.equals)) return at;
      const size_t end = RequireEnd(i + 1);
      if (end == i + 1) return at;
      if (Is(end, names_.comma)) {
        i = end + 1;
        continue;
      }
      if (Is(end, names_.semicolon)) return end + 1;
      return EndsLine(end) ? end : at;
    }
  }

  size_t GenericEnd(size_t at) const {
    size_t word = at;
    if (Is(at, names_.hash)) ++word;
    const bool imports = word > at
                             ? Is(word, names_.import) || Is(word, names_.include_word)
                             : Is(word, names_.import) || Is(word, names_.use) ||
                                   Is(word, names_.using_) || Is(word, names_.package) ||
                                   Is(word, names_.require) || Is(word, names_.require_relative);
    if (!imports || Is(word + 1, names_.var)) return at;
    if (Is(word, names_.using_) && Is(word + 1, names_.open)) return at;
    const size_t end = LineEnd(at);
    return end - at <= kLongestGeneric ? end : at;
  }

  const std::span<const Token> tokens_;
  const Hashes& names_;
};

}  // namespace

void DropImportStatements(Language language, std::vector<Token>* tokens) {
  const Statements statements(*tokens);
  const uint32_t semicolon = Names().semicolon;
  size_t kept = 0;
  uint32_t previous_line = 0;
  uint32_t previous_n0 = semicolon;
  for (size_t i = 0; i < tokens->size();) {
    const Token token = (*tokens)[i];
    size_t end = i;
    if (token.line != previous_line || previous_n0 == semicolon) {
      end = statements.ImportEnd(language, i);
    }
    if (end == i) {
      (*tokens)[kept++] = token;
      end = i + 1;
    }
    previous_line = token.line;
    previous_n0 = token.n0;
    if (end > i + 1) {
      previous_line = (*tokens)[end - 1].line;
      previous_n0 = (*tokens)[end - 1].n0;
    }
    i = end;
  }
  tokens->resize(kept);
}

}  // namespace copytrace
