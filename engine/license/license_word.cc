#include "engine/license/license_word.h"

#include <algorithm>
#include <array>
#include <string>

namespace copytrace {
namespace {

constexpr size_t kLongestTag = 120;
constexpr size_t kLongestWord = 64;            // letters that count
constexpr size_t kBytesAWord = 6;              // of source, about
constexpr std::ptrdiff_t kLongestHolder = 32;  // words of a line on who holds the copyright

constexpr std::array<char, 256> MakeFold() {
  std::array<char, 256> fold{};
  for (int c = '0'; c <= '9'; ++c) fold[c] = static_cast<char>(c);
  for (int c = 'a'; c <= 'z'; ++c) fold[c] = static_cast<char>(c);
  for (int c = 'A'; c <= 'Z'; ++c) fold[c] = static_cast<char>(c - 'A' + 'a');
  return fold;
}
constexpr std::array<char, 256> kFold = MakeFold();  // 0 for what is not part of a word

char Fold(char c) { return kFold[static_cast<uint8_t>(c)]; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return Fold(c) != 0 && !IsDigit(c); }

// Length of the markup tag or character entity at text[at], or 0.
size_t MarkupLength(std::string_view text, size_t at, size_t end) {
  if (at + 1 >= end) return 0;
  const bool tag = text[at] == '<';
  if (!tag && text[at] != '&') return 0;
  // "<!DOCTYPE …>" is a tag; "<!-- … -->" is a comment, whose words are text.
  const char first = tag && text[at + 1] == '!' && at + 2 < end ? text[at + 2] : text[at + 1];
  if (!IsLetter(first) && first != (tag ? '/' : '#')) return 0;
  const size_t limit = std::min(end, at + (tag ? kLongestTag : 9));
  for (size_t i = at + 1; i < limit; ++i) {
    if (text[i] == '\n') return 0;
    if (text[i] == (tag ? '>' : ';')) return i - at + 1;
    if (!tag && Fold(text[i]) == 0 && text[i] != '#') return 0;
  }
  return 0;
}

// Of a word with "licenc" in it, as if it were spelled with an "s".
uint32_t HashOfBritish(std::string_view word) {
  std::string folded(word);
  std::transform(folded.begin(), folded.end(), folded.begin(),
                 [](char c) { return c == '.' ? c : Fold(c); });
  if (const size_t at = folded.find("licenc"); at != std::string::npos) folded[at + 5] = 's';
  return LicenseWordHash(folded);
}

constexpr uint32_t kCopyright = LicenseWordHash("copyright");

// Words that make a line after "copyright" part of the licence's wording and not a statement of
// who holds it.
bool ContinuesWording(uint32_t word) {
  static constexpr std::array kWording = {
      LicenseWordHash("notice"),   LicenseWordHash("notices"), LicenseWordHash("holder"),
      LicenseWordHash("holders"),  LicenseWordHash("owner"),   LicenseWordHash("owners"),
      LicenseWordHash("license"),  LicenseWordHash("law"),     LicenseWordHash("laws"),
      LicenseWordHash("and"),      LicenseWordHash("or"),      LicenseWordHash("statement"),
      LicenseWordHash("interest"), LicenseWordHash("act"),     LicenseWordHash("protection"),
      LicenseWordHash("rights"),   LicenseWordHash("claims"),  LicenseWordHash("in"),
      LicenseWordHash("on"),       LicenseWordHash("is"),      LicenseWordHash("to"),
      LicenseWordHash("treaty"),   LicenseWordHash("patent"),  LicenseWordHash("text"),
      LicenseWordHash("for"),      LicenseWordHash("of"),      LicenseWordHash("the")};
  return std::find(kWording.begin(), kWording.end(), word) != kWording.end();
}

// Words that follow who holds the copyright where a whole licence stands on one line.
bool BeginsGrant(uint32_t word) {
  return word == LicenseWordHash("permission") || word == LicenseWordHash("redistribution") ||
         word == LicenseWordHash("licensed");
}

// "%%Copyright: Redistribution and use …": in PostScript a sign of what kind of comment that is.
// "COMMENT", "dnl" and "REM" begin comments of BDF fonts, m4 and batch files.
bool IsCommentSign(std::string_view text, const LicenseWord& word) {
  if (word.begin > 1 && text[word.begin - 1] == '%' && text.substr(word.end, 1) == ":") return true;
  const bool begins_line = word.begin == 0 || text[word.begin - 1] == '\n';
  return begins_line && IsCommentWord(word.hash);
}

// Marks the words of one line as variable where the line says who holds the copyright.
void MarkCopyrightLine(std::string_view text, std::vector<LicenseWord>::iterator begin,
                       std::vector<LicenseWord>::iterator end) {
  if (begin != end && IsCommentSign(text, *begin)) {
    begin->in_wording = false;
    ++begin;
  }
  for (auto word = begin; word != end && word - begin < 3; ++word) {
    if (word->hash != kCopyright) continue;
    auto next = word + 1;
    if (next != end && ContinuesWording(next->hash)) return;
    // Where a whole licence stands on one line, only its beginning says who.
    const auto last = end - begin > kLongestHolder ? word + kLongestHolder / 2 : end;
    for (auto each = begin; each != last; ++each) {
      if (last != end && BeginsGrant(each->hash)) break;
      each->in_wording = false;
      if (last != end && each->hash == LicenseWordHash("reserved")) break;
    }
    return;
  }
}

}  // namespace

bool IsCommentWord(uint32_t hash) {
  return hash == LicenseWordHash("comment") || hash == LicenseWordHash("dnl") ||
         hash == LicenseWordHash("rem");
}

void AppendLicenseWords(std::string_view text, size_t begin, size_t end,
                        std::vector<LicenseWord>* words) {
  words->reserve(words->size() + (end - begin) / kBytesAWord);
  size_t line_start = words->size();
  const auto end_line = [&] {
    MarkCopyrightLine(text, words->begin() + static_cast<std::ptrdiff_t>(line_start), words->end());
    line_start = words->size();
  };
  size_t i = begin;
  while (i < end) {
    const char c = text[i];
    if (Fold(c) == 0) {
      if (c == '\n') {
        end_line();
        ++i;
      } else if (c == '\\' && i + 1 < end &&
                 (text[i + 1] == 'n' || text[i + 1] == 't' || text[i + 1] == 'r')) {
        if (text[i + 1] == 'n') end_line();
        i += 2;
      } else if (c == '<' || c == '&') {
        i += std::max<size_t>(1, MarkupLength(text, i, end));
      } else {
        ++i;
      }
      continue;
    }
    const size_t start = i;
    uint32_t hash = LicenseWordHash("");
    bool may_be_british = false;
    for (char before = 0; i < end; ++i) {
      char folded = Fold(text[i]);
      if (folded == 0) {
        const bool is_point =
            text[i] == '.' && IsDigit(text[i - 1]) && i + 1 < end && IsDigit(text[i + 1]);
        if (!is_point) break;
        folded = '.';
      }
      if (i - start >= kLongestWord) continue;
      hash = (hash ^ static_cast<uint8_t>(folded)) * kLicenseWordPrime;
      may_be_british = may_be_british || (folded == 'c' && before == 'n');
      before = folded;
    }
    if (may_be_british) hash = HashOfBritish(text.substr(start, std::min(i - start, kLongestWord)));
    words->push_back({hash, static_cast<uint32_t>(start), static_cast<uint32_t>(i), i - start > 1});
  }
  end_line();
}

}  // namespace copytrace
