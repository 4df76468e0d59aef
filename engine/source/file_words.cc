// Finding a piece of code again is Rabin and Karp's search (Karp, Rabin: Efficient Randomized
// Pattern-Matching Algorithms, IBM J. Res. Dev. 31, 1987): the hash of a run of n words is a
// polynomial in their hashes, which is rolled over the file word by word.
// Arithmetic is modulo 2^64; the words are mixed first, so that the low bits are as good as the
// high ones. A false hit takes equal 64-bit hashes at equal length.
#include "engine/source/file_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace copytrace {
namespace {

constexpr uint64_t kBase = 0x9e3779b97f4a7c15;  // odd

// The finaliser of splitmix64.
uint64_t Mix(uint64_t x) {
  x += kBase;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

uint64_t Power(size_t exponent) {  // of kBase
  uint64_t result = 1;
  for (uint64_t square = kBase; exponent > 0; exponent >>= 1, square *= square) {
    if (exponent % 2 != 0) result *= square;
  }
  return result;
}

uint32_t HashOfWord(std::string_view word) {
  uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

template <typename Number>
bool ParseAll(std::string_view text, int base, Number* number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number, base);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string ToString(const ContentKey& key) {
  return fmt::format("{}-{:016x}", key.words, key.hash);
}

std::optional<ContentKey> ParseContentKey(std::string_view text) {
  const size_t dash = text.find('-');
  if (dash == std::string_view::npos || text.size() != dash + 17) return std::nullopt;
  ContentKey key;
  if (!ParseAll(text.substr(0, dash), 10, &key.words) ||
      !ParseAll(text.substr(dash + 1), 16, &key.hash)) {
    return std::nullopt;
  }
  return key;
}

FileWords::FileWords(const SourceFile& file) {
  if (!file.tokenized.tokens.empty()) {
    prefixes_.reserve(file.tokenized.tokens.size() + 1);
    lines_.reserve(file.tokenized.tokens.size());
    for (const Token& token : file.tokenized.tokens) Add(token.n0, token.line);
    return;
  }
  uint32_t line = 1;
  size_t at = 0;
  while (at < file.text.size()) {
    constexpr std::string_view kSpace = " \t\r\n\f\v";
    if (file.text[at] == '\n') ++line;
    if (kSpace.find(file.text[at]) != std::string_view::npos) {
      ++at;
      continue;
    }
    const size_t end = std::min(file.text.find_first_of(kSpace, at), file.text.size());
    Add(HashOfWord(std::string_view(file.text).substr(at, end - at)), line);
    at = end;
  }
}

void FileWords::Add(uint32_t word, uint32_t line) {
  prefixes_.push_back(prefixes_.back() * kBase + Mix(word));
  lines_.push_back(line);
}

uint64_t FileWords::HashOf(size_t begin, size_t end) const {
  return prefixes_[end] - prefixes_[begin] * Power(end - begin);
}

FileWords::Run FileWords::RunOf(const LineRange& lines) const {
  const auto begin = std::ranges::lower_bound(lines_, lines.first);
  const auto end = std::upper_bound(begin, lines_.end(), lines.last);
  return {static_cast<size_t>(begin - lines_.begin()), static_cast<size_t>(end - lines_.begin()),
          lines};
}

ContentKey FileWords::KeyOf(const LineRange& lines) const {
  const Run run = RunOf(lines);
  return {static_cast<uint32_t>(run.end - run.begin), HashOf(run.begin, run.end)};
}

std::vector<FileWords::Run> FileWords::Find(const ContentKey& content) const {
  std::vector<Run> runs;
  const size_t n = content.words;
  if (n == 0) return runs;
  const uint64_t power = Power(n);
  for (size_t end = n; end <= lines_.size(); ++end) {
    const size_t begin = end - n;
    if (prefixes_[end] - prefixes_[begin] * power != content.hash) continue;
    if (!runs.empty() && runs.back().end > begin) continue;
    runs.push_back({begin, end, {lines_[begin], lines_[end - 1]}});
  }
  return runs;
}

uint32_t FileWords::CopyNumber(const ContentKey& content, const LineRange& lines) const {
  uint32_t number = 1;
  for (const Run& run : Find(content)) number += run.lines.first < lines.first ? 1 : 0;
  return number;
}

}  // namespace copytrace
