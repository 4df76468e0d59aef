// A lexical specification and its lexicon, made ready for the lexer's inner loop: a class for each
// byte, hashed keywords, operators by their first byte.
//
// Immutable once made; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "grammars/language.h"
#include "grammars/lexical_spec.h"

namespace copytrace {

// What a byte may begin. Name characters and digits come last: `>= kName` continues a word.
enum class ByteClass : uint8_t {
  kSpace,
  kNewline,
  kOther,  // operators and whatever else
  kQuote,  // opens a string that ends at its line
  kLongQuote,
  kVerbatimQuote,
  kTemplate,
  kComment,  // may begin a comment (and, as `/`, a regular expression)
  kGreater,
  kLess,
  kHash,
  kDot,
  kBackslash,
  kSpecial,  // opens what special_literal.h knows, or is what PlainClassOf says
  kOpenBrace,
  kCloseBrace,
  kName,
  kDigit,
};

// An operator of two to four bytes.
struct LongOperator {
  uint32_t text;  // its bytes as they lie in memory, then zeros
  uint32_t mask;
  uint32_t n0;
  uint8_t size;
};

class LexTable {
 public:
  explicit LexTable(const LexicalSpec& spec);

  const LexicalSpec& spec() const { return spec_; }
  ByteClass ClassOf(char c) const { return classes_[static_cast<unsigned char>(c)]; }
  ByteClass PlainClassOf(char c) const { return plain_classes_[static_cast<unsigned char>(c)]; }
  bool BeginsName(char c) const { return PlainClassOf(c) == ByteClass::kName; }
  bool ContinuesWord(char c) const { return continues_word_[static_cast<unsigned char>(c)]; }
  bool IsKeyword(uint64_t text_hash) const {
    for (size_t i = text_hash & keyword_mask_;; i = (i + 1) & keyword_mask_) {
      if (keywords_[i] == text_hash) return true;
      if (keywords_[i] == 0) return false;
    }
  }
  // After a keyword with this hash a `/` begins a regular expression and a `<` an element.
  bool ExpectsOperand(uint32_t n0) const;

  // The longest operator of two bytes or more that the text begins with, or null.
  const LongOperator* FindOperator(std::string_view text) const {
    const auto first = static_cast<unsigned char>(text[0]);
    uint32_t head = 0;
    if (text.size() >= 4) {
      std::memcpy(&head, text.data(), 4);
    } else {
      std::memcpy(&head, text.data(), text.size());
    }
    for (uint32_t i = first_operator_[first]; i < first_operator_[first + 1]; ++i) {
      if ((head & operators_[i].mask) == operators_[i].text) return &operators_[i];
    }
    return nullptr;
  }
  uint32_t ByteN0(char c) const { return byte_n0_[static_cast<unsigned char>(c)]; }

 private:
  void SetClasses();
  void AddKeywords();
  void AddOperators();

  const LexicalSpec& spec_;
  std::array<ByteClass, 256> classes_;
  std::array<ByteClass, 256> plain_classes_;
  std::array<bool, 256> continues_word_;
  std::vector<uint64_t> keywords_;  // open addressing by the hash; 0 is an empty place
  uint64_t keyword_mask_ = 0;
  std::vector<LongOperator> operators_;  // by first byte, the longest first
  std::array<uint32_t, 257> first_operator_;
  std::array<uint32_t, 256> byte_n0_;
  std::vector<uint32_t> operand_keywords_;  // n0
};

// Made on first use.
const LexTable& LexTableOf(Language language);

}  // namespace copytrace
