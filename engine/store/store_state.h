// What a generation consists of: read at once when a store is opened, written anew by every commit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/database.h"
#include "engine/store/posting_run.h"
#include "engine/store/records.h"
#include "engine/store/store.h"

namespace copytrace {

inline constexpr uint32_t kStoreFormatVersion = 4;
inline constexpr uint32_t kOldestReadableFormat = 2;
inline constexpr size_t kSummariesPerRecord = 4096;

struct StoreState {
  StoreInfo info;
  uint32_t next_run = 0;
  std::vector<PostingRun> runs;  // oldest first
  std::vector<BlobSummary> blobs;
};

// Throws MalformedRecord.
StoreState ReadState(const Database& database);

// The main record of kMeta: info, next_run and the ids of the runs.
std::string EncodeState(const StoreState& state);
// Without the segments of the runs and without the blobs.
StoreState DecodeState(std::string_view bytes);

// Keys of kMeta.
std::string StateKey();
std::string RunKey(uint32_t run);
std::string StatisticsKey(LanguageFamily family);

// Keys of kIdentity.
std::string Sha1Key(const Sha1& sha1);
std::string DigestKey(uint64_t digest);               // begins the keys of all blobs with it
std::string DigestKey(uint64_t digest, BlobId blob);  // of one
std::string ComponentKey(std::string_view purl);
std::string ReleaseKey(std::string_view purl);

// Keys of kAdvisories: of a component, after that of the set.
std::string AdvisoryKey(std::string_view component_purl);
std::string AdvisorySetKey();

}  // namespace copytrace
