// Mapped tables on a cold disk: RocksDB tells the kernel that they are read at random, so that each
// page is fetched alone, where it is touched. What is read in one piece is fetched in one instead,
// and what follows a few pieces that were read one after the other is fetched ahead.
//
// RocksDB need not give that advice; but then the disk's own setting decides. With 8 MB of it, the
// hashes of one file in a billion took 1.3 s to look up instead of 0.03.
#pragma once

#include <atomic>
#include <cstdint>

namespace rocksdb {
class Env;
}

namespace copytrace {

// What is to be fetched of one file, by the reads of it. Thread-safe: where threads get into each
// other's way, reads in a row are not seen as such.
class ReadAheadWindow {
 public:
  explicit ReadAheadWindow(uint64_t file_bytes) : file_bytes_(file_bytes) {}

  // How many bytes from `offset` on to fetch when so many are read there; 0: none but what is
  // touched. REQUIRES: offset + bytes <= file_bytes.
  uint64_t BytesToFetch(uint64_t offset, uint64_t bytes);

 private:
  const uint64_t file_bytes_;
  std::atomic<uint64_t> end_ = UINT64_MAX;  // of the latest read
  std::atomic<uint32_t> row_ = 0;           // reads before it, each from where the one before ended
  std::atomic<uint64_t> fetched_ = 0;       // up to where this row's reads made it fetch
};

// The default environment, but that mapped files do so. Lives as long as the process. Thread-safe.
rocksdb::Env* ReadAheadEnv();

}  // namespace copytrace
