// Adds to a store. Everything added becomes visible at once, by Commit, or not at all: until then
// it stands in sorted runs and table files of its own in `<store>/staging`, which the next writer
// clears. One writer at a time (a lock file); readers are never disturbed. Not thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/records.h"

namespace copytrace {

struct StoreWriteOptions {
  FingerprintOptions fingerprint;  // of a new store; an old one keeps its own
  bool keep_sources = true;        // of a new store; an old one keeps its own
  uint64_t memory_bytes = uint64_t{1}
                          << 30;  // for postings before they are spilled in a sorted run
};

// A blob with all that is derived from its content, made in parallel, away from the writer.
struct EncodedBlob {
  Blob blob;
  std::vector<Fingerprint> fingerprints;
  std::string evidence;  // EncodeEvidence
  std::string source;    // decoded text; ignored by a store without sources
};

class StoreWriter {
 public:
  // Opens the store in `directory`, or makes an empty one. Throws Error where another writer holds
  // it, where it is of another format version, or damaged.
  static std::unique_ptr<StoreWriter> Open(const std::filesystem::path& directory,
                                           const StoreWriteOptions& options = {});
  ~StoreWriter();  // without Commit: nothing has changed
  StoreWriter(const StoreWriter&) = delete;
  StoreWriter& operator=(const StoreWriter&) = delete;

  const StoreInfo& info() const;  // with what has been added so far

  // Each returns the id of the record that is already there, where there is one: a component by its
  // purl, a release by its purl, a blob by its SHA-1.
  ComponentId AddComponent(const Component& component);
  ReleaseId AddRelease(const Release& release);
  BlobId AddBlob(const EncodedBlob& blob);
  // Adding the same occurrence twice changes nothing.
  void AddOccurrence(BlobId blob, const Occurrence& occurrence);

  std::optional<ReleaseId> FindRelease(std::string_view purl) const;
  std::optional<BlobId> FindBlob(const Sha1& sha1) const;
  bool HasLineage(uint32_t lineage) const;

  // Counts of the files added in this run, to be summed up with those of the store.
  void AddStatistics(LanguageFamily family, const FamilyStatistics& statistics);

  bool HasChanges() const;
  // Publishes everything added since Open as one new generation, all or nothing. With no changes
  // the store stays as it is, generation included. Throws Error (disk full …): nothing has changed.
  void Commit();

  // Takes releases out of the store, as one new generation: their occurrences, components without a
  // release and blobs without an occurrence go, and what stays is numbered anew without gaps.
  // `statistics`, where given, are those of what stays, in place of the store's.
  // REQUIRES: !HasChanges(); `releases` ascending, without duplicates, of the published generation.
  using Statistics = std::map<LanguageFamily, FamilyStatistics>;
  void Remove(std::span<const ReleaseId> releases,
              const std::optional<Statistics>& statistics = std::nullopt);

  // What the store knows of published advisories from now on, in place of what it knew: bytes by
  // the component's purl without version. The generation stays, for the code stays.
  // REQUIRES: !HasChanges().
  void ReplaceAdvisories(const AdvisorySet& set,
                         const std::map<std::string, std::string>& by_component);

  // Folds all generations into one sorted level. Readers that are open keep what they see.
  void Compact();

 private:
  struct Impl;
  explicit StoreWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace copytrace
