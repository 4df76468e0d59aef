// The words of a licence text: what stays when comment signs, markup, punctuation, case and layout
// are taken away. The same cut is made when the table of texts is built and when a file is read.
// Thread-safe. Offsets are in bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace copytrace {

struct LicenseWord {
  uint32_t hash;    // FNV-1a of the folded word
  uint32_t begin;   // offset of its first byte
  uint32_t end;     // offset after its last byte
  bool in_wording;  // false for copyright lines and one-letter words, which vary between copies
};

inline constexpr uint32_t kLicenseWordPrime = 16777619u;  // of FNV-1a

// Hash of a word that is already in lower case; usable as a case label.
constexpr uint32_t LicenseWordHash(std::string_view word) {
  uint32_t hash = 2166136261u;
  for (const char c : word) hash = (hash ^ static_cast<uint8_t>(c)) * kLicenseWordPrime;
  return hash;
}

// Whether it is a word that begins comments: where it begins a line, it is no part of the wording.
bool IsCommentWord(uint32_t hash);

// Appends the words of text[begin, end). A word is a run of ASCII letters and digits, in which a
// point between digits stays ("2.0"); British "licence" is folded into "license". Markup tags,
// character entities and the escapes \n \t \r are separators.
void AppendLicenseWords(std::string_view text, size_t begin, size_t end,
                        std::vector<LicenseWord>* words);

}  // namespace copytrace
