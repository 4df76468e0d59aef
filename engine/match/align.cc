// Smith and Waterman's local alignment (1981) with Gotoh's affine gaps (1982), in a band.
//
// Row i is query token first + i, cell j of a row is the source token on diagonal lowest + j. A
// step along a diagonal keeps j; a skipped source token comes from j - 1 of the same row; a skipped
// query token from j + 1 of the row before. One byte a cell remembers the way: bits 0–1 the move
// that gave the cell's best value, bit 4 and 5 whether a skip of the query or source goes on from a
// skip.
#include "engine/match/align.h"

#include <algorithm>

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
    const EvidenceToken* source =
        evidence.data() + std::max<int64_t>(source_first, 0);  // of cell `begin`

    float skip_source = kMinusInfinity;
    float left = 0;
    for (uint32_t j = begin; j < end; ++j) {
      const EvidenceToken& token = source[j - begin];
      const float pair = n1 != token.n1   ? scores.mismatch
                         : n0 == token.n0 ? equal_text
                                          : other_text;
      uint8_t way = 0;
      const float open_query = best_before[j + 1] - options.gap_open;
      float skip_query = skip_before[j + 1] - options.gap_extend;
      if (skip_query > open_query) {
        way |= kSkipQueryGoesOn;
      } else {
        skip_query = open_query;
      }
      const float open_source = left - options.gap_open;
      skip_source -= options.gap_extend;
      if (skip_source > open_source) {
        way |= kSkipSourceGoesOn;
      } else {
        skip_source = open_source;
      }
      float value = 0;
      if (const float along = best_before[j] + pair; along > value) {
        value = along;
        way |= kPair;
      }
      if (skip_query > value) {
        value = skip_query;
        way = (way & ~kMoveMask) | kSkipQuery;
      }
      if (skip_source > value) {
        value = skip_source;
        way = (way & ~kMoveMask) | kSkipSource;
      }
      best[j] = left = value;
      skip[j] = skip_query;
      trace[j] = way;
      if (value > top) {
        top = value;
        top_row = row;
        top_cell = j;
      }
    }
    best[width] = 0;
    skip[width] = kMinusInfinity;
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
