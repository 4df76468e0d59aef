#include "engine/store/record_sorter.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "tests/unit/store/store_fixture.h"

namespace copytrace {
namespace {

TEST(RecordSorter, SortsWithinAnyMemoryAndKeepsTheFirstOfAKey) {
  for (const uint64_t memory : {uint64_t{1} << 24, uint64_t{1} << 12}) {
    const TemporaryDirectory directory;
    RecordSorter sorter(directory.path(), "test", memory);
    std::map<std::string, std::string> expected;
    std::mt19937_64 random(1);
    for (int i = 0; i < 5000; ++i) {
      const std::string key(random() % 5, static_cast<char>(random()));
      const std::string value = std::to_string(i);
      sorter.Add(key, value);
      expected.emplace(key, value);
    }
    std::vector<std::pair<std::string, std::string>> records;
    sorter.Finish([&records](std::string_view key, std::string_view value) {
      records.emplace_back(key, value);
    });
    EXPECT_EQ(records,
              (std::vector<std::pair<std::string, std::string>>(expected.begin(), expected.end())));
  }
}

TEST(RecordSorter, IsEmptyUntilSomethingIsAdded) {
  const TemporaryDirectory directory;
  RecordSorter sorter(directory.path(), "test", 1);
  EXPECT_TRUE(sorter.empty());
  sorter.Add("k", "v");
  EXPECT_FALSE(sorter.empty());
}

}  // namespace
}  // namespace copytrace
