#include "engine/match/align_row.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace copytrace {
namespace {

struct Cells {
  explicit Cells(uint32_t count) : best(count), skip(count), trace(count) {}
  AlignRow Row(const std::vector<int32_t>& codes, const Cells& before) {
    return {.codes = codes.data(),
            .best_before = before.best.data(),
            .skip_before = before.skip.data(),
            .best = best.data(),
            .skip = skip.data(),
            .trace = trace.data()};
  }
  std::vector<float> best;
  std::vector<float> skip;
  std::vector<uint8_t> trace;
};

// Where the trace leads from a cell of the last row: out of the row, and how.
std::pair<uint32_t, int> Leave(const Cells& cells, uint32_t j) {
  if ((cells.trace[j] & kAlignMoveMask) != kSkipSource) {
    return {j, cells.trace[j] & kAlignMoveMask};
  }
  while ((cells.trace[j--] & kSkipSourceGoesOn) != 0) {
  }
  return {j, cells.trace[j] & kAlignMoveMask};
}

void ExpectSameAsCellByCell(AlignRowFiller fill) {
  const AlignRowFiller fill_plainly = AlignRowFillers().front();
  std::mt19937 random(7);
  size_t skips = 0;
  for (const uint32_t count : {1u, 2u, 7u, 8u, 9u, 15u, 16u, 17u, 31u, 32u, 33u, 81u, 83u, 600u}) {
    // One more than the row: the cell behind the last is always worth nothing.
    Cells wide(count + 1);
    Cells plain(count + 1);
    Cells before(count + 1);
    std::vector<int32_t> codes(count);
    for (int32_t& code : codes) {
      code = static_cast<int32_t>(random() % 4 * 256 + random() % 2);
    }
    for (int row = 0; row < 300; ++row) {
      const RowCosts costs = {.code = static_cast<int32_t>(random() % 4 * 256 + random() % 2),
                              .equal_text = static_cast<float>(random() % 64) / 4,
                              .other_text = static_cast<float>(random() % 16) / 4 - 1,
                              .mismatch = -6,
                              .gap_open = 10,
                              .gap_extend = 0.5f};
      const float top = fill(costs, count, wide.Row(codes, before));
      ASSERT_EQ(fill_plainly(costs, count, plain.Row(codes, before)), top);
      ASSERT_EQ(wide.best, plain.best);
      ASSERT_EQ(wide.skip, plain.skip);
      for (uint32_t j = 0; j < count; ++j) {
        if (plain.best[j] <= 0) continue;
        ASSERT_EQ(Leave(wide, j), Leave(plain, j)) << count << " " << row << " " << j;
        ASSERT_EQ(wide.trace[j] & kSkipQueryGoesOn, plain.trace[j] & kSkipQueryGoesOn);
        skips += (plain.trace[j] & kAlignMoveMask) == kSkipSource;
      }
      before = wide;
    }
  }
  EXPECT_GT(skips, 1000u);
}

TEST(AlignRow, SeveralCellsAtATimeGiveWhatOneByOneDoes) {
  for (size_t i = 0; i < AlignRowFillers().size(); ++i) {
    SCOPED_TRACE(i);
    ExpectSameAsCellByCell(AlignRowFillers()[i]);
  }
}

}  // namespace
}  // namespace copytrace
