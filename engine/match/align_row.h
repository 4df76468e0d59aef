// One row of a banded alignment: the step that takes nearly all of its time. See align.cc for what
// rows and cells are. Thread-safe.
#pragma once

#include <cstdint>
#include <span>

namespace copytrace {

// What a cell's byte of the trace says.
enum AlignMove : uint8_t { kStop = 0, kPair = 1, kSkipQuery = 2, kSkipSource = 3 };
inline constexpr uint8_t kAlignMoveMask = 3;
inline constexpr uint8_t kSkipQueryGoesOn = 16;
inline constexpr uint8_t kSkipSourceGoesOn = 32;

// Worse than any score.
inline constexpr float kNoScore = -1e9f;

// What moves cost or bring, in bits.
struct RowCosts {
  int32_t code;  // of the query's token: N1 and N0 folded, in one number
  float equal_text;
  float other_text;
  float mismatch;
  float gap_open;
  float gap_extend;
};

// What a row reads and writes, each by cell.
struct AlignRow {
  const int32_t* codes;      // of the source's tokens
  const float* best_before;  // one longer than the row; so is the next
  const float* skip_before;
  float* best;
  float* skip;     // of query tokens
  uint8_t* trace;  // meaningful along ways whose values are above zero
};

// Fills `count` cells; returns the greatest value. Eight or sixteen cells at a time where the
// processor can.
float FillAlignRow(const RowCosts& costs, uint32_t count, const AlignRow& row);

// All ways to do it that this processor has: the first cell by cell, the last the fastest. Their
// best and skip are equal bit by bit.
using AlignRowFiller = float (*)(const RowCosts& costs, uint32_t count, const AlignRow& row);
std::span<const AlignRowFiller> AlignRowFillers();

}  // namespace copytrace
