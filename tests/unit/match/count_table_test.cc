#include "engine/match/count_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace copytrace {
namespace {

using Counts = std::vector<std::pair<uint32_t, uint32_t>>;

TEST(CountTable, FindsWhatWasPutInAndNothingElse) {
  std::mt19937 random(1);
  std::map<uint32_t, uint32_t> counts;
  for (uint32_t i = 0; i < 3000; ++i) counts[random()] = i % 7;
  const CountTable table(Counts(counts.begin(), counts.end()));
  for (const auto& [key, count] : counts) EXPECT_EQ(table.Find(key), count);
  for (int i = 0; i < 3000; ++i) {
    const uint32_t key = random();
    EXPECT_EQ(table.Find(key), counts.contains(key) ? counts[key] : 0u);
  }
  EXPECT_EQ(CountTable(Counts{}).Find(7), 0u);
}

TEST(CountTable, GoesOnAtTheFrontBehindTheLastPlace) {
  Counts counts;
  for (uint32_t i = 100; i > 0; --i) counts.emplace_back(UINT32_MAX - i, i);
  const CountTable table(counts);
  for (const auto& [key, count] : counts) EXPECT_EQ(table.Find(key), count);
  EXPECT_EQ(table.Find(UINT32_MAX), 0u);
  EXPECT_EQ(table.Find(0), 0u);
}

}  // namespace
}  // namespace copytrace
