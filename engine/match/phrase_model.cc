// Cleary and Witten's prediction by partial matching (1984), counted beforehand: a symbol's
// probability after a context of n symbols is interpolated with that after n − 1 by absolute
// discounting (Ney, Essen, Kneser 1994). Listed is what three projects have, and only where the
// longer context changes the expectation. Copies of other projects' code are left out when
// counting: what many carry is still somebody's, and a copy of it must be found.
//
// Names are symbols of their own where many files have them, so that the model knows what an
// interface dictates (hashCode, hasNext, add_argument); whatever an author chose is one symbol.
//
// The file: "CTPM", the number of entries, 65,537 starts of the buckets that the upper halves of
// the keys make, the keys' lower halves, the values. Numbers are little-endian, of four bytes, the
// halves of two, the values of one. It is searched as it lies there: nothing is read at the start.
#include "engine/match/phrase_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "engine/error.h"
#include "engine/match/common_code.h"

// The model's bytes, as the linker sees them.
asm(R"(
    .section .rodata
    .global copytrace_phrase_model
    .global copytrace_phrase_model_end
copytrace_phrase_model:
    .incbin ")" COPYTRACE_PHRASE_MODEL R"("
copytrace_phrase_model_end:
    .byte 0
    .previous
)");
extern "C" const unsigned char copytrace_phrase_model[];
extern "C" const unsigned char copytrace_phrase_model_end[];

namespace copytrace {
namespace {

constexpr std::string_view kMagic = "CTPM";
constexpr uint32_t kBuckets = 1 << 16;
constexpr size_t kHead = 8;            // bytes before the starts
constexpr float kUnlistedSymbol = 14;  // bits

uint32_t Load32(const unsigned char* p) {
  return uint32_t{p[0]} | uint32_t{p[1]} << 8 | uint32_t{p[2]} << 16 | uint32_t{p[3]} << 24;
}
uint32_t Load16(const unsigned char* p) { return uint32_t{p[0]} | uint32_t{p[1]} << 8; }

void Put(uint32_t value, int bytes, std::string* out) {
  for (int i = 0; i < bytes; ++i) out->push_back(static_cast<char>(value >> 8 * i));
}

}  // namespace

const PhraseModel& PhraseModel::Shipped() {
  static const PhraseModel kShipped(
      std::span(copytrace_phrase_model, copytrace_phrase_model_end - copytrace_phrase_model));
  return kShipped;
}

PhraseModel::PhraseModel(std::span<const unsigned char> bytes) {
  constexpr size_t kStarts = (kBuckets + size_t{1}) * 4;
  const auto damaged = [] { throw Error("the model of phrases is damaged: build again"); };
  if (bytes.size() < kHead + kStarts ||
      !std::equal(kMagic.begin(), kMagic.end(), bytes.begin(),
                  [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; })) {
    damaged();
  }
  const size_t count = Load32(bytes.data() + kMagic.size());
  if (bytes.size() != kHead + kStarts + count * 3) damaged();
  starts_ = bytes.data() + kHead;
  keys_ = starts_ + kStarts;
  values_ = keys_ + count * 2;
  uint32_t before = 0;
  for (uint32_t bucket = 0; bucket <= kBuckets; ++bucket) {
    const uint32_t start = Load32(starts_ + size_t{bucket} * 4);
    if (start < before || start > count) damaged();
    before = start;
  }
  if (before != count) damaged();
}

std::string PhraseModel::Encode(const Phrases& phrases) {
  std::string out(kMagic);
  Put(static_cast<uint32_t>(phrases.size()), 4, &out);
  size_t at = 0;
  for (uint32_t bucket = 0; bucket <= kBuckets; ++bucket) {
    while (at < phrases.size() && phrases[at].first >> 16 < bucket) ++at;
    Put(static_cast<uint32_t>(at), 4, &out);
  }
  for (const auto& [key, value] : phrases) Put(key & 0xFFFF, 2, &out);
  for (const auto& [key, value] : phrases) Put(value, 1, &out);
  return out;
}

// Keys are hashes, so that in its bucket of some forty a key stands near where its share of the
// range says.
uint32_t PhraseModel::Guess(uint32_t key) const {
  const unsigned char* const bucket = starts_ + size_t{key >> 16} * 4;
  const uint32_t begin = Load32(bucket);
  return begin + static_cast<uint32_t>(uint64_t{Load32(bucket + 4) - begin} * (key & 0xFFFF) >> 16);
}

uint8_t PhraseModel::Find(uint32_t key) const {
  const unsigned char* const bucket = starts_ + size_t{key >> 16} * 4;
  const uint32_t begin = Load32(bucket);
  const uint32_t end = Load32(bucket + 4);
  const uint32_t wanted = key & 0xFFFF;
  const auto key_at = [&](uint32_t i) { return Load16(keys_ + size_t{i} * 2); };
  uint32_t at = Guess(key);
  while (at < end && key_at(at) < wanted) ++at;
  while (at > begin && key_at(at - 1) >= wanted) --at;
  return at < end && key_at(at) == wanted ? values_[at] : 0;
}

uint32_t PhraseModel::FamilyKey(LanguageFamily family) {
  return PhraseKey(Mix(Seed(family, PhraseReading::kNamed) * 0xC2B2AE3D27D4EB4Full));
}

uint32_t PhraseModel::NamedSymbol(LanguageFamily family, const Token& token) {
  if (!token.IsVariable()) return token.n1;
  return std::isinf(CommonCode::Shipped().NameBits(family, token.n0)) ? token.n1 : token.n0;
}

float PhraseModel::Bits(LanguageFamily family, PhraseReading reading,
                        std::span<const uint32_t> before, uint32_t last) const {
  std::array<uint32_t, kMaxContext + 1> keys;  // by length
  uint32_t count = 0;
  VisitPhrases(family, reading, before, last, [&](uint32_t, uint64_t, uint64_t phrase) {
    const uint32_t key = PhraseKey(phrase);
    __builtin_prefetch(starts_ + size_t{key >> 16} * 4);
    keys[count++] = key;
  });
  for (uint32_t i = 0; i < count; ++i) __builtin_prefetch(keys_ + size_t{Guess(keys[i])} * 2);
  while (count-- > 0) {
    if (const uint8_t value = Find(keys[count]); value != 0) return DecodeBits(value);
  }
  return kUnlistedSymbol;
}

uint8_t PhraseModel::EncodeBits(double bits) {
  return static_cast<uint8_t>(std::clamp(std::lround(bits * 8) + 1, 1l, 255l));
}

}  // namespace copytrace
