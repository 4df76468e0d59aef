// What unrelated projects have in common without copying, and what is copied all the same: pairs of
// files of our own writing.
//
//   alike       written by two people for two purposes in one idiom, each in their own words
//   same_shape  the worst case: what an interface or a habit dictates, equal but for the names
//   generated   the output of one generator for two inputs
//   copied      a function of its own logic pasted into other code: verbatim, renamed and laid out
//               anew, or edited as well
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using nlohmann::json;

// Each of noise/'s rooms has pairs of files of one name, in indexed/ and in scanned/.
std::filesystem::path Room(const std::string& name) { return CASE_SOURCES "/noise/" + name; }

std::vector<std::string> Pairs(const std::vector<std::string>& rooms) {
  std::vector<std::string> pairs;
  for (const std::string& room : rooms) {
    for (const auto& entry : std::filesystem::directory_iterator(Room(room) / "indexed")) {
      pairs.push_back(room + "/" + entry.path().filename().string());
    }
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

std::string NameOfPair(const testing::TestParamInfo<std::string>& pair) {
  std::string name = pair.param;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

// The smallest store there is, which knows nothing of what is common elsewhere: of one file.
class StoreOfOneFile : public testing::TestWithParam<std::string> {
 protected:
  StoreOfOneFile() : room_(Room(GetParam()).parent_path()), name_(Room(GetParam()).filename()) {}

  json Scan(const std::string& side) {
    const std::string store = " --store store ";
    if (!std::filesystem::exists(directory_.path() / "store")) {
      const ProgramResult indexed = directory_.Run(
          "copytrace-index add '" + (room_ / "indexed" / name_).string() + "'" + store);
      EXPECT_EQ(indexed.status, 0) << indexed.err;
    }
    return directory_.Scan(store + "'" + (room_ / side / name_).string() + "'");
  }

  TestDirectory directory_;
  std::filesystem::path room_;
  std::string name_;
};

using Noise = StoreOfOneFile;

TEST_P(Noise, IsTakenForNothingElse) {
  for (const json& finding : Scan("scanned")["findings"]) {
    EXPECT_TRUE(finding["generated"].get<bool>()) << finding.dump(1);
  }
  // The same store finds what is really copied.
  EXPECT_EQ(Scan("indexed")["findings"].size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Every, Noise, testing::ValuesIn(Pairs({"alike", "same_shape"})),
                         NameOfPair);

using Generated = StoreOfOneFile;

TEST_P(Generated, IsLabelled) {
  for (const json& finding : Scan("scanned")["findings"]) {
    EXPECT_TRUE(finding["generated"].get<bool>()) << finding.dump(1);
  }
  const json own = Scan("indexed")["findings"];
  ASSERT_EQ(own.size(), 1u);
  EXPECT_TRUE(own[0]["generated"].get<bool>()) << own[0].dump(1);
}

INSTANTIATE_TEST_SUITE_P(Every, Generated, testing::ValuesIn(Pairs({"generated"})), NameOfPair);

using Copied = StoreOfOneFile;

// A row of copied/plan.tsv: name, kind, first and last line in scanned/ and in indexed/.
TEST_P(Copied, IsFoundBetweenOtherCode) {
  std::ifstream plan(room_ / "plan.tsv");
  std::string name;
  std::string kind;
  int first = 0;
  int last = 0;
  int source_first = 0;
  int source_last = 0;
  while (plan >> name >> kind >> first >> last >> source_first >> source_last && name != name_) {
  }
  ASSERT_EQ(name, name_) << "no row in plan.tsv";
  const json findings = Scan("scanned")["findings"];
  ASSERT_EQ(findings.size(), 1u) << findings.dump(1);
  const json& finding = findings[0];
  EXPECT_NEAR(finding["start_line"].get<int>(), first, 2) << finding.dump(1);
  EXPECT_NEAR(finding["end_line"].get<int>(), last, 2) << finding.dump(1);
  EXPECT_NEAR(finding["origin"]["start_line"].get<int>(), source_first, 2) << finding.dump(1);
  EXPECT_NEAR(finding["origin"]["end_line"].get<int>(), source_last, 2) << finding.dump(1);
  if (kind == "verbatim") {
    EXPECT_EQ(finding["kind"], "identical");
  }
}

INSTANTIATE_TEST_SUITE_P(Every, Copied, testing::ValuesIn(Pairs({"copied"})), NameOfPair);

// All of the noise in one store, where every piece of it is hit by several.
TEST(NoiseTogether, IsTakenForNothingElse) {
  const TestDirectory directory;
  for (const std::string room : {"alike", "same_shape"}) {
    const std::string sources = Room(room).string();
    const std::string store = " --store '" + (directory.path() / room).string() + "' ";
    const ProgramResult indexed =
        directory.Run("copytrace-index add '" + sources + "/indexed'" + store);
    ASSERT_EQ(indexed.status, 0) << indexed.err;
    const json report = directory.Scan(store + "'" + sources + "/scanned'");
    EXPECT_EQ(report["summary"]["files"],
              std::distance(std::filesystem::directory_iterator(sources + "/scanned"), {}));
    for (const json& finding : report["findings"]) {
      EXPECT_TRUE(finding["generated"].get<bool>()) << finding.dump(1);
    }
  }
}

// What one tool wrote for its many users, each time with other names, and where the tool says so.
std::string WrittenByTool(const std::string& mark, int user) {
  const std::string name = "Gauge" + std::to_string(user);
  const std::string ops[] = {" + ", " ^ ", " - ", " * ", " | ", " >> ", " & ", " % "};
  std::string code = mark + "int " + name + "_pack(struct " + name + " *self, int room) {\n";
  std::mt19937 random(5);
  for (int line = 0; line < 60; ++line) {
    code += std::string(random() % 3 == 0 ? "  if (room" : "  self->present |= (room") +
            ops[random() % 8] + "self->slot" + ops[random() % 8] + std::to_string(random() % 90) +
            ")" + (random() % 2 == 0 ? ";" : ops[random() % 8] + "-room;") + "\n";
  }
  return code + "  return room;\n}\n";
}

TEST(NoiseOfTools, IsTakenForNobodysCodeWhereManyHaveIt) {
  constexpr int kUsers = 20;
  const TestDirectory directory;
  for (const std::string mark : {"/* Code generated by gaugegen. DO NOT EDIT. */\n", "/* */\n"}) {
    const std::string kind = mark.size() > 10 ? "marked" : "plain";
    std::string releases;
    for (int user = 1; user <= kUsers; ++user) {
      const std::string release = kind + "/user" + std::to_string(user);
      directory.Write(release + "/gauge.c", WrittenByTool(mark, user));
      releases += " " + release;
    }
    const std::string store = " --store " + kind + ".store ";
    const ProgramResult indexed = directory.Run("copytrace-index add" + releases + store);
    ASSERT_EQ(indexed.status, 0) << indexed.err;
    directory.Write(kind + ".c", WrittenByTool(mark, kUsers + 1));
    const json findings = directory.Scan(store + kind + ".c")["findings"];
    EXPECT_EQ(findings.empty(), kind == "marked") << findings.dump(1);
  }
}

// Packages of the sample that carry the helpers of a compiler or a wrapper for module systems.
TEST(NoiseOfPackages, LeavesOutTheHelpersOfCompilers) {
  const TestDirectory directory;
  const std::string modules = "'" SAMPLE_DIR "/node_modules/";
  ASSERT_EQ(directory.Run("copytrace-index add " + modules + "diff' --store diff").status, 0);
  EXPECT_EQ(directory.Scan("--store diff " + modules + "tar/dist/commonjs'")["findings"].size(),
            0u);
  EXPECT_NE(directory.Scan("--store diff " + modules + "diff/libcjs'")["findings"].size(), 0u);
}

// Prose is known again as a whole file, but under a licence file's name it is no finding.
TEST(NoiseOfPackages, TakesNoLicenseTextForCode) {
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
