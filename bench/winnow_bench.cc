// Tokens to fingerprints, by language; bytes are those of the source text.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "bench/bench_corpus.h"
#include "engine/fingerprint/winnow.h"
#include "grammars/language.h"
#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

void BM_Winnow(benchmark::State& state, Language language) {
  const BenchTexts& texts = TextsOf(language);
  std::vector<std::vector<Token>> streams;
  size_t tokens = 0;
  for (const std::string& text : texts.texts) {
    TokenizedText tokenized;
    Tokenize(language, text, &tokenized);
    tokens += tokenized.tokens.size();
    streams.push_back(std::move(tokenized.tokens));
  }
  FingerprintScratch scratch;
  std::vector<Fingerprint> fingerprints;
  size_t made = 0;
  for (auto _ : state) {
    made = 0;
    for (const std::vector<Token>& stream : streams) {
      ComputeFingerprints(stream, FingerprintOptions{}, &scratch, &fingerprints);
      benchmark::DoNotOptimize(fingerprints.data());
      made += fingerprints.size();
    }
  }
  state.SetBytesProcessed(static_cast<int64_t>(texts.bytes * state.iterations()));
  state.SetItemsProcessed(static_cast<int64_t>(tokens * state.iterations()));
  state.counters["fingerprints/KB"] = static_cast<double>(made) * 1000 / texts.bytes;
}

}  // namespace
}  // namespace copytrace

int main(int argc, char** argv) {
  for (const copytrace::Language language : copytrace::AllLanguages()) {
    if (copytrace::TextsOf(language).texts.empty()) continue;
    benchmark::RegisterBenchmark(
        (std::string("Winnow/") + std::string(copytrace::LanguageName(language))).c_str(),
        copytrace::BM_Winnow, language)
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
