// What unrelated projects have in common without copying: pairs of files of our own writing, of one
// name in indexed/ and scanned/, each pair of one kind of noise.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using nlohmann::json;

TEST(Noise, GivesNoFindingButWhatIsLabelledGenerated) {
  const TestDirectory directory;
  const std::string sources = CASE_SOURCES "/noise/";
  const std::string store = " --store '" + (directory.path() / "store").string() + "' ";
  const ProgramResult indexed =
      directory.Run("copytrace-index add '" + sources + "indexed'" + store);
  ASSERT_EQ(indexed.status, 0) << indexed.err;
  const json report = directory.Scan(store + "'" + sources + "scanned'");
  EXPECT_EQ(report["summary"]["files"],
            std::distance(std::filesystem::directory_iterator(sources + "scanned"), {}));
  for (const json& finding : report["findings"]) {
    EXPECT_TRUE(finding["generated"].get<bool>()) << finding.dump(1);
  }
  // The same store finds what is really copied.
  const json own = directory.Scan(store + "'" + sources + "indexed/license_header.c'");
  EXPECT_EQ(own["findings"].size(), 1u);
}

// The smallest store there is knows nothing of what is common elsewhere.
TEST(Noise, IsTakenForNothingElseAgainstAStoreOfOneFile) {
  const TestDirectory directory;
  const std::filesystem::path sources = CASE_SOURCES "/noise/";
  for (const auto& entry : std::filesystem::directory_iterator(sources / "indexed")) {
    const std::string name = entry.path().filename().string();
    const std::string store = " --store '" + (directory.path() / (name + ".store")).string() + "' ";
    ASSERT_EQ(directory.Run("copytrace-index add '" + entry.path().string() + "'" + store).status,
              0);
    const json report = directory.Scan(store + "'" + (sources / "scanned" / name).string() + "'");
    for (const json& finding : report["findings"]) {
      EXPECT_TRUE(finding["generated"].get<bool>()) << finding.dump(1);
    }
    // The same store finds what is really copied.
    const json own = directory.Scan(store + "'" + entry.path().string() + "'");
    EXPECT_EQ(own["findings"].size(), 1u) << name;
  }
}

// Packages of the sample that carry the helpers of a compiler or a wrapper for module systems.
TEST(Noise, LeavesOutTheHelpersOfCompilers) {
  const TestDirectory directory;
  const std::string modules = "'" SAMPLE_DIR "/node_modules/";
  ASSERT_EQ(directory.Run("copytrace-index add " + modules + "diff' --store diff").status, 0);
  EXPECT_EQ(directory.Scan("--store diff " + modules + "tar/dist/commonjs'")["findings"].size(),
            0u);
  EXPECT_NE(directory.Scan("--store diff " + modules + "diff/libcjs'")["findings"].size(), 0u);
}

// Prose is known again as a whole file, but under a licence file's name it is no finding.
TEST(Noise, TakesNoLicenseTextForCode) {
  const TestDirectory directory;
  std::string terms = "Terms of the Heron Street allotments\n\n";
  for (int plot = 1; plot <= 200; ++plot) {
    terms += "Plot " + std::to_string(plot) + " pays " + std::to_string(plot * 7 % 31) +
             " shillings and may keep hens if its neighbours say so in the book.\n";
  }
  directory.Write("corpus/terms.txt", terms);
  directory.Write("corpus/hen.c",
                  "int Hens(int plots, int each) { return plots * each + each / 2; }\n"
                  "int Eggs(int hens, int days) { return hens * days - days / 7; }\n");
  ASSERT_EQ(directory.Run("copytrace-index add corpus --store store").status, 0);
  directory.Write("tree/rules.txt", terms);
  EXPECT_EQ(directory.Scan("--store store tree")["findings"].size(), 1u);
  ASSERT_EQ(directory.Run("mv tree/rules.txt tree/COPYING").status, 0);
  EXPECT_EQ(directory.Scan("--store store tree")["findings"].size(), 0u);
}

}  // namespace
}  // namespace copytrace
