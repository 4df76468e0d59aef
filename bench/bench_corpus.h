// The real sources that the stage benchmarks run on, read once a process. Not thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "grammars/language.h"

namespace copytrace {

// Decoded texts of one language, at most kCorpusBytes of them, in order of path.
struct BenchTexts {
  std::vector<std::string> texts;
  size_t bytes = 0;
};

inline constexpr size_t kCorpusBytes = size_t{8} << 20;  // of each language

// The texts of `language` below the directory that COPYTRACE_BENCH_CORPUS names. Ends the process
// with a message where the variable is not set or names no directory.
const BenchTexts& TextsOf(Language language);

}  // namespace copytrace
