#include "indexer/stage_clock.h"

namespace copytrace {

std::string_view StageName(Stage stage) {
  constexpr std::string_view kNames[kStages] = {"read",    "metadata",    "hash",   "lex",
                                                "license", "fingerprint", "encode", "collect",
                                                "count",   "commit"};
  return kNames[static_cast<size_t>(stage)];
}

StageClock::Laps::Laps(StageClock* clock)
    : clock_(clock), start_(ClockNanoseconds(CLOCK_THREAD_CPUTIME_ID)) {}

void StageClock::Laps::End(Stage stage, uint64_t bytes, uint64_t items) {
  const int64_t now = ClockNanoseconds(CLOCK_THREAD_CPUTIME_ID);
  clock_->Add(stage, now - start_, bytes, items);
  start_ = now;
}

void StageClock::Add(Stage stage, int64_t nanoseconds, uint64_t bytes, uint64_t items) {
  Counters& counters = counters_[static_cast<size_t>(stage)];
  counters.nanoseconds.fetch_add(nanoseconds, std::memory_order_relaxed);
  counters.bytes.fetch_add(bytes, std::memory_order_relaxed);
  counters.items.fetch_add(items, std::memory_order_relaxed);
}

StageClock::Cost StageClock::Get(Stage stage) const {
  const Counters& counters = counters_[static_cast<size_t>(stage)];
  return {static_cast<double>(counters.nanoseconds.load()) / 1e9, counters.bytes.load(),
          counters.items.load()};
}

}  // namespace copytrace
