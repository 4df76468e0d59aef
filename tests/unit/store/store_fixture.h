// A store of random content and the same content in maps, to hold one against the other.
#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "engine/store/bytes.h"
#include "engine/store/compression.h"
#include "engine/store/encoding.h"
#include "engine/store/store.h"
#include "engine/store/store_writer.h"

namespace copytrace {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "store_test.XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline Sha1 Sha1Of(uint64_t number) {
  Sha1 sha1{};
  std::mt19937_64 random(number);
  for (uint8_t& byte : sha1) byte = static_cast<uint8_t>(random());
  return sha1;
}

inline Evidence RandomEvidence(std::mt19937_64* random, size_t tokens) {
  EvidenceBuilder evidence;
  uint32_t line = 1;
  for (size_t i = 0; i < tokens; ++i) {
    EvidenceToken token{};
    token.n1 =
        static_cast<uint8_t>((*random)() % 3 == 0 ? 1 + (*random)() % 3 : 16 + (*random)() % 240);
    token.n0 = static_cast<uint8_t>(token.n1 < 16 ? 1 + (*random)() % 255 : 0);
    if ((*random)() % 6 == 0) line += static_cast<uint32_t>(1 + (*random)() % 300);
    evidence.push_back(token, line);
  }
  return evidence.Finish();
}

// As stores of format 2 have it: not packed.
inline std::string EvidenceOfFormat2(const Evidence& evidence) {
  std::string bytes;
  PutVarint(&bytes, evidence.size());
  for (const EvidenceToken& token : evidence.tokens()) bytes += static_cast<char>(token.n1);
  for (const EvidenceToken& token : evidence.tokens()) {
    if (token.n1 < 16) bytes += static_cast<char>(token.n0);
  }
  return bytes += evidence.packed_lines();
}

// As those of format 3 have it: packed as a whole if that makes it smaller.
inline std::string EvidenceOfFormat3(const Evidence& evidence) {
  const std::string plain = EvidenceOfFormat2(evidence);
  std::string packed(1, '\0');
  PutVarint(&packed, plain.size());
  packed += Compress(plain);
  return packed.size() < plain.size() ? packed : plain;
}

// What a store should answer.
struct Oracle {
  std::map<uint64_t, std::vector<Posting>> postings;  // all of them, uncapped
  std::vector<EncodedBlob> blobs;
  std::map<BlobId, std::set<std::pair<ReleaseId, std::string>>> occurrences;
  std::vector<Release> releases;

  size_t BlobCount(uint64_t hash) const {
    std::set<BlobId> ids;
    for (const Posting& posting : postings.at(hash)) ids.insert(posting.blob);
    return ids.size();
  }

  // Under the limits that records.h states.
  std::vector<Posting> Expected(uint64_t hash) const {
    if (BlobCount(hash) > kMaxBlobsPerHash) return {};
    std::vector<Posting> list;
    std::map<BlobId, uint32_t> in_blob;
    for (const Posting& posting : postings.at(hash)) {
      if (++in_blob[posting.blob] <= kMaxPostingsPerBlobAndHash) list.push_back(posting);
    }
    return list;
  }
};

struct RandomAdd {
  uint64_t seed = 1;
  int blobs = 40;
  uint64_t distinct_hashes = 4000;  // fewer hashes, longer lists
  int fingerprints = 60;            // of a blob
};

// Adds a release with random blobs, among them some that are there already.
inline void AddRandomRelease(StoreWriter* writer, Oracle* oracle, const RandomAdd& add) {
  std::mt19937_64 random(add.seed);
  const ComponentId component =
      writer->AddComponent({.purl = fmt::format("pkg:generic/c{}", add.seed % 3),
                            .name = fmt::format("c{}", add.seed % 3)});
  Release release{.component = component,
                  .version = std::to_string(add.seed),
                  .purl = fmt::format("pkg:generic/c@{}", add.seed),
                  .released = "2020-01-02",
                  .released_kind = DateKind::kRegistry,
                  .declared_license = "MIT",
                  .license_path = "package.json"};
  const ReleaseId release_id = writer->AddRelease(release);
  if (release_id == oracle->releases.size()) oracle->releases.push_back(release);
  for (int i = 0; i < add.blobs; ++i) {
    BlobId id = kNoId;
    if (!oracle->blobs.empty() && random() % 4 == 0) {
      const EncodedBlob& old = oracle->blobs[random() % oracle->blobs.size()];
      id = writer->AddBlob(old);
    } else {
      EncodedBlob encoded;
      const uint64_t number = random();
      encoded.blob = {.sha1 = Sha1Of(number),
                      .digest = 1 + number % 50,
                      .language = Language::kC,
                      .bytes = static_cast<uint32_t>(random() % 100000),
                      .lines = 7,
                      .lineage = static_cast<uint32_t>(random()),
                      .component = component,
                      .license = random() % 2 == 0 ? "GPL-2.0-only" : "",
                      .copyright = "2001 A. Author"};
      uint32_t position = 0;
      for (int f = 0; f < add.fingerprints; ++f) {
        Fingerprint fingerprint;
        // Spread over all bits, with clusters.
        fingerprint.hash =
            (random() % add.distinct_hashes) * 0x9e3779b97f4a7c15 >> (64 - kHashBits);
        if (random() % 8 == 0) fingerprint.hash = random() % 64;
        fingerprint.tag = random() % 3;
        position += static_cast<uint32_t>(random() % 30) + 1;
        if (random() % 500 == 0) position += 1 << 22;
        fingerprint.position = position;
        encoded.fingerprints.push_back(fingerprint);
      }
      const Evidence evidence = RandomEvidence(&random, random() % 300);
      encoded.evidence = EncodeEvidence(evidence);
      encoded.blob.tokens = static_cast<uint32_t>(evidence.size());
      encoded.source = fmt::format("int x{};\n", number);
      id = writer->AddBlob(encoded);
      if (id == oracle->blobs.size()) {
        for (const Fingerprint& f : encoded.fingerprints) {
          oracle->postings[f.hash].push_back({id, f.position, static_cast<uint16_t>(f.tag)});
        }
        oracle->blobs.push_back(std::move(encoded));
      }
    }
    const std::string path = fmt::format("src/f{}.c", random() % 10);
    writer->AddOccurrence(id, {.release = release_id, .path = path, .directory_license = "MIT"});
    oracle->occurrences[id].insert({release_id, path});
  }
}

}  // namespace copytrace
