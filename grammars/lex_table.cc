#include "grammars/lex_table.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include "grammars/lexicon.h"
#include "grammars/text_hash.h"

namespace copytrace {
namespace {

constexpr std::string_view kOperandKeywords =
    "return typeof instanceof in new delete void throw case do else yield await default if unless "
    "elsif while until when and or not then xor";

std::vector<std::string_view> SplitWords(std::string_view words) {
  std::vector<std::string_view> result;
  while (!words.empty()) {
    const size_t end = std::min(words.find(' '), words.size());
    if (end > 0) result.push_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return result;
}

}  // namespace

LexTable::LexTable(const LexicalSpec& spec) : spec_(spec) {
  SetClasses();
  AddKeywords();
  AddOperators();
  for (int c = 0; c < 256; ++c) {
    const char byte = static_cast<char>(c);
    byte_n0_[c] = N0Of(TextHash({&byte, 1}));
  }
  for (std::string_view word : SplitWords(kOperandKeywords)) {
    operand_keywords_.push_back(N0Of(TextHash(word)));
  }
}

bool LexTable::ExpectsOperand(uint32_t n0) const {
  return std::find(operand_keywords_.begin(), operand_keywords_.end(), n0) !=
         operand_keywords_.end();
}

void LexTable::SetClasses() {
  classes_.fill(ByteClass::kOther);
  const auto set = [this](std::string_view bytes, ByteClass byte_class) {
    for (const char c : bytes) classes_[static_cast<unsigned char>(c)] = byte_class;
  };
  set(std::string_view(" \t\v\f\r\0", 6), ByteClass::kSpace);
  set("\n", ByteClass::kNewline);
  for (int c = 0x80; c < 256; ++c) classes_[c] = ByteClass::kName;
  set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", ByteClass::kName);
  set("0123456789", ByteClass::kDigit);
  set(">", ByteClass::kGreater);
  set("<", ByteClass::kLess);
  set("#", ByteClass::kHash);
  set(".", ByteClass::kDot);
  set("\\", ByteClass::kBackslash);
  set("{", ByteClass::kOpenBrace);
  set("}", ByteClass::kCloseBrace);
  set(spec_.name_characters, ByteClass::kName);
  if (spec_.block_comments) set("/", ByteClass::kComment);
  if (!spec_.line_comment.empty()) set(spec_.line_comment.substr(0, 1), ByteClass::kComment);
  if (!spec_.long_comment_open.empty()) {
    set(spec_.long_comment_open.substr(0, 1), ByteClass::kComment);
  }
  set(spec_.quotes, ByteClass::kQuote);
  set(spec_.long_quotes, ByteClass::kLongQuote);
  set(spec_.verbatim_quotes, ByteClass::kVerbatimQuote);
  if (spec_.templates) set("`", ByteClass::kTemplate);
  plain_classes_ = classes_;
  for (int c = 0; c < 256; ++c) continues_word_[c] = classes_[c] >= ByteClass::kName;
  for (const char c : spec_.name_continuations)
    continues_word_[static_cast<unsigned char>(c)] = true;
  set(spec_.special, ByteClass::kSpecial);
}

void LexTable::AddKeywords() {
  const Lexicon lexicon = LexiconOf(spec_.language);
  std::set<std::string_view> words(lexicon.keywords.begin(), lexicon.keywords.end());
  for (std::string_view word : SplitWords(spec_.keywords)) words.insert(word);
  for (std::string_view word : SplitWords(spec_.names)) words.erase(word);
  size_t places = 64;
  while (places < words.size() * 4) places *= 2;
  keywords_.assign(places, 0);
  keyword_mask_ = places - 1;
  for (std::string_view word : words) {
    const uint64_t hash = TextHash(word);
    size_t i = hash & keyword_mask_;
    while (keywords_[i] != 0) i = (i + 1) & keyword_mask_;
    keywords_[i] = hash;
  }
}

void LexTable::AddOperators() {
  const Lexicon lexicon = LexiconOf(spec_.language);
  std::vector<std::string_view> texts = SplitWords(spec_.operators);
  texts.insert(texts.end(), lexicon.operators.begin(), lexicon.operators.end());
  std::sort(texts.begin(), texts.end(), [](std::string_view a, std::string_view b) {
    const auto first = [](std::string_view text) { return static_cast<unsigned char>(text[0]); };
    if (first(a) != first(b)) return first(a) < first(b);
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  first_operator_.fill(0);
  for (std::string_view text : texts) {
    LongOperator entry = {0, 0, N0Of(TextHash(text)), static_cast<uint8_t>(text.size())};
    std::memcpy(&entry.text, text.data(), text.size());
    std::memset(&entry.mask, 0xff, text.size());
    operators_.push_back(entry);
    ++first_operator_[static_cast<unsigned char>(text[0]) + 1];
  }
  for (size_t i = 1; i < first_operator_.size(); ++i) first_operator_[i] += first_operator_[i - 1];
}

const LexTable& LexTableOf(Language language) {
  static const auto tables = [] {
    std::array<std::unique_ptr<const LexTable>, kLanguages> made;
    for (const Language each : AllLanguages()) {
      made[static_cast<size_t>(each)] = std::make_unique<LexTable>(LexicalSpecOf(each));
    }
    return made;
  }();
  return *tables[static_cast<size_t>(language)];
}

}  // namespace copytrace
