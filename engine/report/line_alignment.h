// Which line of a copy stands against which line of its origin. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/match/match.h"
#include "grammars/token.h"

namespace copytrace {

// One line of a file, as views into its text and its tokens.
struct CodeLine {
  uint32_t number = 0;  // from 1
  std::string_view text;
  size_t offset = 0;              // of the line in the text, in bytes
  std::span<const Token> tokens;  // those that start on this line; none in comments and imports
};

// The lines of `range`, as far as `text` has them. `tokens` are those of the whole text, and must
// outlive the result, as must `text`.
std::vector<CodeLine> LinesOf(std::string_view text, std::span<const Token> tokens,
                              const LineRange& range);

enum class LineRelation {
  kEqual,    // the same tokens; without tokens, the same text but for white space
  kRenamed,  // identifiers differ and nothing else
  kChanged,
  kOnlyLeft,
  kOnlyRight,
};

struct LinePair {
  std::optional<size_t> left;  // index into the lines given
  std::optional<size_t> right;
  LineRelation relation;
};

// Every line of both sides exactly once, in order.
std::vector<LinePair> AlignLines(std::span<const CodeLine> left, std::span<const CodeLine> right);

enum class TokenRelation : uint8_t {
  kEqual,    // stands in the other line, too
  kRenamed,  // an identifier, in whose place there is one of another name
  kChanged,  // the other line has nothing like it
};

// Of each token of a line, what has become of it in the line it is paired with.
std::vector<TokenRelation> RelateTokens(std::span<const Token> of, std::span<const Token> other);

}  // namespace copytrace
