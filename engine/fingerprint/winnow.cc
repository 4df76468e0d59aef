// Robust winnowing over normalised k-grams, with a second choice for code that has no shape.
//
// 1. Every k-gram has two polynomial hashes (Karp and Rabin 1987): one over the N1 of its tokens,
//    one over their N0, which is asked for only where the k-gram is chosen.
// 2. A window slides over `window` consecutive k-grams. Its fingerprint is the usable k-gram with
//    the least N1 hash, the one already chosen if it is still inside, else the rightmost on ties
//    (Schleimer, Wilkerson, Aiken 2003, "robust winnowing"). The choice depends on the window's
//    content alone, so two texts that share the window share its fingerprint.
// 3. A k-gram is poor, and never chosen by its N1, if it has at most kPoorDistinct distinct N1
//    tokens or a period of at most k/2: rows of tables, runs of assignments, closing brackets. Such
//    shapes are the same everywhere. Because poor k-grams are passed over before the minimum is
//    taken, not after, a window with one usable k-gram always yields a fingerprint.
// 4. A window whose k-grams are all poor is fingerprinted by the least N0 hash instead: number
//    tables and word lists are told apart by their content. k-grams with fewer than kDistinctExact
//    distinct N0 tokens are passed over here too (rows of zeros).
//
// Poorness costs a look at k tokens, so it is tested only when a k-gram is about to be chosen:
// about twice per window, not once per token. What it asks is mostly told by a sketch of the k-gram
// without a branch that depends on the code: a word with a bit for each token, by its hash, has
// enough bits set; no two overlapping parts have equal hashes. Where the sketch does not tell, the
// tokens themselves are compared.
#include "engine/fingerprint/winnow.h"

#include <algorithm>
#include <array>

namespace copytrace {
namespace {

constexpr uint64_t kBase = 0x9E3779B97F4A7C15ull;
constexpr uint64_t kUnusable = UINT64_MAX;
constexpr uint32_t kPoorDistinct = 4;
constexpr uint32_t kDistinctExact = 8;
constexpr uint64_t kExactSeed = 0x5BD1E995CAFEull;
constexpr uint32_t kMaxK = 64;

uint64_t Mix(uint64_t x) {
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93ull;
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93ull;
  x ^= x >> 32;
  return x;
}

uint64_t TokenValue(uint32_t hash) {
  const uint64_t x = (hash + 1ull) * 0xC2B2AE3D27D4EB4Full;
  return x ^ (x >> 29);
}

// One bit of 64.
uint64_t Mark(uint32_t hash) { return uint64_t{1} << (hash * 0x9E3779B1u >> 26); }

// Polynomial hashes of all prefixes of a text, one longer: that of tokens [i, i + k) follows from
// two of them, in one multiplication.
class GramHashes {
 public:
  GramHashes(std::span<const uint64_t> prefixes, uint32_t k) : prefixes_(prefixes), k_(k) {
    powers_[0] = 1;
    for (uint32_t i = 0; i < k; ++i) powers_[i + 1] = powers_[i] * kBase;
  }
  // Mixed, and less than kUnusable.
  uint64_t operator[](size_t i) const {
    return std::min(Mix(prefixes_[i + k_] - prefixes_[i] * powers_[k_]), kUnusable - 1);
  }

  // Whether the k-gram at i may have a period of at most k/2: it has one if its first k − period
  // tokens are its last.
  bool MayBePeriodic(size_t i) const {
    bool may = false;
    for (uint32_t period = 1; period <= k_ / 2; ++period) {
      may |= prefixes_[i + k_ - period] - prefixes_[i + k_] ==
             (prefixes_[i] - prefixes_[i + period]) * powers_[k_ - period];
    }
    return may;
  }

 private:
  std::span<const uint64_t> prefixes_;
  uint32_t k_;
  std::array<uint64_t, kMaxK + 1> powers_;  // of kBase
};

// Both fields in one pass, since each multiplication waits for the one before.
void HashPrefixes(std::span<const Token> tokens, std::vector<uint64_t>* n1,
                  std::vector<uint64_t>* n0) {
  n1->resize(tokens.size() + 1);
  n0->resize(tokens.size() + 1);
  uint64_t shape = 0;
  uint64_t text = 0;
  (*n1)[0] = (*n0)[0] = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    (*n1)[i + 1] = shape = shape * kBase + TokenValue(tokens[i].n1);
    (*n0)[i + 1] = text = text * kBase + TokenValue(tokens[i].n0);
  }
}

// Whether more than `limit` bits are set.
bool HasMoreBitsThan(uint64_t word, uint32_t limit) {
  for (uint32_t i = 0; i < limit; ++i) word &= word - 1;
  return word != 0;
}

template <uint32_t Token::*kField>
bool HasMoreDistinctThan(std::span<const Token> gram, uint32_t limit) {
  uint64_t marks = 0;
  for (const Token& token : gram.first(gram.size() / 2)) marks |= Mark(token.*kField);
  if (HasMoreBitsThan(marks, limit)) return true;
  for (const Token& token : gram.subspan(gram.size() / 2)) marks |= Mark(token.*kField);
  if (HasMoreBitsThan(marks, limit)) return true;
  uint32_t seen[kMaxK];
  uint32_t count = 0;
  for (const Token& token : gram) {
    const uint32_t value = token.*kField;
    if (std::find(seen, seen + count, value) != seen + count) continue;
    if (count == limit) return true;
    seen[count++] = value;
  }
  return false;
}

bool IsPeriodic(std::span<const Token> gram) {
  for (size_t period = 1; period <= gram.size() / 2; ++period) {
    size_t i = 0;
    while (i + period < gram.size() && gram[i].n1 == gram[i + period].n1) ++i;
    if (i + period == gram.size()) return true;
  }
  return false;
}

// Chooses positions by the least hash of every window of `window` entries of hashes[begin, end),
// calling usable(i) before i is chosen and marking what is not usable in place. Windows in which
// nothing is usable are handed to on_empty(begin, end), merged where they touch. A range shorter
// than a window counts as one window.
template <typename Usable, typename OnEmpty>
void Winnow(std::vector<uint64_t>& hashes, size_t begin, size_t end, size_t window,
            std::vector<uint32_t>* positions, Usable usable, OnEmpty on_empty) {
  window = std::min(window, end - begin);
  size_t empty_begin = 0;
  size_t empty_end = 0;  // of the pending run of empty windows; equal: none
  size_t best = SIZE_MAX;
  const auto choose = [&](size_t first, size_t last) {  // rightmost least usable of [first, last]
    for (;;) {
      size_t at = first;
      for (size_t i = first + 1; i <= last; ++i) {
        if (hashes[i] <= hashes[at]) at = i;
      }
      if (hashes[at] == kUnusable) return SIZE_MAX;
      if (usable(at)) return at;
      hashes[at] = kUnusable;
    }
  };
  for (size_t last = begin + window - 1; last < end; ++last) {
    const size_t first = last + 1 - window;
    const size_t before = best;
    if (best == SIZE_MAX || best < first) {
      best = choose(first, last);
    } else if (hashes[last] < hashes[best]) {
      if (usable(last)) {
        best = last;
      } else {
        hashes[last] = kUnusable;
      }
    }
    if (best == SIZE_MAX) {
      if (empty_begin == empty_end || empty_end < first) {
        if (empty_begin < empty_end) on_empty(empty_begin, empty_end);
        empty_begin = first;
      }
      empty_end = last + 1;
    } else if (best != before) {
      positions->push_back(static_cast<uint32_t>(best));
    }
  }
  if (empty_begin < empty_end) on_empty(empty_begin, empty_end);
}

}  // namespace

void ComputeFingerprints(std::span<const Token> tokens, const FingerprintOptions& options,
                         FingerprintScratch* scratch, std::vector<Fingerprint>* result) {
  result->clear();
  const uint32_t k = options.k;
  if (tokens.size() < k) return;
  HashPrefixes(tokens, &scratch->n1_prefixes, &scratch->n0_prefixes);
  const GramHashes shapes(scratch->n1_prefixes, k);
  const GramHashes texts(scratch->n0_prefixes, k);
  std::vector<uint64_t>& n1 = scratch->n1_hashes;
  n1.resize(tokens.size() - k + 1);
  for (size_t i = 0; i < n1.size(); ++i) n1[i] = shapes[i];

  std::vector<uint32_t>& positions = scratch->positions;
  std::vector<uint32_t>& exact_positions = scratch->exact_positions;
  positions.clear();
  exact_positions.clear();
  const auto has_shape = [&](size_t i) {
    const auto gram = tokens.subspan(i, k);
    return HasMoreDistinctThan<&Token::n1>(gram, kPoorDistinct) &&
           !(shapes.MayBePeriodic(i) && IsPeriodic(gram));
  };
  const auto has_content = [&](size_t i) {
    return HasMoreDistinctThan<&Token::n0>(tokens.subspan(i, k), kDistinctExact - 1);
  };
  std::vector<uint64_t>& exact = scratch->exact_hashes;
  Winnow(n1, 0, n1.size(), options.window, &positions, has_shape, [&](size_t begin, size_t end) {
    if (exact.size() < n1.size()) exact.resize(n1.size());
    for (size_t i = begin; i < end; ++i) exact[i] = texts[i];
    Winnow(exact, begin, end, options.window, &exact_positions, has_content, [](size_t, size_t) {});
  });

  result->reserve(positions.size() + exact_positions.size());
  constexpr int kShift = 64 - kHashBits;
  size_t e = 0;
  const auto emit_exact_before = [&](uint32_t limit) {
    for (; e < exact_positions.size() && exact_positions[e] < limit; ++e) {
      const uint64_t hash = texts[exact_positions[e]];
      result->push_back({.hash = Mix(hash ^ kExactSeed) >> kShift,
                         .tag = hash & 0xFFFF,
                         .position = exact_positions[e]});
    }
  };
  for (const uint32_t position : positions) {
    emit_exact_before(position);
    result->push_back(
        {.hash = n1[position] >> kShift, .tag = texts[position] & 0xFFFF, .position = position});
  }
  emit_exact_before(UINT32_MAX);
}

}  // namespace copytrace
