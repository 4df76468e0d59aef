#include "engine/match/align.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "tests/unit/match/make_query.h"

namespace copytrace {
namespace {

std::vector<AlignedPair> Align(const TestText& query, const TestText& source, Anchor anchor,
                               const AlignOptions& options = {}) {
  Chain chain;
  chain.anchors = {anchor};
  chain.query_begin = anchor.query;
  chain.query_end = anchor.query + 1;
  chain.source_begin = anchor.source;
  chain.source_end = anchor.source + 1;
  AlignScratch scratch;
  std::vector<AlignedPair> pairs;
  AlignChain(query.query, source.evidence, chain, {}, options, &scratch, &pairs);
  return pairs;
}

float PairScore(const Query& query, const EvidenceToken& source, uint32_t q) {
  const PairScores scores;
  if (query.n1[q] != source.n1) return scores.mismatch;
  const float bits = query.shape_bits[q] * query.novelty.n1[q];
  if (query.n1[q] >= kFirstTextHash) return bits;
  return query.n0[q] == source.n0
             ? bits + std::min(query.text_bits[q], scores.max_text) * query.novelty.n0[q]
             : bits + scores.new_rename;
}

// The best local alignment's score by the full matrix of Smith, Waterman and Gotoh, without a band.
float BestScore(const Query& query, const Evidence& source, const AlignOptions& options) {
  const size_t rows = query.tokens.size() + 1;
  const size_t columns = source.size() + 1;
  std::vector<std::vector<float>> best(rows, std::vector<float>(columns, 0));
  auto skip_query = std::vector<std::vector<float>>(rows, std::vector<float>(columns, -1e9f));
  auto skip_source = skip_query;
  float top = 0;
  for (size_t i = 1; i < rows; ++i) {
    for (size_t j = 1; j < columns; ++j) {
      skip_query[i][j] =
          std::max(best[i - 1][j] - options.gap_open, skip_query[i - 1][j] - options.gap_extend);
      skip_source[i][j] =
          std::max(best[i][j - 1] - options.gap_open, skip_source[i][j - 1] - options.gap_extend);
      best[i][j] = std::max({0.0f, best[i - 1][j - 1] + PairScore(query, source[j - 1], i - 1),
                             skip_query[i][j], skip_source[i][j]});
      top = std::max(top, best[i][j]);
    }
  }
  return top;
}

float ScoreOf(const std::vector<AlignedPair>& pairs, const Query& query, const Evidence& source,
              const AlignOptions& options) {
  float score = 0;
  for (size_t i = 0; i < pairs.size(); ++i) {
    score += PairScore(query, source[pairs[i].source], pairs[i].query);
    if (i == 0) continue;
    for (const uint32_t skipped :
         {pairs[i].query - pairs[i - 1].query - 1, pairs[i].source - pairs[i - 1].source - 1}) {
      if (skipped > 0) {
        score -= options.gap_open + options.gap_extend * static_cast<float>(skipped - 1);
      }
    }
  }
  return score;
}

std::string RandomCode(std::mt19937& random, int statements) {
  std::string code;
  for (int i = 0; i < statements; ++i) {
    const std::string a(1, static_cast<char>('a' + random() % 5));
    const std::string b(1, static_cast<char>('a' + random() % 5));
    switch (random() % 4) {
      case 0:
        code += a + " = " + b + " + " + std::to_string(random() % 4) + ";\n";
        break;
      case 1:
        code += "if (" + a + " < " + b + ") return " + a + ";\n";
        break;
      case 2:
        code += "for (;;) { " + a + "(" + b + "); }\n";
        break;
      default:
        code += a + "." + b + "[0] = 'x';\n";
    }
  }
  return code;
}

TEST(Align, ReachesTheScoreOfTheFullMatrix) {
  std::mt19937 random(17);
  const AlignOptions options{.band = 400, .reach = 400};
  for (int trial = 0; trial < 150; ++trial) {
    const TestText query(RandomCode(random, 3 + random() % 8));
    const TestText source(RandomCode(random, 3 + random() % 8));
    const auto pairs = Align(query, source, {0, 0}, options);
    EXPECT_NEAR(ScoreOf(pairs, query.query, source.evidence, options),
                BestScore(query.query, source.evidence, options), 0.01)
        << "trial " << trial;
  }
}

TEST(Align, ACopyAlignsTokenByToken) {
  const TestText text("function f(a) { return g(a) + 'text' * 3; }");
  const auto pairs = Align(text, text, {2, 2});
  ASSERT_EQ(pairs.size(), text.tokenized.tokens.size());
  for (size_t i = 0; i < pairs.size(); ++i) {
    EXPECT_EQ(pairs[i].query, i);
    EXPECT_EQ(pairs[i].source, i);
  }
}

TEST(Align, SkipsAnInsertedStatement) {
  const TestText source("function f(a) { var b = g(a); if (!b) throw 'none'; return h[b].size; }");
  const TestText query(
      "function f(a) { var b = g(a); log(1); if (!b) throw 'none'; return h[b].size; }");
  const auto pairs = Align(query, source, {2, 2});
  EXPECT_EQ(pairs.size(), source.tokenized.tokens.size());
  EXPECT_EQ(pairs.front().query, 0u);
  EXPECT_EQ(pairs.back().query + 1, query.tokenized.tokens.size());
}

TEST(Align, StaysInsideBothTextsWhereverTheChainLies) {
  std::mt19937 random(23);
  for (int trial = 0; trial < 200; ++trial) {
    const TestText query(RandomCode(random, 1 + random() % 40));
    const TestText source(RandomCode(random, 1 + random() % 40));
    const auto q = static_cast<uint32_t>(random() % query.tokenized.tokens.size());
    const auto s = static_cast<uint32_t>(random() % source.evidence.size());
    const auto pairs = Align(query, source, {q, s}, {.band = 7, .reach = 30});
    for (size_t i = 0; i < pairs.size(); ++i) {
      ASSERT_LT(pairs[i].query, query.tokenized.tokens.size());
      ASSERT_LT(pairs[i].source, source.evidence.size());
      if (i > 0) {
        ASSERT_LT(pairs[i - 1].query, pairs[i].query);
        ASSERT_LT(pairs[i - 1].source, pairs[i].source);
      }
    }
  }
}

// A scratch that remembers what was aligned before gives the answers of one that does not.
TEST(Align, KnowsWhatItHasAlignedBefore) {
  std::mt19937 random(31);
  size_t known = 0;
  for (int trial = 0; trial < 40; ++trial) {
    const TestText query(RandomCode(random, 20));
    const std::string version = RandomCode(random, 20);
    AlignScratch scratch;
    for (int turn = 0; turn < 12; ++turn) {
      // Versions of one source, of which the later begin with more that is out of reach.
      const std::string text = random() % 3 == 0
                                   ? RandomCode(random, 20)
                                   : std::string(40 + 2 * (random() % 20), ';') + version;
      const TestText source(text);
      const auto last = static_cast<uint32_t>(source.evidence.size()) - 1;
      Chain chain;
      chain.anchors = {{static_cast<uint32_t>(query.tokenized.tokens.size()) - 1, last}};
      chain.query_begin = chain.anchors[0].query;
      chain.query_end = chain.query_begin + 1;
      const AlignOptions options{.band = 5, .reach = 20};
      std::vector<AlignedPair> pairs;
      const size_t made = scratch.made_count;
      const size_t number =
          AlignChain(query.query, source.evidence, chain, {}, options, &scratch, &pairs);
      AlignScratch fresh;
      std::vector<AlignedPair> expected;
      AlignChain(query.query, source.evidence, chain, {}, options, &fresh, &expected);
      ASSERT_EQ(pairs.size(), expected.size());
      for (size_t i = 0; i < pairs.size(); ++i) {
        EXPECT_EQ(pairs[i].query, expected[i].query);
        EXPECT_EQ(pairs[i].source, expected[i].source);
      }
      known += scratch.made_count == made;  // nothing was aligned anew
      EXPECT_LT(number, scratch.made_count);
    }
  }
  EXPECT_GT(known, 100u);
}

}  // namespace
}  // namespace copytrace
