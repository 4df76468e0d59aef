// What scans of one tree found, file by file, kept from run to run: a file that has not changed is
// read and hashed the next time, and nothing else.
//
// A cache belongs to one state of one store, one build of the program and one set of options (its
// scope); under any other it is ignored and written anew, so that nothing in it is ever stale. It
// holds what the last scan saw and no more, which bounds its size by that of the tree. Scans of the
// same tree may run side by side: each reads a whole file, and the last to end leaves its own.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/scan/finding.h"
#include "engine/store/records.h"

namespace copytrace {

// What a scan says of one file.
struct FileResult {
  bool skipped = false;
  SkipReason reason = SkipReason::kUnreadable;  // of a skipped file
  std::string detail;
  uint64_t bytes = 0;
  uint64_t lines = 0;
  std::vector<Finding> findings;
};
std::string EncodeFileResult(const FileResult& result);
// Throws MalformedRecord. `path` is that of the file, which a record does not repeat.
FileResult DecodeFileResult(const std::string& path, std::string_view bytes);

class ResultCache {
 public:
  // Reads `directory`/`name` if it is there and of this scope.
  ResultCache(const std::filesystem::path& directory, const std::string& name, const Sha1& scope);

  // Key of a file by its path in the report and its content.
  static Sha1 KeyOf(std::string_view path, const Sha1& content);

  // The record read; empty where there is none. Thread-safe. It lives as long as the cache.
  std::string_view Find(const Sha1& key) const;

  // Keeps a record for the next run. From one thread at a time.
  void Keep(const Sha1& key, std::string_view record);

  // Replaces the file by what was kept, if that is anything new, and removes the caches of the
  // trees that were scanned longest ago where there are too many. What cannot be written is not.
  void Save();

  const std::string& note() const { return note_; }  // what was wrong with the file, or empty

 private:
  struct Hash {
    size_t operator()(const Sha1& key) const {
      size_t prefix;
      std::memcpy(&prefix, key.data(), sizeof(prefix));
      return prefix;
    }
  };
  void Load(const Sha1& scope);
  void RemoveOldest() const;

  std::filesystem::path file_;
  std::string note_;
  std::string loaded_;
  std::unordered_map<Sha1, std::string_view, Hash> records_;  // views of loaded_
  std::string kept_;                                          // the new file so far
  size_t kept_count_ = 0;
  bool has_news_ = false;
};

}  // namespace copytrace
