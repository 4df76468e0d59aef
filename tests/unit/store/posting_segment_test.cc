#include "engine/store/posting_segment.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "engine/error.h"

namespace copytrace {
namespace {

constexpr uint32_t kBlobs = 1 << 20;

struct SegmentCase {
  const char* name;
  size_t hashes;
  uint64_t range;  // hashes lie in first..first+range
  uint64_t first;
  size_t max_postings;  // of one hash
};

std::vector<PostingList> RandomLists(const SegmentCase& shape, std::mt19937_64* random) {
  std::map<uint64_t, PostingList> lists;
  lists[shape.first];
  while (lists.size() < shape.hashes) lists[shape.first + (*random)() % (shape.range + 1)];
  std::vector<PostingList> result;
  for (auto& [hash, list] : lists) {
    list.hash = hash;
    if ((*random)() % 50 == 0) {
      list.blob_count = static_cast<uint32_t>(kMaxBlobsPerHash + 1 + (*random)() % 100000);
      result.push_back(list);
      continue;
    }
    auto blob = static_cast<uint32_t>((*random)() % 5000);
    auto position = static_cast<uint32_t>((*random)() % 3000);
    const size_t postings = 1 + (*random)() % shape.max_postings;
    for (size_t i = 0; i < postings; ++i) {
      const bool new_blob = i == 0 || (*random)() % 3 != 0;
      if (new_blob) {
        if (i > 0) blob += static_cast<uint32_t>(1 + (*random)() % 40);
        position = static_cast<uint32_t>((*random)() % ((*random)() % 9 == 0 ? UINT32_MAX : 3000));
        ++list.blob_count;
      } else {
        position += static_cast<uint32_t>((*random)() % 200);
      }
      list.postings.push_back({blob, position, static_cast<uint16_t>((*random)() % 4 * 20000)});
    }
    result.push_back(list);
  }
  return result;
}

class SegmentTest : public testing::TestWithParam<SegmentCase> {};

TEST_P(SegmentTest, FindsEveryHashAndNoOther) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 5; ++round) {
    const std::vector<PostingList> lists = RandomLists(GetParam(), &random);
    const EncodedSegment encoded = EncodeSegment(lists);
    const SegmentSketch sketch(lists.front().hash, encoded.sketch);
    const SegmentBody body(sketch, encoded.body, kBlobs);
    ASSERT_EQ(sketch.hashes(), lists.size());
    std::vector<Posting> postings;
    for (const PostingList& list : lists) {
      const SketchHit hit = sketch.Find(list.hash);
      ASSERT_GT(hit.count, 0u);
      postings.clear();
      ASSERT_EQ(body.Find(hit, list.hash, &postings), list.blob_count);
      EXPECT_EQ(postings, list.postings);
    }
    std::map<uint64_t, bool> present;
    for (const PostingList& list : lists) present[list.hash] = true;
    int passed = 0;
    int strangers = 0;
    for (int i = 0; i < 5000; ++i) {
      const uint64_t hash =
          GetParam().first + random() % (GetParam().range + GetParam().range / 4 + 2);
      if (present.contains(hash)) continue;
      ++strangers;
      const SketchHit hit = sketch.Find(hash);
      passed += hit.count > 0;
      postings.clear();
      EXPECT_EQ(hit.count == 0 ? 0 : body.Find(hit, hash, &postings), 0u);
      EXPECT_TRUE(postings.empty());
    }
    EXPECT_LE(passed, 20 + strangers / 50);
    std::vector<PostingList> decoded;
    body.DecodeAll(&decoded);
    ASSERT_EQ(decoded.size(), lists.size());
    for (size_t i = 0; i < lists.size(); ++i) {
      EXPECT_EQ(decoded[i].hash, lists[i].hash);
      EXPECT_EQ(decoded[i].blob_count, lists[i].blob_count);
      EXPECT_EQ(decoded[i].postings, lists[i].postings);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, SegmentTest,
    testing::Values(SegmentCase{"one", 1, 0, 77, 3}, SegmentCase{"two_neighbours", 2, 1, 0, 2},
                    SegmentCase{"two_far_apart", 2, (uint64_t{1} << kHashBits) - 1, 0, 2},
                    SegmentCase{"dense", 1024, 1023, 5000, 2},
                    SegmentCase{"nearly_dense", 1000, 4000, 1, 4},
                    SegmentCase{"usual", 1024, uint64_t{1} << 34, 123456789, 3},
                    SegmentCase{"sparse", 1023, (uint64_t{1} << (kHashBits - 1)) + 12345, 9, 2},
                    SegmentCase{"long_lists", 40, uint64_t{1} << 30, 9, 900}),
    [](const auto& info) { return info.param.name; });

TEST(SegmentTest, FindsHashesOfAClusterBesideAFarOne) {
  // All but the last share a slot.
  std::vector<PostingList> lists;
  for (uint64_t i = 0; i < 1000; ++i) {
    lists.push_back(
        {.hash = i * 3, .blob_count = 1, .postings = {{1, static_cast<uint32_t>(i), 7}}});
  }
  lists.push_back(
      {.hash = uint64_t{1} << (kHashBits - 1), .blob_count = 1, .postings = {{2, 2, 2}}});
  const EncodedSegment encoded = EncodeSegment(lists);
  const SegmentSketch sketch(0, encoded.sketch);
  const SegmentBody body(sketch, encoded.body, kBlobs);
  for (const PostingList& list : lists) {
    std::vector<Posting> postings;
    EXPECT_EQ(body.Find(sketch.Find(list.hash), list.hash, &postings), 1u);
    EXPECT_EQ(postings, list.postings);
  }
}

TEST(SegmentTest, SurvivesAnyBytes) {
  std::mt19937_64 random(11);
  const std::vector<PostingList> lists = RandomLists({"", 200, uint64_t{1} << 30, 5, 20}, &random);
  const EncodedSegment good = EncodeSegment(lists);
  const auto mutate = [&random](std::string* bytes) {
    for (uint64_t changes = 1 + random() % 3; changes > 0; --changes) {
      (*bytes)[random() % bytes->size()] = static_cast<char>(random());
    }
    if (random() % 8 == 0) bytes->resize(random() % bytes->size());
  };
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    EncodedSegment bad = good;
    if (round % 2 == 0) mutate(&bad.sketch);
    if (round % 4 != 0) mutate(&bad.body);
    try {
      const SegmentSketch sketch(5, bad.sketch);
      const SegmentBody body(sketch, bad.body, kBlobs);
      std::vector<Posting> postings;
      for (const PostingList& list : lists) {
        const SketchHit hit = sketch.Find(list.hash);
        if (hit.count > 0) body.Find(hit, list.hash, &postings);
      }
      std::vector<PostingList> decoded;
      body.DecodeAll(&decoded);
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace copytrace
