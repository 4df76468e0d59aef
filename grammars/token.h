// A token of source code, as every later stage sees it: two hashes and a place.
//
// N0 is the exact text, N1 the normalised form: identifiers, numbers and strings collapse to their
// class, keywords and operators keep their text. Canonical text is hashed, never a grammar's symbol
// id, so that C pasted into C++, or JavaScript into TypeScript, yields equal tokens.
#pragma once

#include <cstdint>

namespace copytrace {

enum class TokenClass : uint8_t {
  kIdentifier = 1,
  kNumber = 2,
  kString = 3,  // character literals, template strings and regular expressions too
  kKeyword = 4,
  kOperator = 5,
};

// N1 of identifiers, numbers and strings is the number of their class; every other N1 is the N0 of
// the keyword or operator, and no N0 is below kFirstTextHash.
inline constexpr uint32_t kFirstTextHash = 16;

struct Token {
  uint32_t n0;          // hash of the exact text; of a string literal, of what stands in the quotes
  uint32_t n1;          // hash of the normalised form
  uint32_t line : 24;   // from 1
  uint32_t length : 8;  // bytes, 255 for anything longer
  uint32_t offset : 24;  // bytes from the start of the decoded text
  uint32_t token_class : 7;
  uint32_t sequence : 1;  // a number or character within ±1 of the literal before it: table rows

  bool IsVariable() const { return n1 < kFirstTextHash; }  // identifier or literal: N1 is a class
  bool IsIdentifier() const { return n1 == static_cast<uint32_t>(TokenClass::kIdentifier); }
  bool IsString() const { return n1 == static_cast<uint32_t>(TokenClass::kString); }
};
static_assert(sizeof(Token) == 16);

}  // namespace copytrace
