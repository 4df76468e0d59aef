#include "engine/store/read_ahead.h"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace copytrace {
namespace {

// A shorter read is two pages of 4 KB, three at most, and mostly in memory: not worth the call.
constexpr size_t kLeastBytes = 8193;

// Reads in a row, each from where the one before it ended, after which more of them are expected.
constexpr uint32_t kRowOfReads = 4;
constexpr uint64_t kAhead = uint64_t{1} << 20;  // bytes

class ReadAheadFile : public rocksdb::FSRandomAccessFileOwnerWrapper {
 public:
  ReadAheadFile(std::unique_ptr<rocksdb::FSRandomAccessFile> file, uint64_t size)
      : FSRandomAccessFileOwnerWrapper(std::move(file)), window_(size) {}

  rocksdb::IOStatus Read(uint64_t offset, size_t bytes, const rocksdb::IOOptions& options,
                         rocksdb::Slice* result, char* scratch,
                         rocksdb::IODebugContext* context) const override {
    rocksdb::IOStatus status = target()->Read(offset, bytes, options, result, scratch, context);
    // Only a pointer into the mapping so far.
    if (status.ok() && result->data() != scratch) Announce(offset, *result);
    return status;
  }

 private:
  void Announce(uint64_t offset, const rocksdb::Slice& piece) const {
    const uint64_t bytes = window_.BytesToFetch(offset, piece.size());
    if (bytes == 0) return;
    static const auto kPage = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<uintptr_t>(piece.data());
    const uintptr_t page = begin & ~(kPage - 1);
    // Advice that is not taken does no harm.
    ::madvise(reinterpret_cast<void*>(page), begin + bytes - page, MADV_WILLNEED);
  }

  mutable ReadAheadWindow window_;
};

class ReadAheadFileSystem : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;
  static const char* kClassName() { return "ReadAheadFileSystem"; }
  const char* Name() const override { return kClassName(); }

  rocksdb::IOStatus NewRandomAccessFile(const std::string& name,
                                        const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                        rocksdb::IODebugContext* context) override {
    std::unique_ptr<rocksdb::FSRandomAccessFile> file;
    rocksdb::IOStatus status = target()->NewRandomAccessFile(name, options, &file, context);
    uint64_t size = 0;
    if (status.ok()) status = target()->GetFileSize(name, options.io_options, &size, context);
    if (status.ok()) *result = std::make_unique<ReadAheadFile>(std::move(file), size);
    return status;
  }
};

}  // namespace

uint64_t ReadAheadWindow::BytesToFetch(uint64_t offset, uint64_t bytes) {
  const uint64_t end = offset + bytes;
  const bool goes_on = offset == end_.exchange(end, std::memory_order_relaxed);
  const uint32_t row = goes_on ? row_.load(std::memory_order_relaxed) + 1 : 0;
  row_.store(row, std::memory_order_relaxed);
  if (row < kRowOfReads) return bytes < kLeastBytes ? 0 : bytes;
  const uint64_t needed = std::min(end + kAhead / 2, file_bytes_);
  if (row > kRowOfReads && needed <= fetched_.load(std::memory_order_relaxed)) return 0;
  const uint64_t wanted = std::min(end + kAhead, file_bytes_);
  fetched_.store(wanted, std::memory_order_relaxed);
  return wanted - offset;
}

rocksdb::Env* ReadAheadEnv() {
  static const std::unique_ptr<rocksdb::Env> kEnv = rocksdb::NewCompositeEnv(
      std::make_shared<ReadAheadFileSystem>(rocksdb::FileSystem::Default()));
  return kEnv.get();
}

}  // namespace copytrace
