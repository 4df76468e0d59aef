// Every part is read on its own, so that one that is damaged does not hide another. Blocks carry
// checksums, which RocksDB holds against what it reads; here, records are decoded, counted, and
// held against those that they refer to.
#include "engine/store/store_verifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/error.h"
#include "engine/store/bytes.h"
#include "engine/store/encoding.h"
#include "engine/store/posting_run.h"
#include "engine/store/store_directory.h"
#include "engine/store/store_state.h"

namespace copytrace {
namespace {

constexpr size_t kListedProblems = 10;  // of each part
constexpr uint64_t kReadCacheBytes = uint64_t{32} << 20;

class Verifier {
 public:
  Verifier(const Database& database, const StoreState& state, const SourceCheck& check_source,
           Verification* result)
      : database_(database), state_(state), check_source_(check_source), result_(result) {
    blobs_.resize(state.info.blobs);
  }

  void Run(const std::function<void(std::string_view part)>& progress) {
    const struct {
      std::string_view name;
      void (Verifier::*check)();
    } kParts[] = {
        {"checksums", &Verifier::CheckChecksums},   {"statistics", &Verifier::CheckStatistics},
        {"components", &Verifier::CheckComponents}, {"releases", &Verifier::CheckReleases},
        {"blobs", &Verifier::CheckBlobs},           {"occurrences", &Verifier::CheckOccurrences},
        {"identity", &Verifier::CheckIdentity},     {"evidence", &Verifier::CheckEvidence},
        {"sources", &Verifier::CheckSources},       {"postings", &Verifier::CheckPostings},
        {"advisories", &Verifier::CheckAdvisories},
    };
    for (const auto& part : kParts) {
      part_ = part.name;
      listed_ = 0;
      progress(part_);
      try {
        (this->*part.check)();
      } catch (const Error& error) {
        Report(error.what());
      }
    }
  }

 private:
  struct KnownBlob {
    Sha1 sha1{};
    uint64_t digest = 0;
    uint32_t tokens = 0;
    bool is_read = false;
    bool is_seen = false;  // of the part that is being checked
  };

  void Report(std::string_view problem) {
    ++result_->problem_count;
    if (listed_++ < kListedProblems) {
      result_->problems.push_back(fmt::format("{}: {}", part_, problem));
    }
  }

  void Expect(uint64_t found, uint64_t expected, std::string_view what) {
    if (found == expected) return;
    Report(fmt::format("{} {} were found, {} should be there", found, what, expected));
  }

  // Calls `check` with every record of a column; what it throws is reported with the key's number.
  void ForEach(Column column,
               const std::function<void(std::string_view key, std::string_view value)>& check) {
    const auto cursor = database_.Scan(column, "", "");
    for (; cursor->Valid(); cursor->Next()) {
      ++result_->records;
      try {
        check(cursor->key(), cursor->value());
      } catch (const MalformedRecord& error) {
        std::string key;
        for (const char c : cursor->key().substr(0, 12)) {
          key += fmt::format("{:02x}", static_cast<uint8_t>(c));
        }
        Report(fmt::format("record {}: {}", key, error.what()));
      }
    }
  }

  // The number that a key is, below `end`.
  static uint32_t NumberIn(std::string_view bytes, uint64_t end) {
    ByteReader reader(bytes);
    const uint32_t number = reader.Key32();
    reader.ExpectEnd();
    if (number >= end) throw MalformedRecord(fmt::format("number {} is out of range", number));
    return number;
  }

  KnownBlob& BlobOf(std::string_view key) { return blobs_[NumberIn(key, blobs_.size())]; }

  uint64_t TakeSeen() {
    uint64_t seen = 0;
    for (KnownBlob& blob : blobs_) seen += std::exchange(blob.is_seen, false);
    return seen;
  }

  void CheckChecksums() { database_.VerifyChecksums(); }

  void CheckStatistics() {
    for (int family = 0; family < kLanguageFamilies; ++family) {
      const auto bytes =
          database_.Get(Column::kMeta, StatisticsKey(static_cast<LanguageFamily>(family)));
      if (!bytes) continue;
      ++result_->records;
      DecodeStatistics(*bytes);
    }
  }

  void CheckComponents() {
    ForEach(Column::kComponents, [&](std::string_view key, std::string_view value) {
      NumberIn(key, state_.info.components);
      purl_keys_.emplace(ComponentKey(DecodeComponent(value).purl), key);
    });
    Expect(purl_keys_.size(), state_.info.components, "components");
  }

  void CheckReleases() {
    const size_t components = purl_keys_.size();
    ForEach(Column::kReleases, [&](std::string_view key, std::string_view value) {
      NumberIn(key, state_.info.releases);
      const Release release = DecodeRelease(value);
      if (release.component >= state_.info.components) {
        throw MalformedRecord("it belongs to no component");
      }
      purl_keys_.emplace(ReleaseKey(release.purl), key);
    });
    Expect(purl_keys_.size() - components, state_.info.releases, "releases");
  }

  void CheckBlobs() {
    uint64_t bytes = 0;
    ForEach(Column::kBlobs, [&](std::string_view key, std::string_view value) {
      KnownBlob& known = BlobOf(key);
      const Blob blob = DecodeBlob(value);
      known = {.sha1 = blob.sha1, .digest = blob.digest, .tokens = blob.tokens, .is_read = true};
      bytes += blob.bytes;
      const BlobSummary& summary = state_.blobs[static_cast<size_t>(&known - blobs_.data())];
      if (blob.component >= state_.info.components || blob.component != summary.component ||
          blob.lineage != summary.lineage ||
          std::min<uint32_t>(blob.tokens, kMostSummaryTokens) != summary.tokens ||
          static_cast<uint8_t>(FamilyOf(blob.language)) != summary.family) {
        throw MalformedRecord("it is not what its summary says");
      }
    });
    const auto read = std::ranges::count_if(blobs_, &KnownBlob::is_read);
    Expect(static_cast<uint64_t>(read), blobs_.size(), "blobs");
    Expect(bytes, state_.info.source_bytes, "bytes of source");
  }

  void CheckOccurrences() {
    uint64_t count = 0;
    ForEach(Column::kOccurrences, [&](std::string_view key, std::string_view value) {
      ++count;
      if (DecodeOccurrence(key, value).release >= state_.info.releases) {
        throw MalformedRecord("it belongs to no release");
      }
      BlobOf(key.substr(0, 4)).is_seen = true;
    });
    Expect(count, state_.info.occurrences, "occurrences");
    Expect(TakeSeen(), blobs_.size(), "blobs that occur somewhere");
  }

  void CheckIdentity() {
    uint64_t purls = 0;
    uint64_t digests = 0;
    ForEach(Column::kIdentity, [&](std::string_view key, std::string_view value) {
      if (key.starts_with('s')) {
        KnownBlob& blob = BlobOf(value);
        blob.is_seen = true;
        if (blob.is_read && Sha1Key(blob.sha1) != key)
          throw MalformedRecord("another blob's SHA-1");
      } else if (key.starts_with('d')) {
        const KnownBlob& blob = BlobOf(key.substr(std::min<size_t>(key.size(), 9)));
        ++digests;
        if (blob.is_read && !key.starts_with(DigestKey(blob.digest))) {
          throw MalformedRecord("another blob's digest");
        }
      } else {
        ++purls;
        const auto known = purl_keys_.find(std::string(key));
        if (known == purl_keys_.end() || known->second != value) {
          throw MalformedRecord("it leads to no component or release of its name");
        }
      }
    });
    Expect(TakeSeen(), blobs_.size(), "SHA-1s of blobs");
    const auto with_digest =
        std::ranges::count_if(blobs_, [](const KnownBlob& blob) { return blob.digest != 0; });
    Expect(digests, static_cast<uint64_t>(with_digest), "digests of blobs");
    Expect(purls, purl_keys_.size(), "names of components and releases");
  }

  void CheckEvidence() {
    ForEach(Column::kEvidence, [&](std::string_view key, std::string_view value) {
      KnownBlob& blob = BlobOf(key);
      blob.is_seen = true;
      const Evidence evidence = DecodeEvidence(value);
      const size_t tokens = evidence.size();
      if (blob.is_read && tokens != blob.tokens) {
        throw MalformedRecord(fmt::format("{} tokens, its blob has {}", tokens, blob.tokens));
      }
      evidence.lines();
    });
    for (const KnownBlob& blob : blobs_) {
      if (blob.is_read && blob.tokens > 0 && !blob.is_seen) Report("a blob with tokens has none");
    }
    TakeSeen();
  }

  void CheckSources() {
    ForEach(Column::kSources, [&](std::string_view key, std::string_view value) {
      KnownBlob& known = BlobOf(key);
      known.is_seen = true;
      if (value.empty()) return;  // prose and data
      const auto record = database_.Get(Column::kBlobs, key);
      if (!record) throw MalformedRecord("its blob is missing");
      ++result_->sources;
      const BlobId id = ByteReader(key).Key32();
      if (const auto problem = check_source_(id, DecodeBlob(*record), value)) {
        throw MalformedRecord(*problem);
      }
    });
    Expect(TakeSeen(), state_.info.has_sources ? blobs_.size() : 0, "sources");
  }

  void CheckAdvisories() {
    const auto set = database_.Get(Column::kAdvisories, AdvisorySetKey());
    uint64_t packages = 0;
    ForEach(Column::kAdvisories,
            [&](std::string_view key, std::string_view) { packages += key != AdvisorySetKey(); });
    Expect(packages, set ? DecodeAdvisorySet(*set).packages : 0, "packages with advisories");
  }

  void CheckPostings() {
    uint64_t total = 0;
    for (const PostingRun& run : state_.runs) {
      const auto source = ReadRun(database_, run, static_cast<uint32_t>(blobs_.size()));
      uint64_t hashes = 0;
      uint64_t postings = 0;
      uint64_t previous = 0;
      PostingList list;
      while (source->Next(&list)) {
        if (hashes > 0 && list.hash <= previous) throw MalformedRecord("hashes are not in order");
        previous = list.hash;
        ++hashes;
        postings += list.postings.size();
        for (const Posting& posting : list.postings) CheckPosting(posting);
      }
      result_->records += hashes;
      Expect(hashes, run.hashes, "hashes of a run");
      Expect(postings, run.postings, "postings of a run");
      total += postings;
    }
    Expect(total, state_.info.postings, "postings");
  }

  void CheckPosting(const Posting& posting) {
    const KnownBlob& blob = blobs_[posting.blob];  // within range: the decoder has looked
    if (blob.is_read && uint64_t{posting.position} + state_.info.fingerprint.k > blob.tokens) {
      Report(fmt::format("one stands at token {} of blob {}, which has {}", posting.position,
                         posting.blob, blob.tokens));
    }
  }

  const Database& database_;
  const StoreState& state_;
  const SourceCheck& check_source_;
  Verification* result_;
  std::string_view part_;
  size_t listed_ = 0;
  std::vector<KnownBlob> blobs_;
  std::map<std::string, std::string> purl_keys_;  // of kIdentity → number
};

}  // namespace

Verification VerifyStore(const std::filesystem::path& directory, const SourceCheck& check_source,
                         const std::function<void(std::string_view part)>& progress) {
  const uint64_t vouched = CheckStore(directory);
  const auto database = Database::OpenForReading(directory, kReadCacheBytes);
  StoreState state;
  try {
    state = ReadState(*database);
  } catch (const MalformedRecord& error) {
    ThrowDamaged(directory, error.what());
  }
  CheckGeneration(directory, vouched, state.info.generation);
  Verification result;
  result.info = state.info;
  Verifier(*database, state, check_source, &result).Run(progress);
  return result;
}

}  // namespace copytrace
