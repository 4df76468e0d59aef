#include "engine/match/hit.h"

#include <algorithm>
#include <array>
#include <bit>

#include "engine/match/radix_sort.h"
#include "engine/store/database.h"

namespace copytrace {
namespace {

constexpr uint32_t kNotCounted = UINT32_MAX;

// Distinct lineages among the postings that `accept` takes.
template <typename Accept>
uint32_t CountLineages(std::span<const Posting> postings, std::span<const BlobSummary> blobs,
                       std::vector<uint32_t>* lineages, Accept accept) {
  lineages->clear();
  BlobId last = kNoId;
  for (const Posting& posting : postings) {
    if (posting.blob == last || !accept(posting)) continue;
    last = posting.blob;
    lineages->push_back(blobs[posting.blob].lineage);
  }
  if (lineages->size() < 2) return static_cast<uint32_t>(lineages->size());
  std::sort(lineages->begin(), lineages->end());
  return static_cast<uint32_t>(std::unique(lineages->begin(), lineages->end()) - lineages->begin());
}

// Fingerprints ascend in the query and the postings of one in the blob, so hits come in order of
// both already: it is enough to sort by blob and keep the order otherwise. What is sorted are their
// numbers.
void SortByBlob(std::span<Hit> hits, HitScratch* scratch) {
  constexpr size_t kFew = 512;  // for which a comparing sort is as fast
  if (hits.size() < kFew) {
    std::stable_sort(hits.begin(), hits.end(),
                     [](const Hit& a, const Hit& b) { return a.blob < b.blob; });
    return;
  }
  std::vector<HitScratch::HitPlace>& places = scratch->places;
  places.clear();
  BlobId last = 0;
  for (const Hit& hit : hits) {
    places.push_back({hit.blob, static_cast<uint32_t>(places.size())});
    last = std::max(last, hit.blob);
  }
  const auto blob = [](const HitScratch::HitPlace& place) { return place.blob; };
  RadixSort(static_cast<uint32_t>(std::bit_width(last)), blob, &places, &scratch->spare_places);
  scratch->sorted.clear();
  for (const HitScratch::HitPlace& place : places) scratch->sorted.push_back(hits[place.hit]);
  std::copy(scratch->sorted.begin(), scratch->sorted.end(), hits.begin());
}

// The distinct hashes of all queries, ascending, and which of them each fingerprint has.
void SortHashes(std::span<const LookUpQuery> queries, HitScratch* scratch) {
  std::vector<HitScratch::Place>& places = scratch->places_of_hashes;
  places.clear();
  for (const LookUpQuery& query : queries) {
    for (const Fingerprint& fingerprint : query.fingerprints) {
      places.push_back({fingerprint.hash, static_cast<uint32_t>(places.size())});
    }
  }
  RadixSort(
      kHashBits, [](const HitScratch::Place& place) { return place.hash; }, &places,
      &scratch->spare_places_of_hashes);
  scratch->hashes.clear();
  scratch->hash_index.resize(places.size());
  for (const HitScratch::Place& place : places) {
    if (scratch->hashes.empty() || scratch->hashes.back() != place.hash) {
      scratch->hashes.push_back(place.hash);
    }
    scratch->hash_index[place.fingerprint] = static_cast<uint32_t>(scratch->hashes.size() - 1);
  }
}

}  // namespace

void FindHits(const Store& store, std::span<const LookUpQuery> queries,
              std::span<const TokenModel* const> models, HitScratch* scratch, HitBatch* batch) {
  std::vector<uint64_t>& hashes = scratch->hashes;
  SortHashes(queries, scratch);
  store.LookUp(hashes, &scratch->postings);
  const PostingBatch& found = scratch->postings;

  batch->hits.clear();
  batch->ends.clear();
  const std::span<const BlobSummary> blobs = store.blobs();
  std::array<std::vector<uint32_t>, kLanguageFamilies> shape_files;  // by family, then by hash
  for (const LookUpQuery& query : queries) {
    shape_files[static_cast<size_t>(query.family)].resize(hashes.size(), kNotCounted);
  }
  const uint32_t* index = scratch->hash_index.data();
  for (size_t i = 0; i < queries.size(); ++i) {
    const size_t begin = batch->hits.size();
    const LanguageFamily family = queries[i].family;
    const uint32_t most_files = queries[i].generated ? kMaxFilesPerGeneratedHash : kMaxFilesPerHash;
    const auto akin = [&](const Posting& posting) {
      const auto other = static_cast<LanguageFamily>(blobs[posting.blob].family);
      return other == family || other == LanguageFamily::kGeneric ||
             family == LanguageFamily::kGeneric;
    };
    for (const Fingerprint& fingerprint : queries[i].fingerprints) {
      const uint32_t at = *index++;
      const std::span<const Posting> postings = found.List(at);
      if (postings.empty()) continue;
      uint32_t& files = shape_files[static_cast<size_t>(family)][at];
      if (files == kNotCounted) {
        files = CountLineages(postings, blobs, &scratch->lineages, akin);
      }
      if (files == 0 || files > most_files) continue;
      const auto tag = static_cast<uint16_t>(fingerprint.tag);
      const uint32_t exact_files = CountLineages(
          postings, blobs, &scratch->lineages,
          [&](const Posting& posting) { return posting.tag == tag && akin(posting); });
      const float shape_rarity = models[i]->Rarity(files);
      const float text_rarity = exact_files > 0 ? models[i]->Rarity(exact_files) : 0;
      for (const Posting& posting : postings) {
        if (!akin(posting)) continue;
        const uint32_t tokens = blobs[posting.blob].tokens;
        if (posting.position >= tokens && tokens < kMostSummaryTokens) {
          ThrowDamaged(store.directory(), "a posting lies behind the end of its file");
        }
        batch->hits.push_back({.blob = posting.blob,
                               .query = fingerprint.position,
                               .source = posting.position,
                               .shape_rarity = shape_rarity,
                               .text_rarity = posting.tag == tag ? text_rarity : 0});
      }
    }
    SortByBlob(std::span(batch->hits).subspan(begin), scratch);
    batch->ends.push_back(batch->hits.size());
  }
}

}  // namespace copytrace
