// One pass over the bytes that looks at every third place only. Each trigger has an anchor, a word
// of six letters or more where it has one; of any six bytes in a row one of the first three begins
// at a third place, so the four bytes there are one of three q-grams of the anchor. A bit table
// over hashed q-grams turns nearly all places away; at the others the triggers whose anchor may
// begin there are compared letter by letter (Salmela, Tarhio, Kytöjoki: Multi-Pattern String
// Matching with q-Grams, 2006, sampled as above).
#include "engine/license/license_gate.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

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
constexpr size_t kStride = 3;
constexpr size_t kGram = 4;    // bytes
constexpr size_t kAnchor = 6;  // kStride + kGram - 1
constexpr int kGramBits = 16;  // of the hash of a q-gram
// Bytes. Where code follows, a notice ends soon after its last trigger; prose may go on for a page.
constexpr size_t kApart = 3700;   // between two triggers that are of one region
constexpr size_t kBefore = 1200;  // of a region before its first trigger
constexpr size_t kAfter = 1000;   // and after its last
constexpr size_t kAfterInProse = 2500;
constexpr size_t kCodeSignEvery = 40;  // bytes, at least; prose has fewer
constexpr size_t kLineSlack = 400;
constexpr size_t kWidestBlank = 24;

constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool IsAlnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Where the anchor begins: with the first long word, else with the trigger.
constexpr size_t AnchorOf(std::string_view trigger) {
  for (size_t begin = 0; begin < trigger.size();) {
    const size_t end = std::min(trigger.find(' ', begin), trigger.size());
    if (end - begin >= kAnchor) return begin;
    begin = end + 1;
  }
  return 0;
}

// Of four bytes, the lowest first, each with the bit set that letters of both cases share.
constexpr uint32_t GramHash(uint32_t bytes) {
  return ((bytes | 0x20202020u) * 0x9E3779B1u) >> (32 - kGramBits);
}

using GramTable = std::array<uint64_t, (size_t{1} << kGramBits) / 64>;

// Adds the q-gram, where a space stands for what most often divides words, line ends included.
constexpr void AddGram(std::string_view gram, size_t at, uint32_t bytes, GramTable* table) {
  if (at == kGram) {
    const uint32_t hash = GramHash(bytes);
    (*table)[hash / 64] |= uint64_t{1} << (hash % 64);
    return;
  }
  if (gram[at] != ' ') {
    AddGram(gram, at + 1, bytes | static_cast<uint32_t>(gram[at]) << (8 * at), table);
    return;
  }
  for (const char divider : std::string_view(" \n\t-_\"'.,:/*()")) {
    AddGram(gram, at + 1, bytes | static_cast<uint32_t>(divider) << (8 * at), table);
  }
}

constexpr GramTable MakeGrams() {
  GramTable table{};
  for (const std::string_view trigger : kTriggers) {
    for (size_t offset = 0; offset < kStride; ++offset) {
      AddGram(trigger.substr(AnchorOf(trigger) + offset, kGram), 0, 0, &table);
    }
  }
  return table;
}
constexpr GramTable kGrams = MakeGrams();

bool MayBeGram(const char* at) {
  uint32_t bytes;
  std::memcpy(&bytes, at, kGram);
  const uint32_t hash = GramHash(bytes);
  return (kGrams[hash / 64] >> (hash % 64)) & 1;
}

// The next of every third place, from `at` on, where a q-gram may stand; else the size of the text.
[[gnu::noinline]] size_t NextGram(std::string_view text, size_t at) {
  const char* const end = text.data() + text.size();
  for (const char* next = text.data() + at; next + kGram <= end; next += kStride) {
    if (MayBeGram(next)) return static_cast<size_t>(next - text.data());
  }
  return text.size();
}

constexpr uint32_t PairOf(char a, char b) {
  return ((static_cast<uint8_t>(a) & 31u) << 5) | (static_cast<uint8_t>(b) & 31u);
}

// Which triggers, a bit each, have an anchor that begins with a pair of letters.
constexpr std::array<uint64_t, 1024> MakeBeginnings() {
  static_assert(kTriggers.size() <= 64);
  std::array<uint64_t, 1024> beginnings{};
  for (size_t i = 0; i < kTriggers.size(); ++i) {
    const std::string_view anchor = kTriggers[i].substr(AnchorOf(kTriggers[i]));
    beginnings[PairOf(anchor[0], anchor[1])] |= uint64_t{1} << i;
  }
  return beginnings;
}
constexpr std::array<uint64_t, 1024> kBeginnings = MakeBeginnings();

bool StandsAt(std::string_view text, size_t at, std::string_view words) {
  for (const char c : words) {
    if (c == ' ') {
      const size_t limit = std::min(text.size(), at + kWidestBlank);
      if (at >= limit || IsAlnum(text[at])) return false;
      while (at < limit && !IsAlnum(text[at])) ++at;
      continue;
    }
    if (at >= text.size() || Lower(text[at]) != c) return false;
    ++at;
  }
  return true;
}

bool StandsBefore(std::string_view text, size_t end, std::string_view words) {
  for (; !words.empty(); words.remove_suffix(1)) {
    if (words.back() == ' ') {
      const size_t limit = end > kWidestBlank ? end - kWidestBlank : 0;
      if (end == limit || IsAlnum(text[end - 1])) return false;
      while (end > limit && !IsAlnum(text[end - 1])) --end;
      continue;
    }
    if (end == 0 || Lower(text[end - 1]) != words.back()) return false;
    --end;
  }
  return true;
}

// Whether the anchor of a trigger that stands here begins at `at`.
bool IsAnchor(std::string_view text, size_t at) {
  uint64_t rest = kBeginnings[PairOf(text[at], text[at + 1])];
  for (; rest != 0; rest &= rest - 1) {
    const std::string_view trigger = kTriggers[static_cast<size_t>(std::countr_zero(rest))];
    const size_t anchor = AnchorOf(trigger);
    if (StandsAt(text, at, trigger.substr(anchor)) &&
        StandsBefore(text, at, trigger.substr(0, anchor))) {
      return true;
    }
  }
  return false;
}

// Triggers near each other: where the first and the last of them begin.
struct TriggerRun {
  size_t first;
  size_t last;
};

std::vector<TriggerRun> FindTriggerRuns(std::string_view text) {
  std::vector<TriggerRun> runs;
  const size_t size = text.size();
  for (size_t at = NextGram(text, 0); at < size; at = NextGram(text, at + kStride)) {
    for (size_t begin = at < kStride ? 0 : at - kStride + 1; begin <= at; ++begin) {
      if (!IsAnchor(text, begin)) continue;
      if (!runs.empty() && begin - runs.back().last <= kApart) {
        runs.back().last = begin;
      } else {
        runs.push_back({begin, begin});
      }
    }
  }
  return runs;
}

// The start of the line that `at` is in, if it is not far.
size_t NearLineStart(std::string_view text, size_t at) {
  const size_t limit = at > kLineSlack ? at - kLineSlack : 0;
  const size_t line_end = text.substr(limit, at - limit).rfind('\n');
  if (line_end != std::string_view::npos) return limit + line_end + 1;
  return limit == 0 ? 0 : at;
}

size_t NearLineEnd(std::string_view text, size_t at) {
  const size_t line_end = text.substr(at, kLineSlack).find('\n');
  if (line_end != std::string_view::npos) return at + line_end;
  return text.size() - at < kLineSlack ? text.size() : at;
}

// Whether it reads as nothing that a programming language says.
bool IsProse(std::string_view text) {
  const auto signs = std::count_if(text.begin(), text.end(), [](char c) {
    return c == '(' || c == ')' || c == '{' || c == '}' || c == ';' || c == '=' || c == '_';
  });
  return static_cast<size_t>(signs) * kCodeSignEvery < text.size();
}

// How far a region goes on behind its last trigger.
size_t EndAfter(std::string_view text, size_t last_trigger) {
  const std::string_view rest = text.substr(last_trigger, kAfterInProse);
  const size_t near = std::min(kAfter, rest.size());
  return last_trigger + (IsProse(rest.substr(near)) ? rest.size() : near);
}

}  // namespace

std::span<const std::string_view> LicenseTriggers() { return kTriggers; }

std::vector<TextRange> FindLicenseRegions(std::string_view text) {
  if (text.size() < kTinyFile) return {{0, text.size()}};
  std::vector<TextRange> regions;
  for (const auto& [first, last] : FindTriggerRuns(text)) {
    const size_t begin = NearLineStart(text, first > kBefore ? first - kBefore : 0);
    const size_t end = NearLineEnd(text, EndAfter(text, last));
    regions.push_back({regions.empty() ? begin : std::max(begin, regions.back().end), end});
  }
  return regions;
}

}  // namespace copytrace
