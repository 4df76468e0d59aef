#include "engine/match/extend.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "engine/match/align.h"
#include "tests/unit/match/make_query.h"

namespace copytrace {
namespace {

constexpr uint32_t kGram = 20;  // tokens

// Statements that look like code, one a line, from few words, so that much is alike by chance.
std::vector<std::string> RandomLines(std::mt19937_64* random, int count) {
  const std::vector<std::string> names = {"left", "right", "size", "index", "value", "total"};
  const auto name = [&] { return names[(*random)() % names.size()]; };
  std::vector<std::string> lines;
  for (int i = 0; i < count; ++i) {
    switch ((*random)() % 4) {
      case 0:
        lines.push_back("if (" + name() + " < " + name() + ") { " + name() + "(); }");
        break;
      case 1:
        lines.push_back(name() + " = " + name() + " + " + std::to_string((*random)() % 9) + ";");
        break;
      case 2:
        lines.push_back("for (const " + name() + " of " + name() + ") " + name() + "++;");
        break;
      default:
        lines.push_back(name() + "." + name() + "(" + name() + ", 'word');");
    }
  }
  return lines;
}

std::string Join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The same lines, some left out and some changed.
std::string Edited(const std::vector<std::string>& lines, std::mt19937_64* random) {
  std::vector<std::string> edited;
  for (const std::string& line : lines) {
    const uint64_t die = (*random)() % 12;
    if (die == 0) continue;
    edited.push_back(die == 1 ? RandomLines(random, 1).front() : line);
  }
  return Join(edited);
}

// A few anchors in order, on diagonals near each other.
Chain RandomChain(const TestText& query, const TestText& source, std::mt19937_64* random) {
  const auto size =
      static_cast<uint32_t>(std::min(query.query.tokens.size(), source.evidence.size()));
  Chain chain;
  Anchor next = {static_cast<uint32_t>((*random)() % (size / 2)), 0};
  next.source = next.query + static_cast<uint32_t>((*random)() % 8);
  while (next.query + kGram < size && next.source + kGram < size && chain.anchors.size() < 4) {
    chain.anchors.push_back(next);
    const auto step = static_cast<uint32_t>(1 + (*random)() % 60);
    next = {next.query + step, next.source + step + static_cast<uint32_t>((*random)() % 3)};
  }
  chain.query_begin = chain.anchors.front().query;
  chain.query_end = chain.anchors.back().query + kGram;
  chain.source_begin = chain.anchors.front().source;
  chain.source_end = chain.anchors.back().source + kGram;
  return chain;
}

// What is described only where it is asked for is the same as what is described all over, whatever
// an earlier query has left behind.
TEST(ExtendChain, DescribesWhatItLooksAt) {
  std::mt19937_64 random(11);
  const TokenModel model;
  size_t left_out = 0;
  for (int round = 0; round < 300; ++round) {
    const std::vector<std::string> lines = RandomLines(&random, 120);
    const TestText query(Join(lines));
    const TestText source(Edited(lines, &random));
    TokenBitsCache cache;
    Query lazy = query.query;
    StartDescribing(model, &cache, &lazy);
    std::ranges::fill(lazy.n1, uint8_t{255});
    std::ranges::fill(lazy.n0, uint8_t{255});
    std::ranges::fill(lazy.shape_bits, 1000.0f);
    std::ranges::fill(lazy.text_bits, 1000.0f);

    Chain all = RandomChain(query, source, &random);
    Chain some = all;
    EXPECT_EQ(ExtendChain(lazy, source.evidence, kGram, &some).bits,
              ExtendChain(query.query, source.evidence, kGram, &all).bits);
    EXPECT_EQ(some.query_begin, all.query_begin);
    EXPECT_EQ(some.query_end, all.query_end);
    EXPECT_EQ(some.source_begin, all.source_begin);
    EXPECT_EQ(some.source_end, all.source_end);
    left_out += std::ranges::count(lazy.described, false);

    AlignScratch scratch;
    std::vector<AlignedPair> expected;
    AlignChain(query.query, source.evidence, all, {}, {}, &scratch, &expected);
    AlignScratch other;
    std::vector<AlignedPair> pairs;
    AlignChain(lazy, source.evidence, some, {}, {}, &other, &pairs);
    ASSERT_EQ(pairs.size(), expected.size());
    for (size_t i = 0; i < pairs.size(); ++i) {
      EXPECT_EQ(pairs[i].query, expected[i].query);
      EXPECT_EQ(pairs[i].source, expected[i].source);
    }
  }
  EXPECT_GT(left_out, 0u);
}

TEST(PairWithoutGaps, IsAnAlignmentOfWhatTheExtensionPasses) {
  std::mt19937_64 random(12);
  for (int round = 0; round < 300; ++round) {
    const std::vector<std::string> lines = RandomLines(&random, 60);
    const TestText query(Join(lines));
    const TestText source(Edited(lines, &random));
    Chain chain = RandomChain(query, source, &random);
    std::vector<AlignedPair> pairs = {{7, 7}};  // of a call before
    PairWithoutGaps(query.query, source.evidence, kGram, chain, {}, &pairs);
    ExtendChain(query.query, source.evidence, kGram, &chain);
    for (size_t i = 0; i < pairs.size(); ++i) {
      EXPECT_GE(pairs[i].query, chain.query_begin);
      EXPECT_LT(pairs[i].query, chain.query_end);
      if (i == 0) continue;
      EXPECT_GT(pairs[i].query, pairs[i - 1].query);
      EXPECT_GT(pairs[i].source, pairs[i - 1].source);
    }
  }
}

TEST(PairWithoutGaps, PairsACopyWithItselfFromEndToEnd) {
  std::mt19937_64 random(13);
  const TestText text(Join(RandomLines(&random, 20)));
  Chain chain;
  chain.anchors = {{30, 30}};
  chain.query_begin = chain.source_begin = 30;
  chain.query_end = chain.source_end = 30 + kGram;
  std::vector<AlignedPair> pairs;
  PairWithoutGaps(text.query, text.evidence, kGram, chain, {}, &pairs);
  ASSERT_EQ(pairs.size(), text.evidence.size());
  for (uint32_t i = 0; i < pairs.size(); ++i) {
    EXPECT_EQ(pairs[i].query, i);
    EXPECT_EQ(pairs[i].source, i);
  }
}

bool IsHit(const TestText& query, const TestText& source, const Anchor& anchor, uint32_t k) {
  for (uint32_t i = 0; i < k; ++i) {
    if (query.query.n1[anchor.query + i] != source.evidence[anchor.source + i].n1) return false;
  }
  return true;
}

// Every hit of four tokens is a chain, now and then with another one before it: of a text with
// itself, where those of one diagonal all come to the same, and with another text.
TEST(ChainExtender, GivesWhatExtendingEachChainGives) {
  constexpr uint32_t kShort = 4;
  std::mt19937_64 random(3);
  const TestText text(Join(RandomLines(&random, 40)));
  const TestText other(Join(RandomLines(&random, 40)));
  const TestText* const files[] = {&text, &other};
  const PairScores scores;
  ChainExtender extender(text.query, kShort, scores, std::size(files));
  const auto size = static_cast<uint32_t>(std::min(text.evidence.size(), other.evidence.size()));
  size_t chains = 0;
  size_t over_all = 0;
  Anchor before[std::size(files)] = {};
  for (uint32_t q = 0; q + kShort <= size; ++q) {
    for (uint32_t s = 0; s + kShort <= size; ++s) {
      for (size_t file = 0; file < std::size(files); ++file) {
        if (!IsHit(text, *files[file], {q, s}, kShort)) continue;
        Chain chain;
        if (before[file].query + kShort < q && before[file].source + kShort < s) {
          chain.anchors.push_back(before[file]);
          before[file] = {q, s};
        }
        chain.anchors.push_back({q, s});
        chain.query_begin = chain.anchors.front().query;
        chain.query_end = q + kShort;
        chain.source_begin = chain.anchors.front().source;
        chain.source_end = s + kShort;
        Chain alone = chain;
        const Evidence& evidence = files[file]->evidence;
        EXPECT_EQ(extender.Extend(file, evidence, &chain),
                  ExtendChain(text.query, evidence, kShort, &alone).bits);
        EXPECT_EQ(chain.query_begin, alone.query_begin);
        EXPECT_EQ(chain.query_end, alone.query_end);
        EXPECT_EQ(chain.source_begin, alone.source_begin);
        EXPECT_EQ(chain.source_end, alone.source_end);
        ++chains;
        over_all += alone.query_end - alone.query_begin == text.evidence.size();
      }
    }
  }
  EXPECT_GT(chains, 1000u);
  EXPECT_GT(over_all, 100u);
}

}  // namespace
}  // namespace copytrace
