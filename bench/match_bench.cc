// The stages of matching: hits to chains, chains extended on evidence, chains aligned. Each text of
// the corpus is held against itself, its hits and those by chance in one list.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "bench/bench_corpus.h"
#include "engine/fingerprint/winnow.h"
#include "engine/match/align.h"
#include "engine/match/chain.h"
#include "engine/match/extend.h"
#include "engine/match/query.h"
#include "engine/store/evidence.h"
#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

constexpr size_t kTexts = 300;
constexpr uint32_t kChanceHits = 3;  // beside each true one

struct Pair {
  TokenizedText text;
  Query query;
  Evidence evidence;
  std::vector<Hit> hits;
  std::vector<Chain> chains;
};

const std::vector<Pair>& Pairs() {
  static const std::vector<Pair> pairs = [] {
    const BenchTexts& texts = TextsOf(Language::kC);
    const FingerprintOptions options;
    const TokenModel model;
    TokenBitsCache cache;
    FingerprintScratch fingerprints;
    ChainScratch scratch;
    std::mt19937 random(1);
    std::vector<Pair> result(std::min(kTexts, texts.texts.size()));
    for (size_t i = 0; i < result.size(); ++i) {
      Pair& pair = result[i];
      Tokenize(Language::kC, texts.texts[i], &pair.text);
      pair.query.family = FamilyOf(Language::kC);
      pair.query.tokens = pair.text.tokens;
      ComputeNovelty(pair.query.tokens, &pair.query.novelty);
      DescribeTokens(model, &cache, &pair.query);
      ComputeFingerprints(pair.query.tokens, options, &fingerprints, &pair.query.fingerprints);
      EvidenceBuilder builder;
      for (const Token& token : pair.text.tokens) {
        builder.push_back({FoldN1(token.n1), token.IsVariable() ? FoldN0(token.n0) : uint8_t{0}},
                          token.line);
      }
      pair.evidence = builder.Finish();
      const auto last = static_cast<uint32_t>(pair.text.tokens.size()) - options.k;
      for (const Fingerprint& f : pair.query.fingerprints) {
        std::vector<uint32_t> places = {f.position};
        for (uint32_t chance = 0; chance < kChanceHits; ++chance) {
          places.push_back(random() % (last + 1));
        }
        std::sort(places.begin(), places.end());
        for (const uint32_t place : places) {
          pair.hits.push_back({.blob = 0,
                               .query = f.position,
                               .source = place,
                               .shape_rarity = 8,
                               .text_rarity = place == f.position ? 9.0f : 0.0f});
        }
      }
      if (!pair.hits.empty()) {
        ChainHits(pair.hits, options.k, pair.query.novelty, {}, {}, &scratch, &pair.chains);
      }
    }
    return result;
  }();
  return pairs;
}

void BM_Chain(benchmark::State& state) {
  ChainScratch scratch;
  std::vector<Chain> chains;
  size_t hits = 0;
  for (auto _ : state) {
    hits = 0;
    for (const Pair& pair : Pairs()) {
      if (pair.hits.empty()) continue;
      chains.clear();
      ChainHits(pair.hits, FingerprintOptions().k, pair.query.novelty, {}, {}, &scratch, &chains);
      hits += pair.hits.size();
    }
    benchmark::DoNotOptimize(chains.data());
  }
  state.SetItemsProcessed(static_cast<int64_t>(hits * state.iterations()));
}

void BM_Extend(benchmark::State& state) {
  size_t extended = 0;
  for (auto _ : state) {
    extended = 0;
    for (const Pair& pair : Pairs()) {
      for (Chain chain : pair.chains) {
        benchmark::DoNotOptimize(
            ExtendChain(pair.query, pair.evidence, FingerprintOptions().k, &chain));
        ++extended;
      }
    }
  }
  state.SetItemsProcessed(static_cast<int64_t>(extended * state.iterations()));
}

// The best chain of each text, which is the whole of it.
void BM_Align(benchmark::State& state) {
  AlignScratch scratch;
  std::vector<AlignedPair> aligned;
  size_t tokens = 0;
  for (auto _ : state) {
    tokens = 0;
    for (const Pair& pair : Pairs()) {
      if (pair.chains.empty()) continue;
      AlignChain(pair.query, pair.evidence, pair.chains.front(), {}, {}, &scratch, &aligned);
      tokens += pair.query.tokens.size();
    }
    benchmark::DoNotOptimize(aligned.data());
  }
  state.SetItemsProcessed(static_cast<int64_t>(tokens * state.iterations()));
}

BENCHMARK(BM_Chain)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Extend)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Align)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace copytrace

BENCHMARK_MAIN();
