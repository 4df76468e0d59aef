#include "engine/store/record_sorter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <utility>

#include "engine/error.h"

namespace copytrace {
namespace {

[[noreturn]] void ThrowFileError(const std::filesystem::path& file) {
  throw Error(
      fmt::format("{}: {}; check the disk's free space and the directory's permissions, "
                  "then run the command again (the store is as it was before)",
                  file.string(), std::strerror(errno)));
}

// Reads back a spilled run: two sizes, key, value.
class SpillReader {
 public:
  explicit SpillReader(const std::filesystem::path& path)
      : path_(path), file_(path, std::ios::binary) {
    if (!file_) ThrowFileError(path_);
  }

  bool Next() {
    uint32_t sizes[2];
    if (!file_.read(reinterpret_cast<char*>(sizes), sizeof(sizes))) return false;
    key.resize(sizes[0]);
    value.resize(sizes[1]);
    if (!file_.read(key.data(), sizes[0]) || !file_.read(value.data(), sizes[1])) {
      ThrowFileError(path_);
    }
    return true;
  }

  std::string key;
  std::string value;

 private:
  std::filesystem::path path_;
  std::ifstream file_;
};

}  // namespace

RecordSorter::RecordSorter(std::filesystem::path directory, std::string name, uint64_t memory_bytes)
    : directory_(std::move(directory)), name_(std::move(name)), memory_bytes_(memory_bytes) {}

void RecordSorter::Add(std::string_view key, std::string_view value) {
  if (bytes_.size() + records_.size() * sizeof(Record) > memory_bytes_) Spill();
  records_.push_back(
      {bytes_.size(), static_cast<uint32_t>(key.size()), static_cast<uint32_t>(value.size())});
  bytes_ += key;
  bytes_ += value;
}

void RecordSorter::Sort() {
  // Records with one key stay in the order they were added in: that of `begin`.
  std::sort(records_.begin(), records_.end(), [this](const Record& a, const Record& b) {
    const int order = Key(a).compare(Key(b));
    return order != 0 ? order < 0 : a.begin < b.begin;
  });
}

void RecordSorter::Spill() {
  Sort();
  const std::filesystem::path path = directory_ / fmt::format("{}-{}.run", name_, spills_.size());
  std::ofstream file(path, std::ios::binary);
  for (const Record& record : records_) {
    const uint32_t sizes[2] = {record.key_size, record.value_size};
    file.write(reinterpret_cast<const char*>(sizes), sizeof(sizes));
    file.write(bytes_.data() + record.begin,
               static_cast<std::streamsize>(record.key_size) + record.value_size);
  }
  file.close();
  if (!file) ThrowFileError(path);
  spills_.push_back(path);
  bytes_.clear();
  records_.clear();
}

void RecordSorter::Finish(
    const std::function<void(std::string_view key, std::string_view value)>& emit) {
  if (spills_.empty()) {
    Sort();
    for (size_t i = 0; i < records_.size(); ++i) {
      if (i > 0 && Key(records_[i]) == Key(records_[i - 1])) continue;
      emit(Key(records_[i]), Value(records_[i]));
    }
    return;
  }
  if (!records_.empty()) Spill();
  std::vector<std::unique_ptr<SpillReader>> readers;
  std::vector<size_t> heap;  // the smallest key on top, among equals the first spill
  const auto after = [&readers](size_t a, size_t b) {
    const int order = readers[a]->key.compare(readers[b]->key);
    return order != 0 ? order > 0 : a > b;
  };
  for (const std::filesystem::path& path : spills_) {
    readers.push_back(std::make_unique<SpillReader>(path));
    if (readers.back()->Next()) heap.push_back(readers.size() - 1);
  }
  std::make_heap(heap.begin(), heap.end(), after);
  std::string last_key;
  bool first = true;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), after);
    SpillReader& reader = *readers[heap.back()];
    if (first || reader.key != last_key) {
      emit(reader.key, reader.value);
      last_key = reader.key;
      first = false;
    }
    if (reader.Next()) {
      std::push_heap(heap.begin(), heap.end(), after);
    } else {
      heap.pop_back();
    }
  }
}

}  // namespace copytrace
