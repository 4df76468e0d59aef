// The oracle of the lexer: the leaves of a tree-sitter parse, as token spans.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/language.h"

namespace copytrace {

struct ByteRange {
  uint32_t begin;
  uint32_t end;
  bool operator==(const ByteRange&) const = default;
};

struct ParseLeaves {
  std::vector<ByteRange> leaves;    // in order, as the lexer would cut them
  std::vector<ByteRange> unjudged;  // in order: parse errors, macro bodies, text of JSX
};

// Strings are one leaf each, comments none; a run of `>` is cut into its single characters and a
// pair of brackets into two, as the token stream has it.
ParseLeaves LeavesOf(Language language, std::string_view text);

// Agreement of the lexer's spans with the leaves, outside of what is not judged.
struct SpanAgreement {
  uint64_t common = 0;
  uint64_t lexer_only = 0;
  uint64_t parse_only = 0;

  void Add(const SpanAgreement& other);
  double F1() const;
};
// Differing spans are appended to *differences, if given, as "lexer: …" and "parse: …" lines.
SpanAgreement Compare(Language language, std::string_view text,
                      std::vector<std::string>* differences);

}  // namespace copytrace
