// Smith and Waterman's local alignment (1981) with Gotoh's affine gaps (1982), in a band.
//
// Row i is query token first + i, cell j of a row is the source token on diagonal lowest + j. A
// step along a diagonal keeps j; a skipped source token comes from j - 1 of the same row; a skipped
// query token from j + 1 of the row before. One byte a cell remembers the way: bits 0–1 the move
// that gave the cell's best value, bit 4 and 5 whether a skip of the query or source goes on from a
// skip.
#include "engine/match/align.h"

#include <algorithm>
#include <span>

#include "engine/match/align_row.h"

namespace copytrace {
namespace {

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

// N1 and N0 of a token in one number.
int32_t CodeOf(uint8_t n1, uint8_t n0) { return n1 << 8 | n0; }

// Fills the band, row by row, and follows the best value back to where it began. The evidence is
// what scratch->codes has of it, from token reach_begin on.
std::vector<AlignedPair> AlignInBand(const Query& query, const Band& band, int64_t source_size,
                                     int64_t reach_begin, const PairScores& scores,
                                     const AlignOptions& options, AlignScratch* scratch) {
  DescribeRange(query, band.first, band.first + band.rows);
  const uint32_t width = band.width;
  scratch->trace.resize(static_cast<size_t>(band.rows) * width);
  scratch->best_before.assign(width + 1, 0);
  scratch->skip_before.assign(width + 1, kNoScore);
  scratch->best.assign(width + 1, 0);
  scratch->skip.assign(width + 1, kNoScore);

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
    std::fill(trace, trace + begin, kStop);
    std::fill(trace + end, trace + width, kStop);
    std::fill(best, best + begin, 0.0f);
    std::fill(skip, skip + begin, kNoScore);
    std::fill(best + end, best + width, 0.0f);
    std::fill(skip + end, skip + width, kNoScore);
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
    const AlignRow cells = {.codes = scratch->codes.data() + (source_first + begin - reach_begin),
                            .best_before = best_before + begin,
                            .skip_before = skip_before + begin,
                            .best = best,
                            .skip = skip + begin,
                            .trace = trace + begin};
    const float row_top = FillAlignRow(costs, count, cells);
    if (row_top > top) {
      top = row_top;
      top_row = row;
      top_cell = begin + static_cast<uint32_t>(std::find(best, best + count, row_top) - best);
    }
    scratch->best[width] = 0;
    scratch->skip[width] = kNoScore;
    std::swap(scratch->best, scratch->best_before);
    std::swap(scratch->skip, scratch->skip_before);
  }
  std::vector<AlignedPair> pairs;
  if (top <= 0) return pairs;

  int64_t row = top_row;
  int64_t cell = top_cell;
  uint8_t state = kStop;  // kStop: at a cell's best value; else inside a skip
  while (row >= 0 && cell >= 0 && cell < width) {
    const uint8_t way = scratch->trace[static_cast<size_t>(row) * width + cell];
    if (state == kStop) {
      const uint8_t move = way & kAlignMoveMask;
      if (move == kStop) break;
      if (move != kPair) {
        state = move;
        continue;
      }
      const int64_t q = band.first + row;
      pairs.push_back({static_cast<uint32_t>(q), static_cast<uint32_t>(q + band.lowest + cell)});
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
  std::reverse(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace

size_t AlignChain(const Query& query, const Evidence& evidence, const Chain& chain,
                  const PairScores& scores, const AlignOptions& options, AlignScratch* scratch,
                  std::vector<AlignedPair>* pairs) {
  pairs->clear();
  const Band band = BandAround(query, chain, options);
  const auto source_size = static_cast<int64_t>(evidence.size());
  // The source tokens that any row reaches.
  const int64_t begin = band.first + band.lowest;
  const int64_t reach_begin = std::clamp<int64_t>(begin, 0, source_size);
  const int64_t reach_end =
      std::clamp<int64_t>(begin + band.rows + band.width, reach_begin, source_size);
  const std::span<const EvidenceToken> reached = evidence.tokens(reach_begin, reach_end);
  scratch->codes.resize(reached.size());
  std::transform(reached.begin(), reached.end(), scratch->codes.begin(),
                 [](const EvidenceToken& token) { return CodeOf(token.n1, token.n0); });
  const auto absent = static_cast<uint32_t>(reach_begin - begin);

  const size_t count = scratch->made_count;
  for (size_t n = count; n-- > count - std::min(count, AlignScratch::kKept);) {
    const MadeAlignment& made = scratch->made[n % AlignScratch::kKept];
    if (made.first != band.first || made.rows != band.rows || made.width != band.width ||
        made.absent != absent || made.codes != scratch->codes) {
      continue;
    }
    const int64_t shift = band.lowest - made.lowest;
    for (const AlignedPair& pair : made.pairs) {
      pairs->push_back({pair.query, static_cast<uint32_t>(pair.source + shift)});
    }
    return n;
  }
  *pairs = AlignInBand(query, band, source_size, reach_begin, scores, options, scratch);
  MadeAlignment& made = scratch->made[scratch->made_count % AlignScratch::kKept];
  made.first = band.first;
  made.rows = band.rows;
  made.width = band.width;
  made.absent = absent;
  made.lowest = band.lowest;
  made.codes = scratch->codes;
  made.pairs = *pairs;
  return scratch->made_count++;
}

}  // namespace copytrace
