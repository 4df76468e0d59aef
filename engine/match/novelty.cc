// A token is repeated if the n-gram that ends at it also ended at one of the kMemory tokens before.
// Where the shape of the last few tokens comes back within kListReach, they are an entry of a list
// or table: its literals, though all different, are facts in an order that anybody would give them
// (keywords by the alphabet, primes, masks), so they count as repeated too, and the punctuation
// between them for half. Its identifiers keep their novelty: a run of alike statements is code.
// The n-grams of those tokens stand in a small open-addressing table whose slots die by age, so
// that nothing is ever deleted or rehashed. Because only kMemory tokens back count, the novelty of
// a piece of code does not depend on the size of the file around it.
#include "engine/match/novelty.h"

#include <algorithm>
#include <array>

namespace copytrace {
namespace {

constexpr uint32_t kMemory = 600;       // tokens
constexpr uint32_t kShapeGram = 6;      // N1 tokens
constexpr uint32_t kTextGram = 4;       // N0 tokens
constexpr uint32_t kListReach = 24;     // tokens back to the entry before
constexpr float kBetweenListed = 0.5f;  // novelty of a list's punctuation
constexpr uint32_t kSequenceReach = 3;  // tokens that a number in a row takes with it

class RecentGrams {
 public:
  // How many positions ago `hash` was seen, 0 if not in the last kMemory; remembers it for
  // `position` >= 1.
  uint32_t LastSeen(uint64_t hash, uint32_t position) {
    const auto key = static_cast<uint32_t>(hash >> 32) | 1;
    size_t slot = hash % kSlots;
    size_t dead = kSlots;
    for (int probe = 0; probe < kProbes; ++probe, slot = (slot + 1) % kSlots) {
      Entry& entry = entries_[slot];
      const bool alive = entry.key != 0 && position - entry.position <= kMemory;
      if (alive && entry.key == key) {
        const uint32_t distance = position - entry.position;
        entry.position = position;
        return distance;
      }
      if (!alive && dead == kSlots) dead = slot;
    }
    if (dead == kSlots) dead = hash % kSlots;
    entries_[dead] = {key, position};
    return 0;
  }

 private:
  static constexpr size_t kSlots = 4096;
  static constexpr int kProbes = 6;
  struct Entry {
    uint32_t key = 0;
    uint32_t position = 0;
  };
  std::array<Entry, kSlots> entries_{};
};

template <uint32_t kLength, uint32_t Token::*kField>
uint64_t GramHash(std::span<const Token> tokens, size_t last) {
  uint64_t hash = 0;
  for (size_t i = last + 1 - kLength; i <= last; ++i) {
    hash = (hash ^ (tokens[i].*kField)) * 0x9E3779B97F4A7C15ull;
    hash ^= hash >> 32;
  }
  return hash * 0xC2B2AE3D27D4EB4Full;
}

void PrefixSums(const std::vector<float>& values, std::vector<float>* sums) {
  sums->resize(values.size() + 1);
  double sum = 0;
  (*sums)[0] = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    sum += values[i];
    (*sums)[i + 1] = static_cast<float>(sum);
  }
}

}  // namespace

void ComputeNovelty(std::span<const Token> tokens, Novelty* novelty) {
  novelty->n1.assign(tokens.size(), 1.0f);
  novelty->n0.assign(tokens.size(), 1.0f);
  RecentGrams shapes;
  RecentGrams texts;
  uint32_t last_sequence = 0;  // one past the last number that continued a row
  for (size_t i = 0; i < tokens.size(); ++i) {
    const auto position = static_cast<uint32_t>(i + 1);
    if (i + 1 >= kShapeGram) {
      const uint32_t distance =
          shapes.LastSeen(GramHash<kShapeGram, &Token::n1>(tokens, i), position);
      if (distance > 0) novelty->n1[i] = kRepeated;
      if (distance > 0 && distance <= kListReach && !tokens[i].IsIdentifier()) {
        novelty->n0[i] = tokens[i].IsVariable() ? kRepeated : kBetweenListed;
      }
    }
    if (i + 1 >= kTextGram &&
        texts.LastSeen(GramHash<kTextGram, &Token::n0>(tokens, i), position) > 0) {
      novelty->n0[i] = kRepeated;
    }
    if (tokens[i].sequence) last_sequence = position;
    if (last_sequence != 0 && position - last_sequence < kSequenceReach) novelty->n0[i] = kRepeated;
  }
  PrefixSums(novelty->n1, &novelty->n1_sum);
  PrefixSums(novelty->n0, &novelty->n0_sum);
}

}  // namespace copytrace
