// One pass over the bytes by Wu and Manber's multi-pattern search (A Fast Algorithm for
// Multi-Pattern Searching, 1994): all triggers are cut to their first six letters, a table over
// pairs of letters says how far the window may jump, four to five bytes most of the time. Letters
// are compared by their lower five bits, which folds case; each stop is then verified in full.
#include "engine/license/license_gate.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace copytrace {
namespace {

// A space stands for any run of blanks, line ends and comment signs.
constexpr std::array<std::string_view, 40> kTriggers = {
    "license",          "licence",      "licensing",   "licenced",          "copyright",
    "spdx-license",     "permission",   "redistribut", "warrant",           "public domain",
    "released under",   "trade secret", "proprietary", "restricted rights", "general public",
    "creative commons", "lizenz",       "covered by",  "governs this",      "mpl 1.1",
    "the gpl",          "gnu gpl",      "gnu general", "under gpl",         "see copying",
    "free software",    "do anything",  "free stuff",  "freely ",           "file copying",
    "confidential",     "unpublished",  "shareware",   "freeware",          "prohibited",
    "disclosed",        "feel free",    "for free",    "as you ",           "free for "};
constexpr size_t kTinyFile = 400;  // bytes; read whole
constexpr size_t kWindow = 6;
constexpr size_t kBefore = 1200;  // bytes of a region before its first trigger
constexpr size_t kAfter = 2500;   // and after its last
constexpr size_t kLineSlack = 400;

constexpr uint32_t PairOf(char a, char b) {
  return ((static_cast<uint8_t>(a) & 31u) << 5) | (static_cast<uint8_t>(b) & 31u);
}

constexpr std::array<uint8_t, 1024> MakeShifts() {
  std::array<uint8_t, 1024> shifts{};
  for (uint8_t& shift : shifts) shift = kWindow - 1;
  for (const std::string_view trigger : kTriggers) {
    for (size_t i = 0; i + 1 < kWindow; ++i) {
      uint8_t& shift = shifts[PairOf(trigger[i], trigger[i + 1])];
      shift = std::min(shift, static_cast<uint8_t>(kWindow - 2 - i));
    }
  }
  return shifts;
}
constexpr std::array<uint8_t, 1024> kShifts = MakeShifts();

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsAlnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool StandsAt(std::string_view text, size_t at, std::string_view trigger) {
  for (const char c : trigger) {
    if (c == ' ') {
      const size_t limit = std::min(text.size(), at + 24);
      if (at >= limit || IsAlnum(text[at])) return false;
      while (at < limit && !IsAlnum(text[at])) ++at;
      continue;
    }
    if (at >= text.size() || Lower(text[at]) != c) return false;
    ++at;
  }
  return true;
}

// Which triggers, a bit each, end their first six letters with a pair.
constexpr std::array<uint64_t, 1024> MakeEndings() {
  static_assert(kTriggers.size() <= 64);
  std::array<uint64_t, 1024> endings{};
  for (size_t i = 0; i < kTriggers.size(); ++i) {
    endings[PairOf(kTriggers[i][kWindow - 2], kTriggers[i][kWindow - 1])] |= uint64_t{1} << i;
  }
  return endings;
}
constexpr std::array<uint64_t, 1024> kEndings = MakeEndings();

// Whether a trigger stands at `at`, whose window ends with `pair`.
bool IsTrigger(std::string_view text, size_t at, uint32_t pair) {
  for (uint64_t rest = kEndings[pair]; rest != 0; rest &= rest - 1) {
    if (StandsAt(text, at, kTriggers[static_cast<size_t>(std::countr_zero(rest))])) return true;
  }
  return false;
}

void AddRegion(std::string_view text, size_t trigger, std::vector<TextRange>* regions) {
  size_t begin = trigger > kBefore ? trigger - kBefore : 0;
  size_t end = std::min(text.size(), trigger + kAfter);
  if (!regions->empty() && begin <= regions->back().end) {
    regions->back().end = std::max(regions->back().end, end);
    return;
  }
  const size_t line_start = text.substr(0, begin).rfind('\n');
  if (line_start != std::string_view::npos && begin - line_start < kLineSlack) {
    begin = line_start + 1;
  } else if (begin < kLineSlack) {
    begin = 0;
  }
  if (!regions->empty()) begin = std::max(begin, regions->back().end);
  regions->push_back({begin, end});
}

}  // namespace

std::vector<TextRange> FindLicenseRegions(std::string_view text) {
  if (text.size() < kTinyFile) return {{0, text.size()}};
  std::vector<TextRange> regions;
  const char* data = text.data();
  const size_t size = text.size();
  size_t end = kWindow;  // offset after the window
  while (end <= size) {
    const uint32_t pair = PairOf(data[end - 2], data[end - 1]);
    const uint8_t shift = kShifts[pair];
    if (shift != 0) {
      end += shift;
      continue;
    }
    const size_t at = end - kWindow;
    if (IsTrigger(text, at, pair)) AddRegion(text, at, &regions);
    ++end;
  }
  for (TextRange& region : regions) {
    const size_t line_end = text.find('\n', region.end);
    if (line_end != std::string_view::npos && line_end - region.end < kLineSlack) {
      region.end = line_end;
    } else if (size - region.end < kLineSlack) {
      region.end = size;
    }
  }
  for (size_t i = 1; i < regions.size(); ++i) {
    regions[i].begin = std::max(regions[i].begin, regions[i - 1].end);
  }
  std::erase_if(regions, [](const TextRange& region) { return region.begin >= region.end; });
  return regions;
}

}  // namespace copytrace
