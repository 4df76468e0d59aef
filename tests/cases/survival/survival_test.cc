// A store under disturbance: killed writers, a full disk, two writers, readers meanwhile, sources
// that go away. Each time the store stays whole and the message says what to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string kManifest = SAMPLE_DIR "/corpus.jsonl";
const std::string kProject = CASES_DIR "/sample/project";

// What `info` says of a store, without its name and sizes on disk.
std::string InfoOf(const TestDirectory& directory, const std::string& store) {
  const ProgramResult result = directory.Run("copytrace-index info --format json --store " + store);
  EXPECT_EQ(result.status, 0) << result.err;
  nlohmann::json json = nlohmann::json::parse(result.out, nullptr, false);
  for (const char* key : {"store", "column_families", "bytes", "bytes_per_source_byte"}) {
    json.erase(key);
  }
  return json.dump();
}

void ExpectIntact(const TestDirectory& directory, const std::string& store) {
  const ProgramResult result = directory.Run("copytrace-index verify --store " + store);
  EXPECT_EQ(result.status, 0) << result.out << result.err;
}

// kill_moments.sh can be run with more moments.
TEST(Survival, KilledAtRandomMoments) {
  const TestDirectory directory;
  const ProgramResult result =
      directory.Run("'" CASE_SOURCES "/survival/kill_moments.sh' '" PROGRAMS "' '" + kManifest +
                    "' '" + kProject + "' 6");
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr("0 differ from an unbroken run"));
}

// A limit on the size of files stands for the disk: what exceeds it cannot be written.
TEST(Survival, AFullDiskIsAMessageAndTheStoreStaysAsItWas) {
  const TestDirectory directory;
  ASSERT_EQ(directory.Run("copytrace-index add '" + kProject + "' --store s").status, 0);
  const std::string before = InfoOf(directory, "s");
  for (const char* kilobytes : {"4", "64", "300", "1000", "2000"}) {
    const ProgramResult result = directory.Run(std::string("ulimit -f ") + kilobytes +
                                               "; trap '' XFSZ; copytrace-index add --manifest '" +
                                               kManifest + "' --store s");
    EXPECT_EQ(result.status, 2) << kilobytes;
    EXPECT_THAT(result.err, HasSubstr("copytrace-index: ")) << kilobytes;
    EXPECT_THAT(result.err, testing::AnyOf(HasSubstr("File too large"), HasSubstr("full")))
        << kilobytes;
    EXPECT_EQ(InfoOf(directory, "s"), before) << kilobytes;
    ExpectIntact(directory, "s");
  }
  ASSERT_EQ(directory.Run("copytrace-index add --manifest '" + kManifest + "' --store s").status,
            0);
  ExpectIntact(directory, "s");
  ProgramResult result =
      directory.Run("ulimit -f 100; trap '' XFSZ; copytrace-index export e --store s");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("no export was made"));
  EXPECT_FALSE(fs::exists(directory.path() / "e"));
  EXPECT_FALSE(fs::exists(directory.path() / "e.partial"));
  ASSERT_EQ(directory.Run("copytrace-index export e --store s").status, 0);
  result = directory.Run("ulimit -f 100; trap '' XFSZ; copytrace-index import e --store t");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("nothing was imported"));
  EXPECT_FALSE(fs::exists(directory.path() / "t"));
}

// The lock is that of any writer.
TEST(Survival, ASecondWriterIsRefusedAndAReaderIsNot) {
  const TestDirectory directory;
  ASSERT_EQ(directory.Run("copytrace-index add '" + kProject + "' --store s").status, 0);
  for (const std::string& second :
       {"add '" + kProject + "'", std::string("compact"), std::string("remove pkg:generic/project"),
        std::string("export e")}) {
    const ProgramResult result =
        directory.Run("exec 9<>s/writer.lock; flock 9; copytrace-index " + second + " --store s");
    EXPECT_EQ(result.status, 2) << second;
    EXPECT_THAT(result.err, HasSubstr("another process is writing")) << second;
  }
  // Readers while an add runs: each sees a whole generation.
  const ProgramResult result =
      directory.Run("copytrace-index add --manifest '" + kManifest +
                    "' --store s >log & writer=$!; while kill -0 $writer 2>/dev/null; do "
                    "copytrace-index verify --store s && copytrace scan '" +
                    kProject + "' --store s --fail-on none >log2 || exit 7; done; wait $writer");
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  ExpectIntact(directory, "s");
}

TEST(Survival, SourcesThatGoAwayWhileTheyAreReadAreReported) {
  const TestDirectory directory;
  fs::create_directories(directory.path() / "corpus");
  for (int i = 0; i < 400; ++i) {
    directory.Write("corpus/p/f" + std::to_string(i) + ".js",
                    ReadFile(SAMPLE_DIR "/node_modules/left-pad-0.0.3/index.js") + "// " +
                        std::to_string(i) + "\n");
  }
  directory.Write("corpus/q/package.json", R"({"name":"q","version":"1.0.0"})");
  directory.Write("corpus/q/q.js", ReadFile(kProject + "/src/receipt.js"));
  const ProgramResult result = directory.Run(
      "(while [ ! -e s/writer.lock ]; do :; done; rm -rf corpus/p) & "
      "copytrace-index add corpus --store s; status=$?; wait; exit $status");
  EXPECT_THAT(result.status, testing::AnyOf(0, 2)) << result.err;
  ExpectIntact(directory, "s");
  EXPECT_THAT(directory.Run("copytrace-index list q --store s").out, HasSubstr("pkg:npm/q"));
  // Gone before it is opened.
  const ProgramResult gone = directory.Run("copytrace-index add corpus/p corpus/q --store s");
  EXPECT_EQ(gone.status, 2);
  EXPECT_THAT(gone.err, HasSubstr("corpus/p"));
}

}  // namespace
}  // namespace copytrace
