// A store of as many postings as one likes, made of synthetic hashes by the real writer and looked
// up by the real reader: what a corpus larger than the disk at hand would cost.
//
//   scale_bench build DIRECTORY MILLIONS    writes a new store of so many million postings
//   scale_bench look-up DIRECTORY           opens it and looks hashes up, from disk and from memory
//
// The shape follows a store of 897 MB of real source: 202 postings a file, 51 bytes of source a
// posting, and of ten postings four whose hash stands in an earlier file (mostly a version of it).
// Files have no source, and evidence of one token again and again, which takes hardly any room:
// both grow with the source and are read by number.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engine/error.h"
#include "engine/store/encoding.h"
#include "engine/store/store.h"
#include "engine/store/store_writer.h"

namespace copytrace {
namespace {

constexpr uint64_t kPostingsPerFile = 202;
constexpr uint64_t kSourceBytesPerPosting = 51;
constexpr uint64_t kTokensPerPosting = 7;
constexpr uint64_t kRepeatedOfTen = 4;
constexpr uint64_t kFilesOfAProject = 500;
constexpr size_t kBatch = 5000;  // hashes of half a megabyte of code, as a scan looks them up

// The i-th hash of the corpus.
uint64_t HashOf(uint64_t i) {
  uint64_t x = (i + 1) * 0x9E3779B97F4A7C15ull;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ x >> 27) * 0x94D049BB133111EBull;
  return (x ^ x >> 31) >> (64 - kHashBits);
}

double Seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

Sha1 Sha1Of(uint64_t number) {
  Sha1 sha1{};
  std::mt19937_64 random(number);
  for (uint8_t& byte : sha1) byte = static_cast<uint8_t>(random());
  return sha1;
}

void PrintSizes(const Store& store) {
  const StoreInfo& info = store.info();
  uint64_t total = 0;
  for (const ColumnFamilySize& size : store.ColumnFamilySizes()) {
    total += size.bytes;
    if (size.bytes < 1 << 20) continue;
    fmt::print("  {:12} {:>10.1f} MB  {:6.3f} bytes a posting\n", size.name,
               static_cast<double>(size.bytes) / 1e6,
               static_cast<double>(size.bytes) / static_cast<double>(info.postings));
  }
  fmt::print("  {:12} {:>10.1f} MB\n", "all", static_cast<double>(total) / 1e6);
}

void Build(const std::filesystem::path& directory, uint64_t postings) {
  const double start = Seconds();
  const double cpu_start = CpuSeconds();
  const auto writer = StoreWriter::Open(directory, {.keep_sources = false});
  std::mt19937_64 random(1);
  EvidenceBuilder tokens;
  for (uint64_t i = 0; i < kPostingsPerFile * kTokensPerPosting; ++i) {
    tokens.push_back({.n1 = 20, .n0 = 0}, static_cast<uint32_t>(1 + i / kTokensPerPosting));
  }
  const std::string evidence = EncodeEvidence(tokens.Finish());
  uint64_t fresh = 0;  // hashes so far
  ReleaseId release = kNoId;
  ComponentId component = kNoId;
  for (uint64_t file = 0; file * kPostingsPerFile < postings; ++file) {
    if (file % kFilesOfAProject == 0) {
      const std::string purl = fmt::format("pkg:generic/project-{}", file / kFilesOfAProject);
      component = writer->AddComponent({.purl = purl, .name = purl.substr(12)});
      release = writer->AddRelease({.component = component, .version = "1", .purl = purl + "@1"});
    }
    EncodedBlob encoded;
    // A run of an earlier file's hashes, then hashes of its own.
    const uint64_t repeated =
        fresh < kPostingsPerFile * kFilesOfAProject ? 0 : kPostingsPerFile * kRepeatedOfTen / 10;
    const uint64_t from = repeated == 0 ? 0 : random() % (fresh - repeated);
    for (uint64_t i = 0; i < kPostingsPerFile; ++i) {
      const uint64_t hash = HashOf(i < repeated ? from + i : fresh++);
      encoded.fingerprints.push_back(
          {.hash = hash,
           .tag = hash & 0xFFFF,
           .position = static_cast<uint32_t>(i * kTokensPerPosting + random() % 4)});
    }
    encoded.evidence = evidence;
    encoded.blob = {.sha1 = Sha1Of(file),
                    .digest = random() | 1,
                    .language = Language::kC,
                    .bytes = kPostingsPerFile * kSourceBytesPerPosting,
                    .lines = 300,
                    .tokens = kPostingsPerFile * kTokensPerPosting,
                    .lineage = static_cast<uint32_t>(random()),
                    .component = component};
    const BlobId blob = writer->AddBlob(encoded);
    writer->AddOccurrence(blob, {.release = release, .path = fmt::format("src/file-{}.c", file)});
    if (file % 500000 == 0)
      fmt::print(stderr, "{} M postings\n", file * kPostingsPerFile / 1000000);
  }
  const double added = Seconds();
  writer->Commit();
  fmt::print(
      "{} postings of {:.1f} GB of source in {:.0f} s of CPU, {:.0f} s (added {:.0f}, merged "
      "and written {:.0f}), {:.0f} MB at most\n",
      writer->info().postings, static_cast<double>(writer->info().source_bytes) / 1e9,
      CpuSeconds() - cpu_start, Seconds() - start, added - start, Seconds() - added,
      PeakMegabytes());
}

// Makes the kernel forget the store's files.
void ForgetPages(const std::filesystem::path& directory) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    const int fd = open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) throw Error(entry.path().string() + ": cannot be opened");
    fdatasync(fd);
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    close(fd);
  }
}

// `present` of ten hashes are of the store, the others are of code that it does not hold.
std::vector<uint64_t> Batch(uint64_t hashes, uint64_t present, size_t size, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<uint64_t> batch(size);
  for (uint64_t& hash : batch) {
    hash = random() % 10 < present ? HashOf(random() % hashes) : random() >> (64 - kHashBits);
  }
  std::sort(batch.begin(), batch.end());
  batch.erase(std::unique(batch.begin(), batch.end()), batch.end());
  return batch;
}

void LookUp(const std::filesystem::path& directory) {
  ForgetPages(directory);
  for (const std::string_view pages : {"cold", "warm"}) {
    const double start = Seconds();
    const auto store = Store::Open(directory);
    const double opened = Seconds();
    const uint64_t fresh = store->info().postings * (10 - kRepeatedOfTen) / 10;
    const std::vector<uint64_t> one_file = Batch(fresh, 3, kPostingsPerFile, 1);
    PostingBatch result;
    store->LookUp(one_file, &result);
    fmt::print("{}: opened in {:.3f} s; the hashes of one file looked up in {:.3f} s\n", pages,
               opened - start, Seconds() - opened);
  }
  const auto store = Store::Open(directory);
  PrintSizes(*store);
  const uint64_t fresh = store->info().postings * (10 - kRepeatedOfTen) / 10;
  PostingBatch result;
  const double load = Seconds();
  const double cpu = CpuSeconds();
  store->LookUp(Batch(fresh, 0, store->info().postings / 1000, 3), &result);
  fmt::print("all sketches read in {:.1f} s, {:.1f} s of CPU; {:.0f} MB resident at most\n",
             Seconds() - load, CpuSeconds() - cpu, PeakMegabytes());
  for (const bool cold : {true, false}) {
    for (const uint64_t present : {0, 3, 10}) {
      if (cold) ForgetPages(directory);
      constexpr int kRounds = 40;
      std::vector<std::vector<uint64_t>> batches;
      for (int round = 0; round < kRounds; ++round) {
        batches.push_back(Batch(fresh, present, kBatch, 100 * present + round));
      }
      const double begin = Seconds();
      const double cpu_begin = CpuSeconds();
      for (int repeat = 0; repeat < (cold ? 1 : 2); ++repeat) {
        for (const auto& batch : batches) store->LookUp(batch, &result);
      }
      const double count = static_cast<double>(kRounds * kBatch * (cold ? 1 : 2));
      fmt::print("{}, {} of ten present: {:7.2f} µs a hash, {:6.2f} µs of CPU\n",
                 cold ? "cold" : "warm", present, (Seconds() - begin) / count * 1e6,
                 (CpuSeconds() - cpu_begin) / count * 1e6);
    }
  }
}

}  // namespace
}  // namespace copytrace

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  try {
    if (words.size() == 3 && words[0] == "build") {
      copytrace::Build(words[1], std::strtoull(argv[3], nullptr, 10) * 1000000);
      return 0;
    }
    if (words.size() == 2 && words[0] == "look-up") {
      copytrace::LookUp(words[1]);
      return 0;
    }
  } catch (const copytrace::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
  fmt::print(stderr,
             "usage: scale_bench build DIRECTORY MILLIONS | scale_bench look-up DIRECTORY\n");
  return 2;
}
