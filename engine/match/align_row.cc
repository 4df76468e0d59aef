// Two passes. All moves but the skips of source tokens depend on the row before only, so no cell
// waits for another. The skips of source tokens, S(j) = max(S(j-1) - extend, best(j-1) - open), are
// the only values that depend on their own row. A cell reached by a skip is never worth opening
// another one, so best may be taken as the first pass left it, and the maximum over the cells to
// the left is found eight or sixteen cells at a time, in steps of doubling distance. Values fall
// along the way, so the subtractions are exact, in whatever order.
//
// Most cells lie far from the alignment and are worth less than opening a skip costs. So many of
// them are passed over with one look: where S is not above zero no way comes through, whatever the
// trace says.
#include "engine/match/align_row.h"

#include <vector>

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

float FillRowPlainly(const RowCosts& costs, uint32_t count, const AlignRow& row) {
  const float top = FillPairsFrom(costs, 0, count, row);
  // A skip of source tokens pays only where a cell to the left is worth more than its cost.
  if (top > costs.gap_open) FillSourceSkipsFrom(costs, 0, count, kNoScore, 0, row);
  return top;
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

// GCC 12 warns of its own intrinsics' undefined registers (its bug 105593).
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

#define COPYTRACE_AVX512 [[gnu::target("avx512f,avx512bw,avx512dq,avx512vl")]]

constexpr uint32_t kWidestLanes = 16;

// The lanes of a step that has `count` cells left.
inline __mmask16 LanesBelow(uint32_t count) {
  return static_cast<__mmask16>(count >= kWidestLanes ? 0xFFFF : (1u << count) - 1);
}

COPYTRACE_AVX512 inline __m128i BytesIf(__mmask16 lanes, uint8_t value) {
  return _mm_maskz_set1_epi8(lanes, static_cast<char>(value));
}

COPYTRACE_AVX512 float FillPairsWidest(const RowCosts& costs, uint32_t count, const AlignRow& row) {
  const __m512i code = _mm512_set1_epi32(costs.code);
  const __m512i same_shape = _mm512_set1_epi32(256);
  const __m512 equal_text = _mm512_set1_ps(costs.equal_text);
  const __m512 other_text = _mm512_set1_ps(costs.other_text);
  const __m512 mismatch = _mm512_set1_ps(costs.mismatch);
  const __m512 gap_open = _mm512_set1_ps(costs.gap_open);
  const __m512 gap_extend = _mm512_set1_ps(costs.gap_extend);
  const __m512 zero = _mm512_setzero_ps();
  __m512 tops = zero;
  for (uint32_t j = 0; j < count; j += kWidestLanes) {
    const __mmask16 lanes = LanesBelow(count - j);
    const __m512i difference =
        _mm512_xor_si512(_mm512_maskz_loadu_epi32(lanes, row.codes + j), code);
    const __m512 alike = _mm512_mask_blend_ps(_mm512_testn_epi32_mask(difference, difference),
                                              other_text, equal_text);
    const __m512 pair =
        _mm512_mask_blend_ps(_mm512_cmplt_epi32_mask(difference, same_shape), mismatch, alike);
    const __m512 along = _mm512_add_ps(_mm512_maskz_loadu_ps(lanes, row.best_before + j), pair);
    const __m512 open =
        _mm512_sub_ps(_mm512_maskz_loadu_ps(lanes, row.best_before + j + 1), gap_open);
    const __m512 extended =
        _mm512_sub_ps(_mm512_maskz_loadu_ps(lanes, row.skip_before + j + 1), gap_extend);
    const __m512 skipped = _mm512_max_ps(open, extended);
    const __m512 value = _mm512_max_ps(_mm512_max_ps(along, skipped), zero);
    const __mmask16 above = _mm512_cmp_ps_mask(value, zero, _CMP_GT_OQ);
    const __mmask16 paired = _mm512_cmp_ps_mask(along, skipped, _CMP_GE_OQ);
    const __mmask16 goes_on = _mm512_cmp_ps_mask(extended, open, _CMP_GT_OQ);
    const __m128i move =
        _mm_or_si128(BytesIf(above & paired, kPair), BytesIf(above & ~paired, kSkipQuery));
    const __m128i way = _mm_or_si128(move, BytesIf(goes_on, kSkipQueryGoesOn));
    if (count - j >= kWidestLanes) {
      _mm_storeu_si128(reinterpret_cast<__m128i*>(row.trace + j), way);
      _mm512_storeu_ps(row.skip + j, skipped);
      _mm512_storeu_ps(row.best + j, value);
    } else {
      _mm_mask_storeu_epi8(row.trace + j, lanes, way);
      _mm512_mask_storeu_ps(row.skip + j, lanes, skipped);
      _mm512_mask_storeu_ps(row.best + j, lanes, value);
    }
    tops = _mm512_mask_max_ps(tops, lanes, tops, value);
  }
  return _mm512_reduce_max_ps(tops);
}

// Lanes moved up by `by`, the highest of `below` in front of them.
template <int by>
COPYTRACE_AVX512 inline __m512 MovedUp(__m512 lanes, __m512 below) {
  return _mm512_castsi512_ps(_mm512_alignr_epi32(_mm512_castps_si512(lanes),
                                                 _mm512_castps_si512(below), kWidestLanes - by));
}

COPYTRACE_AVX512 void FillSourceSkipsWidest(const RowCosts& costs, uint32_t count,
                                            const AlignRow& row) {
  const __m512 gap_open = _mm512_set1_ps(costs.gap_open);
  const __m512 none = _mm512_set1_ps(kNoScore);
  const __m512 one = _mm512_set1_ps(costs.gap_extend);
  const __m512 two = _mm512_set1_ps(2 * costs.gap_extend);
  const __m512 four = _mm512_set1_ps(4 * costs.gap_extend);
  const __m512 eight = _mm512_set1_ps(8 * costs.gap_extend);
  const __m512 fall =
      _mm512_mul_ps(_mm512_setr_ps(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16), one);
  float carried = kNoScore;           // S of the cell before
  __m512 left = _mm512_setzero_ps();  // the cells before, as the first pass left them
  for (uint32_t j = 0; j < count; j += kWidestLanes) {
    const __mmask16 lanes = LanesBelow(count - j);
    const __m512 value = _mm512_maskz_loadu_ps(lanes, row.best + j);
    const __m512 before = MovedUp<1>(value, left);
    left = value;
    if (carried <= costs.gap_extend && _mm512_cmp_ps_mask(before, gap_open, _CMP_GT_OQ) == 0) {
      carried = kNoScore;
      continue;
    }
    const __m512 open = _mm512_sub_ps(before, gap_open);
    __m512 skip = _mm512_max_ps(open, _mm512_sub_ps(MovedUp<1>(open, none), one));
    skip = _mm512_max_ps(skip, _mm512_sub_ps(MovedUp<2>(skip, none), two));
    skip = _mm512_max_ps(skip, _mm512_sub_ps(MovedUp<4>(skip, none), four));
    skip = _mm512_max_ps(skip, _mm512_sub_ps(MovedUp<8>(skip, none), eight));
    skip = _mm512_max_ps(skip, _mm512_sub_ps(_mm512_set1_ps(carried), fall));
    carried = _mm512_cvtss_f32(MovedUp<1>(skip, skip));
    const __mmask16 better = _mm512_mask_cmp_ps_mask(lanes, skip, value, _CMP_GT_OQ);
    const __mmask16 goes_on = _mm512_mask_cmp_ps_mask(lanes, skip, open, _CMP_GT_OQ);
    _mm512_mask_storeu_ps(row.best + j, better, skip);
    // kSkipSource is the mask of all moves: it replaces what stood there.
    const __m128i added =
        _mm_or_si128(BytesIf(better, kSkipSource), BytesIf(goes_on, kSkipSourceGoesOn));
    _mm_mask_storeu_epi8(row.trace + j, lanes,
                         _mm_or_si128(_mm_maskz_loadu_epi8(lanes, row.trace + j), added));
  }
}

COPYTRACE_AVX512 float FillRowWidest(const RowCosts& costs, uint32_t count, const AlignRow& row) {
  const float top = FillPairsWidest(costs, count, row);
  if (top > costs.gap_open) FillSourceSkipsWidest(costs, count, row);
  return top;
}

#undef COPYTRACE_AVX512
#pragma GCC diagnostic pop

std::vector<AlignRowFiller> FillersOfThisProcessor() {
  std::vector<AlignRowFiller> fillers = {FillRowPlainly};
  if (__builtin_cpu_supports("avx2") != 0) fillers.push_back(FillRowWide);
  if (__builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
      __builtin_cpu_supports("avx512vl") != 0) {
    fillers.push_back(FillRowWidest);
  }
  return fillers;
}

#else
std::vector<AlignRowFiller> FillersOfThisProcessor() { return {FillRowPlainly}; }
#endif

}  // namespace

std::span<const AlignRowFiller> AlignRowFillers() {
  static const std::vector<AlignRowFiller> fillers = FillersOfThisProcessor();
  return fillers;
}

float FillAlignRow(const RowCosts& costs, uint32_t count, const AlignRow& row) {
  static const AlignRowFiller fill = AlignRowFillers().back();
  return fill(costs, count, row);
}

}  // namespace copytrace
