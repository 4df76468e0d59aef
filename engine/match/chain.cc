// Collinear chaining by dynamic programming, as minimap2 does it (Li 2018, section 2.1): the best
// chain that ends at a hit extends the best chain of one of the `look_back` hits before it. A hit
// adds its rarity, scaled by the share of its k tokens that the chain did not cover yet, and pays
// for leaving the diagonal. Chains are then read off backwards from their best ends; a hit belongs
// to one chain only.
//
// Two scores come out. `seed_bits` is S of the match score: a token that a hit newly covers is
// worth the hit's rarity over k, times its novelty, once for its shape and once more for its text
// if the k-gram is equal to the letter.
#include "engine/match/chain.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace copytrace {
namespace {

void FinishChain(std::span<const Hit> hits, std::span<const uint32_t> backwards, uint32_t k,
                 const Novelty& novelty, std::vector<Chain>* chains) {
  Chain chain;
  chain.blob = hits.front().blob;
  chain.anchors.reserve(backwards.size());
  uint32_t covered = 0;  // query tokens before this are covered
  for (auto it = backwards.rbegin(); it != backwards.rend(); ++it) {
    const Hit& hit = hits[*it];
    chain.anchors.push_back({hit.query, hit.source});
    const uint32_t begin = std::max(covered, hit.query);
    const uint32_t end = hit.query + k;
    const float scale = 1.0f / static_cast<float>(k);
    chain.seed_bits += SeedBits(hit, begin, end, k, novelty);
    chain.shape_bits += hit.shape_rarity * static_cast<float>(end - begin) * scale;
    covered = end;
  }
  chain.query_begin = chain.anchors.front().query;
  chain.query_end = chain.anchors.back().query + k;
  chain.source_begin = chain.anchors.front().source;
  chain.source_end = chain.anchors.back().source + k;
  chains->push_back(std::move(chain));
}

}  // namespace

void ChainHits(std::span<const Hit> hits, uint32_t k, const Novelty& novelty,
               const ChainOptions& options, ChainScratch* scratch, std::vector<Chain>* chains) {
  const auto count = static_cast<int32_t>(hits.size());
  std::vector<uint32_t>& order = scratch->order;
  if (count == 1) {
    order.assign(1, 0);
    FinishChain(hits, order, k, novelty, chains);
    return;
  }
  std::vector<float>& best = scratch->best;
  std::vector<int32_t>& previous = scratch->previous;
  best.resize(count);
  previous.assign(count, -1);
  for (int32_t x = 0; x < count; ++x) {
    const Hit& hit = hits[x];
    best[x] = hit.shape_rarity;
    for (int32_t y = x - 1; y >= 0 && x - y <= static_cast<int32_t>(options.look_back); --y) {
      const uint32_t query_step = hit.query - hits[y].query;
      if (query_step > options.max_gap) break;
      if (query_step == 0 || hit.source <= hits[y].source) continue;
      const uint32_t source_step = hit.source - hits[y].source;
      if (source_step > options.max_gap) continue;
      const auto shift = static_cast<uint32_t>(
          std::abs(static_cast<int32_t>(query_step) - static_cast<int32_t>(source_step)));
      if (shift > options.max_shift) continue;
      const float share = std::min(1.0f, static_cast<float>(std::min(query_step, source_step)) / k);
      const float cost =
          shift == 0 ? 0
                     : options.shift_cost + options.shift_token_cost * static_cast<float>(shift);
      const float value = best[y] + hit.shape_rarity * share - cost;
      if (value > best[x]) {
        best[x] = value;
        previous[x] = y;
      }
    }
  }

  std::vector<uint32_t> ends(count);
  std::iota(ends.begin(), ends.end(), 0);
  std::stable_sort(ends.begin(), ends.end(),
                   [&](uint32_t a, uint32_t b) { return best[a] > best[b]; });
  scratch->used.assign(count, 0);
  for (const uint32_t end : ends) {
    order.clear();
    for (auto x = static_cast<int32_t>(end); x >= 0 && !scratch->used[x]; x = previous[x]) {
      scratch->used[x] = 1;
      order.push_back(static_cast<uint32_t>(x));
    }
    if (!order.empty()) FinishChain(hits, order, k, novelty, chains);
  }
}

}  // namespace copytrace
