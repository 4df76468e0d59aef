// The files around the database: the STORE file that says what the directory is, the writer's lock,
// and the staging area of what is not published yet.
//
//   STORE         the format, and a generation that the database has reached at least
//   db/           the database
//   writer.lock   held by the one writer there may be
//   staging/      sorted runs and table files of an add that is under way
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace copytrace {

// The generation that STORE vouches for: a database that opens with a lower one has lost some.
// Throws Error where `directory` is missing, not a store, or of a format that cannot be read.
uint64_t CheckStore(const std::filesystem::path& directory);

// Whether the directory is a finished store, of whatever format.
bool IsStore(const std::filesystem::path& directory);

// When STORE was written last: another time means another generation. The epoch where there is none.
std::filesystem::file_time_type PublishedAt(const std::filesystem::path& directory);

// Throws Error where the database holds an earlier generation than STORE vouches for.
void CheckGeneration(const std::filesystem::path& directory, uint64_t vouched, uint64_t found);

// Marks the directory as a store of the present format that has reached `generation`; atomic.
void WriteStoreFile(const std::filesystem::path& directory, uint64_t generation);

// Makes the directory if need be. Throws Error where there are files of somebody else's in it.
void PrepareDirectory(const std::filesystem::path& directory);

// Removes the database that a broken attempt to make a store left behind.
// REQUIRES: the lock is held and the directory is not a finished store.
void RemoveUnfinishedDatabase(const std::filesystem::path& directory);

// Held as long as the object lives; the system lets go of it when a process dies.
class WriterLock {
 public:
  // Throws Error where another writer holds it.
  explicit WriterLock(const std::filesystem::path& directory);
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  int descriptor_;
};

// An empty staging area; removed with the object.
class StagingArea {
 public:
  explicit StagingArea(const std::filesystem::path& directory);
  ~StagingArea();
  StagingArea(const StagingArea&) = delete;
  StagingArea& operator=(const StagingArea&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace copytrace
