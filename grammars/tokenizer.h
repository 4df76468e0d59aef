// Source text to tokens: one table-driven lexer for all languages, driven by lexical
// specifications.
//
// Linear in the length of the text whatever it holds; never fails: an unterminated string ends at
// its line (or, where strings may span lines, at the end of the text). Thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammars/language.h"
#include "grammars/token.h"

namespace copytrace {

// Longest text that offsets and lines can address, in bytes.
inline constexpr size_t kMaxTextBytes = (size_t{1} << 24) - 1;

struct TokenizedText {
  // Without comments and white space, and without import, include, use and package statements.
  // `>` is always a token of its own (`a >> b` yields two), so that nested templates agree.
  std::vector<Token> tokens;
  // Over the N0 of all tokens, imports included: equal for texts that differ only in white space,
  // comments and line ends.
  uint64_t digest = 0;
  uint32_t raw_token_count = 0;  // imports included
  uint32_t line_count = 0;
};

// `text` is UTF-8 (see encoding.h). REQUIRES: text.size() <= kMaxTextBytes.
// Overwrites *result, reusing its memory.
void Tokenize(Language language, std::string_view text, TokenizedText* result);

// The N0 of a token with this text: what Tokenize computes, for tests and for callers that look for
// one particular token. Never below kFirstTextHash.
uint32_t TokenHash(std::string_view text);

// The bytes of every token, comments and imports left out of nothing: for the test against the
// parse leaves.
struct TokenSpan {
  uint32_t begin;
  uint32_t end;
  TokenClass token_class;
};
void LexSpans(Language language, std::string_view text, std::vector<TokenSpan>* spans);

}  // namespace copytrace
