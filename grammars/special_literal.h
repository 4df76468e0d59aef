// The comments, strings and names that only one or two languages write: here documents, quote
// operators, strings with expressions in them, long brackets, islands of code.
//
// The lexer asks at the bytes that a row of lexical_spec.cc lists as special. Every method is
// linear over the life of a scanner, whatever the text holds. One scanner a text and thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammars/language.h"
#include "grammars/literal.h"

namespace copytrace {

struct SpecialToken {
  enum class Kind {
    kSkipped,  // a comment, or text that is no code
    kString,
    kWord,      // a keyword if its text is one, else an identifier
    kOperator,  // one operator, whatever its length
    kNumber,
  } kind;
  size_t end;
  size_t inner_begin = 0;  // of a string: what stands in its quotes
  size_t inner_end = 0;
};

// Where the lexer stands.
struct LexPlace {
  size_t at;
  bool operand;        // an operand may stand here
  bool after_name;     // the token before is an identifier
  bool after_keyword;  // … a keyword
};

class SpecialScanner {
 public:
  SpecialScanner(Language language, std::string_view text) : language_(language), text_(text) {}

  // The special token at place.at, or nothing where its byte means what it means elsewhere.
  std::optional<SpecialToken> Scan(const LexPlace& place);

  // Here documents that were opened on the line which has just ended, and lie at `line_start`: the
  // next one each time, in order, then nothing.
  bool HeredocsPending() const { return !heredocs_.empty(); }
  std::optional<Literal> TakeHeredoc(size_t line_start);

  // Where the code begins at or after `at` in a text of islands (PHP): behind the next `<?php`.
  size_t IslandStart(size_t at) const;

 private:
  using Token = std::optional<SpecialToken>;
  using Kind = SpecialToken::Kind;

  // How a string with expressions in it is written. In text an expression opens with `lead` and one
  // of `brackets`; without brackets `lead` itself opens it and stands for itself when doubled.
  struct StringStyle {
    char escape = '\\';    // 0: none
    bool doubled = false;  // a doubled quote stands for the quote
    bool spans_lines = true;
    char lead = 0;
    std::string_view brackets = {};
    std::string_view inner_quotes = "\"";  // open strings of this style in an expression
    bool characters = false;  // 'x' in an expression is a character; else '…' is a plain string
  };
  struct Heredoc {
    std::string tag;
    bool indented;  // the closing tag may be
  };

  char At(size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  bool StartsWith(size_t at, std::string_view what) const {
    return text_.substr(std::min(at, text_.size())).starts_with(what);
  }
  bool AtLineStart(size_t at) const { return at == 0 || text_[at - 1] == '\n'; }
  bool AfterSpace(size_t at) const;
  size_t WordEnd(size_t at) const;
  size_t LineEnd(size_t at) const;

  static SpecialToken String(size_t end, size_t inner_begin, size_t inner_end) {
    return {Kind::kString, end, inner_begin, inner_end};
  }
  static SpecialToken String(const Literal& literal) {
    return {Kind::kString, literal.end, literal.inner_begin, literal.inner_end};
  }
  static SpecialToken Skipped(size_t end) { return {Kind::kSkipped, end}; }
  static SpecialToken Word(size_t end) { return {Kind::kWord, end}; }

  // `at` is the first of the quotes. Three of them open a string closed by three, where `triple`.
  Literal Interpolated(size_t at, const StringStyle& style, bool triple);
  size_t InterpolatedEnd(size_t at, char quote, size_t quotes, const StringStyle& style);
  Literal Doubled(size_t at, char escape) const;
  // Up to the partner of the bracket at `at`, nested, or the next such byte; backslashes escape.
  Literal Delimited(size_t at);
  // Behind the next `close`, or the end of the text.
  size_t Behind(std::string_view close, size_t at);
  size_t NestedComment(size_t at, std::string_view open, std::string_view close) const;
  bool IsCharacter(size_t at) const;  // 'x' or '\…'
  size_t CharacterEnd(size_t at) const;
  bool OpenHeredoc(std::string tag, bool indented, size_t at);
  size_t FindHeredocEnd(const Heredoc& heredoc, size_t line_start, size_t* body_end);
  size_t QuoteOperatorEnd(size_t delimiter, bool two_parts, Literal* first);

  Token CSharp(const LexPlace& place);
  Token Php(const LexPlace& place);
  Token Ruby(const LexPlace& place);
  Token RubyPercent(const LexPlace& place);
  Token Bash(const LexPlace& place);
  Token Kotlin(const LexPlace& place);
  Token Swift(const LexPlace& place);
  Token Scala(const LexPlace& place);
  Token SymbolRun(size_t at) const;
  Token Lua(const LexPlace& place);
  Token ObjectiveC(const LexPlace& place);
  Token Perl(const LexPlace& place);
  Token PerlQuote(const LexPlace& place);
  Token R(const LexPlace& place);
  Token Haskell(const LexPlace& place);
  Token QuasiQuote(size_t at);
  Token Elixir(const LexPlace& place);
  Token Dart(const LexPlace& place);
  Token Sql(const LexPlace& place);
  Token PowerShell(const LexPlace& place);
  Token PowerShellWord(size_t at) const;
  Token Julia(const LexPlace& place);
  Token OCaml(const LexPlace& place);
  Token Zig(const LexPlace& place);
  Token Css(const LexPlace& place);

  const Language language_;
  const std::string_view text_;
  std::vector<Heredoc> heredocs_;
  int heredocs_not_found_ = 0;
  int strings_not_closed_ = 0;
  int delimiters_not_closed_ = 0;
  std::unordered_map<std::string, size_t> no_more_;  // texts that do not follow this offset
};

}  // namespace copytrace
