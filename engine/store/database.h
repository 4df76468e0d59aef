// The database underneath a store: sorted tables of keys and values, one for each column, published
// in one atomic step. The only place that knows RocksDB.
//
// All errors are Error, naming the store and the remedy. Readers are thread-safe, writers are not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

// What each holds, and how its keys look, is in FORMAT.md.
enum class Column : uint8_t {
  kMeta,
  kHashes,
  kPostings,
  kBlobs,
  kSummaries,
  kOccurrences,
  kReleases,
  kComponents,
  kEvidence,
  kSources,
  kIdentity,
  kAdvisories,  // the only one that a store may lack: the next writer makes it
};
inline constexpr size_t kColumns = 12;
std::string_view ColumnName(Column column);

// Throws the Error that tells the user that the store at `directory` cannot be trusted any more.
[[noreturn]] void ThrowDamaged(const std::filesystem::path& directory, std::string_view what);

// A table file of a column, to be published by Database::Ingest.
class TableFile {
 public:
  // `store` is named in errors.
  TableFile(Column column, const std::filesystem::path& file, const std::filesystem::path& store);
  ~TableFile();
  TableFile(TableFile&&) noexcept;

  // REQUIRES: keys ascending, without duplicates.
  void Put(std::string_view key, std::string_view value);
  void Delete(std::string_view key);
  // Writes the file to disk; without a record there is none.
  void Finish();

  Column column() const;
  const std::filesystem::path& file() const;
  bool empty() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A walk over the records of a column in order of their keys.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual bool Valid() const = 0;  // throws Error on damage
  virtual std::string_view key() const = 0;
  virtual std::string_view value() const = 0;
  virtual void Next() = 0;
};

// A value where the database has it: in the mapped file if its block is not compressed.
struct PinnedValue {
  std::string_view bytes;
  std::shared_ptr<const void> owner;
};

class Database {
 public:
  // `store` is the directory that users know and that errors name; the tables are in store/db.
  static std::unique_ptr<Database> OpenForReading(const std::filesystem::path& store,
                                                  uint64_t cache_bytes);
  // Makes the database if there is none.
  static std::unique_ptr<Database> OpenForWriting(const std::filesystem::path& store);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  std::optional<std::string> Get(Column column, std::string_view key) const;
  // Calls `visit` with each key's index and value, in order, absent keys left out. The value lives
  // as long as the call. REQUIRES: keys ascending, without duplicates.
  void MultiGet(Column column, std::span<const std::string> keys,
                const std::function<void(size_t, std::string_view)>& visit) const;
  // The same for values that are to be kept. The database must outlive them.
  void MultiPin(Column column, std::span<const std::string> keys,
                const std::function<void(size_t, PinnedValue)>& visit) const;
  // Records with keys in [begin, end); an empty `end` is the end of the column. Over kIdentity,
  // begin and end share their first nine bytes, or both are empty.
  std::unique_ptr<Cursor> Scan(Column column, std::string_view begin, std::string_view end) const;
  // The same; a value stays where it is as long as the cursor is there, wherever that stands.
  std::unique_ptr<Cursor> ScanPinned(Column column, std::string_view begin,
                                     std::string_view end) const;

  // Publishes finished tables, all or nothing. Takes the files away.
  void Ingest(std::span<TableFile> tables);
  // Drops table files that lie wholly in [begin, end); what remains there is dead weight only.
  void DropFiles(Column column, std::string_view begin, std::string_view end);
  // Rewrites a column as one sorted level.
  void Compact(Column column);

  // Reads every block of every file against its checksum. Throws Error on damage.
  void VerifyChecksums() const;

  // Names this state of this database, all but its advisories: another one, or a later state, has
  // another name. Rewriting files changes it, too.
  std::string StateName() const;

  uint64_t Bytes(Column column) const;  // on disk, with filters and indexes
  uint64_t Entries(Column column) const;
  uint64_t Files(Column column) const;

 private:
  struct Impl;
  explicit Database(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace copytrace
