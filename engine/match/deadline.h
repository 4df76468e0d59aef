// How much CPU time one file may take, so that a pathological one costs its own budget only.
#pragma once

#include <limits>

#include "engine/source/cpu_clock.h"

namespace copytrace {

// Thrown inside matching and caught there: the file is reported as skipped.
struct OutOfTime {};

// Of the thread that made it.
class Deadline {
 public:
  Deadline() = default;  // never
  explicit Deadline(double thread_seconds) : end_(thread_seconds) {}  // as ThreadSeconds tells

  // Throws OutOfTime once the time is over. Reading the clock costs as much as a small piece of
  // work: only one call in a few does.
  void Check() const {
    if (++calls_ % kCallsPerLook == 0 && ThreadSeconds() > end_) throw OutOfTime();
  }

 private:
  static constexpr unsigned kCallsPerLook = 16;
  double end_ = std::numeric_limits<double>::infinity();
  mutable unsigned calls_ = 0;
};

}  // namespace copytrace
