// Eight hits at a time, from the nearest eight to the farthest. Each lane keeps the best that it
// has seen; a later one must be better, so that a lane's winner is its nearest. Hits ascend in the
// query: where the nearest of eight is out of reach, so are all behind it.
#include "engine/match/chain_link.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace copytrace {
namespace {

#if defined(__x86_64__)

constexpr int32_t kLanes = 8;
static_assert(kLinkPadding >= kLanes);

[[gnu::target("avx2")]] inline __m256i LoadLanes(const int32_t* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

[[gnu::target("avx2")]] Link BestLinkWide(const LinkCosts& costs, const LinkedHits& hits,
                                          float rarity, int32_t first, int32_t x) {
  const __m256i zero = _mm256_setzero_si256();
  const __m256i query = _mm256_set1_epi32(hits.query[x]);
  const __m256i source = _mm256_set1_epi32(hits.source[x]);
  const __m256i beyond_gap = _mm256_set1_epi32(costs.max_gap + 1);
  const __m256i beyond_shift = _mm256_set1_epi32(costs.max_shift + 1);
  const __m256i before_first = _mm256_set1_epi32(first - 1);
  const __m256 none = _mm256_set1_ps(-std::numeric_limits<float>::infinity());
  __m256 best = _mm256_set1_ps(rarity);
  __m256i previous = _mm256_set1_epi32(-1);
  __m256i numbers =
      _mm256_add_epi32(_mm256_set1_epi32(x - kLanes), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  for (int32_t end = x; end > first; end -= kLanes) {
    if (hits.query[x] - hits.query[end - 1] > costs.max_gap) break;
    const __m256i query_step = _mm256_sub_epi32(query, LoadLanes(hits.query + end - kLanes));
    const __m256i source_step = _mm256_sub_epi32(source, LoadLanes(hits.source + end - kLanes));
    const __m256i shift = _mm256_abs_epi32(_mm256_sub_epi32(query_step, source_step));
    const __m256i least = _mm256_min_epi32(query_step, source_step);
    const __m256i most = _mm256_max_epi32(query_step, source_step);
    __m256i linked =
        _mm256_and_si256(_mm256_cmpgt_epi32(least, zero), _mm256_cmpgt_epi32(beyond_gap, most));
    linked = _mm256_and_si256(linked, _mm256_cmpgt_epi32(beyond_shift, shift));
    linked = _mm256_and_si256(linked, _mm256_cmpgt_epi32(numbers, before_first));
    if (_mm256_testz_si256(linked, linked) == 0) {
      const __m256 share = _mm256_min_ps(
          _mm256_set1_ps(1), _mm256_div_ps(_mm256_cvtepi32_ps(least), _mm256_set1_ps(costs.k)));
      const __m256 moved = _mm256_add_ps(
          _mm256_set1_ps(costs.shift_cost),
          _mm256_mul_ps(_mm256_set1_ps(costs.shift_token_cost), _mm256_cvtepi32_ps(shift)));
      const __m256 cost =
          _mm256_andnot_ps(_mm256_castsi256_ps(_mm256_cmpeq_epi32(shift, zero)), moved);
      const __m256 value =
          _mm256_sub_ps(_mm256_add_ps(_mm256_loadu_ps(hits.best + end - kLanes),
                                      _mm256_mul_ps(_mm256_set1_ps(rarity), share)),
                        cost);
      const __m256 worth = _mm256_blendv_ps(none, value, _mm256_castsi256_ps(linked));
      const __m256 better = _mm256_cmp_ps(worth, best, _CMP_GT_OQ);
      best = _mm256_blendv_ps(best, worth, better);
      previous = _mm256_blendv_epi8(previous, numbers, _mm256_castps_si256(better));
    }
    numbers = _mm256_sub_epi32(numbers, _mm256_set1_epi32(kLanes));
  }
  Link link{.best = rarity};
  if (_mm256_movemask_epi8(_mm256_cmpgt_epi32(previous, _mm256_set1_epi32(-1))) == 0) return link;
  alignas(32) float values[kLanes];
  alignas(32) int32_t numbers_of[kLanes];
  _mm256_store_ps(values, best);
  _mm256_store_si256(reinterpret_cast<__m256i*>(numbers_of), previous);
  for (int32_t lane = 0; lane < kLanes; ++lane) {
    if (numbers_of[lane] < 0) continue;
    if (values[lane] > link.best ||
        (values[lane] == link.best && numbers_of[lane] > link.previous)) {
      link = {values[lane], numbers_of[lane]};
    }
  }
  return link;
}

const auto Best = __builtin_cpu_supports("avx2") != 0 ? BestLinkWide : BestLinkPlainly;

#else
const auto Best = BestLinkPlainly;
#endif

}  // namespace

Link BestLink(const LinkCosts& costs, const LinkedHits& hits, float rarity, int32_t first,
              int32_t x) {
  return Best(costs, hits, rarity, first, x);
}

Link BestLinkPlainly(const LinkCosts& costs, const LinkedHits& hits, float rarity, int32_t first,
                     int32_t x) {
  Link link{.best = rarity};
  for (int32_t y = x - 1; y >= first; --y) {
    const int32_t query_step = hits.query[x] - hits.query[y];
    const int32_t source_step = hits.source[x] - hits.source[y];
    if (query_step > costs.max_gap) break;
    if (query_step <= 0 || source_step <= 0 || source_step > costs.max_gap) continue;
    const int32_t shift = std::abs(query_step - source_step);
    if (shift > costs.max_shift) continue;
    const float share =
        std::min(1.0f, static_cast<float>(std::min(query_step, source_step)) / costs.k);
    const float cost =
        shift == 0 ? 0 : costs.shift_cost + costs.shift_token_cost * static_cast<float>(shift);
    const float value = hits.best[y] + rarity * share - cost;
    if (value > link.best) link = {value, y};
  }
  return link;
}

}  // namespace copytrace
