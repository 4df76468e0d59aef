#include "indexer/index_builder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/source/source_file.h"
#include "engine/store/encoding.h"
#include "tests/unit/indexer/archive_writer.h"
#include "tests/unit/indexer/temporary_directory.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class IndexBuilderTest : public testing::Test {
 protected:
  IndexSummary Add(const std::string& store, const std::string& source, uint32_t threads = 2) {
    const std::vector<PackageSource> packages = FindPackages(directory_ / source);
    const auto writer = StoreWriter::Open(directory_ / store);
    std::unique_ptr<Store> published;
    if (writer->info().blobs > 0) published = Store::Open(directory_ / store);
    IndexOptions options;
    options.threads = threads;
    StageClock clock;
    IndexSummary summary =
        IndexBuilder(writer.get(), published.get(), options).Add(packages, nullptr, &clock);
    if (writer->HasChanges()) writer->Commit();
    return summary;
  }

  // Everything a store says, in words.
  std::string Describe(const std::string& name) {
    const auto store = Store::Open(directory_ / name);
    const StoreInfo& info = store->info();
    std::string text = fmt::format("{} {} {} {} {} {}\n", info.components, info.releases,
                                   info.blobs, info.occurrences, info.postings, info.source_bytes);
    for (ReleaseId id = 0; id < info.releases; ++id) {
      const Release release = store->GetRelease(id);
      text += fmt::format("{} {} {} {}\n", release.purl, release.released, release.declared_license,
                          store->GetComponent(release.component).purl);
    }
    std::vector<BlobId> ids;
    for (BlobId id = 0; id < info.blobs; ++id) {
      ids.push_back(id);
      const Blob blob = store->GetBlob(id);
      text += fmt::format("{} {} {} {} {} {} {} {}\n", Swhid(blob.sha1), blob.digest, blob.bytes,
                          blob.lines, blob.tokens, blob.lineage, blob.component, blob.license);
      for (const Occurrence& occurrence : store->GetOccurrences(id)) {
        text += fmt::format("  {} {} {}\n", occurrence.release, occurrence.path,
                            occurrence.directory_license);
      }
      text += fmt::format("  {}\n", store->GetSource(id).value_or("no source"));
    }
    for (const Evidence& evidence : store->GetEvidence(ids)) {
      text += fmt::format("{}\n", HexOf(EncodeEvidence(evidence)));
    }
    for (int family = 0; family < kLanguageFamilies; ++family) {
      const auto& statistics = store->statistics(static_cast<LanguageFamily>(family));
      text += fmt::format("{} {} {} {}\n", statistics.file_count, statistics.token_count,
                          HexOf(EncodeStatistics(statistics)), statistics.ngram_count.size());
    }
    return text;
  }

  static std::string HexOf(std::string_view bytes) {
    const std::span<const uint8_t> view(reinterpret_cast<const uint8_t*>(bytes.data()),
                                        bytes.size());
    return fmt::format("{:02x}", fmt::join(view, ""));
  }

  // A shelf of packages: two releases of one, some of whose files are equal, and an archive.
  void WriteCorpus() {
    for (const char* version : {"1.0.0", "1.1.0"}) {
      const std::string root = fmt::format("corpus/engine-{}/", version);
      directory_.Write(
          root + "package.json",
          fmt::format(R"({{"name":"engine","version":"{}","license":"MIT"}})", version));
      for (int i = 0; i < 60; ++i) {
        directory_.Write(root + fmt::format("src/f{}.c", i),
                         CodeInC(i + (i % 10 == 0 && version[2] == '1' ? 1000 : 0), 6));
      }
      directory_.Write(root + "lib/LICENSE", "SPDX-License-Identifier: Apache-2.0\n");
      directory_.Write(root + "lib/gpl.c",
                       "// SPDX-License-Identifier: GPL-2.0-only\n" + CodeInC(500));
    }
    directory_.Write("corpus/pump-2.0/pump.c", CodeInC(2000, 40));
    directory_.Write("corpus/pump-2.0/copied.c", CodeInC(7, 6));
    WriteArchive(directory_ / "corpus/valve-3.0.tar.gz", ArchiveFormat::kTarGz,
                 {{"valve-3.0/valve.c", CodeInC(3000)}, {"valve-3.0/copied.c", CodeInC(8, 6)}});
  }

  TemporaryDirectory directory_;
};

TEST_F(IndexBuilderTest, RecordsFilesReleasesAndLicences) {
  WriteCorpus();
  const IndexSummary summary = Add("store", "corpus");
  EXPECT_EQ(summary.packages, 4u);
  EXPECT_EQ(summary.new_code_files, summary.new_files);
  EXPECT_THAT(summary.packages_without_code, IsEmpty());
  const auto store = Store::Open(directory_ / "store");
  EXPECT_EQ(store->info().components, 3u);
  EXPECT_EQ(store->info().releases, 4u);
  EXPECT_GT(store->info().postings, 1000u);

  const auto find = [&](const std::string& text) {
    const Sha1 sha1 = HashContent(text);
    return store->FindBlobs({&sha1, 1})[0];
  };
  const BlobId gpl = find("// SPDX-License-Identifier: GPL-2.0-only\n" + CodeInC(500));
  ASSERT_NE(gpl, kNoId);
  EXPECT_EQ(store->GetBlob(gpl).license, "GPL-2.0-only");
  const auto occurrences = store->GetOccurrences(gpl);
  ASSERT_EQ(occurrences.size(), 2u);
  EXPECT_EQ(occurrences[0].path, "lib/gpl.c");
  EXPECT_EQ(occurrences[0].directory_license, "Apache-2.0");
  EXPECT_EQ(store->GetRelease(occurrences[0].release).declared_license, "MIT");

  // Held by three packages; the first to have it is the component's.
  const BlobId copied = find(CodeInC(7, 6));
  ASSERT_NE(copied, kNoId);
  EXPECT_EQ(store->GetOccurrences(copied).size(), 3u);
  EXPECT_EQ(store->GetComponent(store->GetBlob(copied).component).purl, "pkg:npm/engine");
  EXPECT_EQ(store->GetSource(copied), CodeInC(7, 6));
  EXPECT_EQ(store->GetEvidence({&copied, 1})[0].size(), store->GetBlob(copied).tokens);

  // Versions of one file share a lineage, and are counted once.
  EXPECT_EQ(store->GetBlob(find(CodeInC(10, 6))).lineage,
            store->GetBlob(find(CodeInC(1010, 6))).lineage);
  EXPECT_EQ(store->statistics(LanguageFamily::kC).file_count, 63u);
}

TEST_F(IndexBuilderTest, ThreadsDoNotShowInTheStore) {
  WriteCorpus();
  Add("one", "corpus", 1);
  Add("two", "corpus", 2);
  Add("eight", "corpus", 8);
  const std::string one = Describe("one");
  EXPECT_GT(one.size(), 100'000u);
  EXPECT_TRUE(one == Describe("two"));
  EXPECT_TRUE(one == Describe("eight"));
}

TEST_F(IndexBuilderTest, AddingTwiceChangesNothing) {
  WriteCorpus();
  Add("store", "corpus");
  const std::string before = Describe("store");
  const uint64_t generation = Store::Open(directory_ / "store")->info().generation;
  const IndexSummary again = Add("store", "corpus");
  EXPECT_EQ(again.new_files, 0u);
  EXPECT_EQ(again.known_packages, 4u);
  EXPECT_THAT(again.packages_without_code, IsEmpty());
  EXPECT_TRUE(before == Describe("store"));
  EXPECT_EQ(Store::Open(directory_ / "store")->info().generation, generation);
}

TEST_F(IndexBuilderTest, LaterReleasesAddWhatIsNew) {
  WriteCorpus();
  Add("store", "corpus/engine-1.0.0");
  const IndexSummary summary = Add("store", "corpus/engine-1.1.0");
  EXPECT_EQ(summary.new_files, 6u);
  EXPECT_EQ(summary.repeated_files, 55u);
  const auto store = Store::Open(directory_ / "store");
  EXPECT_EQ(store->info().generation, 2u);
  EXPECT_EQ(store->info().components, 1u);
  EXPECT_EQ(store->info().releases, 2u);
  EXPECT_EQ(store->statistics(LanguageFamily::kC).file_count, 61u);
}

TEST_F(IndexBuilderTest, SkipsAreReportedWithTheirReasons) {
  std::string minified;
  for (int i = 0; i < 300; ++i) minified += fmt::format("function f{0}(a,b){{return a+b*{0}}}", i);
  directory_.Write("p/package.json", R"({"name":"p","version":"1.0.0"})");
  directory_.Write("p/a.min.js", minified);
  directory_.Write("p/b.min.js", minified);  // content that was skipped once is skipped again
  directory_.Write("p/image.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\0", 20));
  directory_.Write("p/huge.js", std::string(5 << 20, 'x'));
  directory_.Write("p/tiny.js", "x = 1;\n");
  directory_.Write("p/tiny2.js", "x = 1;\n");
  fs::create_symlink("/etc/passwd", directory_ / "p/link.js");
  const IndexSummary summary = Add("store", "p");
  const auto count = [&](SkipReason reason) {
    return summary.skipped_by_reason[static_cast<size_t>(reason)];
  };
  EXPECT_EQ(count(SkipReason::kMinified), 2u);
  EXPECT_EQ(count(SkipReason::kBinary), 1u);
  EXPECT_EQ(count(SkipReason::kTooLarge), 1u);
  EXPECT_EQ(count(SkipReason::kSpecial), 1u);
  EXPECT_EQ(summary.skipped.size(), 5u);
  EXPECT_EQ(summary.small_files, 3u);  // package.json too: a manifest is no data to know again
  EXPECT_EQ(summary.new_files, 0u);
  EXPECT_THAT(summary.packages_without_code, ElementsAre((directory_ / "p").native()));
  EXPECT_THAT(summary.failed_packages, IsEmpty());
}

// Data and prose are known again as whole files only.
TEST_F(IndexBuilderTest, DataServesWholeFileIdentity) {
  std::string json = "[";
  for (int i = 0; i < 400; ++i) json += fmt::format("{},\n", i * i);
  json += "0]\n";
  directory_.Write("p-1.0/table.json", json);
  directory_.Write("p-1.0/small.json", "[1, 2]\n");
  directory_.Write("p-1.0/LICENSE", std::string(2000, 'x'));
  const IndexSummary summary = Add("store", "p-1.0");
  EXPECT_EQ(summary.new_files, 1u);
  EXPECT_EQ(summary.new_code_files, 0u);
  EXPECT_EQ(summary.packages_without_code.size(), 1u);
  const auto store = Store::Open(directory_ / "store");
  EXPECT_EQ(store->info().postings, 0u);
  EXPECT_EQ(store->GetBlob(0).kind, ContentKind::kData);
  EXPECT_EQ(store->GetBlob(0).lines, 401u);
  EXPECT_EQ(store->GetBlob(0).tokens, 0u);
}

TEST_F(IndexBuilderTest, OnePackageThatCannotBeReadDoesNotStopTheOthers) {
  directory_.Write("shelf/bad-1.0.tar.gz", "this is plain text and no archive at all");
  directory_.Write("shelf/good-1.0/a.c", CodeInC(1));
  directory_.Write("shelf/gone-1.0/a.c", CodeInC(2));
  const std::vector<PackageSource> packages = FindPackages(directory_ / "shelf");
  fs::remove_all(directory_ / "shelf/gone-1.0");
  const auto writer = StoreWriter::Open(directory_ / "store");
  StageClock clock;
  const IndexSummary summary =
      IndexBuilder(writer.get(), nullptr, IndexOptions()).Add(packages, nullptr, &clock);
  EXPECT_EQ(summary.packages, 3u);
  EXPECT_EQ(summary.new_files, 1u);
  EXPECT_THAT(summary.failed_packages, ElementsAre((directory_ / "shelf/gone-1.0").native(),
                                                   (directory_ / "shelf/bad-1.0.tar.gz").native()));
}

TEST_F(IndexBuilderTest, ArchiveAndDirectoryGiveTheSameRecords) {
  directory_.Write("x/valve-3.0/valve.c", CodeInC(3000));
  directory_.Write("x/valve-3.0/lib/part.c", CodeInC(3001));
  WriteArchive(directory_ / "x/valve-3.0.tar.gz", ArchiveFormat::kTarGz,
               {{"valve-3.0/lib/part.c", CodeInC(3001)}, {"valve-3.0/valve.c", CodeInC(3000)}});
  Add("directory", "x/valve-3.0");
  Add("archive", "x/valve-3.0.tar.gz");
  EXPECT_TRUE(Describe("directory") == Describe("archive"));
}

}  // namespace
}  // namespace copytrace
