#include "engine/store/posting_sorter.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "tests/unit/store/store_fixture.h"

namespace copytrace {
namespace {

std::vector<PostingList> Drain(const std::vector<std::unique_ptr<PostingSource>>& sources) {
  std::vector<PostingList> lists;
  MergePostings(sources, [&lists](const PostingList& list) { lists.push_back(list); });
  return lists;
}

// The same postings whatever the memory: in one buffer, and in many spilled runs.
TEST(PostingSorter, SortsWithinAnyMemory) {
  const TemporaryDirectory directory;
  std::vector<PostingList> first;
  for (const uint64_t memory : {uint64_t{1} << 24, uint64_t{1} << 16, uint64_t{1}}) {
    std::filesystem::create_directory(directory.path() / std::to_string(memory));
    PostingSorter sorter(directory.path() / std::to_string(memory), memory);
    std::mt19937_64 random(5);
    std::map<uint64_t, std::vector<Posting>> expected;
    uint64_t added = 0;
    for (BlobId blob = 0; blob < 300; ++blob) {
      std::vector<Fingerprint> fingerprints;
      for (uint32_t i = 0; i < 50; ++i) {
        const uint64_t hash = random() % 5000 << 27 | random() % 2;
        fingerprints.push_back({.hash = hash, .tag = random() & 0xffff, .position = i * 10});
        expected[hash].push_back({blob, i * 10, static_cast<uint16_t>(fingerprints.back().tag)});
      }
      sorter.Add(blob, fingerprints);
      added += fingerprints.size();
    }
    EXPECT_EQ(sorter.size(), added);
    std::vector<std::unique_ptr<PostingSource>> sources;
    sorter.Finish(&sources);
    const std::vector<PostingList> lists = Drain(sources);
    ASSERT_EQ(lists.size(), expected.size());
    size_t i = 0;
    for (const auto& [hash, postings] : expected) {
      EXPECT_EQ(lists[i].hash, hash);
      EXPECT_EQ(lists[i].postings, postings);
      ++i;
    }
  }
}

TEST(PostingSorter, KeepsEightPostingsOfAHashInABlob) {
  const TemporaryDirectory directory;
  PostingSorter sorter(directory.path(), 1 << 20);
  std::vector<Fingerprint> fingerprints;
  for (uint32_t i = 0; i < 20; ++i) fingerprints.push_back({.hash = 42, .tag = 1, .position = i});
  sorter.Add(0, fingerprints);
  sorter.Add(1, std::span(fingerprints).first(3));
  std::vector<std::unique_ptr<PostingSource>> sources;
  sorter.Finish(&sources);
  const std::vector<PostingList> lists = Drain(sources);
  ASSERT_EQ(lists.size(), 1u);
  EXPECT_EQ(lists[0].blob_count, 2u);
  EXPECT_EQ(lists[0].postings.size(), kMaxPostingsPerBlobAndHash + 3);
}

// A hash in `blobs` blobs, half of them in a second sorter, so that the lists meet in the merge.
TEST(MergePostings, KeepsOnlyTheCountBeyondTheLimit) {
  for (const uint32_t blobs : {kMaxBlobsPerHash, kMaxBlobsPerHash + 1, 5 * kMaxBlobsPerHash}) {
    const TemporaryDirectory directory;
    PostingSorter older(directory.path(), 1 << 20);
    PostingSorter newer(directory.path(), 1 << 20);
    const Fingerprint fingerprint{.hash = 42, .tag = 1, .position = 3};
    for (BlobId blob = 0; blob < blobs; ++blob) {
      (blob < blobs / 2 ? older : newer).Add(blob, std::span(&fingerprint, 1));
    }
    std::vector<std::unique_ptr<PostingSource>> sources;
    older.Finish(&sources);
    newer.Finish(&sources);
    const std::vector<PostingList> lists = Drain(sources);
    ASSERT_EQ(lists.size(), 1u);
    EXPECT_EQ(lists[0].blob_count, blobs);
    EXPECT_EQ(lists[0].postings.size(), blobs > kMaxBlobsPerHash ? 0 : blobs);
  }
}

}  // namespace
}  // namespace copytrace
