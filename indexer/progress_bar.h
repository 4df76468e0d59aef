// One line on a terminal that says how far a run is. Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>

#include "indexer/index_builder.h"

namespace copytrace {

// Writes to standard error, and only if it is a terminal.
class ProgressBar {
 public:
  explicit ProgressBar(uint64_t packages);
  ~ProgressBar();  // wipes the line
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void Show(const IndexProgress& progress);  // at most ten times a second
  void ShowCommit();                         // while the store is being written

 private:
  void Print(const char* text);

  using Clock = std::chrono::steady_clock;
  uint64_t packages_;
  bool enabled_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_{};
};

}  // namespace copytrace
