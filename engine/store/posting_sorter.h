// Postings in order of blobs on the way in, in order of hashes on the way out, within a memory
// budget: sorted runs go to disk and are merged. Not thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "engine/fingerprint/winnow.h"
#include "engine/store/posting_source.h"

namespace copytrace {

class PostingSorter {
 public:
  // Spills to files in `directory`, which belong to the caller to remove.
  PostingSorter(std::filesystem::path directory, uint64_t memory_bytes);
  ~PostingSorter();

  // REQUIRES: blobs in ascending order, positions of a blob in ascending order.
  void Add(BlobId blob, std::span<const Fingerprint> fingerprints);

  uint64_t size() const { return size_; }

  // Appends sources for everything added. They must not outlive the sorter. Nothing can be added
  // afterwards.
  void Finish(std::vector<std::unique_ptr<PostingSource>>* sources);

 private:
  struct Record;
  void Sort();
  void Spill();

  std::filesystem::path directory_;
  size_t capacity_;
  std::unique_ptr<Record[]> records_;
  std::unique_ptr<Record[]> scratch_;
  size_t buffered_ = 0;
  uint64_t size_ = 0;
  std::vector<std::filesystem::path> spills_;
};

}  // namespace copytrace
