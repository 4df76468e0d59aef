// Bundles of real packages, and their minified builds.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using nlohmann::json;

const std::string kStore = " --store '" CASES_DIR "/store' ";
const std::string kPackages = SAMPLE_DIR "/node_modules/";

struct Module {
  std::string package;
  std::string path;
};

const Module kModules[] = {
    {"ieee754", "index.js"},       {"fast-levenshtein", "levenshtein.js"},
    {"crc-32", "crc32.js"},        {"mersenne-twister", "src/mersenne-twister.js"},
    {"spark-md5", "spark-md5.js"}, {"sax", "lib/sax.js"},
};

uint32_t CountLines(const std::string& text) {
  return static_cast<uint32_t>(std::ranges::count(text, '\n'));
}

// Each module in a function of its own, as bundlers write them, indented.
TEST(Bundles, MatchModuleByModule) {
  std::string bundle = "(() => {\nconst modules = {\n";
  struct Extent {
    uint32_t first, last;
  };
  std::vector<Extent> extents;
  for (const Module& module : kModules) {
    bundle += "  \"./" + module.package + "\": (module, exports, need) => {\n";
    const uint32_t first = CountLines(bundle) + 1;
    std::istringstream in(ReadFile(kPackages + module.package + "/" + module.path));
    for (std::string line; std::getline(in, line);) bundle += "    " + line + "\n";
    extents.push_back({first, CountLines(bundle)});
    bundle += "  },\n";
  }
  bundle += "};\nrun(modules, 'ieee754');\n})();\n";

  const TestDirectory directory;
  const json report = directory.Scan(directory.Write("bundle.js", bundle).string() + kStore);
  ASSERT_EQ(report["findings"].size(), std::size(kModules)) << report["findings"].dump(1);
  for (size_t i = 0; i < std::size(kModules); ++i) {
    const json& finding = report["findings"][i];
    SCOPED_TRACE(kModules[i].package);
    EXPECT_EQ(finding["origin"]["name"], kModules[i].package);
    EXPECT_EQ(finding["origin"]["path"], kModules[i].path);
    const uint32_t first = finding["start_line"];
    const uint32_t last = finding["end_line"];
    EXPECT_GE(first + 1, extents[i].first);  // a line of the wrapper may happen to agree
    EXPECT_LE(last, extents[i].last + 1);
    // All but the comments that modules begin with.
    EXPECT_GE(last - first + 1, (extents[i].last - extents[i].first + 1) * 6 / 10);
  }
}

// The package's own build; the store has its source only.
TEST(Minified, IsFoundByWhatSurvives) {
  const TestDirectory directory;
  const std::string text = ReadFile(kPackages + "spark-md5/spark-md5.min.js");
  directory.Write("site/min.js", "/* ours */\n" + text);
  const json report = directory.Scan("site" + kStore);
  EXPECT_EQ(report["skipped"], json::array());
  ASSERT_EQ(report["findings"].size(), 1u) << report.dump(1);
  const json& finding = report["findings"][0];
  EXPECT_EQ(finding["minified"], true);
  EXPECT_EQ(finding["origin"]["name"], "spark-md5");
  EXPECT_EQ(finding["origin"]["path"], "spark-md5.js");
  EXPECT_EQ(finding["start_line"], 2);
  EXPECT_EQ(finding["end_line"], 2);
  EXPECT_GE(finding["start_column"], 1);
  EXPECT_GT(finding["end_column"], text.size() / 2);
  EXPECT_LE(finding["end_column"], text.size());
  const ProgramResult shown = directory.Run("copytrace show " + finding["id"].get<std::string>());
  EXPECT_EQ(shown.status, 0) << shown.err;
  EXPECT_LT(shown.out.size(), 200'000u);
}

TEST(Minified, IsSkippedWithAReasonWhereTooLittleSurvives) {
  const TestDirectory directory;
  std::string text = "var ";
  for (int i = 0; i < 3000; ++i) text += "a" + std::to_string(i) + "=b(" + std::to_string(i) + "),";
  directory.Write("site/a.min.js", text + "z=1;\n");
  const json report = directory.Scan("site" + kStore);
  EXPECT_EQ(report["findings"], json::array());
  ASSERT_EQ(report["skipped"].size(), 1u);
  EXPECT_EQ(report["skipped"][0]["reason"], "minified");
  EXPECT_NE(report["skipped"][0]["detail"], "");
  EXPECT_EQ(report["summary"]["files"], 0);
}

}  // namespace
}  // namespace copytrace
