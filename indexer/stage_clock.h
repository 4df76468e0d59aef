// What each stage of a run cost: CPU time over all threads, bytes, items. Thread-safe.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

#include "engine/source/cpu_clock.h"

namespace copytrace {

enum class Stage : uint8_t {
  kRead,      // from disk, and out of archives
  kMetadata,  // manifests and licence files
  kHash,      // SHA-1
  kLex,       // decode, type, tokens
  kLicense,   // of the file
  kFingerprint,
  kEncode,   // evidence
  kCollect,  // into the store writer, with its sorted runs
  kCount,    // token statistics
  kCommit,   // sort, merge, publish
};
inline constexpr int kStages = 10;

std::string_view StageName(Stage stage);

class StageClock {
 public:
  struct Cost {
    double cpu_seconds = 0;
    uint64_t bytes = 0;
    uint64_t items = 0;
  };

  // Stages that follow each other on a thread: each takes what passed since the one before, so that
  // the clock, which costs as much as a small piece of work, is looked at once a stage.
  class Laps {
   public:
    explicit Laps(StageClock* clock);
    void End(Stage stage, uint64_t bytes, uint64_t items = 1);

   private:
    StageClock* clock_;
    int64_t start_;
  };

  void Add(Stage stage, int64_t nanoseconds, uint64_t bytes, uint64_t items);
  Cost Get(Stage stage) const;

 private:
  struct Counters {
    std::atomic<int64_t> nanoseconds = 0;
    std::atomic<uint64_t> bytes = 0;
    std::atomic<uint64_t> items = 0;
  };
  std::array<Counters, kStages> counters_;
};

}  // namespace copytrace
