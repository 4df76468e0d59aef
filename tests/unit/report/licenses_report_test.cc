#include "engine/report/licenses_report.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// A package that declares MIT, with one file of another licence and one that states nothing.
class LicensesReport : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(testing::TempDir()) / ("licenses_report_" + std::to_string(::getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "lib");
    Write("package.json",
          "{\"name\": \"example\", \"version\": \"1.0.0\", \"license\": \"MIT\"}\n");
    Write("lib/own.js", "// Copyright 2020 Ann Example\n// SPDX-License-Identifier: MIT\nlet x;\n");
    Write("lib/other.c", "/* SPDX-License-Identifier: GPL-2.0-or-later */\nint x;\n");
    Write("lib/silent.c", "int y;\n");
    Write("lib/blob.bin", std::string("\0\1\0\2\0\3", 6));
    Write("lib/broken.txt", "SPDX-License-Identifier: ((((\nCopyright \xFF\xFE 2001 \xE9");
  }
  void TearDown() override { fs::remove_all(root_); }

  void Write(const char* path, const std::string& text) {
    std::ofstream(root_ / path, std::ios::binary) << text;
  }

  LicenseSurvey Survey(unsigned threads) { return SurveyLicenses({root_}, {.threads = threads}); }

  fs::path root_;
};

TEST_F(LicensesReport, JsonKeepsItsContract) {
  const json report = json::parse(WriteLicensesJson(Survey(1)));
  ASSERT_EQ(report["files"].size(), 5u);
  const json& other = report["files"][1];
  EXPECT_EQ(other["path"], "lib/other.c");
  EXPECT_EQ(other["expression"], "GPL-2.0-or-later");
  EXPECT_EQ(other["class"], "strong-copyleft");
  EXPECT_EQ(other["snippet_class"], "strong-copyleft");
  EXPECT_EQ(other["confidence"], 1.0);
  EXPECT_EQ(other["spans"][0]["start_line"], 1);
  EXPECT_EQ(other["spans"][0]["end_line"], 1);
  EXPECT_EQ(other["spans"][0]["layer"], "tag");
  EXPECT_EQ(other["spans"][0]["expression"], "GPL-2.0-or-later");
  const json& own = report["files"][2];
  EXPECT_EQ(own["copyrights"][0]["holder"], "Ann Example");
  EXPECT_EQ(own["copyrights"][0]["years"], "2020");
  const json& silent = report["files"][3];
  EXPECT_TRUE(silent["expression"].is_null());
  EXPECT_EQ(silent["class"], "unknown");
  EXPECT_TRUE(silent["spans"].empty());
  EXPECT_EQ(report["files"][4]["spans"][0]["layer"], "manifest");
  ASSERT_EQ(report["skipped"].size(), 1u);
  EXPECT_EQ(report["skipped"][0]["path"], "lib/blob.bin");
}

TEST_F(LicensesReport, NamesWhatTheManifestDoesNotDeclare) {
  const json report = json::parse(WriteLicensesJson(Survey(1)));
  const json& root = report["directories"][0];
  EXPECT_EQ(root["path"], ".");
  EXPECT_EQ(root["files"], 5);
  EXPECT_EQ(root["files_with_license"], 3);
  EXPECT_EQ(root["declared"], "MIT");
  ASSERT_EQ(root["disagreements"].size(), 1u);
  EXPECT_EQ(root["disagreements"][0]["expression"], "GPL-2.0-or-later");
  EXPECT_EQ(root["disagreements"][0]["example"], "lib/other.c");
  EXPECT_TRUE(report["directories"][1]["disagreements"].empty());
}

TEST_F(LicensesReport, IsTheSameWhateverTheThreads) {
  EXPECT_EQ(WriteLicensesJson(Survey(1)), WriteLicensesJson(Survey(4)));
  EXPECT_EQ(WriteLicensesSpdx(Survey(1), "x", 0), WriteLicensesSpdx(Survey(4), "x", 0));
}

TEST_F(LicensesReport, SpdxHoldsEveryFile) {
  const json document = json::parse(WriteLicensesSpdx(Survey(1), "example", 1234567890));
  EXPECT_EQ(document["spdxVersion"], "SPDX-2.3");
  EXPECT_EQ(document["name"], "example");
  EXPECT_EQ(document["creationInfo"]["created"], "2009-02-13T23:31:30Z");
  ASSERT_EQ(document["files"].size(), 5u);
  EXPECT_EQ(document["files"][1]["fileName"], "./lib/other.c");
  EXPECT_EQ(document["files"][1]["licenseConcluded"], "GPL-2.0-or-later");
  EXPECT_EQ(document["files"][3]["licenseConcluded"], "NOASSERTION");
  EXPECT_EQ(document["files"][3]["licenseInfoInFiles"], json::array({"NONE"}));
  // Of "int y;\n".
  EXPECT_EQ(document["files"][3]["checksums"][0]["checksumValue"].get<std::string>().size(), 40u);
}

// Ids that are not on the list need their text, and WITH needs an exception of the list.
TEST_F(LicensesReport, SpdxGivesTheTextOfWhatIsNotListed) {
  Write("lib/own_terms.c", "int before;\n/* SPDX-License-Identifier: LicenseRef-Own_Terms */\n");
  Write("lib/newer.c", "/* SPDX-License-Identifier: MIT AND Newer-Licence-9.9 */\n");
  Write("lib/with.c", "/* SPDX-License-Identifier: MIT WITH LicenseRef-Extra */\n");
  const json document = json::parse(WriteLicensesSpdx(Survey(1), "example", 0));
  std::map<std::string, std::string> concluded;
  for (const json& file : document["files"]) {
    concluded[file["fileName"]] = file["licenseConcluded"];
    for (const json& id : file["licenseInfoInFiles"]) {
      EXPECT_EQ(id.get<std::string>().find(' '), std::string::npos) << id;
    }
  }
  EXPECT_EQ(concluded["./lib/own_terms.c"], "LicenseRef-Own-Terms");
  EXPECT_EQ(concluded["./lib/newer.c"], "MIT AND LicenseRef-Newer-Licence-9.9");
  EXPECT_EQ(concluded["./lib/with.c"], "MIT AND LicenseRef-Extra");
  std::map<std::string, std::string> texts;
  for (const json& text : document["hasExtractedLicensingInfos"]) {
    texts[text["licenseId"]] = text["extractedText"];
  }
  EXPECT_EQ(texts.size(), 3u);
  EXPECT_EQ(texts["LicenseRef-Own-Terms"], "/* SPDX-License-Identifier: LicenseRef-Own_Terms */");
  EXPECT_EQ(texts["LicenseRef-Extra"], "/* SPDX-License-Identifier: MIT WITH LicenseRef-Extra */");
  EXPECT_EQ(document["relationships"].size(), document["files"].size());
}

TEST_F(LicensesReport, ALicenceFileDeclaresWhereNoManifestDoes) {
  fs::create_directories(root_ / "vendor");
  Write("vendor/LICENSE", "SPDX-License-Identifier: ISC\n");
  Write("vendor/a.c", "/* SPDX-License-Identifier: Zlib */\n");
  const json report = json::parse(WriteLicensesJson(Survey(1)));
  const json& vendor = report["directories"].back();
  EXPECT_EQ(vendor["path"], "vendor");
  EXPECT_EQ(vendor["declared"], "ISC");
  EXPECT_EQ(vendor["declared_in"], json::array({"vendor/LICENSE"}));
  ASSERT_EQ(vendor["disagreements"].size(), 1u);
  EXPECT_EQ(vendor["disagreements"][0]["expression"], "Zlib");
  // They are the vendor's word, not the root's.
  EXPECT_EQ(report["directories"][0]["disagreements"].size(), 1u);
}

TEST_F(LicensesReport, TextNamesFilesAndDisagreements) {
  const std::string text = WriteLicensesText(Survey(1), /*color=*/false);
  EXPECT_NE(text.find("lib/other.c  GPL-2.0-or-later  (tag 1)"), std::string::npos) << text;
  EXPECT_NE(text.find("not declared: GPL-2.0-or-later in 1 file"), std::string::npos) << text;
  EXPECT_NE(text.find("2 files state no licence"), std::string::npos) << text;
}

}  // namespace
}  // namespace copytrace
