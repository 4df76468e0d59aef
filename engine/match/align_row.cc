// Two passes. All moves but the skips of source tokens depend on the row before only, so no cell
// waits for another. The skips of source tokens, S(j) = max(S(j-1) - extend, best(j-1) - open), are
// the only values that depend on their own row. A cell reached by a skip is never worth opening
// another one, so best may be taken as the first pass left it, and the maximum over the cells to
// the left is found eight cells at a time, in three steps of doubling distance. Values fall along
// the way, so the subtractions are exact, in whatever order.
//
// Most cells lie far from the alignment and are worth less than opening a skip costs. Eight of them
// are passed over with one look: where S is not above zero no way comes through, whatever the trace
// says.
#include "engine/match/align_row.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace copytrace {
namespace {

float FillPairsFrom(const RowCosts& costs, uint32_t j, uint32_t count, const AlignRow& row) {
  float top = 0;
  for (; j < count; ++j) {
    const int32_t difference = row.codes[j] ^ costs.code;
    const float alike = difference == 0 ? costs.equal_text : costs.other_text;
    const float along = row.best_before[j] + (difference < 256 ? alike : costs.mismatch);
    const float open = row.best_before[j + 1] - costs.gap_open;
    const float extended = row.skip_before[j + 1] - costs.gap_extend;
    const float skipped = open > extended ? open : extended;
    const float moved = along > skipped ? along : skipped;
    const float value = moved > 0 ? moved : 0;
    const AlignMove move = along >= skipped ? kPair : kSkipQuery;
    row.trace[j] =
        static_cast<uint8_t>((value > 0 ? move : kStop) | (extended > open ? kSkipQueryGoesOn : 0));
    row.skip[j] = skipped;
    row.best[j] = value;
    if (value > top) top = value;
  }
  return top;
}

// `carried` is S of the cell before j, `left` its best of the first pass.
void FillSourceSkipsFrom(const RowCosts& costs, uint32_t j, uint32_t count, float carried,
                         float left, const AlignRow& row) {
  for (; j < count; ++j) {
    const float open = left - costs.gap_open;
    carried -= costs.gap_extend;
    if (carried > open) {
      row.trace[j] |= kSkipSourceGoesOn;
    } else {
      carried = open;
    }
    left = row.best[j];
    if (carried > left) {
      row.best[j] = carried;
      row.trace[j] = static_cast<uint8_t>((row.trace[j] & ~kAlignMoveMask) | kSkipSource);
    }
  }
}

#if defined(__x86_64__)

constexpr uint32_t kLanes = 8;

// The lowest byte of each lane.
[[gnu::target("avx2")]] inline __m128i LowBytes(__m256i lanes) {
  const __m128i words =
      _mm_packs_epi32(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
  return _mm_packus_epi16(words, words);
}

[[gnu::target("avx2")]] inline __m256i IfSet(__m256 mask, int32_t value) {
  return _mm256_and_si256(_mm256_castps_si256(mask), _mm256_set1_epi32(value));
}

[[gnu::target("avx2")]] float FillPairsWide(const RowCosts& costs, uint32_t count,
                                            const AlignRow& row) {
  const __m256i code = _mm256_set1_epi32(costs.code);
  const __m256i same_shape = _mm256_set1_epi32(256);
  const __m256 equal_text = _mm256_set1_ps(costs.equal_text);
  const __m256 other_text = _mm256_set1_ps(costs.other_text);
  const __m256 mismatch = _mm256_set1_ps(costs.mismatch);
  const __m256 gap_open = _mm256_set1_ps(costs.gap_open);
  const __m256 gap_extend = _mm256_set1_ps(costs.gap_extend);
  const __m256 zero = _mm256_setzero_ps();
  __m256 tops = zero;
  uint32_t j = 0;
  for (; j + kLanes <= count; j += kLanes) {
    const __m256i difference =
        _mm256_xor_si256(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(row.codes + j)), code);
    const __m256 alike = _mm256_blendv_ps(
        other_text, equal_text, _mm256_castsi256_ps(_mm256_cmpeq_epi32(difference, __m256i{})));
    const __m256 pair = _mm256_blendv_ps(
        mismatch, alike, _mm256_castsi256_ps(_mm256_cmpgt_epi32(same_shape, difference)));
    const __m256 along = _mm256_add_ps(_mm256_loadu_ps(row.best_before + j), pair);
    const __m256 open = _mm256_sub_ps(_mm256_loadu_ps(row.best_before + j + 1), gap_open);
    const __m256 extended = _mm256_sub_ps(_mm256_loadu_ps(row.skip_before + j + 1), gap_extend);
    const __m256 skipped = _mm256_max_ps(open, extended);
    const __m256 value = _mm256_max_ps(_mm256_max_ps(along, skipped), zero);
    // kSkipQuery less one is kPair.
    const __m256i move =
        _mm256_add_epi32(_mm256_set1_epi32(kSkipQuery),
                         _mm256_castps_si256(_mm256_cmp_ps(along, skipped, _CMP_GE_OQ)));
    const __m256i stays =
        _mm256_and_si256(move, _mm256_castps_si256(_mm256_cmp_ps(value, zero, _CMP_GT_OQ)));
    const __m256i way =
        _mm256_or_si256(stays, IfSet(_mm256_cmp_ps(extended, open, _CMP_GT_OQ), kSkipQueryGoesOn));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(row.trace + j), LowBytes(way));
    _mm256_storeu_ps(row.skip + j, skipped);
    _mm256_storeu_ps(row.best + j, value);
    tops = _mm256_max_ps(tops, value);
  }
  const __m128 four = _mm_max_ps(_mm256_castps256_ps128(tops), _mm256_extractf128_ps(tops, 1));
  const __m128 two = _mm_max_ps(four, _mm_movehl_ps(four, four));
  const float top = _mm_cvtss_f32(_mm_max_ss(two, _mm_movehdup_ps(two)));
  const float rest = FillPairsFrom(costs, j, count, row);
  return rest > top ? rest : top;
}

// Lanes moved up by `by`, the lowest of `below` in front of them.
template <int by>
[[gnu::target("avx2")]] inline __m256 MovedUp(__m256 lanes, __m256 below) {
  const __m256i from =
      _mm256_sub_epi32(_mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), _mm256_set1_epi32(by));
  return _mm256_blend_ps(_mm256_permutevar8x32_ps(lanes, from), below, (1 << by) - 1);
}

[[gnu::target("avx2")]] void FillSourceSkipsWide(const RowCosts& costs, uint32_t count,
                                                 const AlignRow& row) {
  const __m256 gap_open = _mm256_set1_ps(costs.gap_open);
  const __m256 none = _mm256_set1_ps(kNoScore);
  const __m256 one = _mm256_set1_ps(costs.gap_extend);
  const __m256 two = _mm256_set1_ps(2 * costs.gap_extend);
  const __m256 four = _mm256_set1_ps(4 * costs.gap_extend);
  const __m256 fall =
      _mm256_mul_ps(_mm256_setr_ps(1, 2, 3, 4, 5, 6, 7, 8), _mm256_set1_ps(costs.gap_extend));
  float carried = kNoScore;  // S of the cell before
  float left = 0;            // best of the cell before, as the first pass left it
  uint32_t j = 0;
  for (; j + kLanes <= count; j += kLanes) {
    const __m256 value = _mm256_loadu_ps(row.best + j);
    const __m256 before = MovedUp<1>(value, _mm256_set1_ps(left));
    left = row.best[j + kLanes - 1];
    if (carried <= costs.gap_extend &&
        _mm256_movemask_ps(_mm256_cmp_ps(before, gap_open, _CMP_GT_OQ)) == 0) {
      carried = kNoScore;
      continue;
    }
    const __m256 open = _mm256_sub_ps(before, gap_open);
    __m256 skip = _mm256_max_ps(open, _mm256_sub_ps(MovedUp<1>(open, none), one));
    skip = _mm256_max_ps(skip, _mm256_sub_ps(MovedUp<2>(skip, none), two));
    skip = _mm256_max_ps(skip, _mm256_sub_ps(MovedUp<4>(skip, none), four));
    skip = _mm256_max_ps(skip, _mm256_sub_ps(_mm256_set1_ps(carried), fall));
    carried = _mm256_cvtss_f32(_mm256_permutevar8x32_ps(skip, _mm256_set1_epi32(kLanes - 1)));
    const __m256 better = _mm256_cmp_ps(skip, value, _CMP_GT_OQ);
    _mm256_storeu_ps(row.best + j, _mm256_max_ps(value, skip));
    const __m128i on = LowBytes(IfSet(_mm256_cmp_ps(skip, open, _CMP_GT_OQ), kSkipSourceGoesOn));
    // kSkipSource is the mask of all moves: it replaces what stood there.
    const __m128i moved = LowBytes(IfSet(better, kSkipSource));
    auto* trace = reinterpret_cast<__m128i*>(row.trace + j);
    _mm_storel_epi64(trace, _mm_or_si128(_mm_loadl_epi64(trace), _mm_or_si128(on, moved)));
  }
  FillSourceSkipsFrom(costs, j, count, carried, left, row);
}

[[gnu::target("avx2")]] float FillRowWide(const RowCosts& costs, uint32_t count,
                                          const AlignRow& row) {
  const float top = FillPairsWide(costs, count, row);
  if (top > costs.gap_open) FillSourceSkipsWide(costs, count, row);
  return top;
}

const auto FillRow = __builtin_cpu_supports("avx2") != 0 ? FillRowWide : FillAlignRowPlainly;

#else
const auto FillRow = FillAlignRowPlainly;
#endif

}  // namespace

float FillAlignRow(const RowCosts& costs, uint32_t count, const AlignRow& row) {
  return FillRow(costs, count, row);
}

float FillAlignRowPlainly(const RowCosts& costs, uint32_t count, const AlignRow& row) {
  const float top = FillPairsFrom(costs, 0, count, row);
  // A skip of source tokens pays only where a cell to the left is worth more than its cost.
  if (top > costs.gap_open) FillSourceSkipsFrom(costs, 0, count, kNoScore, 0, row);
  return top;
}

}  // namespace copytrace
