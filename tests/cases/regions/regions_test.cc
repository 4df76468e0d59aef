// What is one finding and what are several: whole files of real packages, edited, cut in two and
// put together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using nlohmann::json;
using Lines = std::vector<std::string>;

constexpr char kParser[] = "qs/lib/parse.js";
constexpr char kTwister[] = "mersenne-twister/src/mersenne-twister.js";
constexpr char kXorgens[] = "seedrandom/lib/xor4096.js";

Lines LinesOfPackage(const std::string& path) {
  std::istringstream text(ReadFile(SAMPLE_DIR "/node_modules/" + path));
  Lines lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  EXPECT_GT(lines.size(), 100u) << path;
  return lines;
}

Lines Slice(const Lines& lines, size_t begin, size_t end) {
  return Lines(lines.begin() + static_cast<ptrdiff_t>(begin),
               lines.begin() + static_cast<ptrdiff_t>(end));
}

// Code like nobody else's.
Lines OwnCode(size_t count) {
  Lines lines;
  for (size_t i = 0; i < count; ++i) {
    const std::string n = std::to_string(i * 7 + 3);
    lines.push_back("gauge" + n + ".drain(valve" + n + " ? " + n + " : sluice);");
  }
  return lines;
}

std::string Join(std::initializer_list<Lines> pieces) {
  std::string text;
  for (const Lines& piece : pieces) {
    for (const std::string& line : piece) text += line + '\n';
  }
  return text;
}

json FindingsIn(const std::string& text) {
  const TestDirectory directory;
  return directory.Scan("--store '" CASES_DIR "/store' '" +
                        directory.Write("copy.js", text).native() + "'")["findings"];
}

std::string NameOf(const json& finding) { return finding["origin"]["name"]; }

TEST(Regions, AFileEditedHereAndThereIsOne) {
  Lines copy = LinesOfPackage(kParser);
  const size_t length = copy.size();
  for (size_t i = 20; i < copy.size(); i += 20) copy[i] = OwnCode(i + 1)[i];
  const json findings = FindingsIn(Join({copy}));
  ASSERT_EQ(findings.size(), 1u) << findings.dump(1);
  EXPECT_EQ(NameOf(findings[0]), "qs");
  EXPECT_LT(findings[0]["start_line"], 20);
  EXPECT_GT(findings[0]["end_line"], length - 20);
}

TEST(Regions, AFileWithANewMiddleIsOne) {
  const Lines lines = LinesOfPackage(kParser);
  const json findings =
      FindingsIn(Join({Slice(lines, 0, 220), OwnCode(90), Slice(lines, 300, lines.size())}));
  ASSERT_EQ(findings.size(), 1u) << findings.dump(1);
  EXPECT_LT(findings[0]["start_line"], 20);
  EXPECT_GT(findings[0]["end_line"], 220 + 90 + lines.size() - 300 - 20);
}

TEST(Regions, AFileOfThreeProjectsIsThree) {
  const json findings = FindingsIn(
      Join({Slice(LinesOfPackage(kTwister), 80, 200), Slice(LinesOfPackage(kParser), 60, 200),
            Slice(LinesOfPackage(kXorgens), 20, 130)}));
  ASSERT_EQ(findings.size(), 3u) << findings.dump(1);
  EXPECT_EQ(NameOf(findings[0]), "mersenne-twister");
  EXPECT_EQ(NameOf(findings[1]), "qs");
  EXPECT_EQ(NameOf(findings[2]), "seedrandom");
}

TEST(Regions, ASmallPieceOfAnotherProjectDividesAFile) {
  const Lines lines = LinesOfPackage(kParser);
  const json findings = FindingsIn(Join(
      {Slice(lines, 0, 200), Slice(LinesOfPackage(kTwister), 110, 140), Slice(lines, 200, 400)}));
  std::vector<std::string> names;
  for (const json& finding : findings) names.push_back(NameOf(finding));
  EXPECT_THAT(names, testing::ElementsAre("qs", "mersenne-twister", "qs"));
}

TEST(Regions, TwoCopiesOfTheSameLinesAreTwo) {
  const Lines piece = Slice(LinesOfPackage(kTwister), 100, 160);
  const json findings = FindingsIn(Join({piece, OwnCode(5), piece}));
  ASSERT_EQ(findings.size(), 2u) << findings.dump(1);
  EXPECT_EQ(findings[0]["origin"]["start_line"], findings[1]["origin"]["start_line"]);
}

TEST(Regions, TwoPiecesOfOneFileFarApartAreTwo) {
  const Lines lines = LinesOfPackage(kParser);
  const json findings =
      FindingsIn(Join({Slice(lines, 60, 100), OwnCode(100), Slice(lines, 330, 370)}));
  EXPECT_EQ(findings.size(), 2u) << findings.dump(1);
}

}  // namespace
}  // namespace copytrace
