// Posting look-ups in sorted batches: hashes that the store has, hashes that it has not, and the
// mixture that scanning real code asks for. COPYTRACE_BENCH_STORE names the store.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "bench/bench_corpus.h"
#include "engine/error.h"
#include "engine/fingerprint/winnow.h"
#include "engine/store/store.h"
#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

const Store& BenchStore() {
  static const std::unique_ptr<Store> store = [] {
    const char* directory = std::getenv("COPYTRACE_BENCH_STORE");
    if (directory == nullptr) {
      throw Error("COPYTRACE_BENCH_STORE must name a store made by copytrace-index");
    }
    return Store::Open(directory);
  }();
  return *store;
}

// The distinct hashes of the C and JavaScript of the corpus, in random order.
const std::vector<uint64_t>& CorpusHashes() {
  static const std::vector<uint64_t> hashes = [] {
    std::vector<uint64_t> result;
    FingerprintScratch scratch;
    std::vector<Fingerprint> fingerprints;
    TokenizedText tokenized;
    for (const Language language : {Language::kC, Language::kJavaScript}) {
      for (const std::string& text : TextsOf(language).texts) {
        Tokenize(language, text, &tokenized);
        ComputeFingerprints(tokenized.tokens, BenchStore().info().fingerprint, &scratch,
                            &fingerprints);
        for (const Fingerprint& f : fingerprints) result.push_back(f.hash);
      }
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    std::shuffle(result.begin(), result.end(), std::mt19937_64(1));
    return result;
  }();
  return hashes;
}

// Those of them that the store has or has not.
std::vector<uint64_t> Filtered(bool present) {
  std::vector<uint64_t> sorted = CorpusHashes();
  std::sort(sorted.begin(), sorted.end());
  PostingBatch batch;
  BenchStore().LookUp(sorted, &batch);
  std::vector<uint64_t> result;
  for (size_t i = 0; i < sorted.size(); ++i) {
    if ((batch.blob_counts[i] > 0) == present) result.push_back(sorted[i]);
  }
  std::shuffle(result.begin(), result.end(), std::mt19937_64(2));
  return result;
}

void LookUpInBatches(benchmark::State& state, std::vector<uint64_t> hashes) {
  const size_t size = static_cast<size_t>(state.range(0));
  if (hashes.size() < size) {
    state.SkipWithError("fewer such hashes in corpus and store than one batch needs");
    return;
  }
  std::vector<std::vector<uint64_t>> batches;
  for (size_t i = 0; i + size <= hashes.size(); i += size) {
    batches.emplace_back(hashes.begin() + i, hashes.begin() + i + size);
    std::sort(batches.back().begin(), batches.back().end());
  }
  PostingBatch result;
  size_t next = 0;
  for (auto _ : state) {
    BenchStore().LookUp(batches[next], &result);
    benchmark::DoNotOptimize(result.postings.data());
    next = (next + 1) % batches.size();
  }
  state.SetItemsProcessed(static_cast<int64_t>(size * state.iterations()));
}

void BM_LookUpPresent(benchmark::State& state) { LookUpInBatches(state, Filtered(true)); }
void BM_LookUpAbsent(benchmark::State& state) { LookUpInBatches(state, Filtered(false)); }
void BM_LookUpMixed(benchmark::State& state) { LookUpInBatches(state, CorpusHashes()); }

BENCHMARK(BM_LookUpPresent)->Arg(1)->Arg(256)->Arg(16384)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_LookUpAbsent)->Arg(1)->Arg(256)->Arg(16384)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_LookUpMixed)->Arg(1)->Arg(256)->Arg(16384)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace copytrace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  try {
    copytrace::BenchStore();
    benchmark::RunSpecifiedBenchmarks();
  } catch (const copytrace::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
  return 0;
}
