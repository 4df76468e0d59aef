#include "engine/match/hit.h"

#include <algorithm>

#include "engine/match/radix_sort.h"
#include "engine/store/database.h"

namespace copytrace {
namespace {

constexpr size_t kAhead = 16;  // fingerprints whose postings are asked for

// Distinct lineages among the postings that `accept` takes.
template <typename Accept>
uint32_t CountLineages(std::span<const Posting> postings, std::span<const BlobSummary> blobs,
                       HashSet* lineages, Accept accept) {
  lineages->Clear();
  BlobId last = kNoId;
  for (const Posting& posting : postings) {
    if (!accept(posting) || posting.blob == last) continue;
    last = posting.blob;
    lineages->Insert(blobs[posting.blob].lineage);
  }
  return static_cast<uint32_t>(lineages->size());
}

void CheckPosition(const Store& store, const Posting& posting) {
  const uint32_t tokens = store.blobs()[posting.blob].tokens;
  if (posting.position >= tokens && tokens < kMostSummaryTokens) {
    ThrowDamaged(store.directory(), "a posting lies behind the end of its file");
  }
}

// The distinct hashes of all queries, ascending, and which of them each fingerprint has.
void SortHashes(std::span<const LookUpQuery> queries, LookUpScratch* scratch) {
  std::vector<LookUpScratch::Place>& places = scratch->places;
  places.clear();
  for (const LookUpQuery& query : queries) {
    for (const Fingerprint& fingerprint : query.fingerprints) {
      places.push_back({fingerprint.hash, static_cast<uint32_t>(places.size())});
    }
  }
  RadixSort(
      kHashBits, [](const LookUpScratch::Place& place) { return place.hash; }, &places,
      &scratch->spare_places);
  scratch->hashes.clear();
  scratch->hash_index.resize(places.size());
  for (const LookUpScratch::Place& place : places) {
    if (scratch->hashes.empty() || scratch->hashes.back() != place.hash) {
      scratch->hashes.push_back(place.hash);
    }
    scratch->hash_index[place.fingerprint] = static_cast<uint32_t>(scratch->hashes.size() - 1);
  }
}

}  // namespace

void LookUp(const Store& store, std::span<const LookUpQuery> queries,
            std::span<const TokenModel* const> models, LookUpScratch* scratch, LookUpBatch* batch) {
  std::vector<uint64_t>& hashes = scratch->hashes;
  SortHashes(queries, scratch);
  store.LookUp(hashes, &scratch->postings);
  const PostingBatch& found = scratch->postings;

  batch->grams.clear();
  batch->ends.clear();
  const std::span<const BlobSummary> blobs = store.blobs();
  std::vector<LookUpScratch::CountedFiles>& counted = scratch->counted;
  counted.assign(hashes.size(), {});
  const uint32_t* index = scratch->hash_index.data();
  const uint32_t* const last = index + scratch->hash_index.size();
  for (size_t i = 0; i < queries.size(); ++i) {
    const LanguageFamily family = queries[i].family;
    const uint32_t most_files = queries[i].generated ? kMaxFilesPerGeneratedHash : kMaxFilesPerHash;
    const auto akin = [&](const Posting& posting) { return Akin(blobs[posting.blob], family); };
    for (const Fingerprint& fingerprint : queries[i].fingerprints) {
      if (index + kAhead < last) {  // lists lie in order of hashes, not of fingerprints
        __builtin_prefetch(&found.ends[index[kAhead]]);
        __builtin_prefetch(found.List(index[kAhead / 2]).data());
      }
      const uint32_t at = *index++;
      const std::span<const Posting> postings = found.List(at);
      if (postings.empty()) continue;
      LookUpScratch::CountedFiles& of_hash = counted[at];
      if (!of_hash.known || of_hash.family != family) {
        of_hash = {.known = true, .family = family, .files = 0};
        of_hash.files =
            CountLineages(postings, blobs, &scratch->lineages, [&](const Posting& posting) {
              CheckPosition(store, posting);
              return akin(posting);
            });
      }
      const uint32_t files = of_hash.files;
      if (files == 0 || files > most_files) continue;
      const auto tag = static_cast<uint16_t>(fingerprint.tag);
      const uint32_t exact_files = CountLineages(
          postings, blobs, &scratch->lineages,
          [&](const Posting& posting) { return posting.tag == tag && akin(posting); });
      batch->grams.push_back({.postings = postings,
                              .query = fingerprint.position,
                              .tag = tag,
                              .shape_rarity = models[i]->Rarity(files),
                              .text_rarity = exact_files > 0 ? models[i]->Rarity(exact_files) : 0});
    }
    batch->ends.push_back(batch->grams.size());
  }
}

}  // namespace copytrace
