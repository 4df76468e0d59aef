// One pipeline: batches of paths in order → read, match and describe in parallel → collect in
// order. A batch is large enough for its look-ups to be sorted with profit and small enough to keep
// all cores busy to the end. Because a file's findings do not depend on its batch and batches are
// collected in order, the result is the same with one thread and with many.
#include "engine/scan/scan.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <tuple>
#include <utility>

#include "engine/scan/finding_builder.h"
#include "engine/scan/project_fit.h"
#include "engine/source/cpu_clock.h"
#include "grammars/injection.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kBatchBytes = uint64_t{512} << 10;
constexpr size_t kBatchFiles = 64;
constexpr int kBatchesPerThread = 3;
// What a match in minified code must reach. Of 236 minified files scanned against three stores, the
// one match that clearly came from elsewhere had 61 bits.
constexpr float kLeastMinifiedBits = 70;

struct Batch {
  std::span<const TreeEntry> entries;
  std::vector<Finding> findings;
  std::vector<SkippedFile> skipped;
  uint64_t files = 0;
  uint64_t bytes = 0;
  uint64_t lines = 0;
  uint64_t listed_bytes = 0;  // of all entries, skipped or not
};

// What a thread has spent, and the memory it reuses.
struct Worker {
  explicit Worker(const Matcher& matcher) : scratch(matcher) {}
  Matcher::Scratch scratch;
  double read_seconds = 0;
  double describe_seconds = 0;
};

SourceFile ReadEntry(const TreeEntry& entry, const SourceLimits& limits) {
  if (!entry.content) return ReadSourceFile(entry.file, entry.path, limits);
  SourceFile file = MakeSourceFile(entry.type_name, *entry.content, limits);
  file.path = entry.path;
  return file;
}

void ScanBatch(const Matcher& matcher, const SourceLimits& limits, Worker* worker, Batch* batch) {
  const double start = ThreadSeconds();
  std::vector<SourceFile> files;
  files.reserve(batch->entries.size());
  for (const TreeEntry& entry : batch->entries) {
    batch->listed_bytes += entry.bytes;
    SourceFile file = ReadEntry(entry, limits);
    if (file.skipped) {
      batch->skipped.push_back({entry.path, *file.skipped, file.skip_detail});
      continue;
    }
    files.push_back(std::move(file));
  }
  const double read = ThreadSeconds();
  worker->read_seconds += read - start;

  std::vector<const SourceFile*> pointers;
  for (const SourceFile& file : files) pointers.push_back(&file);
  std::vector<std::vector<Match>> matches;
  matcher.Match(pointers, &worker->scratch, &matches);

  const double matched = ThreadSeconds();
  for (size_t i = 0; i < files.size(); ++i) {
    const SourceFile& file = files[i];
    if (file.minified) {
      std::erase_if(matches[i], [](const copytrace::Match& match) {
        return !match.whole_file && match.score_bits < kLeastMinifiedBits;
      });
    }
    if (file.minified && matches[i].empty() && ContainerOf(file.path) == Container::kNone) {
      batch->skipped.push_back({file.path, SkipReason::kMinified,
                                "and too little of it survives to say where it comes from"});
      continue;
    }
    ++batch->files;
    batch->bytes += file.bytes;
    batch->lines += file.tokenized.line_count;
    auto findings = BuildFindings(matcher.store(), files[i], matches[i]);
    std::move(findings.begin(), findings.end(), std::back_inserter(batch->findings));
  }
  worker->describe_seconds += ThreadSeconds() - matched;
}

// All files below the roots, by path, and what could not be listed.
std::vector<TreeEntry> ListRoots(std::span<const fs::path> roots, const ScanOptions& options,
                                 std::vector<SkippedFile>* skipped) {
  std::vector<TreeEntry> entries = options.listing.entries;
  for (const TreeSkip& skip : options.listing.skips) {
    skipped->push_back({skip.path, skip.reason, skip.detail});
  }
  const bool only_root = roots.size() == 1 && options.listing_name.empty();
  for (const fs::path& root : roots) {
    TreeListing listing = ListTree(root, options.tree);
    const std::string prefix =
        !only_root && fs::is_directory(root) ? root.lexically_normal().generic_string() : "";
    const auto prefixed = [&](const std::string& path) {
      if (prefix.empty()) return path;
      return prefix.ends_with('/') ? prefix + path : prefix + "/" + path;
    };
    for (TreeEntry& entry : listing.entries) {
      entry.path = prefixed(entry.path);
      entries.push_back(std::move(entry));
    }
    for (TreeSkip& skip : listing.skips) {
      skipped->push_back({prefixed(skip.path), skip.reason, std::move(skip.detail)});
    }
  }
  std::sort(entries.begin(), entries.end(), [](const TreeEntry& a, const TreeEntry& b) {
    return std::tie(a.path, a.file) < std::tie(b.path, b.file);
  });
  return entries;
}

std::vector<StageCost> Stages(tbb::enumerable_thread_specific<Worker>& workers,
                              const ScanResult& result, double list_seconds) {
  MatchCosts match;
  double read = 0;
  double describe = 0;
  for (const Worker& worker : workers) {
    read += worker.read_seconds;
    describe += worker.describe_seconds;
    for (int step = 0; step < kMatchSteps; ++step) {
      match.cpu_seconds[step] += worker.scratch.costs.cpu_seconds[step];
      match.items[step] += worker.scratch.costs.items[step];
    }
  }
  std::vector<StageCost> stages = {{"list", list_seconds, 0, result.files},
                                   {"read, tokenize", read, result.bytes, result.files}};
  for (int step = 0; step < kMatchSteps; ++step) {
    stages.push_back({std::string(MatchStepName(static_cast<MatchStep>(step))),
                      match.cpu_seconds[step], result.bytes, match.items[step]});
  }
  stages.push_back({"describe", describe, 0, result.findings.size()});
  return stages;
}

}  // namespace

ScanResult Scan(const Store& store, std::span<const fs::path> roots, const ScanOptions& options) {
  ScanResult result;
  for (const fs::path& root : roots) {
    if (!result.root.empty()) result.root += ' ';
    result.root += root.generic_string();
  }
  if (!options.listing_name.empty()) {
    result.root += (result.root.empty() ? "" : " ") + options.listing_name;
  }
  const double start = ThreadSeconds();
  const std::vector<TreeEntry> entries = ListRoots(roots, options, &result.skipped);
  const double list_seconds = ThreadSeconds() - start;
  uint64_t total = 0;
  for (const TreeEntry& entry : entries) total += entry.bytes;

  const int threads = options.threads > 0 ? static_cast<int>(options.threads)
                                          : oneapi::tbb::info::default_concurrency();
  const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism,
                                          threads);
  MatchOptions match_options = options.match;
  match_options.max_e_value = options.e_value;
  const Matcher matcher(store, match_options);
  tbb::enumerable_thread_specific<Worker> workers([&] { return Worker(matcher); });

  SourceLimits limits = options.limits;
  limits.keep_minified = true;
  size_t next = 0;
  uint64_t done = 0;
  const auto read_batch = [&](oneapi::tbb::flow_control& control) -> std::shared_ptr<Batch> {
    if (next == entries.size()) {
      control.stop();
      return nullptr;
    }
    const size_t first = next;
    uint64_t bytes = 0;
    while (next < entries.size() && next - first < kBatchFiles && bytes < kBatchBytes) {
      bytes += std::min(entries[next++].bytes, options.limits.max_file_bytes);
    }
    auto batch = std::make_shared<Batch>();
    batch->entries = std::span(entries).subspan(first, next - first);
    return batch;
  };
  const auto scan_batch = [&](std::shared_ptr<Batch> batch) {
    ScanBatch(matcher, limits, &workers.local(), batch.get());
    return batch;
  };
  const auto collect = [&](std::shared_ptr<Batch> batch) {
    std::move(batch->findings.begin(), batch->findings.end(), std::back_inserter(result.findings));
    std::move(batch->skipped.begin(), batch->skipped.end(), std::back_inserter(result.skipped));
    result.files += batch->files;
    result.bytes += batch->bytes;
    result.lines += batch->lines;
    done += batch->listed_bytes;
    if (options.progress) options.progress(done, total);
  };
  using oneapi::tbb::filter_mode;
  oneapi::tbb::parallel_pipeline(
      static_cast<size_t>(threads) * kBatchesPerThread,
      oneapi::tbb::make_filter<void, std::shared_ptr<Batch>>(filter_mode::serial_in_order,
                                                             read_batch) &
          oneapi::tbb::make_filter<std::shared_ptr<Batch>, std::shared_ptr<Batch>>(
              filter_mode::parallel, scan_batch) &
          oneapi::tbb::make_filter<std::shared_ptr<Batch>, void>(filter_mode::serial_in_order,
                                                                 collect));

  std::stable_sort(result.skipped.begin(), result.skipped.end(),
                   [](const SkippedFile& a, const SkippedFile& b) { return a.path < b.path; });
  const double fit_start = ThreadSeconds();
  FitToProject(roots, entries, &result.findings);
  result.stages = Stages(workers, result, list_seconds);
  result.stages.back().cpu_seconds += ThreadSeconds() - fit_start;
  return result;
}

}  // namespace copytrace
