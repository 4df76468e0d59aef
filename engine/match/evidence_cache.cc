#include "engine/match/evidence_cache.h"

namespace copytrace {
namespace {

uint64_t Bytes(const Evidence& evidence) { return evidence.bytes() + 128; }

}  // namespace

std::vector<std::shared_ptr<const Evidence>> EvidenceCache::Get(std::span<const BlobId> blobs) {
  std::vector<std::shared_ptr<const Evidence>> result(blobs.size());
  std::vector<BlobId> missing;
  std::vector<size_t> places;
  for (size_t i = 0; i < blobs.size(); ++i) {
    const auto found = entries_.find(blobs[i]);
    if (found == entries_.end()) {
      missing.push_back(blobs[i]);
      places.push_back(i);
      continue;
    }
    by_age_.splice(by_age_.begin(), by_age_, found->second.age);
    result[i] = found->second.evidence;
  }
  std::vector<Evidence> read = store_.GetEvidence(missing);
  for (size_t i = 0; i < missing.size(); ++i) {
    result[places[i]] = std::make_shared<const Evidence>(std::move(read[i]));
    Insert(missing[i], result[places[i]]);
  }
  return result;
}

void EvidenceCache::Insert(BlobId blob, std::shared_ptr<const Evidence> evidence) {
  held_ += Bytes(*evidence);
  by_age_.push_front(blob);
  entries_[blob] = {std::move(evidence), by_age_.begin()};
  while (held_ > capacity_ && by_age_.size() > 1) {
    const auto oldest = entries_.find(by_age_.back());
    held_ -= Bytes(*oldest->second.evidence);
    entries_.erase(oldest);
    by_age_.pop_back();
  }
}

}  // namespace copytrace
