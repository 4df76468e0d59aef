// The lexer against the leaves of the parse, and its speed, on real code of every language.
//
//   COPYTRACE_BENCH_CORPUS=DIR languages_bench
//
// Prints the table of grammars/README.md for the files below DIR. The test of the same comparison
// (tests/unit/grammars/parse_leaves_test.cc) runs on the packages that it may install; this one on
// whatever there is. Languages without a grammar get their speed only.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/bench_corpus.h"
#include "engine/source/cpu_clock.h"
#include "grammars/grammar.h"
#include "grammars/language.h"
#include "grammars/tokenizer.h"
#include "tests/unit/grammars/parse_leaves.h"

int main() {
  using namespace copytrace;
  constexpr double kLeastSeconds = 0.5;  // of lexing, for its speed
  const char* shown = std::getenv("COPYTRACE_SHOW_DIFFERENCES");
  const size_t differences_shown = shown == nullptr ? 0 : std::strtoul(shown, nullptr, 10);
  fmt::print("| language | files | KB | F1 | MB/s |\n|---|---|---|---|---|\n");
  for (const Language language : AllLanguages()) {
    const BenchTexts& corpus = TextsOf(language);
    if (corpus.texts.empty()) continue;
    SpanAgreement agreement;
    std::vector<std::string> differences;
    if (GrammarOf(language) != nullptr) {
      for (const std::string& text : corpus.texts) {
        agreement.Add(Compare(language, text, &differences));
      }
    }
    TokenizedText tokens;
    const double start = ThreadSeconds();
    double seconds = 0;
    size_t rounds = 0;
    for (; seconds < kLeastSeconds; seconds = ThreadSeconds() - start, ++rounds) {
      for (const std::string& text : corpus.texts) Tokenize(language, text, &tokens);
    }
    fmt::print("| {} | {} | {} | {} | {:.0f} |\n", LanguageName(language), corpus.texts.size(),
               corpus.bytes / 1000,
               agreement.common == 0 ? "" : fmt::format("{:.4f}", agreement.F1()),
               static_cast<double>(corpus.bytes * rounds) / seconds / 1e6);
    for (size_t i = 0; i < std::min(differences_shown, differences.size()); ++i) {
      fmt::print("  {}\n", differences[i]);
    }
  }
  return 0;
}
