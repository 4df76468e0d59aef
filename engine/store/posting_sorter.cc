// An external sort. The buffer is sorted by hash with a radix sort from the least significant digit
// on, four passes of 12 bits: it is stable, so that postings of one hash stay in order of blob and
// position, which is the order they came in.
#include "engine/store/posting_sorter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "engine/error.h"

namespace copytrace {

struct PostingSorter::Record {
  uint64_t hash_and_tag;  // hash << 16 | tag
  uint32_t blob;
  uint32_t position;
};

namespace {

constexpr uint32_t kTagBits = 16;
constexpr uint32_t kDigitBits = 12;
constexpr size_t kDigits = size_t{1} << kDigitBits;
constexpr size_t kSpillBuffer = size_t{1} << 16;  // records
constexpr size_t kMinCapacity = 1024;

[[noreturn]] void ThrowFileError(const std::filesystem::path& file) {
  const int error = errno;
  throw Error(fmt::format("{}: {}; {}", file.string(), std::strerror(error),
                          error == ENOSPC ? "free some space and run the command again (the store "
                                            "is as it was before)"
                                          : "check the disk and the directory's permissions"));
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// Groups records that come one after the other into lists. `Reader::Read` gives the next record.
template <typename Record, typename Reader>
class RecordSource : public PostingSource {
 public:
  explicit RecordSource(Reader reader) : reader_(std::move(reader)) {
    valid_ = reader_.Read(&record_);
  }

  bool Next(PostingList* list) override {
    if (!valid_) return false;
    list->hash = record_.hash_and_tag >> kTagBits;
    list->blob_count = 0;
    list->postings.clear();
    uint32_t in_blob = 0;
    uint32_t blob = kNoId;
    for (; valid_ && record_.hash_and_tag >> kTagBits == list->hash;
         valid_ = reader_.Read(&record_)) {
      if (record_.blob != blob) {
        blob = record_.blob;
        in_blob = 0;
        ++list->blob_count;
      }
      if (++in_blob > kMaxPostingsPerBlobAndHash || list->blob_count > kMaxBlobsPerHash) continue;
      list->postings.push_back(
          {blob, record_.position, static_cast<uint16_t>(record_.hash_and_tag)});
    }
    if (list->blob_count > kMaxBlobsPerHash) list->postings.clear();
    return true;
  }

 private:
  Reader reader_;
  Record record_;
  bool valid_;
};

template <typename Record>
struct MemoryReader {
  std::span<const Record> rest;

  bool Read(Record* record) {
    if (rest.empty()) return false;
    *record = rest.front();
    rest = rest.subspan(1);
    return true;
  }
};

template <typename Record>
struct FileReader {
  std::filesystem::path path;
  File file;
  std::vector<Record> buffer = {};
  size_t next = 0;

  bool Read(Record* record) {
    if (next == buffer.size()) {
      buffer.resize(kSpillBuffer);
      buffer.resize(std::fread(buffer.data(), sizeof(Record), kSpillBuffer, file.get()));
      next = 0;
      if (std::ferror(file.get()) != 0) ThrowFileError(path);
      if (buffer.empty()) return false;
    }
    *record = buffer[next++];
    return true;
  }
};

}  // namespace

PostingSorter::PostingSorter(std::filesystem::path directory, uint64_t memory_bytes)
    : directory_(std::move(directory)),
      capacity_(std::max<size_t>(kMinCapacity, memory_bytes / (2 * sizeof(Record)))),
      // Pages take memory only once they are written to.
      records_(std::make_unique_for_overwrite<Record[]>(capacity_)) {}

PostingSorter::~PostingSorter() = default;

void PostingSorter::Add(BlobId blob, std::span<const Fingerprint> fingerprints) {
  for (const Fingerprint& fingerprint : fingerprints) {
    if (buffered_ == capacity_) Spill();
    records_[buffered_++] = {uint64_t{fingerprint.hash} << kTagBits | fingerprint.tag, blob,
                             fingerprint.position};
  }
  size_ += fingerprints.size();
}

void PostingSorter::Sort() {
  if (!scratch_) scratch_ = std::make_unique_for_overwrite<Record[]>(capacity_);
  for (uint32_t shift = kTagBits; shift < 64; shift += kDigitBits) {
    std::array<size_t, kDigits> next{};
    for (size_t i = 0; i < buffered_; ++i) {
      ++next[records_[i].hash_and_tag >> shift & (kDigits - 1)];
    }
    size_t begin = 0;
    for (size_t& count : next) begin += std::exchange(count, begin);
    for (size_t i = 0; i < buffered_; ++i) {
      scratch_[next[records_[i].hash_and_tag >> shift & (kDigits - 1)]++] = records_[i];
    }
    std::swap(records_, scratch_);
  }
}

void PostingSorter::Spill() {
  Sort();
  const std::filesystem::path path = directory_ / fmt::format("postings-{}.run", spills_.size());
  File file(std::fopen(path.c_str(), "wb"));
  if (!file) ThrowFileError(path);
  if (std::fwrite(records_.get(), sizeof(Record), buffered_, file.get()) != buffered_ ||
      std::fflush(file.get()) != 0) {
    ThrowFileError(path);
  }
  spills_.push_back(path);
  buffered_ = 0;
}

void PostingSorter::Finish(std::vector<std::unique_ptr<PostingSource>>* sources) {
  // The last buffer follows the others to disk if there are any, which frees its memory for the
  // merge; small sets never see the disk.
  if (!spills_.empty() && buffered_ > 0) Spill();
  if (spills_.empty()) {
    Sort();
    scratch_.reset();
    using Reader = MemoryReader<Record>;
    sources->push_back(
        std::make_unique<RecordSource<Record, Reader>>(Reader{{records_.get(), buffered_}}));
    return;
  }
  records_.reset();
  scratch_.reset();
  for (const std::filesystem::path& path : spills_) {
    File file(std::fopen(path.c_str(), "rb"));
    if (!file) ThrowFileError(path);
    using Reader = FileReader<Record>;
    sources->push_back(
        std::make_unique<RecordSource<Record, Reader>>(Reader{path, std::move(file)}));
  }
}

}  // namespace copytrace
