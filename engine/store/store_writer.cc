// How a generation comes about.
//
// Records keyed by a new, ascending number (blobs, evidence, sources, releases, components,
// summaries) go straight into a table file as they are added. Postings, occurrences and identities
// are sorted first, on disk where they exceed the memory budget. Commit completes a table file for
// every column and publishes them all in one step of the database's manifest; a process killed at
// any other moment leaves nothing but a staging area, which the next writer clears.
//
// Postings become a new run. Runs that are not much larger are folded into it (a run at least twice
// as large as all newer ones together stays), so that their number grows with the logarithm of
// the store and each posting is rewritten as seldom, as in O'Neil et al., The Log-Structured
// Merge-Tree, 1996.
//
// Until Commit the writer reads the published generation like any reader, and touches none of its
// files.
#include "engine/store/store_writer.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "engine/error.h"
#include "engine/store/bytes.h"
#include "engine/store/database.h"
#include "engine/store/encoding.h"
#include "engine/store/posting_run.h"
#include "engine/store/posting_sorter.h"
#include "engine/store/record_sorter.h"
#include "engine/store/statistics_sum.h"
#include "engine/store/store_directory.h"
#include "engine/store/store_removal.h"
#include "engine/store/store_state.h"

namespace copytrace {
namespace {

constexpr uint64_t kReadCacheBytes = uint64_t{64} << 20;
constexpr uint64_t kSorterBytes = uint64_t{64} << 20;  // each of identities and occurrences
constexpr uint64_t kFoldFactor = 2;
// Small files of many commits are joined when there are this many in a column.
constexpr uint64_t kMaxFilesPerColumn = 64;

struct Sha1Hash {
  size_t operator()(const Sha1& sha1) const {
    size_t hash = 0;
    for (size_t i = 0; i < sizeof(hash); ++i) hash = hash << 8 | sha1[i];
    return hash;
  }
};

void PutState(const StoreState& state, std::span<const uint32_t> gone_runs,
              const PostingRun* new_run, TableFile* meta,
              const std::map<LanguageFamily, FamilyStatistics>& statistics) {
  // In order of their keys: "run…", "state", "statistics…".
  for (const uint32_t run : gone_runs) meta->Delete(RunKey(run));
  if (new_run != nullptr) meta->Put(RunKey(new_run->id), EncodeRun(*new_run));
  meta->Put(StateKey(), EncodeState(state));
  for (const auto& [family, sum] : statistics) {
    meta->Put(StatisticsKey(family), EncodeStatistics(sum));
  }
}

}  // namespace

struct StoreWriter::Impl {
  Impl(std::filesystem::path store, const StoreWriteOptions& write_options)
      : directory(std::move(store)), options(write_options) {}

  std::filesystem::path directory;
  StoreWriteOptions options;
  std::unique_ptr<WriterLock> lock;

  // The published generation, and the state that Commit will publish.
  std::unique_ptr<Database> published;
  StoreInfo published_info;
  StoreState state;

  // What has been added since.
  std::unique_ptr<StagingArea> staging;
  std::vector<TableFile> tables;  // by Column
  std::unique_ptr<PostingSorter> postings;
  std::unique_ptr<RecordSorter> identities;
  std::unique_ptr<RecordSorter> occurrences;
  std::unordered_map<Sha1, BlobId, Sha1Hash> new_blobs;
  std::unordered_map<std::string, ComponentId> new_components;
  std::unordered_map<std::string, ReleaseId> new_releases;
  std::unordered_set<uint32_t> lineages;  // published ones too
  std::map<LanguageFamily, FamilyStatistics> statistics;

  void Create();
  void Load();
  void StartStaging();
  TableFile& Table(Column column) { return tables[static_cast<size_t>(column)]; }

  template <typename Body>
  auto Guard(const Body& body) const {
    try {
      return body();
    } catch (const MalformedRecord& error) {
      ThrowDamaged(directory, error.what());
    }
  }

  std::optional<uint32_t> FindId(const std::string& key) const;
  bool HasChanges() const;
  void WriteSummaries();
  std::vector<PostingRun> TakeRunsToFold(uint64_t added);
  void Publish(std::span<const PostingRun> folded);
  void Install();
};

StoreWriter::StoreWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StoreWriter::~StoreWriter() = default;

std::unique_ptr<StoreWriter> StoreWriter::Open(const std::filesystem::path& directory,
                                               const StoreWriteOptions& options) {
  PrepareDirectory(directory);
  if (IsStore(directory)) CheckStore(directory);
  auto impl = std::make_unique<Impl>(directory, options);
  impl->lock = std::make_unique<WriterLock>(directory);
  if (!IsStore(directory)) impl->Create();
  impl->Load();
  return std::unique_ptr<StoreWriter>(new StoreWriter(std::move(impl)));
}

void StoreWriter::Impl::Create() {
  RemoveUnfinishedDatabase(directory);
  StoreState empty;
  empty.info.format_version = kStoreFormatVersion;
  empty.info.fingerprint = options.fingerprint;
  empty.info.has_sources = options.keep_sources;
  const StagingArea area(directory);
  std::vector<TableFile> meta;
  meta.emplace_back(Column::kMeta, area.path() / "meta.sst", directory);
  PutState(empty, {}, nullptr, &meta.front(), {});
  meta.front().Finish();
  Database::OpenForWriting(directory)->Ingest(meta);
  WriteStoreFile(directory, empty.info.generation);
}

void StoreWriter::Impl::Load() {
  const uint64_t vouched = CheckStore(directory);
  published = Database::OpenForReading(directory, kReadCacheBytes);
  Guard([&] { state = ReadState(*published); });
  CheckGeneration(directory, vouched, state.info.generation);
  if (state.info.generation > vouched) {  // a writer was killed, or its disk full, just before this
    try {
      WriteStoreFile(directory, state.info.generation);
    } catch (const Error&) {  // the next writer's turn, then; the store is whole
    }
  }
  published_info = state.info;
  state.info.format_version = kStoreFormatVersion;  // of what is added, whatever is there
  lineages.clear();
  for (const BlobSummary& blob : state.blobs) lineages.insert(blob.lineage);
  StartStaging();
}

void StoreWriter::Impl::StartStaging() {
  tables.clear();
  postings.reset();
  staging.reset();
  staging = std::make_unique<StagingArea>(directory);
  const std::filesystem::path& area = staging->path();
  for (size_t i = 0; i < kColumns; ++i) {
    const auto column = static_cast<Column>(i);
    tables.emplace_back(column, area / (std::string(ColumnName(column)) + ".sst"), directory);
  }
  const uint64_t memory = std::max<uint64_t>(options.memory_bytes, 1 << 20);
  const uint64_t sorter_bytes = std::min(kSorterBytes, memory / 8);
  postings = std::make_unique<PostingSorter>(area, memory - 2 * sorter_bytes);
  identities = std::make_unique<RecordSorter>(area, "identities", sorter_bytes);
  occurrences = std::make_unique<RecordSorter>(area, "occurrences", sorter_bytes);
  new_blobs.clear();
  new_components.clear();
  new_releases.clear();
  statistics.clear();
}

const StoreInfo& StoreWriter::info() const { return impl_->state.info; }

std::optional<uint32_t> StoreWriter::Impl::FindId(const std::string& key) const {
  const auto value = published->Get(Column::kIdentity, key);
  if (!value) return std::nullopt;
  return Guard([&] { return ByteReader(*value).Key32(); });
}

ComponentId StoreWriter::AddComponent(const Component& component) {
  const auto known = impl_->new_components.find(component.purl);
  if (known != impl_->new_components.end()) return known->second;
  const std::string key = ComponentKey(component.purl);
  if (const auto id = impl_->FindId(key)) return *id;
  const auto id = static_cast<ComponentId>(impl_->state.info.components++);
  impl_->new_components.emplace(component.purl, id);
  impl_->identities->Add(key, Key32(id));
  impl_->Table(Column::kComponents).Put(Key32(id), EncodeComponent(component));
  return id;
}

ReleaseId StoreWriter::AddRelease(const Release& release) {
  if (const auto id = FindRelease(release.purl)) return *id;
  const auto id = static_cast<ReleaseId>(impl_->state.info.releases++);
  impl_->new_releases.emplace(release.purl, id);
  impl_->identities->Add(ReleaseKey(release.purl), Key32(id));
  impl_->Table(Column::kReleases).Put(Key32(id), EncodeRelease(release));
  return id;
}

BlobId StoreWriter::AddBlob(const EncodedBlob& encoded) {
  const Blob& blob = encoded.blob;
  if (const auto id = FindBlob(blob.sha1)) return *id;
  StoreInfo& info = impl_->state.info;
  if (info.blobs == kNoId) {
    throw Error(impl_->directory.string() +
                ": the store is full (2^32 blobs); put what is left into a second one");
  }
  const auto id = static_cast<BlobId>(info.blobs++);
  const std::string key = Key32(id);
  impl_->new_blobs.emplace(blob.sha1, id);
  impl_->identities->Add(Sha1Key(blob.sha1), key);
  if (blob.digest != 0) impl_->identities->Add(DigestKey(blob.digest, id), "");
  impl_->Table(Column::kBlobs).Put(key, EncodeBlob(blob));
  if (!encoded.evidence.empty()) impl_->Table(Column::kEvidence).Put(key, encoded.evidence);
  if (info.has_sources) impl_->Table(Column::kSources).Put(key, encoded.source);
  impl_->state.blobs.push_back({.lineage = blob.lineage,
                                .component = blob.component,
                                .tokens = std::min<uint32_t>(blob.tokens, kMostSummaryTokens),
                                .family = static_cast<uint8_t>(FamilyOf(blob.language))});
  impl_->lineages.insert(blob.lineage);
  impl_->postings->Add(id, encoded.fingerprints);
  info.postings += encoded.fingerprints.size();
  info.source_bytes += blob.bytes;
  return id;
}

void StoreWriter::AddOccurrence(BlobId blob, const Occurrence& occurrence) {
  const std::string key = OccurrenceKey(blob, occurrence);
  const bool may_be_known =
      blob < impl_->published_info.blobs && occurrence.release < impl_->published_info.releases;
  if (may_be_known && impl_->published->Get(Column::kOccurrences, key)) return;
  impl_->occurrences->Add(key, occurrence.directory_license);
  ++impl_->state.info.occurrences;
}

std::optional<ReleaseId> StoreWriter::FindRelease(std::string_view purl) const {
  const auto known = impl_->new_releases.find(std::string(purl));
  if (known != impl_->new_releases.end()) return known->second;
  return impl_->FindId(ReleaseKey(purl));
}

std::optional<BlobId> StoreWriter::FindBlob(const Sha1& sha1) const {
  const auto known = impl_->new_blobs.find(sha1);
  if (known != impl_->new_blobs.end()) return known->second;
  return impl_->FindId(Sha1Key(sha1));
}

bool StoreWriter::HasLineage(uint32_t lineage) const { return impl_->lineages.contains(lineage); }

void StoreWriter::AddStatistics(LanguageFamily family, const FamilyStatistics& statistics) {
  AddStatisticsTo(&impl_->statistics[family], statistics);
}

bool StoreWriter::HasChanges() const { return impl_->HasChanges(); }

bool StoreWriter::Impl::HasChanges() const {
  return !identities->empty() || !occurrences->empty() || !statistics.empty();
}

void StoreWriter::Impl::WriteSummaries() {
  for (size_t begin = published_info.blobs; begin < state.blobs.size();
       begin += kSummariesPerRecord) {
    const size_t count = std::min(kSummariesPerRecord, state.blobs.size() - begin);
    Table(Column::kSummaries)
        .Put(Key32(static_cast<uint32_t>(begin)),
             EncodeSummaries(std::span(state.blobs).subspan(begin, count)));
  }
}

// Takes out of `state` the newest runs that are not much larger than what follows them.
std::vector<PostingRun> StoreWriter::Impl::TakeRunsToFold(uint64_t added) {
  auto first = state.runs.end();
  while (first != state.runs.begin() && std::prev(first)->postings <= kFoldFactor * added) {
    --first;
    added += first->postings;
  }
  std::vector<PostingRun> folded(std::make_move_iterator(first),
                                 std::make_move_iterator(state.runs.end()));
  state.runs.erase(first, state.runs.end());
  return folded;
}

// Completes the tables with the runs `folded` and the postings added as one new run, and with the
// state, then ingests them.
void StoreWriter::Impl::Publish(std::span<const PostingRun> folded) {
  std::vector<std::unique_ptr<PostingSource>> sources;
  std::vector<uint32_t> gone;
  uint64_t folded_postings = 0;
  for (const PostingRun& run : folded) {
    sources.push_back(ReadRun(*published, run, static_cast<uint32_t>(published_info.blobs)));
    gone.push_back(run.id);
    folded_postings += run.postings;
  }
  if (postings->size() > 0) postings->Finish(&sources);
  std::optional<PostingRun> new_run;
  if (!sources.empty()) {
    RunBuilder builder(state.next_run++, &Table(Column::kHashes), &Table(Column::kPostings));
    Guard([&] {
      MergePostings(sources, [&builder](const PostingList& list) { builder.Add(list); });
    });
    sources.clear();
    new_run = builder.Finish();
    state.runs.push_back({.id = new_run->id});
    state.info.postings = published_info.postings - folded_postings + new_run->postings;
  }
  WriteSummaries();
  identities->Finish([&](std::string_view key, std::string_view value) {
    Table(Column::kIdentity).Put(key, value);
  });
  state.info.occurrences = published_info.occurrences;
  occurrences->Finish([&](std::string_view key, std::string_view value) {
    Table(Column::kOccurrences).Put(key, value);
    ++state.info.occurrences;
  });
  for (auto& [family, sum] : statistics) {
    if (const auto bytes = published->Get(Column::kMeta, StatisticsKey(family))) {
      AddStatisticsTo(&sum, Guard([&] { return DecodeStatistics(*bytes); }));
    }
    PruneStatistics(&sum);
  }
  PutState(state, gone, new_run ? &*new_run : nullptr, &Table(Column::kMeta), statistics);
  Install();
}

// Finishes the tables and makes them and `state` the published generation. What is left to do once
// they are, only saves space and time: where the disk is full for it, the next commit does it.
void StoreWriter::Impl::Install() {
  for (TableFile& table : tables) table.Finish();
  // Before a state of the new format is published, which an older reader would misunderstand.
  if (published_info.format_version < kStoreFormatVersion && !Table(Column::kMeta).empty()) {
    WriteStoreFile(directory, published_info.generation);
  }
  published.reset();
  const auto database = Database::OpenForWriting(directory);
  database->Ingest(tables);
  try {
    // Segments of runs that are gone, by this commit or by one that was killed right here.
    uint32_t next_dead = 0;
    const auto drop_before = [&](uint32_t run) {
      if (next_dead == run) return;
      for (const Column column : {Column::kHashes, Column::kPostings}) {
        database->DropFiles(column, SegmentKey(next_dead, 0), SegmentKey(run, 0));
      }
    };
    for (const PostingRun& run : state.runs) {
      drop_before(run.id);
      next_dead = run.id + 1;
    }
    drop_before(state.next_run);
    for (size_t i = 0; i < kColumns; ++i) {
      const auto column = static_cast<Column>(i);
      if (database->Files(column) > kMaxFilesPerColumn) database->Compact(column);
    }
  } catch (const Error&) {
  }
}

void StoreWriter::Commit() {
  if (!HasChanges()) return;
  ++impl_->state.info.generation;
  impl_->Publish(impl_->TakeRunsToFold(impl_->postings->size()));
  impl_->Load();
}

void StoreWriter::Remove(std::span<const ReleaseId> releases,
                         const std::optional<Statistics>& statistics) {
  if (releases.empty()) return;
  impl_->state = impl_->Guard(
      [&] { return WriteWithout(*impl_->published, impl_->state, releases, impl_->tables); });
  // Behind "state" in the order of keys.
  for (size_t i = 0; statistics && i < kLanguageFamilies; ++i) {
    const auto family = static_cast<LanguageFamily>(i);
    const std::string key = StatisticsKey(family);
    const auto found = statistics->find(family);
    if (found != statistics->end()) {
      FamilyStatistics sum = found->second;
      PruneStatistics(&sum);
      impl_->Table(Column::kMeta).Put(key, EncodeStatistics(sum));
    } else if (impl_->published->Get(Column::kMeta, key)) {
      impl_->Table(Column::kMeta).Delete(key);
    }
  }
  impl_->Install();
  impl_->Load();
}

void StoreWriter::ReplaceAdvisories(const AdvisorySet& set,
                                    const std::map<std::string, std::string>& by_component) {
  TableFile& table = impl_->Table(Column::kAdvisories);
  table.Put(AdvisorySetKey(), EncodeAdvisorySet(set));
  auto old = impl_->published->Scan(Column::kAdvisories, AdvisoryKey(""), "");
  for (const auto& [purl, bytes] : by_component) {
    const std::string key = AdvisoryKey(purl);
    for (; old->Valid() && old->key() < key; old->Next()) table.Delete(old->key());
    if (old->Valid() && old->key() == key) old->Next();
    table.Put(key, bytes);
  }
  for (; old->Valid(); old->Next()) table.Delete(old->key());
  old.reset();  // it reads the database that Install closes
  impl_->Install();
  impl_->Load();
}

void StoreWriter::Compact() {
  Commit();
  if (impl_->state.runs.size() > 1) {
    // All runs fold into one; the generation stays, since the content does.
    const std::vector<PostingRun> all = std::exchange(impl_->state.runs, {});
    impl_->Publish(all);
    impl_->Load();
  }
  impl_->published.reset();
  {
    const auto database = Database::OpenForWriting(impl_->directory);
    for (size_t i = 0; i < kColumns; ++i) {
      const auto column = static_cast<Column>(i);
      if (database->Files(column) > 1) database->Compact(column);
    }
  }
  impl_->Load();
}

}  // namespace copytrace
