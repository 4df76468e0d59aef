// Evidence of the blobs looked at lately. Thread-safe: one for all threads, which mostly look at
// the same blobs.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/store/store.h"

namespace copytrace {

class EvidenceCache {
 public:
  EvidenceCache(const Store& store, uint64_t capacity_bytes)
      : store_(store), capacity_(capacity_bytes / kParts) {}

  // result[i] belongs to blobs[i] and stays valid as long as it is held. REQUIRES: `blobs`
  // ascending, without duplicates.
  std::vector<std::shared_ptr<const Evidence>> Get(std::span<const BlobId> blobs);

 private:
  struct Entry {
    std::shared_ptr<const Evidence> evidence;
    std::list<BlobId>::iterator age;
  };
  // Each part has the blobs of its own remainder, so that threads seldom wait for each other.
  struct Part {
    std::mutex mutex;
    uint64_t held = 0;  // bytes
    std::unordered_map<BlobId, Entry> entries;
    std::list<BlobId> by_age;  // latest use first
  };
  static constexpr size_t kParts = 16;
  Part& Of(BlobId blob) { return parts_[blob % kParts]; }
  void Insert(BlobId blob, std::shared_ptr<const Evidence> evidence);

  const Store& store_;
  uint64_t capacity_;  // of a part
  std::array<Part, kParts> parts_;
};

}  // namespace copytrace
