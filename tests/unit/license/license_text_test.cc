// Every text of the SPDX list, as the pinned npm package carries it, must be named as itself.
#include "engine/license/license_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "engine/license/license_data.h"
#include "engine/license/license_detector.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

using nlohmann::json;

const json& SpdxList() {
  static const json list =
      json::parse(std::ifstream(LICENSE_NODE_MODULES "/spdx-license-list/spdx-full.json"));
  return list;
}

// Put between the lines of a text: comment signs of several languages.
std::string Commented(const std::string& text, const std::string& sign) {
  std::string commented = sign;
  for (const char c : text) {
    commented += c;
    if (c == '\n') commented += sign;
  }
  return commented + "\n";
}

// The share of texts that are named as themselves, or as the id whose text has the same words.
double ShareNamedAsThemselves(const std::string& before, const std::string& sign) {
  std::map<std::vector<uint16_t>, std::string> id_of_words;
  const auto wording = [](const std::string& text) {
    std::vector<LicenseWord> words;
    AppendLicenseWords(text, 0, text.size(), &words);
    std::vector<uint16_t> halves;
    for (const LicenseWord& word : words) {
      if (word.in_wording) halves.push_back(static_cast<uint16_t>(word.hash));
    }
    return halves;
  };
  std::map<std::vector<uint16_t>, std::set<std::string>> equals;
  for (const auto& [id, entry] : SpdxList().items()) {
    equals[wording(entry["licenseText"])].insert(id);
  }
  size_t texts = 0;
  size_t named = 0;
  std::string missed;
  for (const auto& [id, entry] : SpdxList().items()) {
    const LicenseRow* row = FindLicense(id);
    if (row == nullptr || !LicenseString(row->current).empty()) continue;  // deprecated
    const std::string text = entry["licenseText"];
    ++texts;
    const std::string found = DetectLicense(before + Commented(text, sign)).expression;
    if (equals[wording(text)].contains(found)) {
      ++named;
    } else {
      missed += id + " (" + found + ") ";
    }
  }
  EXPECT_GE(texts, 650u);
  const double share = static_cast<double>(named) / static_cast<double>(texts);
  testing::Test::RecordProperty("missed", missed);
  std::cout << named << " of " << texts << " texts; missed: " << missed << "\n";
  return share;
}

TEST(LicenseText, NamesEverySpdxTextAsItself) { EXPECT_GE(ShareNamedAsThemselves("", ""), 0.97); }

TEST(LicenseText, NamesSpdxTextsInComments) {
  EXPECT_GE(ShareNamedAsThemselves("#!/bin/sh\n", " * "), 0.97);
  EXPECT_GE(ShareNamedAsThemselves("", "// "), 0.97);
}

TEST(LicenseText, NamesATextOnTheLineOfItsHolder) {
  std::string text = SpdxList()["Spencer-86"]["licenseText"];
  text = text.substr(text.find("Permission"));
  std::replace(text.begin(), text.end(), '\n', ' ');
  const std::string holder = "Copyright (C) 2001 Ann Example  ";
  EXPECT_EQ(DetectLicense(holder + text).expression, "Spencer-86");
}

TEST(LicenseText, NamesTextsInCommentsOfPostScript) {
  const std::string text = SpdxList()["BSD-3-Clause"]["licenseText"];
  const std::string terms = text.substr(text.find("Redistribution"));
  EXPECT_EQ(DetectLicense(Commented(terms, "%%Copyright: ")).expression, "BSD-3-Clause");
}

TEST(LicenseText, FindsSeveralInOneFile) {
  std::string file;
  for (const char* id : {"MIT", "Zlib", "BSD-3-Clause", "Apache-2.0"}) {
    file += SpdxList()[id]["licenseText"].get<std::string>() + "\n\n-----\n\n";
  }
  EXPECT_EQ(DetectLicense(file).expression, "MIT AND Zlib AND BSD-3-Clause AND Apache-2.0");
}

TEST(LicenseText, TellsContainedTextsApart) {
  for (const char* id : {"BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause", "MIT", "MIT-0", "X11",
                         "ISC", "0BSD", "HPND", "Zlib", "zlib-acknowledgement"}) {
    EXPECT_EQ(DetectLicense(SpdxList()[id]["licenseText"].get<std::string>()).expression, id);
  }
}

TEST(LicenseText, CoverageIsTheShareOfWordsFound) {
  std::string text = SpdxList()["MIT"]["licenseText"];
  const size_t cut = text.find("The above copyright notice");
  ASSERT_NE(cut, std::string::npos);
  const DetectedLicense whole = DetectLicense(text);
  ASSERT_EQ(whole.spans.size(), 1u);
  EXPECT_DOUBLE_EQ(whole.spans[0].confidence, 1);
  EXPECT_EQ(whole.spans[0].layer, LicenseLayer::kText);
  text.insert(cut, "SO THE AUTHORS SAY AFTER LONG THOUGHT, ");
  const DetectedLicense changed = DetectLicense(text);
  EXPECT_EQ(changed.expression, "MIT");
  // Half of it is no licence at all, only a permission that stands on its own.
  EXPECT_EQ(DetectLicense(text.substr(0, cut / 3)).spans.size(), 1u) << "the title is a notice";
}

// Every line of text_variants.tsv: its wording, made from the SPDX text, is named by its id.
TEST(LicenseTexts, NamesEveryVariant) {
  std::ifstream file(TEXT_VARIANTS);
  size_t variants = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> columns(1);
    for (const char c : line) {
      if (c == '\t') {
        columns.emplace_back();
      } else {
        columns.back() += c;
      }
    }
    // "=" in front of the id: in place of the list's own text.
    const std::string id = columns[0].starts_with('=') ? columns[0].substr(1) : columns[0];
    std::string text = SpdxList()[id]["licenseText"];
    for (size_t i = 1; i + 1 < columns.size(); i += 2) {
      std::string_view passage = columns[i];
      const bool to_end = passage.ends_with("…");
      if (to_end) passage.remove_suffix(std::string_view("…").size());
      const size_t at = text.find(passage);
      ASSERT_NE(at, std::string::npos) << columns[i];
      text.replace(at, to_end ? std::string::npos : passage.size(), columns[i + 1]);
    }
    EXPECT_EQ(DetectLicense(text).expression, id) << line;
    ++variants;
  }
  EXPECT_GT(variants, 3u);
}

TEST(LicenseTexts, WhatIsLicensedBesideATextCounts) {
  const std::string text = SpdxList()["ISC"]["licenseText"];
  EXPECT_EQ(DetectLicense("The packaging is licensed under the GPL.\n\n" + text).expression,
            "GPL-1.0-or-later AND ISC");
  EXPECT_EQ(DetectLicense("We like the GPL license, but took this.\n\n" + text).expression, "ISC");
}

}  // namespace
}  // namespace copytrace
