// From packages to a store: reads, analyses and collects their files in one pipeline.
//
//   read in order → analyse in parallel → collect in order → count tokens in parallel
//
// What the store holds afterwards depends on the packages and their order, never on the number of
// threads.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/source/skip_reason.h"
#include "engine/store/store.h"
#include "engine/store/store_writer.h"
#include "indexer/package_reader.h"
#include "indexer/package_source.h"
#include "indexer/stage_clock.h"

namespace copytrace {

struct IndexOptions {
  uint32_t threads = 1;
  ReadLimits limits;
};

// Memory of the files on their way through the pipeline, for the caller who has to share out a
// budget between it and the store writer.
uint64_t PipelineMemory(uint32_t threads);

struct SkippedFile {
  std::string package;  // its purl
  std::string path;     // in the package; empty for an archive or directory as a whole
  SkipReason reason;
  std::string detail;
};

inline constexpr size_t kSkipReasons = static_cast<size_t>(SkipReason::kTooSlow) + 1;

// Where a run stands, for a progress bar.
struct IndexProgress {
  uint64_t packages = 0;  // begun
  uint64_t files = 0;
  uint64_t bytes = 0;
};

struct IndexSummary {
  uint64_t packages = 0;
  uint64_t known_packages = 0;  // whose release was in the store before
  uint64_t files = 0;           // read, skipped ones included
  uint64_t bytes = 0;           // of the files that were read
  uint64_t new_files = 0;       // unique contents added to the store
  uint64_t new_code_files = 0;
  uint64_t new_bytes = 0;
  uint64_t repeated_files = 0;  // contents that were there already, in the store or in this run
  uint64_t small_files = 0;     // too small to say where they come from
  std::array<uint64_t, kSkipReasons> skipped_by_reason{};
  std::vector<SkippedFile> skipped;                // in the order read
  std::vector<std::string> packages_without_code;  // location of each that yielded no file of code
  std::vector<std::string> failed_packages;        // location of each that could not be opened
};

class IndexBuilder {
 public:
  // `writer` is added to; nothing is committed. `published` is the store that `writer` adds to, as
  // it stands, or null for a new one: contents found there are not analysed again. Both outlive
  // the builder.
  IndexBuilder(StoreWriter* writer, const Store* published, const IndexOptions& options);

  // Adds the packages in this order. A file or package that cannot be read is reported in the
  // summary, and the others go on. `progress` is called now and then, from one thread at a time.
  // Throws Error where the store cannot be written.
  IndexSummary Add(std::span<const PackageSource> packages,
                   const std::function<void(const IndexProgress&)>& progress, StageClock* clock);

 private:
  StoreWriter* writer_;
  const Store* published_;
  IndexOptions options_;
};

}  // namespace copytrace
