#include "engine/match/chain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace copytrace {
namespace {

constexpr uint32_t kK = 20;

Novelty AllNew(size_t tokens) {
  Novelty novelty;
  novelty.n1.assign(tokens, 1);
  novelty.n0.assign(tokens, 1);
  for (size_t i = 0; i <= tokens; ++i) {
    novelty.n1_sum.push_back(static_cast<float>(i));
    novelty.n0_sum.push_back(static_cast<float>(i));
  }
  return novelty;
}

std::vector<Chain> Chains(std::vector<Hit> hits, const ChainThreshold& least = {}) {
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::pair(a.query, a.source) < std::pair(b.query, b.source);
  });
  ChainScratch scratch;
  std::vector<Chain> chains;
  ChainHits(hits, kK, AllNew(2000), {}, least, &scratch, &chains);
  return chains;
}

Hit At(uint32_t query, uint32_t source, float shape = 10, float text = 0) {
  return {.blob = 1, .query = query, .source = source, .shape_rarity = shape, .text_rarity = text};
}

TEST(Chain, JoinsHitsOnOneDiagonal) {
  const auto chains = Chains({At(100, 500), At(110, 510), At(130, 530)});
  ASSERT_EQ(chains.size(), 1u);
  EXPECT_EQ(chains[0].anchors.size(), 3u);
  EXPECT_EQ(chains[0].query_begin, 100u);
  EXPECT_EQ(chains[0].query_end, 150u);
  EXPECT_EQ(chains[0].source_begin, 500u);
  EXPECT_EQ(chains[0].source_end, 550u);
}

TEST(Chain, CountsEveryCoveredTokenOnce) {
  // 20 tokens, then 10 and 20 more: 50 tokens of 10 bits over k = 20.
  const auto chains = Chains({At(100, 500), At(110, 510), At(130, 530)});
  EXPECT_FLOAT_EQ(chains[0].seed_bits, 10.0f * 50 / kK);
  // Equal to the letter: the same again.
  EXPECT_FLOAT_EQ(Chains({At(100, 500, 10, 10)})[0].seed_bits, 20);
}

TEST(Chain, LeavesApartWhatIsFarApart) {
  EXPECT_EQ(Chains({At(100, 500), At(201, 601)}).size(), 2u);  // more than 100 tokens on
  EXPECT_EQ(Chains({At(100, 500), At(150, 591)}).size(), 2u);  // 41 tokens off the diagonal
  EXPECT_EQ(Chains({At(100, 500), At(150, 590)}).size(), 1u);
  EXPECT_EQ(Chains({At(100, 500), At(150, 499)}).size(), 2u);  // backwards
}

TEST(Chain, LeavesOutWhatIsWorthTooLittle) {
  const std::vector<Hit> hits = {At(100, 500), At(110, 510), At(130, 530), At(400, 900)};
  EXPECT_EQ(Chains(hits).size(), 2u);
  EXPECT_EQ(Chains(hits, {.shape_only = {.several = 11, .single = 11}}).size(), 1u);
  EXPECT_EQ(Chains(hits, {.shape_only = {.several = 26, .single = 26}}).size(), 0u);
  EXPECT_EQ(Chains(hits, {.shape_only = {.single = 11}}).size(), 1u);  // only of a single hit
  EXPECT_EQ(Chains(hits, {.single_shape_bits = 11}).size(), 1u);
}

TEST(Chain, AsksForLessWhereAHitIsEqualToTheLetter) {
  const ChainThreshold least = {.same_text = {.several = 11, .single = 15},
                                .shape_only = {.several = 31, .single = 31}};
  EXPECT_EQ(Chains({At(100, 500), At(110, 510), At(130, 530)}, least).size(), 0u);  // 25 bits
  EXPECT_EQ(Chains({At(100, 500), At(110, 510, 10, 1), At(130, 530)}, least).size(), 1u);
  EXPECT_EQ(Chains({At(100, 500, 10, 4)}, least).size(), 0u);
  EXPECT_EQ(Chains({At(100, 500, 10, 6)}, least).size(), 1u);
}

TEST(Chain, AHitBelongsToOneChain) {
  std::mt19937 random(5);
  for (int trial = 0; trial < 100; ++trial) {
    std::vector<Hit> hits;
    for (int i = 0; i < 60; ++i) hits.push_back(At(random() % 300, random() % 300));
    size_t anchors = 0;
    for (const Chain& chain : Chains(hits)) {
      anchors += chain.anchors.size();
      for (size_t i = 1; i < chain.anchors.size(); ++i) {
        EXPECT_LT(chain.anchors[i - 1].query, chain.anchors[i].query);
        EXPECT_LT(chain.anchors[i - 1].source, chain.anchors[i].source);
      }
    }
    EXPECT_EQ(anchors, hits.size());
  }
}

// The best value of a chain that ends at hits[x], by trying every hit before it.
float BestEnd(const std::vector<Hit>& hits, size_t x, const ChainOptions& options) {
  float best = hits[x].shape_rarity;
  for (size_t y = 0; y < x; ++y) {
    const int query = static_cast<int>(hits[x].query) - static_cast<int>(hits[y].query);
    const int source = static_cast<int>(hits[x].source) - static_cast<int>(hits[y].source);
    const int shift = std::abs(query - source);
    if (query <= 0 || source <= 0 || query > 100 || source > 100 || shift > 40) continue;
    const float share = std::min(1.0f, static_cast<float>(std::min(query, source)) / kK);
    const float cost =
        shift == 0 ? 0 : options.shift_cost + options.shift_token_cost * static_cast<float>(shift);
    best = std::max(best, BestEnd(hits, y, options) + hits[x].shape_rarity * share - cost);
  }
  return best;
}

// What a chain is worth by the recurrence's own measure.
float ValueOf(const Chain& chain, const ChainOptions& options) {
  float value = 10;
  for (size_t i = 1; i < chain.anchors.size(); ++i) {
    const auto query = static_cast<float>(chain.anchors[i].query - chain.anchors[i - 1].query);
    const auto source = static_cast<float>(chain.anchors[i].source - chain.anchors[i - 1].source);
    const float shift = std::abs(query - source);
    value += 10 * std::min(1.0f, std::min(query, source) / kK);
    if (shift > 0) value -= options.shift_cost + options.shift_token_cost * shift;
  }
  return value;
}

TEST(Chain, TheFirstChainIsTheBestOfAll) {
  std::mt19937 random(9);
  const ChainOptions options;
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<Hit> hits;
    for (int i = 0; i < 11; ++i) hits.push_back(At(random() % 150, random() % 150));
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
      return std::pair(a.query, a.source) < std::pair(b.query, b.source);
    });
    float best = 0;
    for (size_t x = 0; x < hits.size(); ++x) best = std::max(best, BestEnd(hits, x, options));
    EXPECT_NEAR(ValueOf(Chains(hits)[0], options), best, 1e-3);
  }
}

}  // namespace
}  // namespace copytrace
