// What may befall a store: killed writers, locks, foreign directories, other versions, damage.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <thread>

#include "engine/error.h"
#include "engine/store/bus_error.h"
#include "engine/store/store.h"
#include "engine/store/store_writer.h"
#include "tests/unit/store/store_fixture.h"

namespace copytrace {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string MessageOf(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

void MakeStore(const std::filesystem::path& directory, uint64_t seed = 1, int blobs = 60) {
  Oracle oracle;
  const auto writer = StoreWriter::Open(directory);
  AddRandomRelease(writer.get(), &oracle, {.seed = seed, .blobs = blobs});
  writer->Commit();
}

void TouchEverything(const Store& store) {
  PostingBatch batch;
  std::vector<uint64_t> hashes;
  for (uint64_t i = 0; i < 4000; ++i) hashes.push_back(i * 0x9e3779b97f4a7c15 >> 16);
  std::sort(hashes.begin(), hashes.end());
  store.LookUp(hashes, &batch);
  for (BlobId id = 0; id < store.info().blobs; ++id) {
    const Blob blob = store.GetBlob(id);
    store.GetOccurrences(id);
    const std::vector<Evidence> evidence = store.GetEvidence(std::span(&id, 1));
    evidence.front().tokens();
    evidence.front().lines();
    store.GetSource(id);
    store.FindBlobs(std::span(&blob.sha1, 1));
    store.FindBlobsByDigest(blob.digest);
  }
  for (ReleaseId id = 0; id < store.info().releases; ++id) store.GetRelease(id);
  for (ComponentId id = 0; id < store.info().components; ++id) store.GetComponent(id);
}

TEST(StoreFailure, WriterThatNeverCommitsChangesNothing) {
  const TemporaryDirectory directory;
  MakeStore(directory.path());
  const StoreInfo before = Store::Open(directory.path())->info();
  {
    Oracle oracle;
    const auto writer = StoreWriter::Open(directory.path());
    AddRandomRelease(writer.get(), &oracle, {.seed = 2});
    EXPECT_TRUE(writer->HasChanges());
  }
  const auto store = Store::Open(directory.path());
  EXPECT_EQ(store->info().generation, before.generation);
  EXPECT_EQ(store->info().blobs, before.blobs);
  EXPECT_EQ(store->info().postings, before.postings);
}

// A process killed with SIGKILL at some moment of making or adding to a store: afterwards the store
// has the old generation or the new one, whole, and adding again gives what an unbroken run gives.
TEST(StoreFailure, KilledAtAnyMomentLeavesAWholeGeneration) {
  const TemporaryDirectory reference;
  MakeStore(reference.path(), 1, 300);
  MakeStore(reference.path(), 2, 300);
  const StoreInfo expected = Store::Open(reference.path())->info();
  int old_generations = 0;
  for (int round = 0; round < 12; ++round) {
    const TemporaryDirectory directory;
    if (round % 4 != 0) MakeStore(directory.path(), 1, 300);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      if (round % 4 == 0) MakeStore(directory.path(), 1, 300);
      MakeStore(directory.path(), 2, 300);
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(2500 * round));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (round % 4 != 0) {
      const auto store = Store::Open(directory.path());
      TouchEverything(*store);
      EXPECT_THAT(store->info().generation, testing::AnyOf(1u, 2u));
      old_generations += store->info().generation == 1;
    }
    MakeStore(directory.path(), 1, 300);
    MakeStore(directory.path(), 2, 300);
    const auto store = Store::Open(directory.path());
    TouchEverything(*store);
    EXPECT_EQ(store->info().generation, expected.generation);
    EXPECT_EQ(store->info().blobs, expected.blobs);
    EXPECT_EQ(store->info().occurrences, expected.occurrences);
    EXPECT_EQ(store->info().postings, expected.postings);
  }
  EXPECT_GT(old_generations, 0);
}

TEST(StoreFailure, OneWriterAtATime) {
  const TemporaryDirectory directory;
  const auto writer = StoreWriter::Open(directory.path());
  EXPECT_THAT(MessageOf([&] { StoreWriter::Open(directory.path()); }),
              AllOf(HasSubstr(directory.path().string()), HasSubstr("another process is writing")));
  EXPECT_NO_THROW(Store::Open(directory.path()));
}

TEST(StoreFailure, MissingDirectory) {
  EXPECT_THAT(MessageOf([] { Store::Open("/nonexistent/store"); }),
              AllOf(HasSubstr("/nonexistent/store"), HasSubstr("copytrace-index add")));
}

TEST(StoreFailure, DirectoryThatIsNoStore) {
  const TemporaryDirectory directory;
  std::ofstream(directory.path() / "thesis.txt") << "chapter 1\n";
  EXPECT_THAT(MessageOf([&] { Store::Open(directory.path()); }),
              HasSubstr("not a copytrace store"));
  EXPECT_THAT(MessageOf([&] { StoreWriter::Open(directory.path()); }),
              AllOf(HasSubstr("thesis.txt"), HasSubstr("new directory")));
  EXPECT_TRUE(std::filesystem::exists(directory.path() / "thesis.txt"));
}

TEST(StoreFailure, FileInPlaceOfADirectory) {
  const TemporaryDirectory directory;
  const std::filesystem::path file = directory.path() / "file";
  std::ofstream(file) << "x";
  EXPECT_THAT(MessageOf([&] { Store::Open(file); }), HasSubstr("not a copytrace store"));
  EXPECT_THAT(MessageOf([&] { StoreWriter::Open(file); }), HasSubstr(file.string()));
}

TEST(StoreFailure, UnfinishedCreationIsMadeAfresh) {
  const TemporaryDirectory directory;
  MakeStore(directory.path());
  std::filesystem::remove(directory.path() / "STORE");
  EXPECT_THAT(MessageOf([&] { Store::Open(directory.path()); }),
              HasSubstr("not a copytrace store"));
  EXPECT_EQ(StoreWriter::Open(directory.path())->info().generation, 0u);
}

TEST(StoreFailure, OtherFormatVersions) {
  const TemporaryDirectory directory;
  MakeStore(directory.path());
  std::ofstream(directory.path() / "STORE") << "copytrace store, format 99\n";
  for (const auto& message : {MessageOf([&] { Store::Open(directory.path()); }),
                              MessageOf([&] { StoreWriter::Open(directory.path()); })}) {
    EXPECT_THAT(message, AllOf(HasSubstr("format 99"), HasSubstr("newer")));
  }
  std::ofstream(directory.path() / "STORE") << "copytrace store, format 0\n";
  EXPECT_THAT(MessageOf([&] { Store::Open(directory.path()); }), HasSubstr("build it again"));
  std::ofstream(directory.path() / "STORE") << "hello\n";
  EXPECT_THAT(MessageOf([&] { Store::Open(directory.path()); }), HasSubstr("damaged"));
}

// Flips bytes of every file of the database in turn, and cuts it: an Error that says what to do, or
// an answer, never a crash.
TEST(StoreFailure, DamagedFiles) {
  const TemporaryDirectory directory;
  const std::filesystem::path good = directory.path() / "good";
  MakeStore(good, 1, 200);
  std::mt19937_64 random(1);
  int reported = 0;
  for (const auto& entry : std::filesystem::directory_iterator(good / "db")) {
    if (!entry.is_regular_file() || entry.file_size() == 0) continue;
    for (int round = 0; round < 6; ++round) {
      const std::filesystem::path bad = directory.path() / "bad";
      std::filesystem::remove_all(bad);
      std::filesystem::copy(good, bad, std::filesystem::copy_options::recursive);
      const std::filesystem::path victim = bad / "db" / entry.path().filename();
      if (round == 5) {
        std::filesystem::resize_file(victim, entry.file_size() / 2);
      } else {
        std::fstream file(victim, std::ios::in | std::ios::out | std::ios::binary);
        for (int flips = 0; flips < 40; ++flips) {
          file.seekp(static_cast<std::streamoff>(random() % entry.file_size()));
          file.put(static_cast<char>(random()));
        }
      }
      const std::string message = MessageOf([&] { TouchEverything(*Store::Open(bad)); });
      if (message == "no error") continue;
      ++reported;
      EXPECT_THAT(message, AllOf(HasSubstr(bad.string()), HasSubstr("copytrace-index add")))
          << victim;
    }
  }
  EXPECT_GT(reported, 20);
}

// A manifest that was cut off opens as an earlier generation; STORE knows better.
TEST(StoreFailure, LostGenerationsAreDamage) {
  const TemporaryDirectory directory;
  MakeStore(directory.path(), 1);
  const TemporaryDirectory copy;
  std::filesystem::copy(directory.path(), copy.path() / "first",
                        std::filesystem::copy_options::recursive);
  MakeStore(directory.path(), 2);
  std::filesystem::remove(copy.path() / "first" / "STORE");
  std::filesystem::copy(directory.path() / "STORE", copy.path() / "first" / "STORE");
  for (const auto& message : {MessageOf([&] { Store::Open(copy.path() / "first"); }),
                              MessageOf([&] { StoreWriter::Open(copy.path() / "first"); })}) {
    EXPECT_THAT(message, AllOf(HasSubstr("damaged"), HasSubstr("generation 1, but had 2")));
  }
  // Killed between the database and STORE: the database is ahead, and the next writer says so.
  std::ofstream(directory.path() / "STORE") << "copytrace store, format 2\ngeneration 1\n";
  EXPECT_EQ(Store::Open(directory.path())->info().generation, 2u);
  StoreWriter::Open(directory.path());
  std::ifstream file(directory.path() / "STORE");
  std::string line;
  std::getline(file, line);
  std::getline(file, line);
  EXPECT_EQ(line, "generation 2");
  // As the first release wrote it.
  std::ofstream(directory.path() / "STORE") << "copytrace store, format 2\n";
  EXPECT_EQ(Store::Open(directory.path())->info().generation, 2u);
  std::ofstream(directory.path() / "STORE") << "copytrace store, format 2\ngenera";
  EXPECT_THAT(MessageOf([&] { Store::Open(directory.path()); }), HasSubstr("damaged"));
}

TEST(StoreFailure, AManifestCutAnywhereIsDamageOrWhole) {
  const TemporaryDirectory directory;
  const std::filesystem::path good = directory.path() / "good";
  MakeStore(good, 1);
  MakeStore(good, 2);
  std::string manifest;
  for (const auto& entry : std::filesystem::directory_iterator(good / "db")) {
    const std::string name = entry.path().filename();
    if (name.starts_with("MANIFEST")) manifest = name;
  }
  const uintmax_t size = std::filesystem::file_size(good / "db" / manifest);
  int damaged = 0;
  for (uintmax_t cut = 0; cut < size; cut += size / 40 + 1) {
    const std::filesystem::path bad = directory.path() / "bad";
    std::filesystem::remove_all(bad);
    std::filesystem::copy(good, bad, std::filesystem::copy_options::recursive);
    std::filesystem::resize_file(bad / "db" / manifest, cut);
    const std::string message = MessageOf([&] {
      const auto store = Store::Open(bad);
      EXPECT_EQ(store->info().generation, 2u) << cut;
      TouchEverything(*store);
    });
    if (message == "no error") continue;
    ++damaged;
    EXPECT_THAT(message, HasSubstr("damaged")) << cut;
  }
  EXPECT_GT(damaged, 30);
}

TEST(StoreFailure, MissingTableFile) {
  const TemporaryDirectory directory;
  MakeStore(directory.path());
  for (const auto& entry : std::filesystem::directory_iterator(directory.path() / "db")) {
    if (entry.path().extension() == ".sst") {
      std::filesystem::remove(entry.path());
      break;
    }
  }
  EXPECT_THAT(MessageOf([&] { TouchEverything(*Store::Open(directory.path())); }),
              HasSubstr("copytrace-index add"));
}

TEST(StoreFailure, ReadersOpenWhileAWriterCommitsAndCompacts) {
  const TemporaryDirectory directory;
  MakeStore(directory.path());
  std::thread writing([&] {
    Oracle oracle;
    for (uint64_t seed = 2; seed < 14; ++seed) {
      const auto writer = StoreWriter::Open(directory.path());
      AddRandomRelease(writer.get(), &oracle, {.seed = seed, .blobs = 20});
      writer->Commit();
      if (seed % 4 == 0) writer->Compact();
    }
  });
  uint64_t last = 0;
  for (int i = 0; i < 60; ++i) {
    const auto store = Store::Open(directory.path());
    EXPECT_GE(store->info().generation, last);
    last = store->info().generation;
    TouchEverything(*store);
  }
  writing.join();
}

// Files are mapped: what a failing disk or a cut file does then is no error that could be caught.
TEST(StoreFailure, FileCutOffUnderAReaderIsNamed) {
  const TemporaryDirectory directory;
  const std::filesystem::path path = directory.path() / "table.sst";
  std::ofstream(path) << std::string(100000, 'x');
  const int file = ::open(path.c_str(), O_RDONLY);
  const auto* bytes =
      static_cast<const volatile char*>(::mmap(nullptr, 100000, PROT_READ, MAP_SHARED, file, 0));
  ::close(file);
  ASSERT_EQ(bytes[99999], 'x');
  const auto read_cut = [&] {
    ExplainBusErrors("copytrace");
    std::filesystem::resize_file(path, 10);
    return bytes[99999];
  };
  EXPECT_EXIT(read_cut(), testing::ExitedWithCode(2),
              "copytrace: " + path.string() + ": cannot be read; check the disk");
}

TEST(StoreFailure, ReadOnlyDirectoryCanBeRead) {
  const TemporaryDirectory directory;
  MakeStore(directory.path());
  std::vector<std::string> before;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory.path())) {
    before.push_back(entry.path().string());
  }
  TouchEverything(*Store::Open(directory.path()));
  std::vector<std::string> after;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory.path())) {
    after.push_back(entry.path().string());
  }
  EXPECT_EQ(before, after);  // a reader leaves nothing behind
}

}  // namespace
}  // namespace copytrace
