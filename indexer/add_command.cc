#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/error.h"
#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"
#include "engine/store/store.h"
#include "engine/store/store_writer.h"
#include "indexer/commands.h"
#include "indexer/corpus_manifest.h"
#include "indexer/index_builder.h"
#include "indexer/package_fetch.h"
#include "indexer/progress_bar.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr size_t kListedSkips = 10;
constexpr uint64_t kBaseMemory = uint64_t{128} << 20;    // programs, libraries, ids of all blobs
constexpr uint64_t kCounterMemory = uint64_t{32} << 20;  // token statistics of each thread
constexpr uint64_t kDefaultMemory = uint64_t{1} << 30;
constexpr uint64_t kMinWriterMemory = uint64_t{32} << 20;  // below it, runs get too short to merge

// What could not be read at all: reported at once, and remembered for the exit status.
class Warnings {
 public:
  void Add(const std::string& text) {
    ++count_;
    const bool colour = ::isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
    fmt::print(stderr, "{}warning:{} {}\n", colour ? "\x1b[33m" : "", colour ? "\x1b[0m" : "",
               text);
  }
  bool any() const { return count_ > 0; }

 private:
  int count_ = 0;
};

PackageSource SinglePackage(const AddOptions& options) {
  std::error_code error;
  const fs::path location = fs::canonical(options.sources[0], error);
  if (error) {
    throw Error("cannot read " + EscapeInvalidUtf8(options.sources[0].native()) + ": " +
                error.message() + "; check the path that was given");
  }
  PackageSource source;
  source.location = location;
  source.kind = KindOfSource(location);
  if (!options.purl.empty()) source.purl = CheckedPurl(options.purl);
  if (!options.license.empty()) source.license = CheckedExpression(options.license);
  if (!options.released.empty()) {
    source.released = CheckedDate(options.released);
    source.released_kind = DateKind::kRegistry;
  }
  return source;
}

void AddManifestPackages(const fs::path& manifest, std::vector<PackageSource>* packages,
                         Warnings* warnings) {
  for (CorpusEntry& entry : ReadCorpusManifest(manifest)) {
    PackageSource& source = entry.source;
    std::error_code error;
    const fs::path location = fs::canonical(source.location, error);
    if (error) {
      warnings->Add(fmt::format("{}:{}: {} cannot be read: {}; the others go on",
                                EscapeInvalidUtf8(manifest.native()), entry.line,
                                EscapeInvalidUtf8(source.location.native()), error.message()));
      continue;
    }
    source.location = location;
    source.kind = KindOfSource(location);
    packages->push_back(std::move(source));
  }
}

// What a SOURCE of the command line stands for: a path, or a package to fetch where no such path
// is.
std::vector<PackageSource> FindOrFetch(const fs::path& source, const FindOptions& options,
                                       PackageFetcher* fetcher) {
  std::error_code error;
  if (IsPackageName(source.native()) && !fs::exists(source, error)) {
    return fetcher->Fetch(source.native());
  }
  return FindPackages(source, options);
}

std::vector<PackageSource> CollectPackages(const AddOptions& options, PackageFetcher* fetcher,
                                           Warnings* warnings) {
  const bool described =
      !options.purl.empty() || !options.license.empty() || !options.released.empty();
  if (described && (options.sources.size() != 1 || !options.manifest.empty())) {
    throw Error(
        "--purl, --license and --released describe one SOURCE; for several packages, "
        "write a corpus manifest and give it by --manifest");
  }
  if (options.sources.empty() && options.manifest.empty()) {
    throw Error("nothing to add: name a directory or an archive, or give a list by --manifest");
  }
  if (described) return {SinglePackage(options)};
  std::vector<PackageSource> packages;
  if (!options.manifest.empty()) AddManifestPackages(options.manifest, &packages, warnings);
  for (const fs::path& source : options.sources) {
    try {
      std::vector<PackageSource> found = FindOrFetch(source, {.tags = options.tags}, fetcher);
      std::ranges::move(found, std::back_inserter(packages));
    } catch (const Error& error) {
      warnings->Add(error.what());
    }
  }
  return packages;
}

// The store writer's share of the budget. A budget of 0 is the default: enough whatever the number
// of threads.
uint64_t WriterMemory(uint64_t budget, uint32_t threads) {
  const uint64_t taken = kBaseMemory + threads * kCounterMemory + PipelineMemory(threads);
  if (budget == 0) budget = std::max(kDefaultMemory, taken + kDefaultMemory / 2);
  if (budget < taken + kMinWriterMemory) {
    throw Error(fmt::format("--memory {} is too little for {} threads; give it {} or more",
                            FormatBytes(budget), threads, FormatBytes(taken + kMinWriterMemory)));
  }
  return budget - taken;
}

double CpuSeconds() {
  rusage usage;
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return time.tv_sec + time.tv_usec / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

uint64_t StoreBytes(const Store& store) {
  uint64_t bytes = 0;
  for (const ColumnFamilySize& family : store.ColumnFamilySizes()) bytes += family.bytes;
  return bytes;
}

// Orders the list of skips: what the user may want to mend stands before what is to be expected.
int ExpectedReason(const SkippedFile& skip) {
  switch (skip.reason) {
    case SkipReason::kBadArchive:
    case SkipReason::kUnreadable:
      return 0;
    case SkipReason::kSpecial:
    case SkipReason::kTooSlow:
    case SkipReason::kTooLarge:
      return 1;
    case SkipReason::kMinified:
      return 2;
    case SkipReason::kNotCode:
    case SkipReason::kBinary:
      return 3;
  }
  return 3;
}

void PrintSkips(std::vector<SkippedFile> skipped, const IndexSummary& summary, bool all) {
  std::string reasons;
  for (size_t i = 0; i < kSkipReasons; ++i) {
    if (summary.skipped_by_reason[i] == 0) continue;
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", summary.skipped_by_reason[i],
                           SkipReasonText(static_cast<SkipReason>(i)));
  }
  fmt::print("  skipped   {}\n", reasons.empty() ? "none" : reasons);
  std::ranges::stable_sort(skipped, {}, ExpectedReason);
  const size_t listed = all ? skipped.size() : std::min(kListedSkips, skipped.size());
  for (size_t i = 0; i < listed; ++i) {
    const SkippedFile& skip = skipped[i];
    fmt::print("    {} {}: {}{}{}\n", skip.package, skip.path.empty() ? "(as a whole)" : skip.path,
               SkipReasonText(skip.reason), skip.detail.empty() ? "" : ", ", skip.detail);
  }
  if (listed < skipped.size()) {
    fmt::print("    … and {} more; -v lists all\n", skipped.size() - listed);
  }
}

void PrintNoCode(const IndexSummary& summary, bool all) {
  const std::vector<std::string>& packages = summary.packages_without_code;
  const size_t listed = all ? packages.size() : std::min(kListedSkips, packages.size());
  for (size_t i = 0; i < listed; ++i) {
    fmt::print("  no code   {}: nothing in it can be matched by its lines\n", packages[i]);
  }
  if (listed < packages.size()) {
    fmt::print("  no code   … and {} more packages; -v lists all\n", packages.size() - listed);
  }
}

void PrintSummary(const IndexSummary& summary, const Store* store, const AddOptions& options,
                  double wall_seconds) {
  const double cpu = CpuSeconds();
  uint64_t skipped = 0;
  for (const uint64_t count : summary.skipped_by_reason) skipped += count;
  fmt::print("Indexed {} package{}", summary.packages, summary.packages == 1 ? "" : "s");
  if (summary.known_packages > 0) fmt::print(" ({} known before)", summary.known_packages);
  fmt::print(" into {}\n", EscapeInvalidUtf8(options.store.native()));
  fmt::print("  files     {} read: {} new ({} of code), {} repeated, {} too small, {} skipped\n",
             summary.files, summary.new_files, summary.new_code_files, summary.repeated_files,
             summary.small_files, skipped);
  PrintSkips(summary.skipped, summary, options.verbose);
  PrintNoCode(summary, options.verbose);
  fmt::print("  read      {} in {:.1f} s, of it {} new: {:.1f} MB a CPU second\n",
             FormatBytes(summary.bytes), wall_seconds, FormatBytes(summary.new_bytes),
             summary.new_bytes / 1e6 / std::max(cpu, 1e-3));
  if (store == nullptr) return;
  const uint64_t bytes = StoreBytes(*store);
  fmt::print("  store     {} for {} files of {}: {:.2f} byte a byte of source\n",
             FormatBytes(bytes), store->info().blobs, FormatBytes(store->info().source_bytes),
             store->info().source_bytes == 0
                 ? 0.0
                 : static_cast<double>(bytes) / store->info().source_bytes);
}

void PrintStages(const StageClock& clock, double wall_seconds) {
  fmt::print("  {:<12} {:>9} {:>7} {:>12} {:>9} {:>9}\n", "stage", "CPU s", "share", "bytes",
             "items", "MB/CPU s");
  const double total = CpuSeconds();
  double known = 0;
  const auto print = [&](std::string_view name, const StageClock::Cost& cost) {
    fmt::print("  {:<12} {:>9.3f} {:>6.1f}% {:>12} {:>9} {:>9.1f}\n", name, cost.cpu_seconds,
               100 * cost.cpu_seconds / std::max(total, 1e-9), cost.bytes, cost.items,
               cost.bytes / 1e6 / std::max(cost.cpu_seconds, 1e-9));
  };
  for (int i = 0; i < kStages; ++i) {
    const StageClock::Cost cost = clock.Get(static_cast<Stage>(i));
    known += cost.cpu_seconds;
    print(StageName(static_cast<Stage>(i)), cost);
  }
  fmt::print("  {:<12} {:>9.3f} {:>6.1f}%\n", "other", std::max(total - known, 0.0),
             100 * std::max(total - known, 0.0) / std::max(total, 1e-9));
  rusage usage;
  ::getrusage(RUSAGE_SELF, &usage);
  fmt::print("  {:.2f} CPU seconds in {:.2f} seconds, {} at most\n", total, wall_seconds,
             FormatBytes(static_cast<uint64_t>(usage.ru_maxrss) * 1024));
}

}  // namespace

int RunAdd(const AddOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  Warnings warnings;
  PackageFetcher fetcher;  // what it fetches lasts as long as this run
  const std::vector<PackageSource> packages = CollectPackages(options, &fetcher, &warnings);
  if (packages.empty()) {
    throw Error("none of the sources that were given could be read; nothing was indexed");
  }

  IndexOptions index_options;
  index_options.threads =
      options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  index_options.limits.file.max_file_bytes = options.max_file_bytes;
  StoreWriteOptions write_options;
  write_options.keep_sources = !options.no_sources;
  write_options.memory_bytes = WriterMemory(options.memory_bytes, index_options.threads);
  const std::unique_ptr<StoreWriter> writer = StoreWriter::Open(options.store, write_options);
  std::unique_ptr<Store> published;
  if (writer->info().blobs > 0) published = Store::Open(options.store);

  StageClock clock;
  IndexSummary summary;
  {
    ProgressBar bar(packages.size());
    IndexBuilder builder(writer.get(), published.get(), index_options);
    summary = builder.Add(
        packages, [&](const IndexProgress& progress) { bar.Show(progress); }, &clock);
    bar.ShowCommit();
    const int64_t before = ClockNanoseconds(CLOCK_PROCESS_CPUTIME_ID);
    if (writer->HasChanges()) writer->Commit();
    clock.Add(Stage::kCommit, ClockNanoseconds(CLOCK_PROCESS_CPUTIME_ID) - before,
              summary.new_bytes, summary.new_files);
  }
  for (const std::string& location : summary.failed_packages) {
    warnings.Add(location + " could not be read; see the reason among the skipped files");
  }

  published.reset();
  if (writer->info().generation > 0) published = Store::Open(options.store);
  const double wall_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  PrintSummary(summary, published.get(), options, wall_seconds);
  if (options.stats) PrintStages(clock, wall_seconds);
  return warnings.any() ? kExitError : kExitOk;
}

}  // namespace copytrace
