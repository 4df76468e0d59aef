// One pipeline: batches of paths in order → read, match and describe in parallel → collect in
// order. Files whose result is in the cache leave after reading. A batch is large enough for its
// look-ups to be sorted with profit and small enough to keep all cores busy to the end. Because a
// file's findings do not depend on its batch and batches are collected in order, the result is the
// same with one thread and with many.
#include "engine/scan/scan.h"

#include <fmt/format.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "engine/license/license_detector.h"
#include "engine/license/license_file_name.h"
#include "engine/scan/advisory_lookup.h"
#include "engine/scan/finding_builder.h"
#include "engine/scan/project_fit.h"
#include "engine/scan/result_cache.h"
#include "engine/source/checksum.h"
#include "engine/source/cpu_clock.h"
#include "engine/source/thread_limit.h"
#include "grammars/injection.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

// Look-ups cost less the more of them are sorted together, and a thread that waits for another's
// last batch wastes what that takes: a batch is a small share of what a thread has to do, within
// limits.
constexpr uint64_t kLeastBatchBytes = uint64_t{512} << 10;
constexpr uint64_t kMostBatchBytes = uint64_t{8} << 20;
constexpr uint64_t kBatchesOfThread = 20;
constexpr uint64_t kBytesPerFile = uint64_t{8} << 10;  // of a batch, that many files it may have
constexpr int kBatchesPerThread = 3;
// What a match in minified code must reach. Of 236 minified files scanned against three stores, the
// one match that clearly came from elsewhere had 61 bits.
constexpr float kLeastMinifiedBits = 70;

struct Batch {
  std::span<const TreeEntry> entries;
  std::vector<FileResult> results;   // by entry
  std::vector<Sha1> keys;            // by entry, in the cache
  std::vector<std::string> sha256s;  // by entry, of those that could be read
  std::vector<std::string> records;  // by entry; empty: not to be cached
  uint64_t cached = 0;
  uint64_t listed_bytes = 0;  // of all entries, skipped or not
};

// What a thread has spent, and the memory it reuses.
struct Worker {
  explicit Worker(const Matcher& matcher) : scratch(matcher) {}
  Matcher::Scratch scratch;
  double read_seconds = 0;
  double describe_seconds = 0;
};

void SkipFile(SkipReason reason, std::string detail, FileResult* result) {
  result->skipped = true;
  result->reason = reason;
  result->detail = std::move(detail);
}

std::string OverTime(double seconds) { return fmt::format("more than {} s of CPU time", seconds); }

// Reads entry i of the batch. Nothing where that is the end of it: its result is there already.
std::optional<SourceFile> ReadEntry(const ScanOptions& options, const SourceLimits& limits,
                                    const ResultCache* cache, size_t i, Batch* batch) {
  const TreeEntry& entry = batch->entries[i];
  FileResult& result = batch->results[i];
  SourceFile file;
  double start;  // of what the file's time is spent on: not asked for where it is in the cache
  if (entry.content) {
    if (options.list_inputs) batch->sha256s[i] = Hex(PlainSha256(*entry.content));
    start = ThreadSeconds();
    file = MakeSourceFile(entry.type_name, *entry.content, limits);
    file.path = entry.path;
  } else {
    SkipReason reason;
    std::string detail;
    std::optional<std::string> bytes = ReadFileBytes(entry.file, limits, &reason, &detail);
    if (!bytes) {
      SkipFile(reason, std::move(detail), &result);
      return std::nullopt;
    }
    const Sha1 content = HashContent(*bytes);
    if (options.list_inputs) batch->sha256s[i] = Hex(PlainSha256(*bytes));
    if (cache != nullptr) {
      batch->keys[i] = ResultCache::KeyOf(entry.path, content);
      const std::string_view record = cache->Find(batch->keys[i]);
      if (!record.empty()) {
        result = DecodeFileResult(entry.path, record);
        batch->records[i] = record;
        ++batch->cached;
        return std::nullopt;
      }
    }
    start = ThreadSeconds();
    file = MakeSourceFile(entry.path, std::move(*bytes), limits, content);
  }
  if (file.skipped) {
    SkipFile(*file.skipped, file.skip_detail, &result);
    if (cache != nullptr && !entry.content) batch->records[i] = EncodeFileResult(result);
    return std::nullopt;
  }
  if (ThreadSeconds() - start > options.file_seconds) {
    SkipFile(SkipReason::kTooSlow, OverTime(options.file_seconds), &result);
    return std::nullopt;
  }
  result.bytes = file.bytes;
  result.lines = file.tokenized.line_count;
  return file;
}

void ScanBatch(const Matcher& matcher, const ScanOptions& options, const SourceLimits& limits,
               const ResultCache* cache, Worker* worker, Batch* batch) {
  const double start = ThreadSeconds();
  const size_t count = batch->entries.size();
  batch->results.resize(count);
  batch->keys.resize(count);
  batch->sha256s.resize(count);
  batch->records.resize(count);
  std::vector<SourceFile> files;
  std::vector<size_t> places;  // of files[i] among the entries
  files.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    batch->listed_bytes += batch->entries[i].bytes;
    if (std::optional<SourceFile> file = ReadEntry(options, limits, cache, i, batch)) {
      files.push_back(*std::move(file));
      places.push_back(i);
    }
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
    FileResult& result = batch->results[places[i]];
    // A licence's own text is to be kept with what it covers, and is nobody's code.
    if (file.type.kind != ContentKind::kCode && IsLicenseFileName(file.path)) matches[i].clear();
    if (file.minified) {
      std::erase_if(matches[i], [](const copytrace::Match& match) {
        return !match.whole_file && match.score_bits < kLeastMinifiedBits;
      });
    }
    if (file.minified && matches[i].empty() && ContainerOf(file.path) == Container::kNone) {
      SkipFile(SkipReason::kMinified, "and too little of it survives to say where it comes from",
               &result);
    } else {
      result.findings = BuildFindings(matcher.store(), file, matches[i]);
    }
    if (cache != nullptr && !batch->entries[places[i]].content) {
      batch->records[places[i]] = EncodeFileResult(result);
    }
  }
  // Whether there is time enough may be another answer the next time: it is not cached.
  for (const size_t slow : worker->scratch.too_slow) {
    FileResult& result = batch->results[places[slow]];
    SkipFile(SkipReason::kTooSlow, OverTime(options.file_seconds), &result);
    batch->records[places[slow]].clear();
  }
  worker->describe_seconds += ThreadSeconds() - matched;
}

// Adds up a batch; batches come in order.
void Collect(const ScanOptions& options, Batch* batch, ResultCache* cache, ScanResult* result) {
  for (size_t i = 0; i < batch->entries.size(); ++i) {
    FileResult& of_file = batch->results[i];
    if (of_file.skipped) {
      result->skipped.push_back(
          {batch->entries[i].path, of_file.reason, std::move(of_file.detail)});
    } else {
      ++result->files;
      result->bytes += of_file.bytes;
      result->lines += of_file.lines;
      if (options.list_inputs) {
        const std::string& path = batch->entries[i].path;
        result->inputs.push_back({path, std::move(batch->sha256s[i]), of_file.bytes, of_file.lines,
                                  std::string(LanguageName(DetectFileType(path, "").language))});
      }
      std::move(of_file.findings.begin(), of_file.findings.end(),
                std::back_inserter(result->findings));
    }
    if (cache != nullptr && !batch->records[i].empty()) {
      cache->Keep(batch->keys[i], batch->records[i]);
    }
  }
  result->cached += batch->cached;
}

// All that results depend on beside the files.
Sha1 ScopeOf(const Store& store, const ScanOptions& options) {
  return HashContent(fmt::format("{}\n{}\n{}\n{}\n{}", options.program_state, store.StateName(),
                                 options.e_value, options.limits.max_file_bytes,
                                 options.file_seconds));
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
                                   {"read, tokenize", read, result.bytes, result.files},
                                   {"known from cache", 0, 0, result.cached}};
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
  const ThreadLimit limit(options.threads);
  const double start = ProcessSeconds();
  const std::vector<TreeEntry> entries = ListRoots(roots, options, &result.skipped);
  const double list_seconds = ProcessSeconds() - start;
  uint64_t total = 0;
  for (const TreeEntry& entry : entries) total += entry.bytes;

  MatchOptions match_options = options.match;
  match_options.max_e_value = options.e_value;
  match_options.file_seconds = options.file_seconds;
  const Matcher matcher(store, match_options);
  std::optional<ResultCache> cache;
  if (!options.cache_directory.empty()) {
    cache.emplace(options.cache_directory, options.cache_name, ScopeOf(store, options));
    if (!cache->note().empty()) result.notes.push_back(cache->note());
  }
  ResultCache* const known = cache ? &*cache : nullptr;
  SourceLimits limits = options.limits;
  limits.keep_minified = true;
  tbb::enumerable_thread_specific<Worker> workers([&] { return Worker(matcher); });

  const uint64_t batch_bytes =
      std::clamp(total / (kBatchesOfThread * static_cast<uint64_t>(limit.threads())),
                 kLeastBatchBytes, kMostBatchBytes);
  const size_t batch_files = batch_bytes / kBytesPerFile;
  size_t next = 0;
  uint64_t done = 0;
  const auto read_batch = [&](oneapi::tbb::flow_control& control) -> std::shared_ptr<Batch> {
    if (next == entries.size()) {
      control.stop();
      return nullptr;
    }
    const size_t first = next;
    uint64_t bytes = 0;
    while (next < entries.size() && next - first < batch_files && bytes < batch_bytes) {
      bytes += std::min(entries[next++].bytes, options.limits.max_file_bytes);
    }
    auto batch = std::make_shared<Batch>();
    batch->entries = std::span(entries).subspan(first, next - first);
    return batch;
  };
  const auto scan_batch = [&](std::shared_ptr<Batch> batch) {
    ScanBatch(matcher, options, limits, known, &workers.local(), batch.get());
    return batch;
  };
  const auto collect = [&](std::shared_ptr<Batch> batch) {
    Collect(options, batch.get(), known, &result);
    done += batch->listed_bytes;
    if (options.progress) options.progress(done, total);
  };
  using oneapi::tbb::filter_mode;
  oneapi::tbb::parallel_pipeline(
      static_cast<size_t>(limit.threads()) * kBatchesPerThread,
      oneapi::tbb::make_filter<void, std::shared_ptr<Batch>>(filter_mode::serial_in_order,
                                                             read_batch) &
          oneapi::tbb::make_filter<std::shared_ptr<Batch>, std::shared_ptr<Batch>>(
              filter_mode::parallel, scan_batch) &
          oneapi::tbb::make_filter<std::shared_ptr<Batch>, void>(filter_mode::serial_in_order,
                                                                 collect));

  if (cache) cache->Save();
  std::stable_sort(result.skipped.begin(), result.skipped.end(),
                   [](const SkippedFile& a, const SkippedFile& b) { return a.path < b.path; });
  const double fit_start = ThreadSeconds();
  FitToProject(roots, entries, &result.findings);
  LookUpAdvisories(store, &result.findings);
  result.stages = Stages(workers, result, list_seconds);
  result.stages.back().cpu_seconds += ThreadSeconds() - fit_start;
  return result;
}

}  // namespace copytrace
