// The stages of indexing behind the lexer: the licence gate over real texts, and postings of random
// hashes sorted and ingested.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "bench/bench_corpus.h"
#include "engine/license/license_gate.h"
#include "engine/store/posting_sorter.h"
#include "engine/store/store_writer.h"

namespace copytrace {
namespace {

constexpr size_t kFingerprintsPerFile = 200;

std::filesystem::path ScratchDirectory() {
  const std::filesystem::path path = std::filesystem::temp_directory_path() /
                                     ("copytrace-index-bench-" + std::to_string(::getpid()));
  std::filesystem::remove_all(path);
  std::filesystem::create_directories(path);
  return path;
}

std::vector<std::vector<Fingerprint>> RandomFiles(size_t files) {
  std::mt19937_64 random(1);
  std::vector<std::vector<Fingerprint>> result(files);
  for (auto& file : result) {
    for (size_t i = 0; i < kFingerprintsPerFile; ++i) {
      const uint64_t hash = random();
      file.push_back({.hash = hash >> (64 - kHashBits),
                      .tag = hash & 0xFFFF,
                      .position = static_cast<uint32_t>(7 * i)});
    }
  }
  return result;
}

void BM_LicenseGate(benchmark::State& state) {
  const BenchTexts& texts = TextsOf(Language::kC);
  size_t kept = 0;
  for (auto _ : state) {
    kept = 0;
    for (const std::string& text : texts.texts) {
      for (const TextRange& range : FindLicenseRegions(text)) kept += range.end - range.begin;
    }
    benchmark::DoNotOptimize(kept);
  }
  state.SetBytesProcessed(static_cast<int64_t>(texts.bytes * state.iterations()));
  state.counters["kept"] = static_cast<double>(kept) / static_cast<double>(texts.bytes);
}

// With 1 MB of memory most of it goes over the disk.
void BM_SortPostings(benchmark::State& state) {
  const auto files = RandomFiles(5000);
  const std::filesystem::path directory = ScratchDirectory();
  for (auto _ : state) {
    PostingSorter sorter(directory, static_cast<uint64_t>(state.range(0)) << 20);
    for (size_t i = 0; i < files.size(); ++i) sorter.Add(static_cast<BlobId>(i), files[i]);
    std::vector<std::unique_ptr<PostingSource>> sources;
    sorter.Finish(&sources);
    size_t lists = 0;
    MergePostings(sources, [&](const PostingList&) { ++lists; });
    benchmark::DoNotOptimize(lists);
  }
  state.SetItemsProcessed(
      static_cast<int64_t>(files.size() * kFingerprintsPerFile * state.iterations()));
  std::filesystem::remove_all(directory);
}

void BM_Ingest(benchmark::State& state) {
  const auto files = RandomFiles(5000);
  const std::filesystem::path directory = ScratchDirectory();
  int round = 0;
  for (auto _ : state) {
    const auto writer = StoreWriter::Open(directory / std::to_string(round++));
    for (size_t i = 0; i < files.size(); ++i) {
      EncodedBlob blob;
      for (size_t b = 0; b < 8; ++b) blob.blob.sha1[b] = static_cast<uint8_t>(i >> 8 * b);
      blob.blob.digest = i + 1;
      blob.fingerprints = files[i];
      writer->AddBlob(blob);
    }
    writer->Commit();
  }
  state.SetItemsProcessed(
      static_cast<int64_t>(files.size() * kFingerprintsPerFile * state.iterations()));
  std::filesystem::remove_all(directory);
}

BENCHMARK(BM_LicenseGate)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_SortPostings)->Arg(1)->Arg(256)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Ingest)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace copytrace

BENCHMARK_MAIN();
