// Evidence of the blobs looked at lately. One a thread.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/store/store.h"

namespace copytrace {

class EvidenceCache {
 public:
  explicit EvidenceCache(const Store& store, uint64_t capacity_bytes = uint64_t{64} << 20)
      : store_(store), capacity_(capacity_bytes) {}

  // result[i] belongs to blobs[i] and stays valid as long as it is held. REQUIRES: `blobs`
  // ascending, without duplicates.
  std::vector<std::shared_ptr<const Evidence>> Get(std::span<const BlobId> blobs);

 private:
  struct Entry {
    std::shared_ptr<const Evidence> evidence;
    std::list<BlobId>::iterator age;
  };
  void Insert(BlobId blob, std::shared_ptr<const Evidence> evidence);

  const Store& store_;
  uint64_t capacity_;
  uint64_t held_ = 0;
  std::unordered_map<BlobId, Entry> entries_;
  std::list<BlobId> by_age_;  // latest use first
};

}  // namespace copytrace
