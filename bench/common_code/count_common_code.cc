// Counts in how many projects each fingerprint stands, and writes those that stand in many:
//
//     count_common_code MANIFEST... TABLE MODEL
//
// A manifest line is {"purl":…, "path":…} with the path relative to the manifest; each is a
// project. What counts is that a few lines are common, not that a file or function is popular: a
// library that ten projects carry is still somebody's, and a copy of it must be found. So a project
// counts for a fingerprint only if the code around it is not the same, over kNear fingerprints on
// either side, as in a project that was counted before: of 2·kNear, kCopied are a copy of some
// twenty lines. What then still stands in many projects stands in different surroundings there.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "bench/common_code/phrase_counter.h"
#include "engine/error.h"
#include "engine/fingerprint/winnow.h"
#include "engine/match/common_code.h"
#include "engine/match/phrase_model.h"
#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"
#include "engine/store/token_statistics.h"

namespace copytrace {
namespace {

constexpr uint32_t kNear = 20;
constexpr uint32_t kCopied = 25;
constexpr uint32_t kLeastProjects = 3;
constexpr uint32_t kLeastNameProjects = 5;
constexpr double kMostNameBits = 7;
constexpr uint64_t kMostTokensOfProject = 300000;  // of a family
constexpr uint64_t kLeastTokensOfFamily = 200000;
constexpr size_t kPhrasesOfFamily = 4000;
constexpr uint32_t kLeastUnigrams = 50;
constexpr size_t kMaxCompared = 40;  // projects counted already that another is held against

struct Place {
  uint64_t key;  // hash << 16 | tag: shifted right by 16, the shape alone
  uint32_t file;
  uint32_t index;  // among the file's fingerprints
};

struct Word {
  uint32_t n1;
  uint32_t name;  // N0 of an identifier or literal, 0 of all else
};

struct File {
  uint32_t project;
  std::vector<uint64_t> keys;    // by position
  std::vector<uint64_t> shapes;  // ascending
  std::vector<uint64_t> texts;   // ascending
  LanguageFamily family;
  std::vector<uint32_t> positions;  // of the keys, in tokens
  std::vector<Word> words;          // of each token
};

// Names of one language family: in how many files and projects each stands.
struct FamilyNames {
  struct Count {
    uint32_t files = 0;
    uint32_t projects = 0;
    uint32_t last_project = UINT32_MAX;
  };
  uint32_t files = 0;
  uint32_t projects = 0;
  uint32_t last_project = UINT32_MAX;
  std::unordered_map<uint32_t, Count> counts;

  void Add(std::span<const Token> tokens, uint32_t project) {
    ++files;
    projects += std::exchange(last_project, project) != project;
    std::unordered_set<uint32_t> seen;
    for (const Token& token : tokens) {
      if (!token.IsVariable() || !seen.insert(token.n0).second) continue;
      Count& count = counts[token.n0];
      ++count.files;
      count.projects += count.last_project != project;
      count.last_project = project;
    }
  }
};

// The same for normalised tokens and the phrases of three that they end.
struct FamilyPhrases {
  struct Count {
    uint32_t n = 0;
    uint32_t context = 0;
  };
  uint64_t tokens = 0;
  std::unordered_map<uint32_t, uint32_t> unigrams;
  std::unordered_map<uint32_t, uint32_t> contexts;
  std::unordered_map<uint32_t, Count> trigrams;
  uint32_t project = UINT32_MAX;  // that is being read
  uint64_t of_project = 0;        // tokens

  void Add(std::span<const Token> text, uint32_t of) {
    if (of != project) of_project = 0;
    project = of;
    if (of_project > kMostTokensOfProject) return;
    of_project += text.size();
    tokens += text.size();
    for (size_t i = 0; i < text.size(); ++i) {
      ++unigrams[UnigramKey(text[i].n1)];
      if (i < 2) continue;
      const uint32_t context = ContextKey(text[i - 2].n1, text[i - 1].n1);
      ++contexts[context];
      Count& count = trigrams[TrigramKey(text[i - 2].n1, text[i - 1].n1, text[i].n1)];
      ++count.n;
      count.context = context;
    }
  }
};

struct Corpus {
  std::vector<File> files;
  std::array<FamilyNames, kLanguageFamilies> names;
  std::array<FamilyPhrases, kLanguageFamilies> phrases;
  std::unordered_set<uint64_t> digests;
  uint32_t projects = 0;
};

void ReadProject(const std::filesystem::path& directory, Corpus* corpus) {
  FingerprintScratch scratch;
  std::vector<Fingerprint> fingerprints;
  for (const TreeEntry& entry : ListTree(directory, {.use_gitignore = false}).entries) {
    const SourceFile source = ReadSourceFile(entry.file, entry.path, SourceLimits{});
    if (source.skipped || source.tokenized.tokens.empty()) continue;
    if (!corpus->digests.insert(source.tokenized.digest).second) continue;
    const auto family = static_cast<size_t>(FamilyOf(source.type.language));
    corpus->names[family].Add(source.tokenized.tokens, corpus->projects);
    corpus->phrases[family].Add(source.tokenized.tokens, corpus->projects);
    ComputeFingerprints(source.tokenized.tokens, FingerprintOptions{}, &scratch, &fingerprints);
    File file{.project = corpus->projects};
    file.family = FamilyOf(source.type.language);
    for (const Fingerprint& f : fingerprints) {
      file.keys.push_back(f.hash << 16 | f.tag);
      file.positions.push_back(f.position);
    }
    for (const Token& token : source.tokenized.tokens) {
      file.words.push_back({token.n1, token.IsVariable() ? token.n0 : 0});
    }
    file.texts = file.keys;
    std::sort(file.texts.begin(), file.texts.end());
    for (const uint64_t key : file.texts) file.shapes.push_back(key >> 16);
    corpus->files.push_back(std::move(file));
  }
  ++corpus->projects;
}

// Whether the surroundings of a place stand in the other file as well.
bool Copied(const File& file, uint32_t index, const File& other, uint32_t shift) {
  const std::vector<uint64_t>& there = shift == 0 ? other.texts : other.shapes;
  const uint32_t begin = index - std::min(index, kNear);
  const uint32_t end = std::min(static_cast<uint32_t>(file.keys.size()), index + kNear + 1);
  uint32_t shared = 0;
  for (uint32_t i = begin; i < end; ++i) {
    shared += std::binary_search(there.begin(), there.end(), file.keys[i] >> shift);
  }
  return shared >= kCopied;
}

uint32_t CountProjects(std::span<const Place> places, const std::vector<File>& files,
                       uint32_t shift) {
  std::vector<Place> first;  // of each project
  for (const Place& place : places) {
    if (first.empty() || files[first.back().file].project != files[place.file].project) {
      first.push_back(place);
    }
  }
  if (first.size() < kLeastProjects) return static_cast<uint32_t>(first.size());
  std::vector<Place> counted;
  for (const Place& place : first) {
    const size_t compared = std::min(counted.size(), kMaxCompared);
    const bool copied =
        std::any_of(counted.begin(), counted.begin() + compared, [&](const Place& c) {
          return Copied(files[place.file], place.index, files[c.file], shift);
        });
    if (!copied) counted.push_back(place);
  }
  return static_cast<uint32_t>(counted.size());
}

Corpus ReadCorpus(std::span<char*> manifests) {
  Corpus corpus;
  for (const std::filesystem::path manifest : manifests) {
    std::ifstream in(manifest);
    if (!in) throw Error(manifest.string() + " cannot be read: see bench/README.md");
    for (std::string line; std::getline(in, line);) {
      const auto row = nlohmann::json::parse(line);
      ReadProject(manifest.parent_path() / row["path"].get<std::string>(), &corpus);
    }
  }
  return corpus;
}

CommonCode::Counts Sorted(const std::unordered_map<uint32_t, uint8_t>& counts) {
  CommonCode::Counts sorted(counts.begin(), counts.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

// With a shift of 16 shapes are counted, with 0 texts.
CommonCode::Counts CountGrams(const Corpus& corpus, uint32_t shift, std::vector<Place>* places) {
  std::sort(places->begin(), places->end(), [&](const Place& a, const Place& b) {
    return std::tuple(a.key >> shift, a.file, a.index) <
           std::tuple(b.key >> shift, b.file, b.index);
  });
  std::unordered_map<uint32_t, uint8_t> counts;
  for (size_t begin = 0; begin < places->size();) {
    const uint64_t key = (*places)[begin].key;
    size_t end = begin + 1;
    while (end < places->size() && (*places)[end].key >> shift == key >> shift) ++end;
    const uint32_t projects =
        CountProjects(std::span(*places).subspan(begin, end - begin), corpus.files, shift);
    begin = end;
    if (projects < kLeastProjects) continue;
    const Fingerprint gram{.hash = key >> 16, .tag = key & 0xFFFF, .position = 0};
    counts[shift == 0 ? CommonCode::TextKey(gram) : CommonCode::ShapeKey(gram)] =
        static_cast<uint8_t>(std::min(projects, 255u));
  }
  return Sorted(counts);
}

// Sets marks[file][token] where what stands there stands in a project before, surroundings and all.
std::vector<std::vector<bool>> MarkCopies(const Corpus& corpus, std::vector<Place>* places) {
  constexpr size_t kMostCompared = 12;
  const uint32_t k = FingerprintOptions{}.k;
  std::vector<std::vector<bool>> marks(corpus.files.size());
  for (size_t f = 0; f < marks.size(); ++f) marks[f].resize(corpus.files[f].words.size());
  std::sort(places->begin(), places->end(), [](const Place& a, const Place& b) {
    return std::tuple(a.key >> 16, a.file, a.index) < std::tuple(b.key >> 16, b.file, b.index);
  });
  for (size_t begin = 0; begin < places->size();) {
    size_t end = begin + 1;
    while (end < places->size() && (*places)[end].key >> 16 == (*places)[begin].key >> 16) ++end;
    std::vector<Place> first;  // of each project
    for (size_t i = begin; i < end; ++i) {
      const Place& place = (*places)[i];
      const File& file = corpus.files[place.file];
      for (size_t c = 0; c < std::min(first.size(), kMostCompared); ++c) {
        if (corpus.files[first[c].file].project == file.project) break;
        if (!Copied(file, place.index, corpus.files[first[c].file], 16)) continue;
        for (uint32_t t = 0; t < k; ++t) marks[place.file][file.positions[place.index] + t] = true;
        break;
      }
      if (first.empty() || corpus.files[first.back().file].project != file.project) {
        first.push_back(place);
      }
    }
    begin = end;
  }
  return marks;
}

CommonCode::Counts CountNames(const Corpus& corpus) {
  std::unordered_map<uint32_t, uint8_t> counts;
  for (int family = 0; family < kLanguageFamilies; ++family) {
    const FamilyNames& names = corpus.names[family];
    for (const auto& [n0, count] : names.counts) {
      // Of two who met a name, both may have it from the same place: an interface that few files
      // use, but many projects.
      const double bits = std::min(std::log2((names.files + 1.0) / count.files),
                                   std::log2((names.projects + 1.0) / count.projects) + 1);
      if (count.projects < kLeastNameProjects || bits > kMostNameBits) continue;
      counts[CommonCode::NameKey(static_cast<LanguageFamily>(family), n0)] =
          static_cast<uint8_t>(std::max(1.0, std::round(4 * bits)));
    }
  }
  return Sorted(counts);
}

CommonCode::Counts CountPhrases(const Corpus& corpus) {
  std::unordered_map<uint32_t, uint8_t> values;
  for (int family = 0; family < kLanguageFamilies; ++family) {
    const FamilyPhrases& phrases = corpus.phrases[family];
    if (phrases.tokens < kLeastTokensOfFamily) continue;
    const auto put = [&](uint32_t key, uint32_t count, uint64_t of) {
      const double bits = std::min(12.0, std::log2(static_cast<double>(of) / count));
      values[CommonCode::PhraseKey(static_cast<LanguageFamily>(family), key)] =
          static_cast<uint8_t>(1 + std::round(16 * bits));
    };
    std::vector<std::pair<uint32_t, uint32_t>> often;  // count, trigram
    for (const auto& [key, count] : phrases.trigrams) often.emplace_back(count.n, key);
    std::sort(often.rbegin(), often.rend());
    often.resize(std::min(often.size(), kPhrasesOfFamily));
    for (const auto& [count, key] : often) {
      put(key, count, phrases.contexts.at(phrases.trigrams.at(key).context));
    }
    for (const auto& [key, count] : phrases.unigrams) {
      if (count >= kLeastUnigrams) put(key, count, phrases.tokens);
    }
  }
  return Sorted(values);
}

PhraseModel::Phrases CountLongPhrases(const Corpus& corpus,
                                      const std::vector<std::vector<bool>>& copied,
                                      const CommonCode::Counts& names) {
  std::unordered_set<uint32_t> common;
  for (const auto& [key, bits] : names) common.insert(key);
  PhraseCounter counter;
  std::vector<uint32_t> symbols;
  std::vector<uint32_t> shapes;
  for (size_t f = 0; f < corpus.files.size(); ++f) {
    const File& file = corpus.files[f];
    symbols.clear();
    shapes.clear();
    for (const Word& word : file.words) {
      const bool named =
          word.name != 0 && common.contains(CommonCode::NameKey(file.family, word.name));
      symbols.push_back(named ? word.name : word.n1);
      shapes.push_back(word.n1);
    }
    counter.Add(file.family, PhraseReading::kNamed, file.project, symbols, copied[f]);
    counter.Add(file.family, PhraseReading::kShape, file.project, shapes, copied[f]);
  }
  return counter.Take();
}

int Run(std::span<char*> arguments) {
  if (arguments.size() < 3) {
    std::cerr << "count_common_code MANIFEST... TABLE MODEL\n";
    return 2;
  }
  const Corpus corpus = ReadCorpus(arguments.first(arguments.size() - 2));
  std::vector<Place> places;
  for (uint32_t f = 0; f < corpus.files.size(); ++f) {
    const std::vector<uint64_t>& keys = corpus.files[f].keys;
    for (uint32_t i = 0; i < keys.size(); ++i) places.push_back({keys[i], f, i});
  }
  const std::vector<std::vector<bool>> copied = MarkCopies(corpus, &places);
  const CommonCode::Tables tables = {.shapes = CountGrams(corpus, 16, &places),
                                     .texts = CountGrams(corpus, 0, &places),
                                     .names = CountNames(corpus),
                                     .phrases = CountPhrases(corpus)};
  const std::string bytes = CommonCode::Encode(tables);
  std::ofstream(arguments[arguments.size() - 2], std::ios::binary) << bytes;
  const PhraseModel::Phrases phrases = CountLongPhrases(corpus, copied, tables.names);
  const std::string model = PhraseModel::Encode(phrases);
  std::ofstream(arguments.back(), std::ios::binary) << model;
  std::cout << corpus.projects << " projects, " << corpus.files.size() << " files, "
            << places.size() << " fingerprints: " << tables.shapes.size() << " shapes, "
            << tables.texts.size() << " texts, " << tables.names.size() << " names, "
            << tables.phrases.size() << " phrases, " << bytes.size() << " bytes; " << phrases.size()
            << " long phrases, " << model.size() << " bytes\n";
  return 0;
}

}  // namespace
}  // namespace copytrace

int main(int argc, char** argv) {
  try {
    return copytrace::Run(std::span(argv + 1, argc - 1));
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
