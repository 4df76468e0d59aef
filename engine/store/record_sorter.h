// Records in any order on the way in, by key on the way out, within a memory budget. Of records
// with one key the first added is kept. Not thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

class RecordSorter {
 public:
  // Spills to files `directory`/`name`-N.run, which belong to the caller to remove.
  RecordSorter(std::filesystem::path directory, std::string name, uint64_t memory_bytes);

  void Add(std::string_view key, std::string_view value);
  bool empty() const { return records_.empty() && spills_.empty(); }

  // Calls `emit` with every record. Nothing can be added afterwards.
  void Finish(const std::function<void(std::string_view key, std::string_view value)>& emit);

 private:
  struct Record {
    uint64_t begin;  // in bytes_: the key, then the value
    uint32_t key_size;
    uint32_t value_size;
  };
  std::string_view Key(const Record& record) const {
    return std::string_view(bytes_).substr(record.begin, record.key_size);
  }
  std::string_view Value(const Record& record) const {
    return std::string_view(bytes_).substr(record.begin + record.key_size, record.value_size);
  }
  void Sort();
  void Spill();

  std::filesystem::path directory_;
  std::string name_;
  uint64_t memory_bytes_;
  std::string bytes_;
  std::vector<Record> records_;
  std::vector<std::filesystem::path> spills_;
};

}  // namespace copytrace
