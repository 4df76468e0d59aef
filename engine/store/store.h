// A fingerprint store, open for reading. Thread-safe: all methods may be called from many threads.
//
// A reader sees the generation that was published when it opened, whatever a writer does meanwhile.
// Only hashes and records live here; what they mean is the business of the rooms above.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/store/evidence.h"
#include "engine/store/records.h"

namespace copytrace {

struct StoreReadOptions {
  uint64_t cache_bytes = uint64_t{256} << 20;  // half for blocks, half for what is kept of postings
};

// Posting lists of a batch of hashes, one after the other.
struct PostingBatch {
  std::vector<Posting> postings;      // of one hash: by blob, then position
  std::vector<uint32_t> ends;         // list i is postings[ends[i-1] .. ends[i])
  std::vector<uint32_t> blob_counts;  // 0: hash absent; > kMaxBlobsPerHash: list i is empty

  std::span<const Posting> List(size_t i) const {
    const uint32_t begin = i == 0 ? 0 : ends[i - 1];
    return {postings.data() + begin, ends[i] - begin};
  }
};

// More tokens than this are counted as so many in a summary.
inline constexpr uint32_t kMostSummaryTokens = (1u << 24) - 1;

// What matching needs of every blob, held in memory: 12 bytes a blob.
struct BlobSummary {
  uint32_t lineage;
  ComponentId component;
  uint32_t tokens : 24;
  uint32_t family : 8;  // LanguageFamily
};

struct ColumnFamilySize {
  std::string name;
  uint64_t bytes;  // on disk, with its filters and indexes
  uint64_t entries;
};

class Store {
 public:
  // Throws Error where `directory` is missing, no store, of another format version, or damaged.
  static std::unique_ptr<Store> Open(const std::filesystem::path& directory,
                                     const StoreReadOptions& options = {});
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  const StoreInfo& info() const;
  const std::filesystem::path& directory() const;
  std::span<const BlobSummary> blobs() const;  // by BlobId
  const FamilyStatistics& statistics(LanguageFamily family) const;
  std::vector<ColumnFamilySize> ColumnFamilySizes() const;
  // Names what the store holds but for advisories: no other store has this name, nor this one at
  // another time.
  std::string StateName() const;

  // Overwrites *result. REQUIRES: `hashes` ascending, without duplicates. Throws Error on damage.
  void LookUp(std::span<const uint64_t> hashes, PostingBatch* result) const;

  // kNoId where absent; result[i] belongs to sha1s[i].
  std::vector<BlobId> FindBlobs(std::span<const Sha1> sha1s) const;
  // Blobs with this digest, ascending.
  std::vector<BlobId> FindBlobsByDigest(uint64_t digest) const;
  bool MayHaveDigest(uint64_t digest) const;  // cheap; true may be wrong, false is not

  Blob GetBlob(BlobId id) const;
  std::vector<Occurrence> GetOccurrences(BlobId id) const;
  std::vector<uint64_t> CountFiles() const;  // occurrences of each release; reads them all
  Release GetRelease(ReleaseId id) const;
  Component GetComponent(ComponentId id) const;
  // result[i] belongs to ids[i]; what is not looked at is not unpacked. The store must outlive it.
  // REQUIRES: `ids` ascending, without duplicates.
  std::vector<Evidence> GetEvidence(std::span<const BlobId> ids) const;
  std::optional<std::string> GetSource(BlobId id) const;  // decoded text; nothing if not kept

  // What was published about a component, by its purl without version, as ReplaceAdvisories
  // was given it; nothing where nothing is known. The bytes mean nothing here.
  std::optional<std::string> GetAdvisories(const std::string& component_purl) const;
  std::optional<AdvisorySet> advisories() const;  // nothing where none were ever read

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace copytrace
