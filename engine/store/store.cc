#include "engine/store/store.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "engine/store/bytes.h"
#include "engine/store/database.h"
#include "engine/store/encoding.h"
#include "engine/store/posting_run.h"
#include "engine/store/store_directory.h"
#include "engine/store/store_state.h"

namespace copytrace {
namespace {

// What one run has of one hash of a batch.
struct RunList {
  uint32_t query;
  uint32_t begin;  // of its postings
  uint32_t end;
  uint32_t blob_count;
};

// Looks the batch up in one run; lists come in order of query.
void LookUpRun(const RunIndex& run, std::span<const uint64_t> hashes,
               std::vector<Posting>* postings, std::vector<RunList>* lists) {
  std::vector<RunIndex::Candidate> candidates;
  run.FindCandidates(hashes, &candidates);
  std::vector<uint32_t> segments;
  std::vector<size_t> ends;  // of the candidates of segments[i]
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (i == 0 || candidates[i].segment != segments.back()) {
      segments.push_back(candidates[i].segment);
      ends.push_back(i);
    }
    ends.back() = i + 1;
  }
  run.ReadBodies(segments, [&](size_t first, std::span<const SegmentBody* const> bodies) {
    const auto for_all = [&](const auto& visit) {
      size_t next = first == 0 ? 0 : ends[first - 1];
      for (size_t i = 0; i < bodies.size(); ++i) {
        for (; next < ends[first + i]; ++next) visit(*bodies[i], candidates[next]);
      }
    };
    // Three chains of cache misses a candidate, those of some at a time run side by side.
    for_all([](const SegmentBody& body, const RunIndex::Candidate& candidate) {
      body.PrefetchHead(candidate.hit);
    });
    for_all([](const SegmentBody& body, const RunIndex::Candidate& candidate) {
      body.PrefetchGroup(candidate.hit);
    });
    for_all([&](const SegmentBody& body, const RunIndex::Candidate& candidate) {
      const auto begin = static_cast<uint32_t>(postings->size());
      const uint32_t count = body.Find(candidate.hit, hashes[candidate.query], postings);
      if (count == 0) return;
      lists->push_back({candidate.query, begin, static_cast<uint32_t>(postings->size()), count});
    });
  });
}

}  // namespace

struct Store::Impl {
  std::filesystem::path directory;
  std::unique_ptr<Database> database;
  StoreInfo info;
  std::vector<BlobSummary> blobs;
  std::vector<std::unique_ptr<RunIndex>> runs;

  struct LazyStatistics {
    std::once_flag once;
    FamilyStatistics statistics;
  };
  std::array<LazyStatistics, kLanguageFamilies> statistics;

  // Runs `body`; what it finds malformed is damage of this store.
  template <typename Body>
  auto Guard(const Body& body) const {
    try {
      return body();
    } catch (const MalformedRecord& error) {
      ThrowDamaged(directory, error.what());
    }
  }

  std::string MustGet(Column column, uint32_t id) const {
    auto record = database->Get(column, Key32(id));
    if (!record) {
      throw MalformedRecord("a record of its " + std::string(ColumnName(column)) + " is missing");
    }
    return *std::move(record);
  }
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

std::unique_ptr<Store> Store::Open(const std::filesystem::path& directory,
                                   const StoreReadOptions& options) {
  const uint64_t vouched = CheckStore(directory);  // before the database, which may only be newer
  auto impl = std::make_unique<Impl>();
  impl->directory = directory;
  const uint64_t body_bytes = options.cache_bytes / 2;
  impl->database = Database::OpenForReading(directory, options.cache_bytes - body_bytes);
  impl->Guard([&] {
    StoreState state = ReadState(*impl->database);
    CheckGeneration(directory, vouched, state.info.generation);
    impl->info = state.info;
    impl->blobs = std::move(state.blobs);
    size_t segments = 0;
    for (const PostingRun& run : state.runs) segments += run.first_hashes.size();
    for (PostingRun& run : state.runs) {
      const uint64_t share = body_bytes * run.first_hashes.size() / std::max<size_t>(segments, 1);
      impl->runs.push_back(std::make_unique<RunIndex>(impl->database.get(), std::move(run),
                                                      impl->info.blobs, share));
    }
  });
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

const StoreInfo& Store::info() const { return impl_->info; }
const std::filesystem::path& Store::directory() const { return impl_->directory; }
std::span<const BlobSummary> Store::blobs() const { return impl_->blobs; }

const FamilyStatistics& Store::statistics(LanguageFamily family) const {
  Impl::LazyStatistics& lazy = impl_->statistics[static_cast<size_t>(family)];
  impl_->Guard([&] {
    std::call_once(lazy.once, [&] {
      const auto bytes = impl_->database->Get(Column::kMeta, StatisticsKey(family));
      if (bytes) lazy.statistics = DecodeStatistics(*bytes);
    });
  });
  return lazy.statistics;
}

std::string Store::StateName() const { return impl_->database->StateName(); }

std::vector<ColumnFamilySize> Store::ColumnFamilySizes() const {
  std::vector<ColumnFamilySize> sizes;
  for (size_t i = 0; i < kColumns; ++i) {
    const auto column = static_cast<Column>(i);
    uint64_t entries = impl_->database->Entries(column);
    if (column == Column::kPostings) entries = impl_->info.postings;
    if (column == Column::kHashes) {
      entries = 0;
      for (const auto& run : impl_->runs) entries += run->run().hashes;
    }
    sizes.push_back({std::string(ColumnName(column)), impl_->database->Bytes(column), entries});
  }
  return sizes;
}

void Store::LookUp(std::span<const uint64_t> hashes, PostingBatch* result) const {
  result->postings.clear();
  result->ends.assign(hashes.size(), 0);
  result->blob_counts.assign(hashes.size(), 0);
  impl_->Guard([&] {
    std::vector<RunList> lists;
    if (impl_->runs.size() == 1) {
      LookUpRun(*impl_->runs[0], hashes, &result->postings, &lists);
      for (const RunList& list : lists) {
        result->ends[list.query] = list.end;
        result->blob_counts[list.query] = list.blob_count;
      }
    } else {
      std::vector<Posting> postings;
      for (const auto& run : impl_->runs) {
        LookUpRun(*run, hashes, &postings, &lists);
      }
      // Runs come in order of their blobs, and so do the lists of one hash.
      std::stable_sort(lists.begin(), lists.end(),
                       [](const RunList& a, const RunList& b) { return a.query < b.query; });
      for (const RunList& list : lists) result->blob_counts[list.query] += list.blob_count;
      for (const RunList& list : lists) {
        if (result->blob_counts[list.query] <= kMaxBlobsPerHash) {
          result->postings.insert(result->postings.end(), postings.begin() + list.begin,
                                  postings.begin() + list.end);
        }
        result->ends[list.query] = static_cast<uint32_t>(result->postings.size());
      }
    }
  });
  for (size_t i = 1; i < result->ends.size(); ++i) {
    result->ends[i] = std::max(result->ends[i], result->ends[i - 1]);
  }
}

std::vector<BlobId> Store::FindBlobs(std::span<const Sha1> sha1s) const {
  std::vector<BlobId> ids(sha1s.size(), kNoId);
  std::vector<std::pair<std::string, size_t>> order;
  order.reserve(sha1s.size());
  for (size_t i = 0; i < sha1s.size(); ++i) order.emplace_back(Sha1Key(sha1s[i]), i);
  std::sort(order.begin(), order.end());
  std::vector<std::string> keys;
  for (const auto& [key, index] : order) {
    if (keys.empty() || keys.back() != key) keys.push_back(key);
  }
  std::vector<BlobId> found(keys.size(), kNoId);
  impl_->Guard([&] {
    impl_->database->MultiGet(Column::kIdentity, keys, [&](size_t i, std::string_view value) {
      found[i] = ByteReader(value).Key32();
      if (found[i] >= impl_->info.blobs) throw MalformedRecord("a blob's number is out of range");
    });
  });
  size_t key = 0;
  for (const auto& [text, index] : order) {
    while (keys[key] != text) ++key;
    ids[index] = found[key];
  }
  return ids;
}

std::vector<BlobId> Store::FindBlobsByDigest(uint64_t digest) const {
  return impl_->Guard([&] {
    std::vector<BlobId> ids;
    const std::string begin = DigestKey(digest);
    const auto cursor = impl_->database->Scan(Column::kIdentity, begin, "");
    for (; cursor->Valid() && cursor->key().starts_with(begin); cursor->Next()) {
      ids.push_back(ByteReader(cursor->key().substr(begin.size())).Key32());
      if (ids.back() >= impl_->info.blobs) throw MalformedRecord("a blob's number is out of range");
    }
    return ids;
  });
}

bool Store::MayHaveDigest(uint64_t digest) const {
  const std::string begin = DigestKey(digest);
  const auto cursor = impl_->database->Scan(Column::kIdentity, begin, "");
  return cursor->Valid() && cursor->key().starts_with(begin);
}

Blob Store::GetBlob(BlobId id) const {
  return impl_->Guard([&] { return DecodeBlob(impl_->MustGet(Column::kBlobs, id)); });
}

std::vector<Occurrence> Store::GetOccurrences(BlobId id) const {
  return impl_->Guard([&] {
    std::vector<Occurrence> occurrences;
    const auto cursor = impl_->database->Scan(Column::kOccurrences, Key32(id), Key32(id + 1));
    for (; cursor->Valid(); cursor->Next()) {
      occurrences.push_back(DecodeOccurrence(cursor->key(), cursor->value()));
      if (occurrences.back().release >= impl_->info.releases) {
        throw MalformedRecord("a release's number is out of range");
      }
    }
    return occurrences;
  });
}

std::vector<uint64_t> Store::CountFiles() const {
  return impl_->Guard([&] {
    std::vector<uint64_t> files(impl_->info.releases);
    const auto cursor = impl_->database->Scan(Column::kOccurrences, "", "");
    for (; cursor->Valid(); cursor->Next()) {
      const ReleaseId release = DecodeOccurrence(cursor->key(), cursor->value()).release;
      if (release >= files.size()) throw MalformedRecord("a release's number is out of range");
      ++files[release];
    }
    return files;
  });
}

Release Store::GetRelease(ReleaseId id) const {
  return impl_->Guard([&] { return DecodeRelease(impl_->MustGet(Column::kReleases, id)); });
}

Component Store::GetComponent(ComponentId id) const {
  return impl_->Guard([&] { return DecodeComponent(impl_->MustGet(Column::kComponents, id)); });
}

std::vector<Evidence> Store::GetEvidence(std::span<const BlobId> ids) const {
  std::vector<Evidence> result(ids.size());
  std::vector<std::string> keys;
  keys.reserve(ids.size());
  for (const BlobId id : ids) keys.push_back(Key32(id));
  impl_->Guard([&] {
    impl_->database->MultiPin(Column::kEvidence, keys, [&](size_t i, PinnedValue value) {
      result[i] = DecodeEvidence(value.bytes, std::move(value.owner));
    });
    // Postings point into it.
    for (size_t i = 0; i < ids.size(); ++i) {
      if (std::min<size_t>(result[i].size(), kMostSummaryTokens) != impl_->blobs[ids[i]].tokens) {
        throw MalformedRecord("evidence is not as long as its file");
      }
    }
  });
  return result;
}

std::optional<std::string> Store::GetSource(BlobId id) const {
  return impl_->database->Get(Column::kSources, Key32(id));
}

std::optional<std::string> Store::GetAdvisories(const std::string& component_purl) const {
  return impl_->database->Get(Column::kAdvisories, AdvisoryKey(component_purl));
}

std::optional<AdvisorySet> Store::advisories() const {
  const auto bytes = impl_->database->Get(Column::kAdvisories, AdvisorySetKey());
  if (!bytes) return std::nullopt;
  return impl_->Guard([&] { return DecodeAdvisorySet(*bytes); });
}

}  // namespace copytrace
