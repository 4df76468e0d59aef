// The nouns of a store and their relations:
//
//   component ─< release ─< occurrence >─ blob ─< posting
//
// A component is a project as its users name it (a purl without version). A release is one version
// of it. A blob is a unique file content. An occurrence says that a blob stands under a path in a
// release. A posting says that a fingerprint stands at a position of a blob.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/fingerprint/winnow.h"
#include "grammars/language.h"

namespace copytrace {

using BlobId = uint32_t;  // dense, in index order
using ReleaseId = uint32_t;
using ComponentId = uint32_t;
inline constexpr uint32_t kNoId = UINT32_MAX;

using Sha1 = std::array<uint8_t, 20>;  // git's blob id: the hash of a content's SWHID

struct Component {
  std::string purl;  // without version: "pkg:npm/left-pad"
  std::string name;  // the component's own name: "left-pad", "@babel/core"
  bool operator==(const Component&) const = default;
};

// A registry's date is harder to forge than a commit's: attribution trusts them in this order.
enum class DateKind : uint8_t {
  kNone = 0,
  kRegistry = 1,
  kTag = 2,
  kChangelog = 3,
  kCommit = 4,
  kFile = 5,
};

struct Release {
  ComponentId component = kNoId;
  std::string version;   // "1.3.0"; may be empty
  std::string purl;      // with version
  std::string released;  // "2018-04-09", ISO 8601 date; empty where unknown
  DateKind released_kind = DateKind::kNone;
  std::string declared_license;  // SPDX expression of the package's metadata; empty where none
  std::string license_path;      // where the declaration stands, relative to the release's root
  bool operator==(const Release&) const = default;
};

// Where a licence was found, from nearest to farthest.
enum class LicenseSource : uint8_t { kNone = 0, kFile = 1, kDirectory = 2, kRelease = 3 };

struct Blob {
  Sha1 sha1{};
  uint64_t digest = 0;  // TokenizedText::digest
  Language language = Language::kGeneric;
  ContentKind kind = ContentKind::kCode;
  uint32_t bytes = 0;
  uint32_t lines = 0;
  uint32_t tokens = 0;   // of the evidence stream
  uint32_t lineage = 0;  // hash of component and path: versions of one file share it, so that the
                         // frequency of a fingerprint counts files, not their versions
  ComponentId component = kNoId;  // where the blob was first seen
  std::string license;            // SPDX expression stated in the file itself; empty where none
  std::string copyright;  // first copyright line of the file, without comment signs; may be empty
  bool operator==(const Blob&) const = default;
};

struct Occurrence {
  ReleaseId release = kNoId;
  std::string path;               // relative to the release's root
  std::string directory_license;  // of the nearest LICENSE or COPYING above the file; may be empty
  bool operator==(const Occurrence&) const = default;
};

struct Posting {
  BlobId blob = 0;
  uint32_t position = 0;  // of the k-gram's first token
  uint16_t tag = 0;
  bool operator==(const Posting&) const = default;
};

// A hash that stands in more blobs than this keeps only the count of them.
inline constexpr uint32_t kMaxBlobsPerHash = 1024;
inline constexpr uint32_t kMaxPostingsPerBlobAndHash = 8;

// What is known of the tokens of one language family: how rare an exact token is, and how expected
// a normalised token is after the two before it.
struct FamilyStatistics {
  uint32_t file_count = 0;   // lineages: versions of a file count once
  uint64_t token_count = 0;  // of the sampled files, behind the trigram counts
  // Hash of an exact token → number of files that hold it (only those in two files and more).
  std::vector<std::pair<uint32_t, uint32_t>> document_frequency;  // by hash
  // Hash of an N1 unigram, context or trigram (token_statistics.h) → occurrences.
  std::vector<std::pair<uint32_t, uint32_t>> ngram_count;  // by hash
};

// The published advisories that a store knows, as one set.
struct AdvisorySet {
  uint64_t records = 0;
  uint64_t packages = 0;
  std::string newest;  // ISO time of the latest change of a record; may be empty
  std::string sha256;  // of all that is kept of them, in hex: the same set, the same digest
  bool operator==(const AdvisorySet&) const = default;
};

struct StoreInfo {
  uint32_t format_version = 0;
  FingerprintOptions fingerprint;
  uint64_t generation = 0;  // grows by one with every change
  uint64_t components = 0;
  uint64_t releases = 0;
  uint64_t blobs = 0;
  uint64_t occurrences = 0;
  uint64_t postings = 0;
  uint64_t source_bytes = 0;  // sum of the unique blobs' sizes
  bool has_sources = false;
};

}  // namespace copytrace
