#include "engine/match/evidence_cache.h"

namespace copytrace {
namespace {

uint64_t Bytes(const Evidence& evidence) { return evidence.bytes() + 256; }

}  // namespace

std::vector<std::shared_ptr<const Evidence>> EvidenceCache::Get(std::span<const BlobId> blobs) {
  std::vector<std::shared_ptr<const Evidence>> result(blobs.size());
  std::vector<BlobId> missing;
  std::vector<size_t> places;
  for (size_t i = 0; i < blobs.size(); ++i) {
    Part& part = Of(blobs[i]);
    const std::lock_guard lock(part.mutex);
    const auto found = part.entries.find(blobs[i]);
    if (found == part.entries.end()) {
      missing.push_back(blobs[i]);
      places.push_back(i);
      continue;
    }
    part.by_age.splice(part.by_age.begin(), part.by_age, found->second.age);
    result[i] = found->second.evidence;
  }
  if (missing.empty()) return result;
  std::vector<Evidence> read = store_.GetEvidence(missing);
  for (size_t i = 0; i < missing.size(); ++i) {
    result[places[i]] = std::make_shared<const Evidence>(std::move(read[i]));
    Insert(missing[i], result[places[i]]);
  }
  return result;
}

void EvidenceCache::Insert(BlobId blob, std::shared_ptr<const Evidence> evidence) {
  Part& part = Of(blob);
  const std::lock_guard lock(part.mutex);
  const auto [entry, inserted] = part.entries.try_emplace(blob);
  if (!inserted) return;  // another thread has read it meanwhile
  part.held += Bytes(*evidence);
  part.by_age.push_front(blob);
  entry->second = {std::move(evidence), part.by_age.begin()};
  while (part.held > capacity_ && part.by_age.size() > 1) {
    const auto oldest = part.entries.find(part.by_age.back());
    part.held -= Bytes(*oldest->second.evidence);
    part.entries.erase(oldest);
    part.by_age.pop_back();
  }
}

}  // namespace copytrace
