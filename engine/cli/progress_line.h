// How far the scan is, in one line on standard error that goes away when it is done.
#pragma once

#include <chrono>
#include <cstdint>

namespace copytrace {

// Shown only if standard error is a terminal, and only if the scan takes more than a moment.
// Not thread-safe.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();  // takes the line away
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void Update(uint64_t bytes_done, uint64_t bytes_total);

 private:
  bool terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace copytrace
