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
  uint8_t n1;
  uint8_t n0;
  float equal_text;
  float other_text;
  float mismatch;
  float gap_open;
  float gap_extend;
};

// All moves of a row but the skips of source tokens. They depend on the row before only, so no cell
// waits for another and the compiler does many at a time; `restrict` and the maximum taken over the
// bits of non-negative floats, which order as integers do, are what allows it to. Returns the
// greatest value.
float FillRow(const RowCosts& row, uint32_t count, const uint8_t* __restrict source_n1,
              const uint8_t* __restrict source_n0, const float* __restrict best_before,
              const float* __restrict skip_before, float* __restrict best, float* __restrict skip,
              uint8_t* __restrict trace) {
  const RowCosts costs = row;
  int32_t top = 0;
  for (uint32_t j = 0; j < count; ++j) {
    const float alike = costs.n0 == source_n0[j] ? costs.equal_text : costs.other_text;
    const float along = best_before[j] + (costs.n1 == source_n1[j] ? alike : costs.mismatch);
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

}  // namespace

void AlignChain(const Query& query, std::span<const EvidenceToken> evidence, const Chain& chain,
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

  // The source tokens that any row reaches, each byte by itself.
  const int64_t reach_begin = std::clamp<int64_t>(band.first + band.lowest, 0, source_size);
  const int64_t reach_end =
      std::clamp<int64_t>(band.first + band.lowest + band.rows + width, reach_begin, source_size);
  scratch->n1.clear();
  scratch->n0.clear();
  for (int64_t s = reach_begin; s < reach_end; ++s) {
    scratch->n1.push_back(evidence[s].n1);
    scratch->n0.push_back(evidence[s].n0);
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
    const uint8_t n1 = query.n1[q];
    const uint8_t n0 = query.n0[q];
    const bool variable = n1 < kFirstTextHash;
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

    const uint8_t* source_n1 = scratch->n1.data() + (source_first + begin - reach_begin);
    const uint8_t* source_n0 = scratch->n0.data() + (source_first + begin - reach_begin);
    best += begin;
    skip += begin;
    trace += begin;
    const RowCosts costs = {.n1 = n1,
                            .n0 = n0,
                            .equal_text = equal_text,
                            .other_text = other_text,
                            .mismatch = scores.mismatch,
                            .gap_open = options.gap_open,
                            .gap_extend = options.gap_extend};
    const float row_top = FillRow(costs, count, source_n1, source_n0, best_before + begin,
                                  skip_before + begin, best, skip, trace);
    // A skip of source tokens pays only where a cell to the left is worth more than its cost.
    if (row_top > options.gap_open) {
      float skip_source = kMinusInfinity;
      float left = 0;
      for (uint32_t j = 0; j < count; ++j) {
        const float open = left - options.gap_open;
        skip_source -= options.gap_extend;
        if (skip_source > open) {
          trace[j] |= kSkipSourceGoesOn;
        } else {
          skip_source = open;
        }
        if (skip_source > best[j]) {
          best[j] = skip_source;
          trace[j] = static_cast<uint8_t>((trace[j] & ~kMoveMask) | kSkipSource);
        }
        left = best[j];
      }
    }
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
