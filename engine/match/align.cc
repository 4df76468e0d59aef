// Smith and Waterman's local alignment (1981) with Gotoh's affine gaps (1982), in a band.
//
// Row i is query token first + i, cell j of a row is the source token on diagonal lowest + j. A
// step along a diagonal keeps j; a skipped source token comes from j - 1 of the same row; a skipped
// query token from j + 1 of the row before. One byte a cell remembers the way: bits 0–1 the move
// that gave the cell's best value, bit 4 and 5 whether a skip of the query or source goes on from a
// skip.
#include "engine/match/align.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace copytrace {
namespace {

constexpr float kMinusInfinity = -1e9f;
enum Move : uint8_t { kStop = 0, kPair = 1, kSkipQuery = 2, kSkipSource = 3 };
constexpr uint8_t kMoveMask = 3;
constexpr uint8_t kSkipQueryGoesOn = 16;
constexpr uint8_t kSkipSourceGoesOn = 32;

struct Band {
  int64_t lowest;  // source − query
  uint32_t width;  // diagonals
  uint32_t first;  // query token of row 0
  uint32_t rows;
};

Band BandAround(const Query& query, const Chain& chain, const AlignOptions& options) {
  int64_t lowest = INT64_MAX;
  int64_t highest = INT64_MIN;
  for (const Anchor& anchor : chain.anchors) {
    const int64_t diagonal = int64_t{anchor.source} - anchor.query;
    lowest = std::min(lowest, diagonal);
    highest = std::max(highest, diagonal);
  }
  Band band;
  band.lowest = lowest - options.band;
  band.width = static_cast<uint32_t>(
      std::min<int64_t>(highest - lowest + 1 + 2 * options.band, options.max_diagonals));
  band.first = chain.query_begin - std::min(chain.query_begin, options.reach);
  const auto size = static_cast<uint32_t>(query.tokens.size());
  const uint32_t end = std::min(size, chain.query_end + options.reach);
  band.rows = std::min(end - band.first, options.max_tokens);
  return band;
}

struct RowCosts {
  int32_t code;  // of the query's token
  float equal_text;
  float other_text;
  float mismatch;
  float gap_open;
  float gap_extend;
};

// What a row reads and writes, each by cell.
struct Row {
  const int32_t* codes;  // of the source's tokens
  const float* best_before;
  const float* skip_before;
  float* best;
  float* skip;
  uint8_t* trace;
};

// N1 and N0 of a token in one number.
int32_t CodeOf(uint8_t n1, uint8_t n0) { return n1 << 8 | n0; }

// All moves of a row but the skips of source tokens. They depend on the row before only, so no cell
// waits for another and the compiler does many at a time; `restrict` and the maximum taken over the
// bits of non-negative floats, which order as integers do, are what allows it to. Returns the
// greatest value.
[[gnu::always_inline]] inline float FillPairs(const RowCosts& row_costs, uint32_t count,
                                              const Row& row) {
  const RowCosts costs = row_costs;
  const int32_t* __restrict codes = row.codes;
  const float* __restrict best_before = row.best_before;
  const float* __restrict skip_before = row.skip_before;
  float* __restrict best = row.best;
  float* __restrict skip = row.skip;
  uint8_t* __restrict trace = row.trace;
  int32_t top = 0;
  for (uint32_t j = 0; j < count; ++j) {
    const int32_t difference = codes[j] ^ costs.code;
    const float alike = difference == 0 ? costs.equal_text : costs.other_text;
    const float along = best_before[j] + (difference < 256 ? alike : costs.mismatch);
    const float open = best_before[j + 1] - costs.gap_open;
    const float extended = skip_before[j + 1] - costs.gap_extend;
    const float skipped = open > extended ? open : extended;
    const float moved = along > skipped ? along : skipped;
    const float value = moved > 0 ? moved : 0;
    const int32_t move = along >= skipped ? kPair : kSkipQuery;
    const int32_t stays = value > 0 ? move : kStop;
    const int32_t goes_on = extended > open ? kSkipQueryGoesOn : 0;
    trace[j] = static_cast<uint8_t>(stays | goes_on);
    skip[j] = skipped;
    best[j] = value;
    const auto bits = std::bit_cast<int32_t>(value);
    top = top > bits ? top : bits;
  }
  return std::bit_cast<float>(top);
}

// The skips of source tokens: S(j) = max(S(j-1) - extend, best(j-1) - open), the only values that
// depend on their own row. A cell reached by a skip is never worth opening another one, so best may
// be taken as it was before, and the maximum over the cells to the left is found eight cells at a
// time, in three steps of doubling distance. Values fall along the way, so the subtractions are
// exact, in whatever order.
using Floats = float __attribute__((vector_size(32)));
using Ints = int32_t __attribute__((vector_size(32)));
using Bytes = uint8_t __attribute__((vector_size(8)));
constexpr uint32_t kLanes = 8;

[[gnu::always_inline]] inline void FillSourceSkips(float gap_open, float gap_extend, uint32_t count,
                                                   float* best, uint8_t* trace) {
  constexpr float kNone = kMinusInfinity;
  const Floats none = {kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone};
  const Floats steps = {1, 2, 3, 4, 5, 6, 7, 8};
  const Floats fall = steps * gap_extend;
  float carried = kMinusInfinity;  // S of the cell before
  float left = 0;                  // best of the cell before
  uint32_t j = 0;
  for (; j + kLanes <= count; j += kLanes) {
    Floats value;
    std::memcpy(&value, best + j, sizeof(value));
    Floats before = __builtin_shufflevector(value, value, 0, 0, 1, 2, 3, 4, 5, 6);
    before[0] = left;
    const Floats open = before - gap_open;
    Floats skip = open;
    Floats shifted = __builtin_shufflevector(skip, none, 8, 0, 1, 2, 3, 4, 5, 6) - gap_extend;
    skip = skip > shifted ? skip : shifted;
    shifted = __builtin_shufflevector(skip, none, 8, 8, 0, 1, 2, 3, 4, 5) - 2 * gap_extend;
    skip = skip > shifted ? skip : shifted;
    shifted = __builtin_shufflevector(skip, none, 8, 8, 8, 8, 0, 1, 2, 3) - 4 * gap_extend;
    skip = skip > shifted ? skip : shifted;
    shifted = carried - fall;
    skip = skip > shifted ? skip : shifted;
    left = value[kLanes - 1];
    carried = skip[kLanes - 1];
    const Ints goes_on = skip > open;
    const Ints better = skip > value;
    const Floats raised = better ? skip : value;
    std::memcpy(best + j, &raised, sizeof(raised));
    Bytes way;
    std::memcpy(&way, trace + j, sizeof(way));
    const Bytes on = __builtin_convertvector(goes_on, Bytes);
    const Bytes moved = __builtin_convertvector(better, Bytes);
    way |= on & kSkipSourceGoesOn;
    way = (way & ~(moved & kMoveMask)) | (moved & uint8_t{kSkipSource});
    std::memcpy(trace + j, &way, sizeof(way));
  }
  for (; j < count; ++j) {
    const float open = left - gap_open;
    carried -= gap_extend;
    if (carried > open) {
      trace[j] |= kSkipSourceGoesOn;
    } else {
      carried = open;
    }
    left = best[j];
    if (carried > best[j]) {
      best[j] = carried;
      trace[j] = static_cast<uint8_t>((trace[j] & ~kMoveMask) | kSkipSource);
    }
  }
}

[[gnu::always_inline]] inline float FillRowBody(const RowCosts& costs, uint32_t count,
                                                const Row& row) {
  const float top = FillPairs(costs, count, row);
  // A skip of source tokens pays only where a cell to the left is worth more than its cost.
  if (top > costs.gap_open) {
    FillSourceSkips(costs.gap_open, costs.gap_extend, count, row.best, row.trace);
  }
  return top;
}

float FillRowNarrow(const RowCosts& costs, uint32_t count, const Row& row) {
  return FillRowBody(costs, count, row);
}

// Twice as many cells at a time where the processor can; the same values, bit by bit.
#if defined(__x86_64__)
[[gnu::target("avx2")]] float FillRowWide(const RowCosts& costs, uint32_t count, const Row& row) {
  return FillRowBody(costs, count, row);
}
const auto FillRow = __builtin_cpu_supports("avx2") ? FillRowWide : FillRowNarrow;
#else
const auto FillRow = FillRowNarrow;
#endif

}  // namespace

void AlignChain(const Query& query, const Evidence& evidence, const Chain& chain,
                const PairScores& scores, const AlignOptions& options, AlignScratch* scratch,
                std::vector<AlignedPair>* pairs) {
  pairs->clear();
  const Band band = BandAround(query, chain, options);
  const uint32_t width = band.width;
  const auto source_size = static_cast<int64_t>(evidence.size());
  scratch->trace.assign(static_cast<size_t>(band.rows) * width, kStop);
  scratch->best_before.assign(width + 1, 0);
  scratch->skip_before.assign(width + 1, kMinusInfinity);
  scratch->best.assign(width + 1, 0);
  scratch->skip.assign(width + 1, kMinusInfinity);

  // The source tokens that any row reaches.
  const int64_t reach_begin = std::clamp<int64_t>(band.first + band.lowest, 0, source_size);
  const int64_t reach_end =
      std::clamp<int64_t>(band.first + band.lowest + band.rows + width, reach_begin, source_size);
  scratch->codes.clear();
  for (int64_t s = reach_begin; s < reach_end; ++s) {
    scratch->codes.push_back(CodeOf(evidence[s].n1, evidence[s].n0));
  }

  float top = 0;
  uint32_t top_row = 0;
  uint32_t top_cell = 0;
  for (uint32_t row = 0; row < band.rows; ++row) {
    const uint32_t q = band.first + row;
    uint8_t* trace = &scratch->trace[static_cast<size_t>(row) * width];
    float* best = scratch->best.data();
    float* skip = scratch->skip.data();
    const float* best_before = scratch->best_before.data();
    const float* skip_before = scratch->skip_before.data();
    const bool variable = query.n1[q] < kFirstTextHash;
    const float equal_shape = query.shape_bits[q] * query.novelty.n1[q];
    const float equal_text =
        equal_shape +
        (variable ? std::min(query.text_bits[q], scores.max_text) * query.novelty.n0[q] : 0);
    const float other_text = variable ? equal_shape + scores.new_rename : equal_shape;

    const int64_t source_first = band.first + row + band.lowest;  // of cell 0
    const auto begin = static_cast<uint32_t>(std::clamp<int64_t>(-source_first, 0, width));
    const auto end =
        static_cast<uint32_t>(std::clamp<int64_t>(source_size - source_first, begin, width));
    std::fill(best, best + begin, 0.0f);
    std::fill(skip, skip + begin, kMinusInfinity);
    std::fill(best + end, best + width, 0.0f);
    std::fill(skip + end, skip + width, kMinusInfinity);
    const uint32_t count = end - begin;
    if (count == 0) {
      std::swap(scratch->best, scratch->best_before);
      std::swap(scratch->skip, scratch->skip_before);
      continue;
    }

    best += begin;
    const RowCosts costs = {.code = CodeOf(query.n1[q], query.n0[q]),
                            .equal_text = equal_text,
                            .other_text = other_text,
                            .mismatch = scores.mismatch,
                            .gap_open = options.gap_open,
                            .gap_extend = options.gap_extend};
    const Row cells = {.codes = scratch->codes.data() + (source_first + begin - reach_begin),
                       .best_before = best_before + begin,
                       .skip_before = skip_before + begin,
                       .best = best,
                       .skip = skip + begin,
                       .trace = trace + begin};
    const float row_top = FillRow(costs, count, cells);
    if (row_top > top) {
      top = row_top;
      top_row = row;
      top_cell = begin + static_cast<uint32_t>(std::find(best, best + count, row_top) - best);
    }
    scratch->best[width] = 0;
    scratch->skip[width] = kMinusInfinity;
    std::swap(scratch->best, scratch->best_before);
    std::swap(scratch->skip, scratch->skip_before);
  }
  if (top <= 0) return;

  int64_t row = top_row;
  int64_t cell = top_cell;
  uint8_t state = kStop;  // kStop: at a cell's best value; else inside a skip
  while (row >= 0 && cell >= 0 && cell < width) {
    const uint8_t way = scratch->trace[static_cast<size_t>(row) * width + cell];
    if (state == kStop) {
      const uint8_t move = way & kMoveMask;
      if (move == kStop) break;
      if (move != kPair) {
        state = move;
        continue;
      }
      const int64_t q = band.first + row;
      pairs->push_back({static_cast<uint32_t>(q), static_cast<uint32_t>(q + band.lowest + cell)});
      --row;
    } else if (state == kSkipQuery) {
      --row;
      ++cell;
      if ((way & kSkipQueryGoesOn) == 0) state = kStop;
    } else {
      --cell;
      if ((way & kSkipSourceGoesOn) == 0) state = kStop;
    }
  }
  std::reverse(pairs->begin(), pairs->end());
}

}  // namespace copytrace
