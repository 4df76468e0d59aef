// Numbers are dense, so whatever goes leaves the numbers above it one lower. Renumbering keeps the
// order of all numbers, and with it the order of every column's keys: the new records of a column
// come in order while its old ones are read. Both streams are merged, as in a diff, into a table of
// what changes: a record that stays as it was is not written again, an old key that is no longer
// used is deleted. All posting runs become one new run.
//
// What is not taken back: the counts of hashes that stand in more than kMaxBlobsPerHash blobs, which
// only weigh how common a fingerprint is. The statistics of tokens, which are sums, the caller may
// replace.
#include "engine/store/store_removal.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/store/bytes.h"
#include "engine/store/encoding.h"
#include "engine/store/posting_run.h"

namespace copytrace {
namespace {

using Numbers = std::vector<uint32_t>;  // old number → new number, or kNoId

// What stays.
struct Plan {
  Numbers releases;
  Numbers components;
  Numbers blobs;
  std::vector<ComponentId> component_of_blob;  // by old number; a new one
};

uint32_t MapNumber(const Numbers& numbers, uint32_t old) {
  if (old >= numbers.size()) throw MalformedRecord("a number is out of range");
  return numbers[old];
}

// Numbers those that `stays` says yes to.
Numbers NumberAnew(size_t count, const std::function<bool(uint32_t)>& stays) {
  Numbers numbers(count, kNoId);
  uint32_t next = 0;
  for (uint32_t i = 0; i < count; ++i) {
    if (stays(i)) numbers[i] = next++;
  }
  return numbers;
}

uint64_t Count(const Numbers& numbers) {
  return numbers.size() - static_cast<uint64_t>(std::count(numbers.begin(), numbers.end(), kNoId));
}

Plan MakePlan(const Database& database, const StoreState& state, std::span<const ReleaseId> gone) {
  Plan plan;
  plan.releases = NumberAnew(state.info.releases, [&](ReleaseId id) {
    return !std::binary_search(gone.begin(), gone.end(), id);
  });
  std::vector<ComponentId> component_of(state.info.releases, kNoId);
  std::vector<bool> has_release(state.info.components);
  const auto releases = database.Scan(Column::kReleases, "", "");
  for (; releases->Valid(); releases->Next()) {
    const ReleaseId id = ByteReader(releases->key()).Key32();
    const ComponentId component = DecodeRelease(releases->value()).component;
    if (id >= component_of.size() || component >= has_release.size()) {
      throw MalformedRecord("a number is out of range");
    }
    component_of[id] = component;
    if (plan.releases[id] != kNoId) has_release[component] = true;
  }
  plan.components =
      NumberAnew(state.info.components, [&](ComponentId id) { return has_release[id]; });

  // A blob belongs to the component it was first seen in; where that has it no more, to the first
  // of those that do.
  std::vector<ComponentId> owner(state.info.blobs, kNoId);
  const auto occurrences = database.Scan(Column::kOccurrences, "", "");
  for (; occurrences->Valid(); occurrences->Next()) {
    const BlobId blob = ByteReader(occurrences->key()).Key32();
    const ReleaseId release = DecodeOccurrence(occurrences->key(), occurrences->value()).release;
    if (blob >= owner.size() || MapNumber(plan.releases, release) == kNoId) continue;
    const ComponentId component = component_of[release];
    if (owner[blob] == kNoId || component == state.blobs[blob].component) owner[blob] = component;
  }
  plan.blobs = NumberAnew(state.info.blobs, [&](BlobId id) { return owner[id] != kNoId; });
  plan.component_of_blob.resize(owner.size(), kNoId);
  for (size_t i = 0; i < owner.size(); ++i) {
    if (owner[i] != kNoId) plan.component_of_blob[i] = MapNumber(plan.components, owner[i]);
  }
  return plan;
}

// One record of the new generation for an old one, or none. Keys keep their order.
struct Change {
  std::string key;
  std::string value;
};
using Renew = std::function<std::optional<Change>(std::string_view key, std::string_view value)>;

// Writes to `table` what turns the column's old records into the new ones.
void WriteChanges(const Database& database, const Renew& renew, TableFile* table) {
  const auto source = database.Scan(table->column(), "", "");
  const auto old = database.Scan(table->column(), "", "");
  std::optional<Change> change;
  const auto next_change = [&] {
    change.reset();
    for (; !change && source->Valid(); source->Next())
      change = renew(source->key(), source->value());
  };
  for (next_change(); change || old->Valid();) {
    const int order = !change         ? 1
                      : !old->Valid() ? -1
                                      : std::string_view(change->key).compare(old->key());
    if (order > 0) {
      table->Delete(old->key());
      old->Next();
      continue;
    }
    if (order < 0 || change->value != old->value()) table->Put(change->key, change->value);
    if (order == 0) old->Next();
    next_change();
  }
}

// Of a column whose keys are numbers.
Renew RenumberedBy(const Numbers& numbers,
                   std::function<std::string(uint32_t old, std::string_view value)> value_of) {
  return [&numbers, value_of = std::move(value_of)](
             std::string_view key, std::string_view value) -> std::optional<Change> {
    const uint32_t old = ByteReader(key).Key32();
    const uint32_t number = MapNumber(numbers, old);
    if (number == kNoId) return std::nullopt;
    return Change{Key32(number), value_of(old, value)};
  };
}

std::optional<Change> RenewIdentity(const Plan& plan, std::string_view key,
                                    std::string_view value) {
  const char kind = key.empty() ? '\0' : key[0];
  if (kind == 'd') {
    ByteReader reader(key.substr(1));
    const uint64_t digest = reader.Key64();
    const uint32_t blob = MapNumber(plan.blobs, reader.Key32());
    if (blob == kNoId) return std::nullopt;
    return Change{DigestKey(digest, blob), ""};
  }
  const Numbers& numbers = kind == 'c' ? plan.components : kind == 'r' ? plan.releases : plan.blobs;
  const uint32_t number = MapNumber(numbers, ByteReader(value).Key32());
  if (number == kNoId) return std::nullopt;
  return Change{std::string(key), Key32(number)};
}

std::vector<BlobSummary> RenewSummaries(const Plan& plan, const StoreState& state) {
  std::vector<BlobSummary> summaries;
  for (size_t i = 0; i < state.blobs.size(); ++i) {
    if (plan.blobs[i] == kNoId) continue;
    summaries.push_back(state.blobs[i]);
    summaries.back().component = plan.component_of_blob[i];
  }
  return summaries;
}

void WriteSummaries(const Database& database, std::span<const BlobSummary> summaries,
                    TableFile* table) {
  std::map<std::string, std::optional<std::string>> records;  // nothing: to be deleted
  const auto old = database.Scan(Column::kSummaries, "", "");
  for (; old->Valid(); old->Next()) records[std::string(old->key())];
  for (size_t begin = 0; begin < summaries.size(); begin += kSummariesPerRecord) {
    const size_t count = std::min(kSummariesPerRecord, summaries.size() - begin);
    records[Key32(static_cast<uint32_t>(begin))] = EncodeSummaries(summaries.subspan(begin, count));
  }
  for (const auto& [key, value] : records) {
    if (value) {
      table->Put(key, *value);
    } else {
      table->Delete(key);
    }
  }
}

PostingRun WritePostings(const Database& database, const StoreState& state, const Plan& plan,
                         uint32_t id, std::vector<TableFile>& tables) {
  std::vector<std::unique_ptr<PostingSource>> sources;
  for (const PostingRun& run : state.runs) {
    sources.push_back(ReadRun(database, run, static_cast<uint32_t>(state.info.blobs)));
  }
  RunBuilder builder(id, &tables[static_cast<size_t>(Column::kHashes)],
                     &tables[static_cast<size_t>(Column::kPostings)]);
  PostingList kept;
  MergePostings(sources, [&](const PostingList& list) {
    kept.hash = list.hash;
    kept.postings.clear();
    if (list.blob_count > kMaxBlobsPerHash) {
      kept.blob_count = list.blob_count;
      return builder.Add(kept);
    }
    kept.blob_count = 0;
    for (Posting posting : list.postings) {
      posting.blob = plan.blobs[posting.blob];
      if (posting.blob == kNoId) continue;
      kept.blob_count += kept.postings.empty() || kept.postings.back().blob != posting.blob;
      kept.postings.push_back(posting);
    }
    if (kept.blob_count > 0) builder.Add(kept);
  });
  return builder.Finish();
}

}  // namespace

StoreState WriteWithout(const Database& published, const StoreState& state,
                        std::span<const ReleaseId> gone, std::vector<TableFile>& tables) {
  const Plan plan = MakePlan(published, state, gone);
  const auto table = [&](Column column) { return &tables[static_cast<size_t>(column)]; };
  const auto same = [](uint32_t, std::string_view value) { return std::string(value); };
  StoreState next;
  next.info = state.info;
  ++next.info.generation;
  next.info.components = Count(plan.components);
  next.info.releases = Count(plan.releases);
  next.info.blobs = Count(plan.blobs);
  next.info.source_bytes = 0;
  next.blobs = RenewSummaries(plan, state);

  const auto renew_blob = [&](uint32_t old, std::string_view value) {
    Blob blob = DecodeBlob(value);
    blob.component = plan.component_of_blob[old];
    next.info.source_bytes += blob.bytes;
    return EncodeBlob(blob);
  };
  const auto renew_release = [&](uint32_t, std::string_view value) {
    Release release = DecodeRelease(value);
    release.component = MapNumber(plan.components, release.component);
    return EncodeRelease(release);
  };
  next.info.occurrences = 0;
  const auto renew_occurrence = [&](std::string_view key,
                                    std::string_view value) -> std::optional<Change> {
    const BlobId blob = MapNumber(plan.blobs, ByteReader(key).Key32());
    Occurrence occurrence = DecodeOccurrence(key, value);
    occurrence.release = MapNumber(plan.releases, occurrence.release);
    if (blob == kNoId || occurrence.release == kNoId) return std::nullopt;
    ++next.info.occurrences;
    return Change{OccurrenceKey(blob, occurrence), std::string(value)};
  };
  const auto renew_identity = [&](std::string_view key, std::string_view value) {
    return RenewIdentity(plan, key, value);
  };
  WriteChanges(published, RenumberedBy(plan.blobs, renew_blob), table(Column::kBlobs));
  WriteChanges(published, RenumberedBy(plan.blobs, same), table(Column::kEvidence));
  WriteChanges(published, RenumberedBy(plan.blobs, same), table(Column::kSources));
  WriteChanges(published, RenumberedBy(plan.releases, renew_release), table(Column::kReleases));
  WriteChanges(published, RenumberedBy(plan.components, same), table(Column::kComponents));
  WriteChanges(published, renew_occurrence, table(Column::kOccurrences));
  WriteChanges(published, renew_identity, table(Column::kIdentity));
  WriteSummaries(published, next.blobs, table(Column::kSummaries));

  next.next_run = state.next_run + 1;
  const PostingRun run = WritePostings(published, state, plan, state.next_run, tables);
  next.info.postings = run.postings;
  if (run.hashes > 0) next.runs.push_back({.id = run.id});
  TableFile* meta = table(Column::kMeta);
  // In order of their keys: "run…", "state".
  for (const PostingRun& old : state.runs) meta->Delete(RunKey(old.id));
  if (run.hashes > 0) meta->Put(RunKey(run.id), EncodeRun(run));
  meta->Put(StateKey(), EncodeState(next));
  return next;
}

}  // namespace copytrace
