#include "engine/store/statistics_sum.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace copytrace {
namespace {

using Table = std::vector<std::pair<uint32_t, uint32_t>>;

uint32_t Saturate(uint64_t value) {
  return static_cast<uint32_t>(std::min<uint64_t>(value, UINT32_MAX));
}

Table AddTables(const Table& a, const Table& b) {
  Table sum;
  sum.reserve(a.size() + b.size());
  auto x = a.begin();
  auto y = b.begin();
  while (x != a.end() || y != b.end()) {
    if (y == b.end() || (x != a.end() && x->first < y->first)) {
      sum.push_back(*x++);
    } else if (x == a.end() || y->first < x->first) {
      sum.push_back(*y++);
    } else {
      sum.emplace_back(x->first, Saturate(uint64_t{x->second} + y->second));
      ++x;
      ++y;
    }
  }
  return sum;
}

}  // namespace

void AddStatisticsTo(FamilyStatistics* sum, const FamilyStatistics& added) {
  sum->file_count = Saturate(uint64_t{sum->file_count} + added.file_count);
  sum->token_count += added.token_count;
  sum->document_frequency = AddTables(sum->document_frequency, added.document_frequency);
  sum->ngram_count = AddTables(sum->ngram_count, added.ngram_count);
}

void PruneStatistics(FamilyStatistics* statistics) {
  const uint32_t least = std::max<uint32_t>(1, statistics->file_count >> 15);
  std::erase_if(statistics->document_frequency,
                [least](const auto& entry) { return entry.second <= least; });
}

}  // namespace copytrace
