#include "bench/bench_corpus.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"

namespace copytrace {
namespace {

using TextsByLanguage = std::array<BenchTexts, 256>;

std::filesystem::path CorpusDirectory() {
  const char* directory = std::getenv("COPYTRACE_BENCH_CORPUS");
  if (directory == nullptr || !std::filesystem::is_directory(directory)) {
    fmt::print(stderr,
               "COPYTRACE_BENCH_CORPUS must name a directory of source code, such as the one that "
               "bench/corpora.py makes.\n");
    std::exit(2);
  }
  return directory;
}

TextsByLanguage ReadCorpus() {
  TextsByLanguage result;
  for (const TreeEntry& entry : ListTree(CorpusDirectory()).entries) {
    const FileType type = DetectFileType(entry.path, {});
    BenchTexts& texts = result[static_cast<size_t>(type.language)];
    if (type.language == Language::kGeneric || texts.bytes >= kCorpusBytes) continue;
    std::ifstream stream(entry.file, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(stream), {});
    SourceFile file = MakeSourceFile(entry.path, std::move(bytes), SourceLimits{});
    if (file.skipped) continue;
    texts.bytes += file.text.size();
    texts.texts.push_back(std::move(file.text));
  }
  return result;
}

}  // namespace

const BenchTexts& TextsOf(Language language) {
  static const TextsByLanguage corpus = ReadCorpus();
  return corpus[static_cast<size_t>(language)];
}

}  // namespace copytrace
