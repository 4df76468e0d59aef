#include "engine/match/gather.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <tuple>
#include <vector>

namespace copytrace {
namespace {

constexpr uint32_t kGram = 25;
constexpr uint32_t kTokens = 600;

// K-grams of a query, where random blobs hold them: some here and there, some in runs that a chain
// can be made of.
class RandomPostings {
 public:
  explicit RandomPostings(uint32_t seed) : random_(seed) {
    for (uint32_t blob = 0; blob < kBlobs; ++blob) {
      blobs_.push_back({.lineage = blob,
                        .component = blob,
                        .tokens = kTokens,
                        .family = static_cast<uint32_t>(Below(4) == 0 ? LanguageFamily::kPython
                                                                      : LanguageFamily::kC)});
    }
    for (uint32_t query = Below(8); query + kGram <= kTokens; query += 1 + Below(2 * kGram)) {
      AddGram(query);
    }
    query_.novelty.n1_sum = query_.novelty.n0_sum = {0};
    for (uint32_t i = 0; i < kTokens; ++i) {
      query_.novelty.n1_sum.push_back(query_.novelty.n1_sum.back() + Novel());
      query_.novelty.n0_sum.push_back(query_.novelty.n0_sum.back() + Novel());
    }
    for (size_t i = 0; i < lists_.size(); ++i) grams_[i].postings = lists_[i];
  }

  GatherContext context() const {
    return {.grams = grams_, .family = LanguageFamily::kC, .blobs = blobs_};
  }
  const Query& query() const { return query_; }

  // Every hit, without a thought.
  std::vector<Hit> AllHits() const {
    std::vector<Hit> hits;
    for (const GramPostings& gram : grams_) {
      for (const Posting& posting : gram.postings) {
        if (static_cast<LanguageFamily>(blobs_[posting.blob].family) != LanguageFamily::kC) {
          continue;
        }
        hits.push_back({posting.blob, gram.query, posting.position, gram.shape_rarity,
                        posting.tag == gram.tag ? gram.text_rarity : 0});
      }
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const Hit& a, const Hit& b) { return a.blob < b.blob; });
    return hits;
  }

 private:
  static constexpr uint32_t kBlobs = 60;

  uint32_t Below(uint32_t limit) { return random_() % limit; }
  float Novel() { return Below(3) == 0 ? kRepeated : 1; }

  void AddGram(uint32_t query) {
    std::vector<Posting>& list = lists_.emplace_back();
    const auto tag = static_cast<uint16_t>(Below(3));
    for (BlobId blob = 0; blob < kBlobs; ++blob) {
      if (Below(8) != 0) continue;
      std::vector<uint32_t> positions;
      if (blob % 3 == 0) positions.push_back(query + blob % 7);  // along one diagonal
      for (uint32_t more = Below(3); more > 0; --more) positions.push_back(Below(kTokens - kGram));
      std::sort(positions.begin(), positions.end());
      positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
      for (const uint32_t position : positions) {
        list.push_back(
            {.blob = blob, .position = position, .tag = static_cast<uint16_t>(Below(3))});
      }
    }
    grams_.push_back({.postings = {},
                      .query = query,
                      .tag = tag,
                      .shape_rarity = static_cast<float>(Below(140)) / 10,
                      .text_rarity = static_cast<float>(Below(140)) / 10});
  }

  std::mt19937 random_;
  std::vector<BlobSummary> blobs_;
  std::vector<std::vector<Posting>> lists_;
  std::vector<GramPostings> grams_;
  Query query_;  // of which only the novelty is asked for
};

std::vector<Chain> ChainsOf(std::span<const Hit> hits, const Novelty& novelty,
                            const ChainThreshold& least) {
  std::vector<Chain> chains;
  ChainScratch scratch;
  for (size_t begin = 0; begin < hits.size();) {
    size_t end = begin;
    while (end < hits.size() && hits[end].blob == hits[begin].blob) ++end;
    ChainHits(hits.subspan(begin, end - begin), kGram, novelty, {}, least, &scratch, &chains);
    begin = end;
  }
  return chains;
}

auto Fields(const Chain& chain) {
  return std::tuple(chain.blob, chain.query_begin, chain.query_end, chain.source_begin,
                    chain.source_end, chain.seed_bits, chain.anchors.size());
}

TEST(GatherHits, LosesNoChain) {
  GatherScratch scratch;
  std::vector<Hit> hits;
  size_t chains_seen = 0;
  size_t all_hits = 0;
  size_t gathered = 0;
  for (uint32_t seed = 0; seed < 60; ++seed) {
    const RandomPostings postings(seed);
    const std::vector<Hit> all = postings.AllHits();
    for (const float bits : {0.0f, 5.0f, 9.0f, 14.0f, 20.0f, 30.0f}) {
      const ChainThreshold least = {.same_text = {.several = bits, .single = bits * 1.2f},
                                    .shape_only = {.several = bits * 1.1f, .single = bits * 1.5f},
                                    .single_shape_bits = bits / 2};
      GatherHits(postings.context(), postings.query(), kGram, {}, least, &scratch, &hits);
      const std::vector<Chain> expected = ChainsOf(all, postings.query().novelty, least);
      const std::vector<Chain> chains = ChainsOf(hits, postings.query().novelty, least);
      ASSERT_EQ(chains.size(), expected.size());
      for (size_t i = 0; i < chains.size(); ++i) EXPECT_EQ(Fields(chains[i]), Fields(expected[i]));
      if (bits == 0) {
        EXPECT_EQ(hits.size(), all.size());
      }
      chains_seen += chains.size();
      all_hits += all.size();
      gathered += hits.size();
    }
  }
  EXPECT_GT(chains_seen, 10000u);
  EXPECT_LT(gathered, all_hits);
}

// Three hits, of which only two are near enough to each other for a chain.
TEST(GatherHits, AddsUpOnlyWhatAChainCanReach) {
  const std::vector<BlobSummary> blobs(2, {.lineage = 0,
                                           .component = 0,
                                           .tokens = kTokens,
                                           .family = static_cast<uint32_t>(LanguageFamily::kC)});
  const Posting far[] = {{.blob = 0, .position = 0}};
  const Posting both[] = {{.blob = 0, .position = 300}, {.blob = 1, .position = 300}};
  const Posting near[] = {{.blob = 1, .position = 330}};
  const GramPostings grams[] = {{.postings = far, .query = 0, .shape_rarity = 8},
                                {.postings = both, .query = 300, .shape_rarity = 8},
                                {.postings = near, .query = 330, .shape_rarity = 8}};
  Query query;
  for (uint32_t i = 0; i <= kTokens; ++i) {
    query.novelty.n1_sum.push_back(static_cast<float>(i));
    query.novelty.n0_sum.push_back(static_cast<float>(i));
  }
  const GatherContext context = {.grams = grams, .family = LanguageFamily::kC, .blobs = blobs};
  GatherScratch scratch;
  std::vector<Hit> hits;
  EXPECT_EQ(GatherHits(context, query, kGram, {}, {.shape_only = {.several = 12, .single = 12}},
                       &scratch, &hits),
            4u);
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].blob, 1u);
  EXPECT_EQ(hits[0].query, 300u);
  EXPECT_EQ(hits[1].blob, 1u);
  EXPECT_EQ(hits[1].query, 330u);
}

TEST(GatherHits, LooksAtTheDeadline) {
  GatherScratch scratch;
  std::vector<Hit> hits;
  const RandomPostings postings(1);
  Query query = postings.query();
  query.deadline = Deadline(0);  // long ago
  const auto gather_often = [&] {
    for (int i = 0; i < 20; ++i) {
      GatherHits(postings.context(), query, kGram, {}, {}, &scratch, &hits);
    }
  };
  EXPECT_THROW(gather_often(), OutOfTime);
}

TEST(CountHits, CountsThoseOfAkinBlobs) {
  const RandomPostings postings(1);
  std::vector<uint32_t> expected(postings.context().blobs.size());
  for (const Hit& hit : postings.AllHits()) ++expected[hit.blob];
  GatherScratch scratch;
  std::vector<uint32_t> counted(expected.size());
  for (const BlobTally& tally : CountHits(postings.context(), &scratch)) {
    EXPECT_GT(tally.hits, 0u);
    counted[tally.blob] += tally.hits;
  }
  EXPECT_EQ(counted, expected);
}

}  // namespace
}  // namespace copytrace
