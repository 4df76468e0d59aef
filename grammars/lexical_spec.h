// How each language writes its comments, strings, numbers and names: the rows that drive the one
// lexer. Adding a language to the lexer is adding a row here.
//
// Values only; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "grammars/language.h"

namespace copytrace {

enum class RawStrings : uint8_t {
  kNone,
  kCpp,   // R"x(…)x"
  kRust,  // r"…", r#"…"#
};

struct LexicalSpec {
  Language language;

  std::string_view line_comment;      // "//", "#", "--"; empty where there is none
  bool line_comment_splices = false;  // a backslash at the end of the line carries it on
  bool block_comments = false;        // /* … */
  bool block_comments_nest = false;
  std::string_view long_comment_open = {};  // a second form of block comment, such as --[[ … ]]
  std::string_view long_comment_close = {};

  std::string_view quotes;                // characters that open a string which ends at its line
  std::string_view long_quotes = {};      // those whose strings may span lines
  std::string_view verbatim_quotes = {};  // those that span lines and know no escapes
  bool triple_quotes = false;             // """ opens a string up to the next """
  bool triple_quotes_all = false;         // so does every other quote, three times
  std::string_view string_prefixes = {};  // letters that may stand before a quote, up to three
  RawStrings raw_strings = RawStrings::kNone;
  bool lifetimes = false;          // 'a without a closing quote is a name (Rust)
  bool templates = false;          // `…${ expression }…` is one string
  bool regex_literals = false;     // /…/ where an operand may stand
  bool jsx = false;                // <Tag attribute="…">text</Tag> where an operand may stand
  bool angle_includes = false;     // #include <…>: the file is a string
  bool directives = false;         // # and a word at the start of a line are one keyword
  bool splices = false;            // a backslash at the end of a line is white space
  bool quote_after_word = true;    // x' opens a string; else it is an operator
  bool hash_after_dollar = false;  // $# and ${# open no comment (shell, Perl)

  bool number_quotes = false;    // 1'000 (C++)
  bool number_edge_dots = true;  // `.5` and `1.` are numbers; else a dot needs a digit beside it
  bool percent_numbers = false;  // 50%
  std::string_view name_characters = {};  // beyond letters, digits, _ and bytes above 0x7f

  std::string_view name_continuations = {};  // those that no name begins with
  std::string_view name_endings = {};        // those that a name may end with once: empty?
  bool ignores_case = false;                 // of keywords and names

  std::string_view special = {};  // bytes that special_literal.h is asked about first
  bool islands = false;           // code stands between <?php and ?>, where there is a <? at all

  std::string_view keywords = {};   // beyond the grammar's, separated by spaces
  std::string_view names = {};      // words of the grammar that are names nearly everywhere
  std::string_view operators = {};  // beyond the grammar's
};

const LexicalSpec& LexicalSpecOf(Language language);

}  // namespace copytrace
