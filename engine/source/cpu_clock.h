// CPU time, for the costs of stages.
#pragma once

#include <cstdint>
#include <ctime>

namespace copytrace {

// Of a clock such as CLOCK_THREAD_CPUTIME_ID.
inline int64_t ClockNanoseconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// CPU seconds that the calling thread has spent.
inline double ThreadSeconds() {
  return static_cast<double>(ClockNanoseconds(CLOCK_THREAD_CPUTIME_ID)) * 1e-9;
}

// The same of all threads of the process.
inline double ProcessSeconds() {
  return static_cast<double>(ClockNanoseconds(CLOCK_PROCESS_CPUTIME_ID)) * 1e-9;
}

}  // namespace copytrace
