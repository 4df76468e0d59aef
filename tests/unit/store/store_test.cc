#include "engine/store/store.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <random>

#include "engine/error.h"
#include "engine/store/store_state.h"
#include "engine/store/store_writer.h"
#include "tests/unit/store/store_fixture.h"

namespace copytrace {
namespace {

// Holds every answer of the store against the oracle.
void ExpectSame(const Store& store, const Oracle& oracle) {
  EXPECT_EQ(store.info().blobs, oracle.blobs.size());
  EXPECT_EQ(store.info().releases, oracle.releases.size());

  std::vector<uint64_t> hashes;
  std::mt19937_64 random(99);
  for (const auto& [hash, postings] : oracle.postings) hashes.push_back(hash);
  for (int i = 0; i < 3000; ++i) hashes.push_back(random() >> 16);
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  PostingBatch batch;
  store.LookUp(hashes, &batch);
  ASSERT_EQ(batch.ends.size(), hashes.size());
  for (size_t i = 0; i < hashes.size(); ++i) {
    const std::span<const Posting> list = batch.List(i);
    const std::vector<Posting> found(list.begin(), list.end());
    if (!oracle.postings.contains(hashes[i])) {
      EXPECT_EQ(batch.blob_counts[i], 0u);
      EXPECT_TRUE(found.empty());
    } else {
      EXPECT_EQ(batch.blob_counts[i], oracle.BlobCount(hashes[i]));
      EXPECT_EQ(found, oracle.Expected(hashes[i]));
    }
  }

  std::vector<Sha1> sha1s = {Sha1Of(12345)};
  std::vector<BlobId> ids;
  uint64_t source_bytes = 0;
  for (BlobId id = 0; id < oracle.blobs.size(); ++id) {
    const EncodedBlob& expected = oracle.blobs[id];
    sha1s.push_back(expected.blob.sha1);
    ids.push_back(id);
    source_bytes += expected.blob.bytes;
    EXPECT_EQ(store.GetBlob(id), expected.blob);
    EXPECT_EQ(store.GetSource(id), expected.source);
    EXPECT_EQ(store.blobs()[id].lineage, expected.blob.lineage);
    EXPECT_EQ(store.blobs()[id].component, expected.blob.component);
    EXPECT_EQ(store.blobs()[id].tokens, expected.blob.tokens);
    EXPECT_EQ(store.blobs()[id].family, static_cast<uint32_t>(LanguageFamily::kC));
    EXPECT_TRUE(store.MayHaveDigest(expected.blob.digest));
    EXPECT_THAT(store.FindBlobsByDigest(expected.blob.digest), testing::Contains(id));
  }
  EXPECT_EQ(store.info().source_bytes, source_bytes);
  sha1s.push_back(sha1s[1]);  // twice in one call
  const std::vector<BlobId> found = store.FindBlobs(sha1s);
  EXPECT_EQ(found.front(), kNoId);
  EXPECT_EQ(found.back(), 0u);
  EXPECT_TRUE(std::equal(ids.begin(), ids.end(), found.begin() + 1));
  const std::vector<Evidence> evidence = store.GetEvidence(ids);
  uint64_t occurrences = 0;
  for (const BlobId id : ids) {
    EXPECT_EQ(evidence[id], DecodeEvidence(oracle.blobs[id].evidence));
    std::vector<std::pair<ReleaseId, std::string>> places;
    for (const Occurrence& occurrence : store.GetOccurrences(id)) {
      places.emplace_back(occurrence.release, occurrence.path);
      EXPECT_EQ(occurrence.directory_license, "MIT");
    }
    const auto& expected = oracle.occurrences.at(id);
    EXPECT_TRUE(std::equal(places.begin(), places.end(), expected.begin(), expected.end()));
    occurrences += expected.size();
  }
  EXPECT_EQ(store.info().occurrences, occurrences);
  for (ReleaseId id = 0; id < oracle.releases.size(); ++id) {
    EXPECT_EQ(store.GetRelease(id), oracle.releases[id]);
    EXPECT_EQ(store.GetComponent(oracle.releases[id].component).name.front(), 'c');
  }
  EXPECT_FALSE(store.MayHaveDigest(0x7777777777));
  EXPECT_TRUE(store.FindBlobsByDigest(0x7777777777).empty());
}

TEST(Store, AgreesWithMapsOverManyCommits) {
  const TemporaryDirectory directory;
  Oracle oracle;
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    {
      const auto writer = StoreWriter::Open(directory.path());
      // Commits of all sizes, some of which fold older runs and some of which do not.
      AddRandomRelease(writer.get(), &oracle,
                       {.seed = seed, .blobs = seed % 4 == 1 ? 150 : 10, .fingerprints = 60});
      writer->Commit();
      EXPECT_EQ(writer->info().generation, seed);
      EXPECT_FALSE(writer->HasChanges());
    }
    ExpectSame(*Store::Open(directory.path()), oracle);
  }
}

// Whatever there is room for in memory, and the second time as the first.
TEST(Store, AgreesWithMapsWhateverItKeeps) {
  const TemporaryDirectory directory;
  Oracle oracle;
  const auto writer = StoreWriter::Open(directory.path());
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    AddRandomRelease(writer.get(), &oracle, {.seed = seed, .blobs = 300, .fingerprints = 60});
    writer->Commit();
  }
  for (const uint64_t room : {0, 6 << 10, 64 << 20}) {
    const auto store = Store::Open(directory.path(), {.cache_bytes = room});
    ExpectSame(*store, oracle);
    ExpectSame(*store, oracle);
  }
}

TEST(Store, AgreesWithMapsAfterSpilling) {
  const TemporaryDirectory directory;
  Oracle oracle;
  StoreWriteOptions options;
  options.memory_bytes = 1;  // the least there is
  const auto writer = StoreWriter::Open(directory.path(), options);
  AddRandomRelease(writer.get(), &oracle,
                   {.seed = 1, .blobs = 1500, .distinct_hashes = 60000, .fingerprints = 100});
  writer->Commit();
  ExpectSame(*Store::Open(directory.path()), oracle);
}

TEST(Store, KeepsOnlyTheCountOfCommonHashesAcrossCommits) {
  const TemporaryDirectory directory;
  Oracle oracle;
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    const auto writer = StoreWriter::Open(directory.path());
    AddRandomRelease(writer.get(), &oracle,
                     {.seed = seed, .blobs = 600, .distinct_hashes = 12, .fingerprints = 12});
    writer->Commit();
    ExpectSame(*Store::Open(directory.path()), oracle);
  }
  StoreWriter::Open(directory.path())->Compact();
  ExpectSame(*Store::Open(directory.path()), oracle);
}

TEST(Store, CompactKeepsEveryAnswerAndTheGeneration) {
  const TemporaryDirectory directory;
  Oracle oracle;
  const auto writer = StoreWriter::Open(directory.path());
  for (const int blobs : {200, 40, 8, 2}) {
    AddRandomRelease(writer.get(), &oracle, {.seed = static_cast<uint64_t>(blobs), .blobs = blobs});
    writer->Commit();
  }
  const auto before = Store::Open(directory.path());
  writer->Compact();
  EXPECT_EQ(writer->info().generation, 4u);
  const auto after = Store::Open(directory.path());
  EXPECT_EQ(after->info().postings, before->info().postings);
  ExpectSame(*after, oracle);
  ExpectSame(*before, oracle);
}

TEST(Store, ReadersKeepWhatTheySaw) {
  const TemporaryDirectory directory;
  Oracle oracle;
  const auto writer = StoreWriter::Open(directory.path());
  AddRandomRelease(writer.get(), &oracle, {.seed = 1, .blobs = 100});
  writer->Commit();
  const auto reader = Store::Open(directory.path());
  const Oracle then = oracle;
  for (uint64_t seed = 2; seed < 6; ++seed) {
    AddRandomRelease(writer.get(), &oracle, {.seed = seed, .blobs = 100});
    writer->Commit();
  }
  writer->Compact();
  EXPECT_EQ(reader->info().generation, 1u);
  for (auto [id, places] : then.occurrences) ASSERT_LT(id, then.blobs.size());
  ExpectSame(*reader, then);
  ExpectSame(*Store::Open(directory.path()), oracle);
}

TEST(Store, SumsUpStatistics) {
  const TemporaryDirectory directory;
  const FamilyStatistics part{.file_count = 10,
                              .token_count = 100,
                              .document_frequency = {{1, 1}, {2, 3}},
                              .ngram_count = {{5, 1}, {6, 2}}};
  const FamilyStatistics more{.file_count = 5,
                              .token_count = 50,
                              .document_frequency = {{2, 2}, {3, 4}, {4, 1}},
                              .ngram_count = {{6, 1}}};
  {
    const auto writer = StoreWriter::Open(directory.path());
    writer->AddStatistics(LanguageFamily::kJava, part);
    writer->Commit();
    writer->AddStatistics(LanguageFamily::kJava, more);
    writer->Commit();
  }
  const auto store = Store::Open(directory.path());
  const FamilyStatistics& sum = store->statistics(LanguageFamily::kJava);
  EXPECT_EQ(sum.file_count, 15u);
  EXPECT_EQ(sum.token_count, 150u);
  using Table = std::vector<std::pair<uint32_t, uint32_t>>;
  EXPECT_EQ(sum.document_frequency, (Table{{2, 5}, {3, 4}}));  // those of one file say nothing
  EXPECT_EQ(sum.ngram_count, (Table{{5, 1}, {6, 3}}));
  EXPECT_EQ(store->statistics(LanguageFamily::kGo).file_count, 0u);
}

TEST(Store, LeavesSourcesOutOnDemandAndForGood) {
  const TemporaryDirectory directory;
  Oracle oracle;
  StoreWriteOptions options;
  options.keep_sources = false;
  {
    const auto writer = StoreWriter::Open(directory.path(), options);
    AddRandomRelease(writer.get(), &oracle, {});
    writer->Commit();
  }
  const auto writer = StoreWriter::Open(directory.path());  // the store keeps its own options
  AddRandomRelease(writer.get(), &oracle, {.seed = 2});
  writer->Commit();
  const auto store = Store::Open(directory.path());
  EXPECT_FALSE(store->info().has_sources);
  EXPECT_EQ(store->GetSource(0), std::nullopt);
  EXPECT_EQ(store->GetSource(static_cast<BlobId>(oracle.blobs.size() - 1)), std::nullopt);
}

TEST(Store, KeepsItsFingerprintOptions) {
  const TemporaryDirectory directory;
  StoreWriteOptions options;
  options.fingerprint = {.k = 24, .window = 9};
  StoreWriter::Open(directory.path(), options);
  EXPECT_EQ(StoreWriter::Open(directory.path())->info().fingerprint, options.fingerprint);
  EXPECT_EQ(Store::Open(directory.path())->info().fingerprint, options.fingerprint);
}

// Makes a store what a copytrace of an older format would have left.
void TurnIntoFormat(uint32_t version, const std::filesystem::path& directory,
                    const Oracle& oracle) {
  const auto database = Database::OpenForWriting(directory);
  StoreState state = ReadState(*database);
  state.info.format_version = version;
  std::vector<TableFile> tables;
  tables.emplace_back(Column::kMeta, directory / "meta.sst", directory);
  tables.back().Put(StateKey(), EncodeState(state));
  tables.emplace_back(Column::kEvidence, directory / "evidence.sst", directory);
  for (BlobId id = 0; id < oracle.blobs.size(); ++id) {
    const Evidence evidence = DecodeEvidence(oracle.blobs[id].evidence);
    tables.back().Put(Key32(id),
                      version == 2 ? EvidenceOfFormat2(evidence) : EvidenceOfFormat3(evidence));
  }
  for (TableFile& table : tables) table.Finish();
  database->Ingest(tables);
  std::ofstream(directory / "STORE")
      << "copytrace store, format " << version << "\ngeneration " << state.info.generation << '\n';
}

void AddAndCommit(const std::filesystem::path& directory, Oracle* oracle, const RandomAdd& add) {
  const auto writer = StoreWriter::Open(directory);
  AddRandomRelease(writer.get(), oracle, add);
  writer->Commit();
}

class StoreOfOlderFormat : public testing::TestWithParam<uint32_t> {};

TEST_P(StoreOfOlderFormat, IsReadAndTakesTheNewFormatWithTheNextCommit) {
  const TemporaryDirectory directory;
  Oracle oracle;
  AddAndCommit(directory.path(), &oracle, {.seed = 1});
  TurnIntoFormat(GetParam(), directory.path(), oracle);
  EXPECT_EQ(Store::Open(directory.path())->info().format_version, GetParam());
  ExpectSame(*Store::Open(directory.path()), oracle);
  const auto first_line = [&] {
    std::ifstream store_file(directory.path() / "STORE");
    std::string line;
    std::getline(store_file, line);
    return line;
  };
  StoreWriter::Open(directory.path())->ReplaceAdvisories({}, {});
  EXPECT_EQ(first_line(), fmt::format("copytrace store, format {}", GetParam()));  // as it was

  AddAndCommit(directory.path(), &oracle, {.seed = 2});
  EXPECT_EQ(Store::Open(directory.path())->info().format_version, kStoreFormatVersion);
  EXPECT_EQ(first_line(), fmt::format("copytrace store, format {}", kStoreFormatVersion));
  ExpectSame(*Store::Open(directory.path()), oracle);
}

INSTANTIATE_TEST_SUITE_P(AllThatAreRead, StoreOfOlderFormat,
                         testing::Range(kOldestReadableFormat, kStoreFormatVersion));

TEST(Store, IsReadableWhileEmpty) {
  const TemporaryDirectory directory;
  StoreWriter::Open(directory.path());
  const auto store = Store::Open(directory.path());
  EXPECT_EQ(store->info().generation, 0u);
  EXPECT_EQ(store->info().format_version, kStoreFormatVersion);
  PostingBatch batch;
  store->LookUp(std::vector<uint64_t>{1, 2, 3}, &batch);
  EXPECT_THAT(batch.blob_counts, testing::Each(0u));
  EXPECT_TRUE(batch.List(2).empty());
  EXPECT_TRUE(store->FindBlobs({}).empty());
}

TEST(StoreWriter, FindsWhatItHasAndWhatItWasGiven) {
  const TemporaryDirectory directory;
  const auto writer = StoreWriter::Open(directory.path());
  EXPECT_EQ(writer->FindRelease("pkg:npm/a@1"), std::nullopt);
  EXPECT_EQ(writer->FindBlob(Sha1Of(1)), std::nullopt);
  EXPECT_FALSE(writer->HasLineage(77));
  const ComponentId component = writer->AddComponent({.purl = "pkg:npm/a", .name = "a"});
  const ReleaseId release = writer->AddRelease({.component = component, .purl = "pkg:npm/a@1"});
  EncodedBlob blob;
  blob.blob = {.sha1 = Sha1Of(1), .lineage = 77};
  const BlobId id = writer->AddBlob(blob);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(writer->FindRelease("pkg:npm/a@1"), release);
    EXPECT_EQ(writer->FindBlob(Sha1Of(1)), id);
    EXPECT_TRUE(writer->HasLineage(77));
    EXPECT_EQ(writer->AddComponent({.purl = "pkg:npm/a", .name = "a"}), component);
    EXPECT_EQ(writer->AddRelease({.component = component, .purl = "pkg:npm/a@1"}), release);
    EXPECT_EQ(writer->AddBlob(blob), id);
    EXPECT_EQ(writer->info().components, 1u);
    EXPECT_EQ(writer->info().releases, 1u);
    EXPECT_EQ(writer->info().blobs, 1u);
    writer->Commit();
    EXPECT_FALSE(writer->HasChanges());
  }
  EXPECT_EQ(writer->info().generation, 1u);
}

// Names, sizes and contents of all files of the database.
std::map<std::string, std::string> DatabaseFiles(const std::filesystem::path& store) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(store)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files[entry.path().string()] =
        std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return files;
}

TEST(StoreWriter, AddingTheSameTwiceChangesNoByte) {
  const TemporaryDirectory directory;
  Oracle oracle;
  const auto add = [&] {
    const auto writer = StoreWriter::Open(directory.path());
    const ComponentId component = writer->AddComponent({.purl = "pkg:npm/a", .name = "a"});
    const ReleaseId release = writer->AddRelease({.component = component, .purl = "pkg:npm/a@1"});
    for (uint64_t i = 0; i < 50; ++i) {
      EncodedBlob blob;
      blob.blob.sha1 = Sha1Of(i);
      blob.fingerprints = {{.hash = i * 1000, .tag = 1, .position = 2}};
      const BlobId id = writer->AddBlob(blob);
      writer->AddOccurrence(id, {.release = release, .path = "a.c"});
      writer->AddOccurrence(id, {.release = release, .path = "a.c"});
    }
    const bool changed = writer->HasChanges();
    writer->Commit();
    EXPECT_EQ(writer->info().occurrences, 50u);
    return changed;
  };
  EXPECT_TRUE(add());
  const auto before = DatabaseFiles(directory.path());
  EXPECT_FALSE(before.empty());
  EXPECT_FALSE(add());
  EXPECT_EQ(DatabaseFiles(directory.path()), before);
  EXPECT_EQ(Store::Open(directory.path())->info().generation, 1u);
}

TEST(StoreWriter, LeavesNoStagingBehind) {
  const TemporaryDirectory directory;
  Oracle oracle;
  {
    const auto writer = StoreWriter::Open(directory.path());
    AddRandomRelease(writer.get(), &oracle, {});
    writer->Commit();
  }
  EXPECT_FALSE(std::filesystem::exists(directory.path() / "staging"));
}

}  // namespace
}  // namespace copytrace
