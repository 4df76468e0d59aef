#include "parse_leaves.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

#include "grammars/grammar.h"
#include "grammars/tokenizer.h"
#include "tree_sitter/api.h"

namespace copytrace {
namespace {

constexpr std::string_view kWholeStrings[] = {
    "string", "string_literal", "raw_string_literal", "interpreted_string_literal", "char_literal",
    "character_literal", "rune_literal", "template_string", "template_literal_type",
    "system_lib_string", "regex", "text_block", "private_property_identifier",
    // C#, Objective-C
    "interpolated_string_expression", "verbatim_string_literal",
    // PHP
    "encapsed_string", "heredoc", "nowdoc", "shell_command_expression", "variable_name",
    // Ruby
    "simple_symbol", "delimited_symbol", "string_array", "symbol_array", "subshell", "character",
    "heredoc_body", "instance_variable", "class_variable", "global_variable",
    // Bash
    "raw_string", "ansi_c_string", "simple_expansion", "expansion",
    // Kotlin, Swift
    "multiline_string_literal", "line_string_literal", "multi_line_string_literal",
    // Perl
    "string_single_quoted", "string_double_quoted", "string_q_quoted", "string_qq_quoted",
    "backtick_quoted", "command_qx_quoted", "word_list_qw", "pattern_matcher", "package_variable",
    "standard_input_to_identifier", "standard_input", "regex_pattern_qr", "patter_matcher_m",
    "substitution_pattern_s", "transliteration_tr_or_y", "heredoc_body_statement",
    "scalar_variable", "special_scalar_variable", "array_variable", "hash_variable",
    // Haskell, Elixir
    "quasiquote", "charlist", "sigil", "quoted_atom", "quoted_keyword",
    // PowerShell: a word may be made of several
    "command_name", "path_command_name",
    // Zig, CSS
    "multiline_string", "builtin_identifier", "string_value", "color_value", "integer_value",
    "float_value"};
constexpr std::string_view kUnjudged[] = {"ERROR",
                                          "preproc_arg",
                                          "jsx_text",
                                          "html_character_reference",
                                          "text",  // HTML around PHP
                                          "text_interpolation",
                                          "php_tag",
                                          "__END__",
                                          "uninterpreted",
                                          "extglob_pattern",
                                          "cpp"};  // Haskell: with all of an #else branch

bool IsOneOf(std::string_view type, std::span<const std::string_view> types) {
  return std::ranges::find(types, type) != types.end();
}

bool IsComment(std::string_view type) {
  if (type == "comment_statement" || type == "keyword_comment") return false;  // COMMENT ON (SQL)
  return type.find("comment") != std::string_view::npos || type == "hash_bang_line" ||
         type == "shebang" || type == "pod_statement" || type == "marginalia" || type == "haddock";
}

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

class Collector {
 public:
  Collector(Language language, std::string_view text, ParseLeaves* out)
      : language_(language), text_(text), out_(*out) {}

  void Walk(TSNode root) {
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    while (true) {
      if (Enter(ts_tree_cursor_current_node(&cursor)) && ts_tree_cursor_goto_first_child(&cursor)) {
        continue;
      }
      while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
        if (!ts_tree_cursor_goto_parent(&cursor)) {
          ts_tree_cursor_delete(&cursor);
          return;
        }
      }
    }
  }

 private:
  // False where the children are not to be visited.
  bool Enter(TSNode node) {
    const std::string_view type = ts_node_type(node);
    if (IsComment(type)) return false;
    if (language_ == Language::kHaskell && type == "pragma") return false;  // a comment here
    ByteRange range = {ts_node_start_byte(node), ts_node_end_byte(node)};
    if (IsOneOf(type, kUnjudged)) {
      out_.unjudged.push_back(range);
      return false;
    }
    const bool whole = IsOneOf(type, kWholeStrings);
    if (!whole && ts_node_child_count(node) > 0) return true;
    while (range.begin < range.end && IsSpace(text_[range.begin])) ++range.begin;
    while (range.end > range.begin && IsSpace(text_[range.end - 1])) --range.end;
    if (range.begin == range.end) return false;
    if (language_ == Language::kElixir) {
      AddElixir(type, range);
    } else {
      AddLeaf(range);
    }
    return false;
  }

  void AddLeaf(ByteRange range) {
    const std::string_view leaf = text_.substr(range.begin, range.end - range.begin);
    // where any run of symbols may be an operator, `>>` is one token here as well
    const bool symbol_runs = language_ == Language::kHaskell || language_ == Language::kScala;
    const bool shift = leaf.starts_with(">>") && !symbol_runs;
    const bool brackets = leaf == "()" || leaf == "[]" || leaf == "[[" || leaf == "]]" ||
                          leaf == "((" || leaf == "))" || leaf == "?:" || leaf == "-?:" ||
                          leaf == "+?:";
    const bool opens =
        language_ == Language::kPowerShell && (leaf == "@(" || leaf == "@{" || leaf == "$(");
    if (!shift && !brackets && !opens) {
      AddWords(range);
      return;
    }
    for (uint32_t i = range.begin; i < range.end; ++i) out_.leaves.push_back({i, i + 1});
  }

  // `as?`, `return@`, `!is` and `yield from` are one leaf in some grammars, and two tokens here.
  void AddWords(ByteRange range) {
    const std::string_view leaf = text_.substr(range.begin, range.end - range.begin);
    const auto word_end = static_cast<uint32_t>(
        std::ranges::find_if(leaf, [](char c) { return !std::isalpha(c); }) - leaf.begin());
    const std::string_view rest = leaf.substr(word_end);
    const bool suffixed = language_ == Language::kKotlin || language_ == Language::kSwift;
    if (leaf == "->{" || leaf == "->[") {
      out_.leaves.push_back({range.begin, range.begin + 2});
      out_.leaves.push_back({range.begin + 2, range.end});
    } else if (suffixed && word_end > 0 && (rest == "?" || rest == "!" || rest == "@")) {
      out_.leaves.push_back({range.begin, range.begin + word_end});
      out_.leaves.push_back({range.begin + word_end, range.end});
    } else if (leaf == "!is" || leaf == "!in") {
      out_.leaves.push_back({range.begin, range.begin + 1});
      out_.leaves.push_back({range.begin + 1, range.end});
    } else {
      out_.leaves.push_back(range);
    }
  }

  // `Foo.Bar` is one leaf here and three tokens, as member access is in every other language;
  // `name:` is one leaf and two tokens, so that the name can be renamed. So is `not in`.
  void AddElixir(std::string_view type, ByteRange range) {
    if (type == "alias") {
      for (uint32_t i = range.begin; i < range.end; ++i) {
        if (text_[i] != '.') continue;
        if (range.begin < i) out_.leaves.push_back({range.begin, i});
        out_.leaves.push_back({i, i + 1});
        range.begin = i + 1;
      }
    }
    if ((type == "keyword" || type == "quoted_keyword") && text_[range.end - 1] == ':') {
      out_.leaves.push_back({range.begin, range.end - 1});
      range.begin = range.end - 1;
    }
    const size_t space = text_.substr(range.begin, range.end - range.begin).find(' ');
    if (type == "not in" && space != std::string_view::npos) {
      out_.leaves.push_back({range.begin, range.begin + static_cast<uint32_t>(space)});
      range.begin = range.end - 2;
    }
    if (type == "char") {  // ?: is one
      out_.leaves.push_back(range);
    } else {
      AddLeaf(range);
    }
  }

  const Language language_;
  const std::string_view text_;
  ParseLeaves& out_;
};

// Removes the spans that touch a range in `unjudged`. Both are in order.
void RemoveUnjudged(const std::vector<ByteRange>& unjudged, std::vector<ByteRange>* spans) {
  size_t next = 0;
  std::erase_if(*spans, [&](const ByteRange& span) {
    while (next < unjudged.size() && unjudged[next].end <= span.begin) ++next;
    return next < unjudged.size() && unjudged[next].begin < span.end;
  });
}

}  // namespace

ParseLeaves LeavesOf(Language language, std::string_view text) {
  ParseLeaves result;
  const std::unique_ptr<TSParser, decltype(&ts_parser_delete)> parser(ts_parser_new(),
                                                                      ts_parser_delete);
  ts_parser_set_language(parser.get(), GrammarOf(language));
  const std::unique_ptr<TSTree, decltype(&ts_tree_delete)> tree(
      ts_parser_parse_string(parser.get(), nullptr, text.data(),
                             static_cast<uint32_t>(text.size())),
      ts_tree_delete);
  const TSNode root = ts_tree_root_node(tree.get());
  if ((language == Language::kPerl || language == Language::kPowerShell) &&
      ts_node_has_error(root)) {
    // These grammars lose their way in quote operators, and in the words of a command, and do not
    // find back to it.
    result.unjudged.push_back({0, static_cast<uint32_t>(text.size())});
    return result;
  }
  Collector(language, text, &result).Walk(root);
  return result;
}

void SpanAgreement::Add(const SpanAgreement& other) {
  common += other.common;
  lexer_only += other.lexer_only;
  parse_only += other.parse_only;
}

double SpanAgreement::F1() const {
  const auto twice = static_cast<double>(2 * common);
  return twice / (twice + static_cast<double>(lexer_only + parse_only));
}

SpanAgreement Compare(Language language, std::string_view text,
                      std::vector<std::string>* differences) {
  ParseLeaves parse = LeavesOf(language, text);
  std::vector<TokenSpan> spans;
  LexSpans(language, text, &spans);
  std::vector<ByteRange> lexed;
  for (const TokenSpan& span : spans) lexed.push_back({span.begin, span.end});
  RemoveUnjudged(parse.unjudged, &lexed);
  RemoveUnjudged(parse.unjudged, &parse.leaves);

  SpanAgreement result;
  const auto differ = [&](std::string_view side, ByteRange range) {
    if (differences == nullptr) return;
    const size_t line = text.substr(0, range.begin).rfind('\n') + 1;
    const size_t line_end = std::min(text.find('\n', range.begin), text.size());
    differences->push_back(std::string(side) + ": " +
                           std::string(text.substr(range.begin, range.end - range.begin)) +
                           "   in: " + std::string(text.substr(line, line_end - line)));
  };
  size_t i = 0;
  size_t j = 0;
  while (i < lexed.size() || j < parse.leaves.size()) {
    if (i < lexed.size() && j < parse.leaves.size() && lexed[i] == parse.leaves[j]) {
      ++result.common;
      ++i;
      ++j;
    } else if (j == parse.leaves.size() ||
               (i < lexed.size() && lexed[i].begin <= parse.leaves[j].begin)) {
      ++result.lexer_only;
      differ("lexer", lexed[i++]);
    } else {
      ++result.parse_only;
      differ("parse", parse.leaves[j++]);
    }
  }
  return result;
}

}  // namespace copytrace
