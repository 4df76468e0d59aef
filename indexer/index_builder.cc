// Files travel in batches of about 256 KiB, so that passing them on costs nothing against the work.
//
// A content is analysed once. Whether it was seen before in this run is decided by the reading
// stage, which sees all files in order: the first file with a content is the one that is analysed,
// and any later one only adds an occurrence, whatever the order in which threads finish. Contents
// in the published store are looked up by the parallel stage, a batch at a time.
//
// Token statistics count each lineage once. Which file is the first of its lineage only the
// collecting stage can tell; so counting is a stage of its own behind it. Sums do not depend on
// their order.
#include "indexer/index_builder.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"
#include "engine/store/token_statistics.h"
#include "indexer/file_analysis.h"
#include "indexer/lineage.h"
#include "indexer/package_info.h"

namespace copytrace {
namespace {

constexpr uint64_t kBatchBytes = uint64_t{256} << 10;
constexpr size_t kBatchFiles = 64;
constexpr size_t kBatchesPerThread = 3;  // in flight: one being worked on, some before and behind

struct Sha1Hash {
  size_t operator()(const Sha1& sha1) const {
    size_t prefix;
    std::memcpy(&prefix, sha1.data(), sizeof(prefix));
    return prefix;
  }
};

struct Package {
  std::string location;
  PackageInfo info;
  bool is_part = false;  // one of the many of a collection
};

struct BatchFile {
  std::shared_ptr<const Package> package;
  PackageFile file;
  uint64_t bytes = 0;
  Sha1 sha1{};
  bool repeated = false;  // content seen before in this run
  BlobId published = kNoId;
  AnalyzedFile analyzed;
  bool count_tokens = false;
};

struct Batch {
  std::vector<BatchFile> files;
  uint64_t bytes = 0;
};
using BatchPtr = std::shared_ptr<Batch>;  // TBB copies what passes between its filters

// The first stage: hands out batches until all packages are read.
class PackageStream {
 public:
  PackageStream(std::span<const PackageSource> packages, const Store* published,
                const ReadLimits& limits, StageClock* clock)
      : packages_(packages), published_(published), limits_(limits), clock_(clock) {}

  BatchPtr NextBatch() {
    auto batch = std::make_shared<Batch>();
    StageClock::Laps laps(clock_);
    while (batch->bytes < kBatchBytes && batch->files.size() < kBatchFiles) {
      if (reader_ == nullptr) {
        if (!OpenNextPackage()) break;
        laps.End(Stage::kMetadata, 0);
      }
      std::optional<PackageFile> file = reader_->Next();
      laps.End(Stage::kRead, file ? file->bytes.size() : 0);
      if (!file) {
        reader_.reset();
        if (files_in_package_ == 0) batch->files.push_back({.package = package_});
        continue;
      }
      ++files_in_package_;
      batch->files.push_back(Prepare(std::move(*file)));
      batch->bytes += batch->files.back().bytes;
      laps.End(Stage::kHash, batch->files.back().bytes);
    }
    return batch->files.empty() ? nullptr : batch;
  }

 private:
  bool OpenNextPackage() {
    if (next_package_ == packages_.size()) return false;
    const PackageSource& source = packages_[next_package_++];
    reader_ = MakePackageReader(source, limits_);
    auto package = std::make_shared<Package>();
    package->location = EscapeInvalidUtf8(source.location.native());
    package->info = ReadPackageInfo(source, reader_.get());
    package_ = std::move(package);
    reader_->SetKnownContent([this](const Sha1& sha1) { return IsKnown(sha1); });
    reader_->Rewind([](std::string_view) { return true; });
    files_in_package_ = 0;
    return true;
  }

  bool IsKnown(const Sha1& sha1) const {
    if (seen_.contains(sha1)) return true;
    return published_ != nullptr && published_->FindBlobs({&sha1, 1})[0] != kNoId;
  }

  // The release of a file of a collection. Files of one release follow each other.
  std::shared_ptr<const Package> PartOf(const OwnRelease& own) {
    if (part_ == nullptr || part_->info.release.purl != own.purl) {
      auto part = std::make_shared<Package>();
      part->location = package_->location;
      part->info = InfoOfOwnRelease(own);
      part->is_part = true;
      part_ = std::move(part);
    }
    return part_;
  }

  BatchFile Prepare(PackageFile file) {
    BatchFile result{.package = file.own_release ? PartOf(*file.own_release) : package_,
                     .file = std::move(file)};
    if (result.file.known_content) {
      result.sha1 = *result.file.known_content;
      result.repeated = !seen_.insert(result.sha1).second;
      return result;
    }
    const std::string& prefix = package_->info.strip_prefix;
    if (result.file.path.starts_with(prefix)) result.file.path.erase(0, prefix.size());
    if (result.file.skipped) return result;
    result.bytes = result.file.bytes.size();
    result.sha1 = HashContent(result.file.bytes);
    result.repeated = !seen_.insert(result.sha1).second;
    if (result.repeated) result.file.bytes = std::string();
    return result;
  }

  std::span<const PackageSource> packages_;
  const Store* published_;
  const ReadLimits& limits_;
  StageClock* clock_;
  size_t next_package_ = 0;
  std::unique_ptr<PackageReader> reader_;
  std::shared_ptr<const Package> package_;
  std::shared_ptr<const Package> part_;  // of the last file of a collection
  uint64_t files_in_package_ = 0;
  std::unordered_set<Sha1, Sha1Hash> seen_;
};

void AnalyzeBatch(const Store* published, const AnalysisOptions& options,
                  FingerprintScratch* scratch, StageClock* clock, Batch* batch) {
  if (published != nullptr) {
    std::vector<Sha1> sha1s;
    for (const BatchFile& file : batch->files) sha1s.push_back(file.sha1);
    const std::vector<BlobId> found = published->FindBlobs(sha1s);
    for (size_t i = 0; i < found.size(); ++i) batch->files[i].published = found[i];
  }
  StageClock::Laps laps(clock);
  for (BatchFile& file : batch->files) {
    if (file.file.skipped || file.repeated || file.published != kNoId) continue;
    const uint32_t lineage = LineageOf(file.package->info.component.purl, file.file.path);
    file.analyzed = AnalyzeFile(file.file.path, std::move(file.file.bytes), file.sha1, lineage,
                                options, scratch, &laps);
    if (file.analyzed.blob && file.file.own_release) {
      std::string& copyright = file.analyzed.blob->blob.copyright;
      if (copyright.empty()) copyright = file.file.own_release->author;
    }
  }
}

// The third stage: the only one that touches the writer.
class Collector {
 public:
  Collector(StoreWriter* writer, IndexSummary* summary, IndexProgress* progress)
      : writer_(writer), summary_(summary), progress_(progress) {}

  void Collect(Batch* batch) {
    for (BatchFile& file : batch->files) {
      if (file.package != package_) BeginPackage(file.package);
      CollectFile(&file);
    }
  }

  void EndPackage() {
    if (package_ == nullptr) return;
    if (failed_) {
      summary_->failed_packages.push_back(package_->location);
    } else if (!has_code_ && !package_->is_part) {
      summary_->packages_without_code.push_back(package_->location);
    }
    package_.reset();
  }

 private:
  void BeginPackage(std::shared_ptr<const Package> package) {
    EndPackage();
    package_ = std::move(package);
    release_ = kNoId;
    has_code_ = false;
    failed_ = false;
    ++summary_->packages;
    if (!package_->is_part) ++progress_->packages;
    summary_->known_packages += writer_->FindRelease(package_->info.release.purl).has_value();
  }

  void CollectFile(BatchFile* file) {
    if (file->file.path.empty() && !file->file.skipped) return;  // of a package without files
    ++summary_->files;
    ++progress_->files;
    summary_->bytes += file->bytes;
    progress_->bytes += file->bytes;
    if (file->file.skipped) {
      failed_ |= file->file.path.empty() && !has_code_;
      return Skip(*file, *file->file.skipped, std::move(file->file.skip_detail));
    }
    if (file->analyzed.skipped) {
      unused_.emplace(file->sha1, *file->analyzed.skipped);
      return Skip(*file, *file->analyzed.skipped, std::move(file->analyzed.skip_detail));
    }
    if (file->analyzed.blob) return AddNew(file);
    if (!file->repeated && file->published == kNoId) {
      unused_.emplace(file->sha1, std::nullopt);
      ++summary_->small_files;
      return;
    }
    if (file->repeated) {
      const auto unused = unused_.find(file->sha1);
      if (unused != unused_.end()) {
        if (unused->second) return Skip(*file, *unused->second, "seen before");
        ++summary_->small_files;
        return;
      }
    }
    const std::optional<BlobId> blob = file->published != kNoId
                                           ? std::optional<BlobId>(file->published)
                                           : writer_->FindBlob(file->sha1);
    ++summary_->repeated_files;
    has_code_ = true;
    AddOccurrence(blob.value(), file->file.path);
  }

  void AddNew(BatchFile* file) {
    EncodedBlob& encoded = *file->analyzed.blob;
    EnsureRelease();
    encoded.blob.component = component_;
    const bool is_code = encoded.blob.kind == ContentKind::kCode;
    file->count_tokens = is_code && !writer_->HasLineage(encoded.blob.lineage);
    const BlobId blob = writer_->AddBlob(encoded);
    ++summary_->new_files;
    summary_->new_code_files += is_code;
    summary_->new_bytes += encoded.blob.bytes;
    has_code_ |= is_code;
    AddOccurrence(blob, file->file.path);
  }

  void EnsureRelease() {
    if (release_ != kNoId) return;
    component_ = writer_->AddComponent(package_->info.component);
    Release release = package_->info.release;
    release.component = component_;
    release_ = writer_->AddRelease(release);
  }

  void AddOccurrence(BlobId blob, const std::string& path) {
    EnsureRelease();
    writer_->AddOccurrence(blob, {.release = release_,
                                  .path = path,
                                  .directory_license = package_->info.LicenseAround(path)});
  }

  void Skip(const BatchFile& file, SkipReason reason, std::string detail) {
    ++summary_->skipped_by_reason[static_cast<size_t>(reason)];
    summary_->skipped.push_back(
        {package_->info.release.purl, file.file.path, reason, std::move(detail)});
  }

  StoreWriter* writer_;
  IndexSummary* summary_;
  IndexProgress* progress_;
  std::shared_ptr<const Package> package_;
  ComponentId component_ = kNoId;
  ReleaseId release_ = kNoId;
  bool has_code_ = false;
  bool failed_ = false;
  // Contents seen in this run that are not in the store, and why; nothing for too small ones.
  std::unordered_map<Sha1, std::optional<SkipReason>, Sha1Hash> unused_;
};

using FamilyCounters = std::array<TokenStatisticsCounter, kLanguageFamilies>;

void CountBatch(const Batch& batch, FamilyCounters* counters, StageClock* clock) {
  StageClock::Laps laps(clock);
  uint64_t bytes = 0;
  uint64_t items = 0;
  for (const BatchFile& file : batch.files) {
    if (!file.count_tokens) continue;
    const Blob& blob = file.analyzed.blob->blob;
    bytes += blob.bytes;
    ++items;
    (*counters)[static_cast<size_t>(FamilyOf(blob.language))].AddFile(file.analyzed.tokens,
                                                                      CountsNgrams(file.sha1));
  }
  laps.End(Stage::kCount, bytes, items);
}

}  // namespace

// Tokens weigh about four times their text, fingerprints and evidence as much as the text again.
uint64_t PipelineMemory(uint32_t threads) {
  return kBatchesPerThread * threads * kBatchBytes * 8 + threads * (uint64_t{16} << 20);
}

IndexBuilder::IndexBuilder(StoreWriter* writer, const Store* published, const IndexOptions& options)
    : writer_(writer), published_(published), options_(options) {}

IndexSummary IndexBuilder::Add(std::span<const PackageSource> packages,
                               const std::function<void(const IndexProgress&)>& progress,
                               StageClock* clock) {
  namespace tbb = oneapi::tbb;
  AnalysisOptions analysis;
  analysis.fingerprint = writer_->info().fingerprint;
  analysis.limits = options_.limits.file;
  analysis.keep_sources = writer_->info().has_sources;

  IndexSummary summary;
  IndexProgress state;
  PackageStream stream(packages, published_, options_.limits, clock);
  Collector collector(writer_, &summary, &state);
  tbb::enumerable_thread_specific<FingerprintScratch> scratch;
  tbb::enumerable_thread_specific<FamilyCounters> counters;

  const auto read = [&](tbb::flow_control& control) -> BatchPtr {
    BatchPtr batch = stream.NextBatch();
    if (batch == nullptr) control.stop();
    return batch;
  };
  const auto analyze = [&](BatchPtr batch) {
    AnalyzeBatch(published_, analysis, &scratch.local(), clock, batch.get());
    return batch;
  };
  const auto collect = [&](BatchPtr batch) {
    StageClock::Laps laps(clock);
    collector.Collect(batch.get());
    laps.End(Stage::kCollect, batch->bytes, batch->files.size());
    if (progress) progress(state);
    return batch;
  };
  const auto count = [&](BatchPtr batch) { CountBatch(*batch, &counters.local(), clock); };

  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, options_.threads);
  tbb::task_arena arena(static_cast<int>(options_.threads));
  arena.execute([&] {
    tbb::parallel_pipeline(
        options_.threads * kBatchesPerThread,
        tbb::make_filter<void, BatchPtr>(tbb::filter_mode::serial_in_order, read) &
            tbb::make_filter<BatchPtr, BatchPtr>(tbb::filter_mode::parallel, analyze) &
            tbb::make_filter<BatchPtr, BatchPtr>(tbb::filter_mode::serial_in_order, collect) &
            tbb::make_filter<BatchPtr, void>(tbb::filter_mode::parallel, count));
  });
  collector.EndPackage();

  FamilyCounters total;
  for (FamilyCounters& local : counters) {
    for (size_t i = 0; i < total.size(); ++i) total[i].Merge(std::move(local[i]));
  }
  for (size_t i = 0; i < total.size(); ++i) {
    const FamilyStatistics statistics = total[i].Take();
    if (statistics.file_count > 0) {
      writer_->AddStatistics(static_cast<LanguageFamily>(i), statistics);
    }
  }
  return summary;
}

}  // namespace copytrace
