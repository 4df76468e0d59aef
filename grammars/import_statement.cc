// Every project imports the same things in the same order, so import statements match everywhere
// and prove nothing. They are told by the keyword at the start of a statement, which is the start
// of a line or what follows a `;`, and by how each language ends them. A statement that does not
// end within kLongest tokens is taken for something else and kept.
#include "grammars/import_statement.h"

#include <algorithm>
#include <cstddef>
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
           hash = TokenHash("#"), include_word = TokenHash("include");
};

const Hashes& Names() {
  static const Hashes hashes;
  return hashes;
}

class Statements {
 public:
  explicit Statements(std::span<const Token> tokens) : tokens_(tokens), names_(Names()) {}

  // The end of the import statement that begins at `at`, or `at`.
  size_t ImportEnd(LanguageFamily family, size_t at) const {
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
      case LanguageFamily::kGeneric:
        return GenericEnd(at);
    }
    return at;
  }

 private:
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
  const LanguageFamily family = FamilyOf(language);
  const Statements statements(*tokens);
  const uint32_t semicolon = Names().semicolon;
  size_t kept = 0;
  uint32_t previous_line = 0;
  uint32_t previous_n0 = semicolon;
  for (size_t i = 0; i < tokens->size();) {
    const Token token = (*tokens)[i];
    size_t end = i;
    if (token.line != previous_line || previous_n0 == semicolon) {
      end = statements.ImportEnd(family, i);
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
