// A token is repeated if the n-gram that ends at it also ended at one of the kMemory tokens before.
// Where the shape of the last few tokens comes back within kListReach, they are an entry of a list
// or table: its literals, though all different, are facts in an order that anybody would give them
// (keywords by the alphabet, primes, masks), so they count as repeated too, and the punctuation
// between them for half. Its identifiers keep their novelty: a run of alike statements is code. So
// do its long string literals: a sentence is nobody's fact, and the lines of a usage text are alike
// in all but what they say.
// The n-grams of those tokens stand in a ring, chained by hash from the latest to the oldest, so
// that nothing is ever deleted or rehashed. Because only kMemory tokens back count, the novelty of
// a piece of code does not depend on the size of the file around it.
//
// A k-gram whose shape stands in kMany projects of those that were counted, each time in different
// surroundings, leaves its tokens no more than a repetition would, one that stands in fewer
// something in between. That alone says little of its names, which keep a share unless the k-gram
// is common to the letter as well.
#include "engine/match/novelty.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/match/common_code.h"

namespace copytrace {
namespace {

constexpr uint32_t kMemory = 600;       // tokens
constexpr uint32_t kShapeGram = 6;      // N1 tokens
constexpr uint32_t kTextGram = 4;       // N0 tokens
constexpr uint32_t kListReach = 24;     // tokens back to the entry before
constexpr float kBetweenListed = 0.5f;  // novelty of a list's punctuation
constexpr uint32_t kSentence = 36;      // bytes of a literal, quotes included
constexpr float kMany = 8;              // projects
constexpr float kNamesOfCommon = 0.5f;  // share of a common shape's loss that its names suffer
constexpr uint32_t kSequenceReach = 3;  // tokens that a number in a row takes with it

class RecentGrams {
 public:
  // Forgets all; the next text has so many tokens. What is remembered of others is just too far
  // back, so that nothing need be cleared.
  void Start(size_t tokens) {
    if (uint64_t{last_} + kMemory + tokens > UINT32_MAX) {
      latest_.fill(0);
      last_ = 0;
    }
    offset_ = last_ + kMemory;
    last_ = offset_ + static_cast<uint32_t>(tokens);
  }

  // How many positions ago `hash` was seen, 0 if not in the last kMemory; remembers it for
  // `position`. REQUIRES: positions ascend from 1 to the number of tokens.
  uint32_t LastSeen(uint64_t hash, uint32_t position) {
    position += offset_;
    const auto key = static_cast<uint32_t>(hash);
    uint32_t& latest = latest_[hash >> 32 & (kSlots - 1)];
    uint32_t found = 0;
    for (uint32_t at = latest; position - at <= kMemory; at = grams_[at % kRing].before) {
      if (grams_[at % kRing].key == key) {
        found = position - at;
        break;
      }
    }
    grams_[position % kRing] = {key, latest};
    latest = position;
    return found;
  }

 private:
  static constexpr size_t kSlots = 4096;
  static constexpr size_t kRing = 1024;
  static_assert(kRing > kMemory);
  struct Gram {
    uint32_t key;
    uint32_t before;  // the position before it that fell into the same slot
  };
  std::array<uint32_t, kSlots> latest_{};
  std::array<Gram, kRing> grams_{};  // by position: those of the last kRing
  uint32_t offset_ = 0;              // of the text's positions from those of all texts
  uint32_t last_ = 0;
};

// The hash of the last kLength tokens, rolled on token by token (Karp and Rabin 1987).
template <uint32_t kLength, uint32_t Token::*kField>
class RollingGram {
 public:
  explicit RollingGram(std::span<const Token> tokens) : tokens_(tokens) {}

  // REQUIRES: called for every token, in order.
  uint64_t Next(size_t i) {
    hash_ = hash_ * kBase + Value(i);
    if (i >= kLength) hash_ -= Value(i - kLength) * kTop;
    const uint64_t mixed = (hash_ ^ hash_ >> 32) * 0xC2B2AE3D27D4EB4Full;
    return mixed ^ mixed >> 32;
  }

 private:
  static constexpr uint64_t kBase = 0x9E3779B97F4A7C15ull;
  static constexpr uint64_t kTop = [] {
    uint64_t top = 1;
    for (uint32_t i = 0; i < kLength; ++i) top *= kBase;
    return top;
  }();
  uint64_t Value(size_t i) const {
    const uint64_t value = (tokens_[i].*kField + 1ull) * 0xD6E8FEB86659FD93ull;
    return value ^ value >> 32;
  }

  std::span<const Token> tokens_;
  uint64_t hash_ = 0;
};

void SumUp(Novelty* novelty) {
  const size_t size = novelty->n1.size();
  novelty->n1_sum.resize(size + 1);
  novelty->n0_sum.resize(size + 1);
  double n1 = 0;
  double n0 = 0;
  novelty->n1_sum[0] = novelty->n0_sum[0] = 0;
  for (size_t i = 0; i < size; ++i) {
    novelty->n1_sum[i + 1] = static_cast<float>(n1 += novelty->n1[i]);
    novelty->n0_sum[i + 1] = static_cast<float>(n0 += novelty->n0[i]);
  }
}

// From 0 where no project was counted to 1 from kMany on.
float HowCommon(uint32_t projects) {
  if (projects == 0) return 0;
  return std::min(1.0f, std::log2(static_cast<float>(projects)) / std::log2(kMany));
}

void LowerRepeated(std::span<const Token> tokens, Novelty* novelty) {
  novelty->n1.assign(tokens.size(), 1.0f);
  novelty->n0.assign(tokens.size(), 1.0f);
  thread_local RecentGrams shapes;
  thread_local RecentGrams texts;
  shapes.Start(tokens.size());
  texts.Start(tokens.size());
  RollingGram<kShapeGram, &Token::n1> shape(tokens);
  RollingGram<kTextGram, &Token::n0> text(tokens);
  uint32_t last_sequence = 0;  // one past the last number that continued a row
  for (size_t i = 0; i < tokens.size(); ++i) {
    const auto position = static_cast<uint32_t>(i + 1);
    const uint64_t shape_hash = shape.Next(i);
    const uint64_t text_hash = text.Next(i);
    if (i + 1 >= kShapeGram) {
      const uint32_t distance = shapes.LastSeen(shape_hash, position);
      if (distance > 0) novelty->n1[i] = kRepeated;
      const bool sentence = tokens[i].IsString() && tokens[i].length >= kSentence;
      if (distance > 0 && distance <= kListReach && !tokens[i].IsIdentifier() && !sentence) {
        novelty->n0[i] = tokens[i].IsVariable() ? kRepeated : kBetweenListed;
      }
    }
    if (i + 1 >= kTextGram && texts.LastSeen(text_hash, position) > 0) novelty->n0[i] = kRepeated;
    if (tokens[i].sequence) last_sequence = position;
    if (last_sequence != 0 && position - last_sequence < kSequenceReach) novelty->n0[i] = kRepeated;
  }
}

void LowerWhereCommon(std::span<const Fingerprint> fingerprints, uint32_t k, Novelty* novelty) {
  const CommonCode& code = CommonCode::Shipped();
  struct CommonGram {
    uint32_t begin;  // token
    float shape;     // how common
    float text;
  };
  constexpr size_t kAhead = 16;  // whose place in the table is asked for
  std::vector<CommonGram> grams;
  for (size_t i = 0; i < fingerprints.size(); ++i) {
    if (i + kAhead < fingerprints.size()) code.PrefetchShape(fingerprints[i + kAhead]);
    const Fingerprint& fingerprint = fingerprints[i];
    const float shape = HowCommon(code.ShapeProjects(fingerprint));
    if (shape == 0) continue;
    const float text = std::max(kNamesOfCommon * shape, HowCommon(code.TextProjects(fingerprint)));
    grams.push_back({fingerprint.position, shape, text});
  }
  if (grams.empty()) return;
  size_t first = 0;  // of the grams that end behind token i
  size_t next = 0;   // the first that begins behind it
  for (uint32_t i = grams.front().begin; i < grams.back().begin + k; ++i) {
    while (next < grams.size() && grams[next].begin <= i) ++next;
    while (first < next && grams[first].begin + k <= i) ++first;
    if (first == next) {
      i = grams[next].begin - 1;
      continue;
    }
    float shape = 0;
    float text = 0;
    for (size_t gram = first; gram < next; ++gram) {
      shape = std::max(shape, grams[gram].shape);
      text = std::max(text, grams[gram].text);
    }
    novelty->n1[i] *= 1 - (1 - kRepeated) * shape;
    novelty->n0[i] *= 1 - (1 - kRepeated) * text;
  }
}

}  // namespace

void ComputeNovelty(std::span<const Token> tokens, Novelty* novelty) {
  LowerRepeated(tokens, novelty);
  SumUp(novelty);
}

void ComputeNovelty(std::span<const Token> tokens, std::span<const Fingerprint> fingerprints,
                    uint32_t k, Novelty* novelty) {
  LowerRepeated(tokens, novelty);
  LowerWhereCommon(fingerprints, k, novelty);
  SumUp(novelty);
}

}  // namespace copytrace
