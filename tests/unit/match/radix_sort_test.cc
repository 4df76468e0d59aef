#include "engine/match/radix_sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace copytrace {
namespace {

struct Item {
  uint64_t key;
  uint32_t number;
  bool operator==(const Item&) const = default;
};

TEST(RadixSort, AgreesWithAStableComparingSort) {
  std::mt19937_64 random(4);
  std::vector<Item> spare(7);
  for (const uint32_t bits : {0u, 1u, 10u, 11u, 12u, 32u, 40u}) {
    for (const size_t count : {0, 1, 2, 100, 5000}) {
      std::vector<Item> items;
      for (uint32_t i = 0; i < count; ++i) {
        // Few different keys, so that there are ties, or as many as there may be.
        const uint64_t key = bits == 0 ? 0 : random() >> (64 - bits);
        items.push_back({i % 2 == 0 ? key : key & 5, i});
      }
      std::vector<Item> expected = items;
      std::ranges::stable_sort(expected, {}, &Item::key);
      RadixSort(
          bits, [](const Item& item) { return item.key; }, &items, &spare);
      EXPECT_EQ(items, expected) << bits << " bits, " << count << " items";
    }
  }
}

}  // namespace
}  // namespace copytrace
