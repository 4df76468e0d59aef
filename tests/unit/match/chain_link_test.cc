#include "engine/match/chain_link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

namespace copytrace {
namespace {

TEST(ChainLink, EightHitsAtATimeGiveWhatOneByOneDoes) {
  const LinkCosts costs = {
      .max_gap = 100, .max_shift = 40, .shift_cost = 0.5f, .shift_token_cost = 0.05f, .k = 20};
  std::mt19937 random(11);
  size_t links = 0;
  for (int trial = 0; trial < 300; ++trial) {
    const auto count = static_cast<int32_t>(1 + random() % 120);
    const uint32_t reach = 20 + random() % 1000;  // dense and sparse
    std::vector<std::pair<int32_t, int32_t>> places;
    for (int32_t i = 0; i < count; ++i) {
      places.emplace_back(static_cast<int32_t>(random() % reach),
                          static_cast<int32_t>(random() % reach));
    }
    std::sort(places.begin(), places.end());
    // What stands in front of the first hit must not matter.
    std::vector<int32_t> query(kLinkPadding + places.size(), 0);
    std::vector<int32_t> source(kLinkPadding + places.size(), 0);
    std::vector<float> best(kLinkPadding + places.size(), 1000);
    for (size_t i = 0; i < places.size(); ++i) {
      query[kLinkPadding + i] = places[i].first;
      source[kLinkPadding + i] = places[i].second;
    }
    const LinkedHits hits = {query.data() + kLinkPadding, source.data() + kLinkPadding,
                             best.data() + kLinkPadding};
    for (int32_t x = 0; x < count; ++x) {
      const auto rarity = static_cast<float>(random() % 8 + 1);
      const int32_t first = std::max(0, x - static_cast<int32_t>(random() % 45));
      const Link wide = BestLink(costs, hits, rarity, first, x);
      const Link plain = BestLinkPlainly(costs, hits, rarity, first, x);
      ASSERT_EQ(wide.best, plain.best);
      ASSERT_EQ(wide.previous, plain.previous);
      best[kLinkPadding + x] = plain.best;
      links += plain.previous >= 0;
    }
  }
  EXPECT_GT(links, 5000u);
}

}  // namespace
}  // namespace copytrace
