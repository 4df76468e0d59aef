#include "engine/store/token_statistics.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <vector>

namespace copytrace {
namespace {

TEST(TokenStatistics, AFileCountsOnceForEachOfItsNames) {
  TokenStatisticsCounter counter;
  std::map<uint32_t, uint32_t> expected;
  std::mt19937 random(3);
  for (const size_t names : {50, 5000, 10, 700}) {  // more and fewer than the file before
    std::set<uint32_t> of_file;
    std::vector<Token> tokens;
    for (size_t i = 0; i < names * 3; ++i) {
      const auto name = static_cast<uint32_t>(100 + random() % names);
      tokens.push_back({.n0 = name, .n1 = static_cast<uint32_t>(TokenClass::kIdentifier)});
      of_file.insert(name);
    }
    for (const uint32_t name : of_file) ++expected[name];
    counter.AddFile(tokens, false);
  }
  const auto counted = counter.Take().document_frequency;
  const std::map<uint32_t, uint32_t> found(counted.begin(), counted.end());
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace copytrace
