// Removal held against a store that never had what was removed.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "engine/store/store.h"
#include "engine/store/store_writer.h"
#include "tests/unit/store/store_fixture.h"

namespace copytrace {
namespace {

// All that a store says, by names that do not depend on its numbers.
struct Content {
  std::set<std::string> components;
  std::map<std::string, std::string> component_of_release;
  std::set<std::tuple<Sha1, std::string, std::string, std::string>> occurrences;
  std::map<Sha1, std::pair<std::string, std::string>> blobs;  // source, evidence
  std::set<std::tuple<uint64_t, Sha1, uint32_t, uint16_t>> postings;
  bool operator==(const Content&) const = default;
};

Content ReadAll(const Store& store, const Oracle& oracle) {
  Content content;
  for (ComponentId id = 0; id < store.info().components; ++id) {
    content.components.insert(store.GetComponent(id).purl);
  }
  for (ReleaseId id = 0; id < store.info().releases; ++id) {
    const Release release = store.GetRelease(id);
    content.component_of_release[release.purl] = store.GetComponent(release.component).purl;
  }
  for (BlobId id = 0; id < store.info().blobs; ++id) {
    const Blob blob = store.GetBlob(id);
    EXPECT_EQ(store.FindBlobs(std::span(&blob.sha1, 1)).front(), id);
    const std::vector<BlobId> alike = store.FindBlobsByDigest(blob.digest);
    EXPECT_TRUE(std::binary_search(alike.begin(), alike.end(), id));
    content.blobs[blob.sha1] = {store.GetSource(id).value_or(""),
                                EncodeEvidence(store.GetEvidence(std::span(&id, 1)).front())};
    for (const Occurrence& occurrence : store.GetOccurrences(id)) {
      content.occurrences.emplace(blob.sha1, store.GetRelease(occurrence.release).purl,
                                  occurrence.path, occurrence.directory_license);
    }
  }
  std::vector<uint64_t> hashes;
  for (const auto& [hash, postings] : oracle.postings) hashes.push_back(hash);
  PostingBatch batch;
  store.LookUp(hashes, &batch);
  for (size_t i = 0; i < hashes.size(); ++i) {
    for (const Posting& posting : batch.List(i)) {
      content.postings.emplace(hashes[i], store.GetBlob(posting.blob).sha1, posting.position,
                               posting.tag);
    }
  }
  return content;
}

void Fill(const std::filesystem::path& directory, std::span<const uint64_t> seeds, Oracle* oracle) {
  for (const uint64_t seed : seeds) {
    const auto writer = StoreWriter::Open(directory);
    AddRandomRelease(writer.get(), oracle, {.seed = seed, .blobs = 40});
    writer->Commit();
  }
}

ReleaseId Find(const Store& store, const std::string& purl) {
  for (ReleaseId id = 0; id < store.info().releases; ++id) {
    if (store.GetRelease(id).purl == purl) return id;
  }
  return kNoId;
}

// The newest releases: what is older does not depend on them.
TEST(StoreRemoval, NewestReleasesLeaveNoTrace) {
  const TemporaryDirectory with;
  const TemporaryDirectory without;
  const uint64_t kAll[] = {1, 2, 3, 4, 5};
  Oracle all;
  Oracle some;
  Fill(with.path(), kAll, &all);
  Fill(without.path(), std::span(kAll).first(3), &some);
  const uint64_t generation = Store::Open(with.path())->info().generation;
  {
    const auto store = Store::Open(with.path());
    const ReleaseId gone[] = {Find(*store, "pkg:generic/c@4"), Find(*store, "pkg:generic/c@5")};
    StoreWriter::Open(with.path())->Remove(gone);
  }
  const auto left = Store::Open(with.path());
  const auto expected = Store::Open(without.path());
  EXPECT_EQ(left->info().generation, generation + 1);
  EXPECT_EQ(left->info().blobs, expected->info().blobs);
  EXPECT_EQ(left->info().occurrences, expected->info().occurrences);
  EXPECT_EQ(left->info().postings, expected->info().postings);
  EXPECT_EQ(left->info().source_bytes, expected->info().source_bytes);
  EXPECT_TRUE(ReadAll(*left, all) == ReadAll(*expected, all));
}

TEST(StoreRemoval, ReleasesInTheMiddleGoAloneAndAReaderKeepsWhatItSees) {
  const TemporaryDirectory directory;
  const uint64_t kSeeds[] = {1, 2, 3, 4, 5, 6};
  Oracle oracle;
  Fill(directory.path(), kSeeds, &oracle);
  const auto reader = Store::Open(directory.path());
  Content expected = ReadAll(*reader, oracle);
  const Content before = expected;
  const std::set<std::string> gone_purls = {"pkg:generic/c@2", "pkg:generic/c@3",
                                            "pkg:generic/c@6"};
  std::vector<ReleaseId> gone;
  for (const std::string& purl : gone_purls) gone.push_back(Find(*reader, purl));
  std::sort(gone.begin(), gone.end());
  StoreWriter::Open(directory.path())->Remove(gone);

  std::erase_if(expected.component_of_release,
                [&](const auto& entry) { return gone_purls.contains(entry.first); });
  expected.components.clear();
  for (const auto& [release, component] : expected.component_of_release) {
    expected.components.insert(component);
  }
  std::erase_if(expected.occurrences,
                [&](const auto& entry) { return gone_purls.contains(std::get<1>(entry)); });
  std::set<Sha1> stays;
  for (const auto& occurrence : expected.occurrences) stays.insert(std::get<0>(occurrence));
  ASSERT_LT(stays.size(), expected.blobs.size());
  std::erase_if(expected.blobs, [&](const auto& entry) { return !stays.contains(entry.first); });
  std::erase_if(expected.postings,
                [&](const auto& entry) { return !stays.contains(std::get<1>(entry)); });
  EXPECT_LT(expected.components.size(), before.components.size());
  EXPECT_TRUE(ReadAll(*Store::Open(directory.path()), oracle) == expected);
  EXPECT_TRUE(ReadAll(*reader, oracle) == before);

  StoreWriter::Open(directory.path())->Compact();
  const auto store = Store::Open(directory.path());
  EXPECT_TRUE(ReadAll(*store, oracle) == expected);
  for (const BlobSummary& blob : store->blobs()) EXPECT_LT(blob.component, 3u);

  // What was removed can come back.
  Fill(directory.path(), kSeeds, &oracle);
  EXPECT_EQ(Store::Open(directory.path())->info().releases, before.component_of_release.size());
}

TEST(StoreRemoval, OfEverythingLeavesAnEmptyStoreThatCanBeFilled) {
  const TemporaryDirectory directory;
  const uint64_t kSeeds[] = {1, 2};
  Oracle oracle;
  Fill(directory.path(), kSeeds, &oracle);
  const ReleaseId kGone[] = {0, 1};
  StoreWriter::Open(directory.path())->Remove(kGone);
  {
    const auto store = Store::Open(directory.path());
    EXPECT_EQ(store->info().blobs, 0u);
    EXPECT_EQ(store->info().components, 0u);
    EXPECT_EQ(store->info().postings, 0u);
    EXPECT_TRUE(ReadAll(*store, oracle) == Content());
  }
  Oracle again;
  Fill(directory.path(), kSeeds, &again);
  const auto store = Store::Open(directory.path());
  EXPECT_EQ(store->info().blobs, again.blobs.size());
  EXPECT_EQ(store->info().generation, 5u);
}

}  // namespace
}  // namespace copytrace
