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

#include "engine/match/chain_link.h"

namespace copytrace {
namespace {

// Appends the chain of `backwards`, numbers of hits from its last to its first, if it is worth it.
void FinishChain(std::span<const Hit> hits, std::span<const uint32_t> backwards, uint32_t k,
                 const Novelty& novelty, const ChainThreshold& least, std::vector<Chain>* chains) {
  Chain chain;
  chain.blob = hits.front().blob;
  uint32_t covered = 0;  // query tokens before this are covered
  bool has_same_text = false;
  for (auto it = backwards.rbegin(); it != backwards.rend(); ++it) {
    const Hit& hit = hits[*it];
    const uint32_t begin = std::max(covered, hit.query);
    const uint32_t end = hit.query + k;
    const float scale = 1.0f / static_cast<float>(k);
    chain.seed_bits += SeedBits(hit, begin, end, k, novelty);
    chain.shape_bits += hit.shape_rarity * static_cast<float>(end - begin) * scale;
    covered = end;
    has_same_text |= hit.text_rarity > 0;
  }
  const bool is_single = backwards.size() == 1;
  if (chain.seed_bits < least.Of(has_same_text).Of(is_single) ||
      (is_single && chain.shape_bits < least.single_shape_bits)) {
    return;
  }
  chain.anchors.reserve(backwards.size());
  for (auto it = backwards.rbegin(); it != backwards.rend(); ++it) {
    chain.anchors.push_back({hits[*it].query, hits[*it].source});
  }
  chain.query_begin = chain.anchors.front().query;
  chain.query_end = chain.anchors.back().query + k;
  chain.source_begin = chain.anchors.front().source;
  chain.source_end = chain.anchors.back().source + k;
  chains->push_back(std::move(chain));
}

// The best chain that ends at each hit: its bits and the hit before.
void LinkHits(std::span<const Hit> hits, uint32_t k, const ChainOptions& options,
              ChainScratch* scratch) {
  const auto count = static_cast<int32_t>(hits.size());
  scratch->query.resize(kLinkPadding + hits.size());
  scratch->source.resize(kLinkPadding + hits.size());
  scratch->best.resize(kLinkPadding + hits.size());
  scratch->previous.resize(hits.size());
  int32_t* query = scratch->query.data() + kLinkPadding;
  int32_t* source = scratch->source.data() + kLinkPadding;
  float* best = scratch->best.data() + kLinkPadding;
  for (int32_t x = 0; x < count; ++x) {
    query[x] = static_cast<int32_t>(hits[x].query);
    source[x] = static_cast<int32_t>(hits[x].source);
  }
  const LinkCosts costs = {.max_gap = static_cast<int32_t>(options.max_gap),
                           .max_shift = static_cast<int32_t>(options.max_shift),
                           .shift_cost = options.shift_cost,
                           .shift_token_cost = options.shift_token_cost,
                           .k = static_cast<float>(k)};
  const auto look_back = static_cast<int32_t>(options.look_back);
  for (int32_t x = 0; x < count; ++x) {
    const Link link =
        BestLink(costs, {query, source, best}, hits[x].shape_rarity, std::max(0, x - look_back), x);
    best[x] = link.best;
    scratch->previous[x] = link.previous;
  }
}

}  // namespace

void ChainHits(std::span<const Hit> hits, uint32_t k, const Novelty& novelty,
               const ChainOptions& options, const ChainThreshold& least, ChainScratch* scratch,
               std::vector<Chain>* chains) {
  const auto count = static_cast<int32_t>(hits.size());
  std::vector<uint32_t>& order = scratch->order;
  if (count == 1) {
    order.assign(1, 0);
    FinishChain(hits, order, k, novelty, least, chains);
    return;
  }
  LinkHits(hits, k, options, scratch);
  const float* best = scratch->best.data() + kLinkPadding;
  const std::vector<int32_t>& previous = scratch->previous;
  // What a better chain goes on from is used by then.
  scratch->used.assign(count, 0);
  for (int32_t x = 0; x < count; ++x) {
    const int32_t y = previous[x];
    if (y >= 0 && best[x] > best[y]) scratch->used[y] = 1;
  }
  std::vector<uint32_t>& ends = scratch->ends;
  ends.clear();
  for (int32_t x = 0; x < count; ++x) {
    if (!scratch->used[x]) ends.push_back(x);
  }
  std::sort(ends.begin(), ends.end(),
            [&](uint32_t a, uint32_t b) { return best[a] != best[b] ? best[a] > best[b] : a < b; });
  scratch->used.assign(count, 0);
  for (const uint32_t end : ends) {
    order.clear();
    for (auto x = static_cast<int32_t>(end); x >= 0 && !scratch->used[x]; x = previous[x]) {
      scratch->used[x] = 1;
      order.push_back(static_cast<uint32_t>(x));
    }
    if (!order.empty()) FinishChain(hits, order, k, novelty, least, chains);
  }
}

}  // namespace copytrace
