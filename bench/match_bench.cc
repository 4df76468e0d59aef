// The stages of matching: postings to hits, hits to chains, evidence unpacked, chains extended on
// it, chains aligned. Each text of the corpus is a file of the store too, and each of its k-grams
// stands in itself and, by chance, in a few others.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "bench/bench_corpus.h"
#include "engine/fingerprint/winnow.h"
#include "engine/match/align.h"
#include "engine/match/candidate.h"
#include "engine/match/chain.h"
#include "engine/match/extend.h"
#include "engine/match/gather.h"
#include "engine/match/query.h"
#include "engine/store/encoding.h"
#include "engine/store/evidence.h"
#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

constexpr size_t kTexts = 300;
constexpr size_t kChanceBlobs = 3;  // that a k-gram stands in, beside its own
constexpr ChainThreshold kLeast = {.same_text = {.several = 20, .single = 20},
                                   .shape_only = {.several = 22, .single = 24},
                                   .single_shape_bits = 20};

// A text of the corpus, a query and a file of the store at once.
struct File {
  TokenizedText text;
  Query query;
  Evidence evidence;
  std::vector<std::vector<Posting>> postings;  // by k-gram
  std::vector<GramPostings> grams;             // that refer to them
  std::vector<Hit> hits;
  std::vector<Chain> chains;
  const Chain* own = nullptr;  // the best of them with the file itself
};

Evidence EvidenceOf(std::span<const Token> tokens) {
  EvidenceBuilder builder;
  for (const Token& token : tokens) {
    builder.push_back({FoldN1(token.n1), token.IsVariable() ? FoldN0(token.n0) : uint8_t{0}},
                      token.line);
  }
  return builder.Finish();
}

// What the store has of the k-grams of file `own`.
void AddPostings(BlobId own, std::span<const Fingerprint> fingerprints, size_t blobs,
                 std::mt19937* random, File* file) {
  for (const Fingerprint& f : fingerprints) {
    const auto tag = static_cast<uint16_t>(f.tag);
    std::vector<Posting> postings = {{own, f.position, tag}};
    for (size_t chance = 0; chance < kChanceBlobs; ++chance) {
      postings.push_back({static_cast<BlobId>((*random)() % blobs),
                          static_cast<uint32_t>((*random)() % file->text.tokens.size()),
                          static_cast<uint16_t>(~tag)});
    }
    std::sort(postings.begin(), postings.end(), [](const Posting& a, const Posting& b) {
      return a.blob != b.blob ? a.blob < b.blob : a.position < b.position;
    });
    file->postings.push_back(std::move(postings));
    file->grams.push_back({.query = f.position, .tag = tag, .shape_rarity = 8, .text_rarity = 9});
  }
  for (size_t g = 0; g < file->grams.size(); ++g) file->grams[g].postings = file->postings[g];
}

std::span<const BlobSummary> Summaries() {
  static const std::vector<BlobSummary> summaries(
      kTexts, {.family = static_cast<uint8_t>(FamilyOf(Language::kC))});
  return summaries;
}

size_t Gather(const File& file, GatherScratch* scratch, std::vector<Hit>* hits) {
  return GatherHits({.grams = file.grams, .family = file.query.family, .blobs = Summaries()},
                    file.query, FingerprintOptions().k, {}, kLeast, scratch, hits);
}

std::vector<File> MakeFiles() {
  static const TokenModel model;
  static TokenBitsCache cache;  // that the queries refer to
  const BenchTexts& texts = TextsOf(Language::kC);
  const FingerprintOptions options;
  FingerprintScratch fingerprinting;
  GatherScratch gathering;
  ChainScratch chaining;
  std::vector<Fingerprint> fingerprints;
  std::mt19937 random(1);
  std::vector<File> files(std::min(kTexts, texts.texts.size()));
  for (size_t i = 0; i < files.size(); ++i) {
    File& file = files[i];
    const auto own = static_cast<BlobId>(i);
    Tokenize(Language::kC, texts.texts[i], &file.text);
    file.query.family = FamilyOf(Language::kC);
    file.query.tokens = file.text.tokens;
    ComputeNovelty(file.query.tokens, &file.query.novelty);
    DescribeTokens(model, &cache, &file.query);
    file.evidence = EvidenceOf(file.text.tokens);
    ComputeFingerprints(file.query.tokens, options, &fingerprinting, &fingerprints);
    AddPostings(own, fingerprints, files.size(), &random, &file);
    Gather(file, &gathering, &file.hits);
    file.chains = FindChains(file.query, file.hits, options.k, {}, kLeast, &chaining);
    const auto of_own = std::find_if(file.chains.begin(), file.chains.end(),
                                     [&](const Chain& chain) { return chain.blob == own; });
    if (of_own != file.chains.end()) file.own = &*of_own;
  }
  return files;
}

const std::vector<File>& Files() {
  static const std::vector<File> files = MakeFiles();
  return files;
}

void BM_Gather(benchmark::State& state) {
  const std::vector<File>& files = Files();
  GatherScratch scratch;
  std::vector<Hit> hits;
  size_t postings = 0;
  for (auto _ : state) {
    postings = 0;
    for (const File& file : files) postings += Gather(file, &scratch, &hits);
    benchmark::DoNotOptimize(hits.data());
  }
  state.SetItemsProcessed(static_cast<int64_t>(postings * state.iterations()));
}

void BM_Chain(benchmark::State& state) {
  const std::vector<File>& files = Files();
  ChainScratch scratch;
  size_t hits = 0;
  for (auto _ : state) {
    hits = 0;
    for (const File& file : files) {
      benchmark::DoNotOptimize(
          FindChains(file.query, file.hits, FingerprintOptions().k, {}, kLeast, &scratch));
      hits += file.hits.size();
    }
  }
  state.SetItemsProcessed(static_cast<int64_t>(hits * state.iterations()));
}

// As a scan that compares all of a file: chunk by chunk, out of a record of the store.
void BM_UnpackEvidence(benchmark::State& state) {
  std::vector<std::shared_ptr<const std::string>> records;
  for (const File& file : Files()) {
    records.push_back(std::make_shared<const std::string>(EncodeEvidence(file.evidence)));
  }
  size_t tokens = 0;
  for (auto _ : state) {
    tokens = 0;
    for (const auto& record : records) {
      const Evidence evidence = DecodeEvidence(*record, record);
      benchmark::DoNotOptimize(evidence.tokens().data());
      tokens += evidence.size();
    }
  }
  state.SetItemsProcessed(static_cast<int64_t>(tokens * state.iterations()));
}

void BM_Extend(benchmark::State& state) {
  const std::vector<File>& files = Files();
  size_t extended = 0;
  for (auto _ : state) {
    extended = 0;
    for (const File& file : files) {
      for (Chain chain : file.chains) {
        const Evidence& evidence = files[chain.blob].evidence;
        benchmark::DoNotOptimize(ExtendChain(file.query, evidence, FingerprintOptions().k, &chain));
        ++extended;
      }
    }
  }
  state.SetItemsProcessed(static_cast<int64_t>(extended * state.iterations()));
}

// Each file with itself: the whole of it.
void BM_Align(benchmark::State& state) {
  const std::vector<File>& files = Files();
  AlignScratch scratch;
  std::vector<AlignedPair> aligned;
  size_t tokens = 0;
  for (auto _ : state) {
    tokens = 0;
    for (const File& file : files) {
      if (file.own == nullptr) continue;
      AlignChain(file.query, file.evidence, *file.own, {}, {}, &scratch, &aligned);
      tokens += file.query.tokens.size();
    }
    benchmark::DoNotOptimize(aligned.data());
  }
  state.SetItemsProcessed(static_cast<int64_t>(tokens * state.iterations()));
}

BENCHMARK(BM_Gather)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Chain)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_UnpackEvidence)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Extend)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Align)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace copytrace

BENCHMARK_MAIN();
