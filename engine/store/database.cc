#include "engine/store/database.h"

#include <fmt/format.h>
#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

#include "engine/error.h"
#include "engine/store/read_ahead.h"

namespace copytrace {
namespace {

constexpr std::array<std::string_view, kColumns> kColumnNames = {
    "default",  "hashes",     "postings", "blobs",   "summaries", "occurrences",
    "releases", "components", "evidence", "sources", "identity",  "advisories"};

constexpr size_t kIdentityPrefix = 9;
constexpr size_t kMultiGetSlice = 32;  // as the database takes them, too
// A writer may replace files between a reader's look at the manifest and its opening of them.
constexpr int kOpenAttempts = 8;

rocksdb::Slice ToSlice(std::string_view text) { return {text.data(), text.size()}; }
std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// RocksDB's own log stays unwritten: a reader leaves nothing in the directory.
class SilentLogger : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

[[noreturn]] void ThrowStatus(const std::filesystem::path& store, const rocksdb::Status& status) {
  if (status.IsNoSpace() || status.subcode() == rocksdb::Status::kNoSpace ||
      status.ToString().find("No space left") != std::string::npos) {
    throw Error(
        fmt::format("{}: the disk is full; free some space and run the command again "
                    "(the store is as it was before)",
                    store.string()));
  }
  if (status.IsCorruption() || status.IsNotFound() || status.IsInvalidArgument() ||
      status.IsPathNotFound() ||
      status.ToString().find("larger than file length") != std::string::npos) {  // of a mapped one
    ThrowDamaged(store, status.ToString());
  }
  if (status.ToString().find("lock") != std::string::npos) {
    throw Error(fmt::format("{}: another process is writing to this store ({}); wait for it to end",
                            store.string(), status.ToString()));
  }
  throw Error(fmt::format("{}: {}; check the disk and the directory's permissions", store.string(),
                          status.ToString()));
}

void Check(const std::filesystem::path& store, const rocksdb::Status& status) {
  if (!status.ok()) ThrowStatus(store, status);
}

bool IsPackedByUs(Column column) {
  return column == Column::kPostings || column == Column::kHashes || column == Column::kEvidence;
}

rocksdb::ColumnFamilyOptions ColumnOptions(Column column,
                                           const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.format_version = 5;
  table.checksum = rocksdb::kXXH3;
  table.block_size = 16 << 10;
  table.optimize_filters_for_memory = true;
  if (cache && !IsPackedByUs(column)) {  // those are read from the mapped files
    table.block_cache = cache;
  } else {
    table.no_block_cache = true;
  }

  rocksdb::ColumnFamilyOptions options;
  options.compression = rocksdb::kZSTD;
  options.disable_auto_compactions = true;
  if (IsPackedByUs(column)) {
    options.compression = rocksdb::kNoCompression;
    table.block_size = 4 << 10;  // many are read one by one from a cold disk
  }
  switch (column) {
    case Column::kIdentity:
      options.compression = rocksdb::kNoCompression;
      table.block_size = 4 << 10;
      options.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(kIdentityPrefix));
      table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
      table.whole_key_filtering = false;
      break;
    case Column::kSources:
      // With a trained dictionary of 112 KB, in blocks of 32 KB at level 2, they are 4 % larger and
      // take a tenth more of all time to index: its tables are copied for every block.
      table.block_size = 128 << 10;
      options.compression_opts.level = 1;
      break;
    default:
      break;
  }
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

class EmptyCursor : public Cursor {
 public:
  bool Valid() const override { return false; }
  std::string_view key() const override { return {}; }
  std::string_view value() const override { return {}; }
  void Next() override {}
};

class RocksCursor : public Cursor {
 public:
  RocksCursor(std::filesystem::path store, std::string end) : store_(std::move(store)) {
    end_ = std::move(end);
    end_slice_ = ToSlice(end_);
  }

  const rocksdb::Slice* end() const { return end_.empty() ? nullptr : &end_slice_; }
  void Start(std::unique_ptr<rocksdb::Iterator> iterator, std::string_view begin) {
    iterator_ = std::move(iterator);
    iterator_->Seek(ToSlice(begin));
  }

  bool Valid() const override {
    if (iterator_->Valid()) return true;
    Check(store_, iterator_->status());
    return false;
  }
  std::string_view key() const override { return ToView(iterator_->key()); }
  std::string_view value() const override { return ToView(iterator_->value()); }
  void Next() override { iterator_->Next(); }

 private:
  std::filesystem::path store_;
  std::string end_;
  rocksdb::Slice end_slice_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

}  // namespace

std::string_view ColumnName(Column column) {
  return column == Column::kMeta ? "meta" : kColumnNames[static_cast<size_t>(column)];
}

void ThrowDamaged(const std::filesystem::path& directory, std::string_view what) {
  throw Error(
      fmt::format("{}: the store is damaged ({}); build it again in a new directory with "
                  "copytrace-index add … --store DIR",
                  directory.string(), what));
}

struct TableFile::Impl {
  Column column;
  std::filesystem::path file;
  std::filesystem::path store;
  rocksdb::Options options;
  std::unique_ptr<rocksdb::SstFileWriter> writer;
  bool empty = true;

  void Begin() {
    if (!empty) return;
    Check(store, writer->Open(file.string()));
    empty = false;
  }
};

TableFile::TableFile(Column column, const std::filesystem::path& file,
                     const std::filesystem::path& store)
    : impl_(std::make_unique<Impl>()) {
  impl_->column = column;
  impl_->file = file;
  impl_->store = store;
  impl_->options = rocksdb::Options(rocksdb::DBOptions(), ColumnOptions(column, nullptr));
  impl_->writer = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), impl_->options);
}
TableFile::~TableFile() = default;
TableFile::TableFile(TableFile&&) noexcept = default;

void TableFile::Put(std::string_view key, std::string_view value) {
  impl_->Begin();
  Check(impl_->store, impl_->writer->Put(ToSlice(key), ToSlice(value)));
}

void TableFile::Delete(std::string_view key) {
  impl_->Begin();
  Check(impl_->store, impl_->writer->Delete(ToSlice(key)));
}

void TableFile::Finish() {
  if (!impl_->empty) Check(impl_->store, impl_->writer->Finish());
  impl_->writer.reset();
}

Column TableFile::column() const { return impl_->column; }
const std::filesystem::path& TableFile::file() const { return impl_->file; }
bool TableFile::empty() const { return impl_->empty; }

struct Database::Impl {
  std::filesystem::path store;
  std::unique_ptr<rocksdb::DB> db;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;  // by Column; the last may be missing

  ~Impl() {
    if (!db) return;
    for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
    db->Close();
  }

  bool Has(Column column) const { return static_cast<size_t>(column) < handles.size(); }

  rocksdb::ColumnFamilyHandle* Handle(Column column) const {
    return handles[static_cast<size_t>(column)];
  }

  std::unique_ptr<Cursor> Scan(rocksdb::ReadOptions options, Column column, std::string_view begin,
                               std::string_view end) const {
    if (!Has(column)) return std::make_unique<EmptyCursor>();
    auto cursor = std::make_unique<RocksCursor>(store, std::string(end));
    options.iterate_upper_bound = cursor->end();
    cursor->Start(std::unique_ptr<rocksdb::Iterator>(db->NewIterator(options, Handle(column))),
                  begin);
    return cursor;
  }

  // Calls visit(index of the key, its value) for all that there are, in order.
  template <typename Visit>
  void MultiGet(Column column, std::span<const std::string> keys, const Visit& visit) const {
    const rocksdb::ReadOptions options;
    if (keys.size() == 1) {  // as most calls for evidence have: far cheaper than a batch of one
      rocksdb::PinnableSlice value;
      const rocksdb::Status status = db->Get(options, Handle(column), keys[0], &value);
      if (status.IsNotFound()) return;
      Check(store, status);
      visit(size_t{0}, &value);
      return;
    }
    std::array<rocksdb::Slice, kMultiGetSlice> slices;
    std::array<rocksdb::PinnableSlice, kMultiGetSlice> values;
    std::array<rocksdb::Status, kMultiGetSlice> statuses;
    for (size_t begin = 0; begin < keys.size(); begin += kMultiGetSlice) {
      const size_t count = std::min(kMultiGetSlice, keys.size() - begin);
      for (size_t i = 0; i < count; ++i) {
        slices[i] = keys[begin + i];
        values[i].Reset();
      }
      db->MultiGet(options, Handle(column), count, slices.data(), values.data(), statuses.data(),
                   /*sorted_input=*/true);
      for (size_t i = 0; i < count; ++i) {
        if (statuses[i].IsNotFound()) continue;
        Check(store, statuses[i]);
        visit(begin + i, &values[i]);
      }
    }
  }
};

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::~Database() = default;

namespace {

rocksdb::DBOptions CommonOptions() {
  rocksdb::DBOptions options;
  options.info_log = std::make_shared<SilentLogger>();
  options.max_open_files = -1;
  options.max_file_opening_threads = 2;
  options.skip_stats_update_on_db_open = true;
  options.skip_checking_sst_file_sizes_on_db_open = true;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> Descriptors(
    const std::shared_ptr<rocksdb::Cache>& cache) {
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (size_t i = 0; i < kColumns; ++i) {
    descriptors.emplace_back(std::string(kColumnNames[i]),
                             ColumnOptions(static_cast<Column>(i), cache));
  }
  return descriptors;
}

// Whether the database has the column; one that cannot be read has none.
bool HasColumn(const std::string& directory, Column column) {
  std::vector<std::string> names;
  const rocksdb::Status status =
      rocksdb::DB::ListColumnFamilies(CommonOptions(), directory, &names);
  return status.ok() && std::ranges::find(names, ColumnName(column)) != names.end();
}

}  // namespace

std::unique_ptr<Database> Database::OpenForReading(const std::filesystem::path& store,
                                                   uint64_t cache_bytes) {
  auto impl = std::make_unique<Impl>();
  impl->store = store;
  const std::string directory = (store / "db").string();
  const auto all = Descriptors(rocksdb::NewLRUCache(cache_bytes));
  rocksdb::DBOptions options = CommonOptions();
  options.allow_mmap_reads = true;  // what we packed ourselves is not copied
  options.env = ReadAheadEnv();
  for (int attempt = 1;; ++attempt) {
    auto descriptors = all;
    if (!HasColumn(directory, Column::kAdvisories)) descriptors.pop_back();
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status =
        rocksdb::DB::OpenForReadOnly(options, directory, descriptors, &impl->handles, &db);
    if (status.ok()) {
      impl->db.reset(db);
      break;
    }
    if (attempt == kOpenAttempts) ThrowStatus(store, status);
    std::this_thread::sleep_for(std::chrono::milliseconds(attempt));
  }
  return std::unique_ptr<Database>(new Database(std::move(impl)));
}

std::unique_ptr<Database> Database::OpenForWriting(const std::filesystem::path& store) {
  auto impl = std::make_unique<Impl>();
  impl->store = store;
  rocksdb::DBOptions options = CommonOptions();
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  rocksdb::DB* db = nullptr;
  Check(store, rocksdb::DB::Open(options, (store / "db").string(),
                                 Descriptors(rocksdb::NewLRUCache(32 << 20)), &impl->handles, &db));
  impl->db.reset(db);
  return std::unique_ptr<Database>(new Database(std::move(impl)));
}

std::optional<std::string> Database::Get(Column column, std::string_view key) const {
  if (!impl_->Has(column)) return std::nullopt;
  std::string value;
  const rocksdb::Status status =
      impl_->db->Get(rocksdb::ReadOptions(), impl_->Handle(column), ToSlice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  Check(impl_->store, status);
  return value;
}

void Database::MultiGet(Column column, std::span<const std::string> keys,
                        const std::function<void(size_t, std::string_view)>& visit) const {
  impl_->MultiGet(column, keys,
                  [&](size_t i, rocksdb::PinnableSlice* value) { visit(i, ToView(*value)); });
}

void Database::MultiPin(Column column, std::span<const std::string> keys,
                        const std::function<void(size_t, PinnedValue)>& visit) const {
  impl_->MultiGet(column, keys, [&](size_t i, rocksdb::PinnableSlice* value) {
    auto owner = std::make_shared<const rocksdb::PinnableSlice>(std::move(*value));
    visit(i, {.bytes = ToView(*owner), .owner = owner});
  });
}

std::unique_ptr<Cursor> Database::Scan(Column column, std::string_view begin,
                                       std::string_view end) const {
  rocksdb::ReadOptions options;
  options.prefix_same_as_start = column == Column::kIdentity && !begin.empty();
  options.total_order_seek = begin.empty();
  return impl_->Scan(options, column, begin, end);
}

std::unique_ptr<Cursor> Database::ScanPinned(Column column, std::string_view begin,
                                             std::string_view end) const {
  rocksdb::ReadOptions options;
  options.pin_data = true;
  return impl_->Scan(options, column, begin, end);
}

void Database::Ingest(std::span<TableFile> tables) {
  std::vector<rocksdb::IngestExternalFileArg> args;
  for (const TableFile& table : tables) {
    if (table.empty()) continue;
    rocksdb::IngestExternalFileArg arg;
    arg.column_family = impl_->Handle(table.column());
    arg.external_files = {table.file().string()};
    arg.options.move_files = true;
    arg.options.write_global_seqno = false;
    args.push_back(std::move(arg));
  }
  if (!args.empty()) Check(impl_->store, impl_->db->IngestExternalFiles(args));
}

void Database::DropFiles(Column column, std::string_view begin, std::string_view end) {
  const rocksdb::Slice first = ToSlice(begin);
  const rocksdb::Slice last = ToSlice(end);
  Check(impl_->store, rocksdb::DeleteFilesInRange(impl_->db.get(), impl_->Handle(column), &first,
                                                  &last, /*include_end=*/false));
}

void Database::Compact(Column column) {
  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
  Check(impl_->store, impl_->db->CompactRange(options, impl_->Handle(column), nullptr, nullptr));
}

void Database::VerifyChecksums() const {
  Check(impl_->store, impl_->db->VerifyChecksum(rocksdb::ReadOptions()));
}

std::string Database::StateName() const {
  std::string name;
  Check(impl_->store, impl_->db->GetDbIdentity(name));
  std::vector<rocksdb::LiveFileMetaData> files;
  impl_->db->GetLiveFilesMetaData(&files);
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.file_number < b.file_number; });
  for (const rocksdb::LiveFileMetaData& file : files) {
    if (file.column_family_name == ColumnName(Column::kAdvisories)) continue;
    name += fmt::format(" {}:{}:{}:{}", file.file_number, file.size, file.file_creation_time,
                        file.num_entries);
  }
  return name;
}

uint64_t Database::Bytes(Column column) const {
  uint64_t bytes = 0;
  if (!impl_->Has(column)) return bytes;
  impl_->db->GetIntProperty(impl_->Handle(column), rocksdb::DB::Properties::kLiveSstFilesSize,
                            &bytes);
  return bytes;
}

uint64_t Database::Entries(Column column) const {
  if (!impl_->Has(column)) return 0;
  rocksdb::TablePropertiesCollection tables;
  Check(impl_->store, impl_->db->GetPropertiesOfAllTables(impl_->Handle(column), &tables));
  uint64_t entries = 0;
  for (const auto& [file, properties] : tables) entries += properties->num_entries;
  return entries;
}

uint64_t Database::Files(Column column) const {
  rocksdb::ColumnFamilyMetaData metadata;
  impl_->db->GetColumnFamilyMetaData(impl_->Handle(column), &metadata);
  return metadata.file_count;
}

}  // namespace copytrace
