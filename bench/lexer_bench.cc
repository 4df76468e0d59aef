// Text to tokens, by language.
#include <benchmark/benchmark.h>

#include <string>

#include "bench/bench_corpus.h"
#include "grammars/language.h"
#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

void BM_Tokenize(benchmark::State& state, Language language) {
  const BenchTexts& texts = TextsOf(language);
  TokenizedText result;
  size_t tokens = 0;
  for (auto _ : state) {
    for (const std::string& text : texts.texts) {
      Tokenize(language, text, &result);
      benchmark::DoNotOptimize(result.tokens.data());
      tokens += result.tokens.size();
    }
  }
  state.SetBytesProcessed(static_cast<int64_t>(texts.bytes * state.iterations()));
  state.SetItemsProcessed(static_cast<int64_t>(tokens));
}

}  // namespace
}  // namespace copytrace

int main(int argc, char** argv) {
  for (const copytrace::Language language : copytrace::AllLanguages()) {
    if (copytrace::TextsOf(language).texts.empty()) continue;
    benchmark::RegisterBenchmark(
        (std::string("Tokenize/") + std::string(copytrace::LanguageName(language))).c_str(),
        copytrace::BM_Tokenize, language)
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
