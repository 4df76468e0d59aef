// Every rule of license_names.tsv carries a sentence in its last column; here each is read, and a
// rule without one fails.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "engine/license/license_detector.h"
#include "engine/license/license_name.h"
#include "engine/license/license_word.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

struct Rule {
  size_t line;
  std::vector<std::string> columns;  // spelling, expression, kind, sentence
};

std::vector<Rule> ReadRules() {
  std::vector<Rule> rules;
  std::ifstream file(LICENSE_NAMES);
  size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    Rule rule{number, {""}};
    for (const char c : line) {
      if (c == '\t') {
        rule.columns.emplace_back();
      } else {
        rule.columns.back() += c;
      }
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

std::vector<uint32_t> Folded(std::string_view text) {
  std::vector<LicenseWord> words;
  AppendLicenseWords(text, 0, text.size(), &words);
  std::vector<uint32_t> hashes;
  for (const NameWord& word : FoldNameWords(text, words)) hashes.push_back(word.hash);
  return hashes;
}

bool Uses(const Rule& rule) {
  const std::vector<uint32_t> sentence = Folded(rule.columns[3]);
  const std::vector<uint32_t> spelling = Folded(rule.columns[0]);
  return std::search(sentence.begin(), sentence.end(), spelling.begin(), spelling.end()) !=
         sentence.end();
}

TEST(LicenseNames, EveryRuleHasASentenceThatItReads) {
  const std::vector<Rule> rules = ReadRules();
  ASSERT_GT(rules.size(), 300u);
  for (const Rule& rule : rules) {
    SCOPED_TRACE("license_names.tsv:" + std::to_string(rule.line) + ": " + rule.columns[0]);
    ASSERT_EQ(rule.columns.size(), 4u) << "spelling, expression, kind and a sentence of our own";
    EXPECT_TRUE(rule.columns[2] == "name" || rule.columns[2] == "sure") << rule.columns[2];
    EXPECT_TRUE(Uses(rule)) << "the sentence does not contain the spelling";
    const std::string& expected = rule.columns[1];
    const std::string found = DetectLicense(rule.columns[3]).expression;
    if (expected.starts_with("WITH ")) {
      EXPECT_NE(found.find(' ' + expected), std::string::npos) << found;
    } else {
      EXPECT_EQ(found, NormalizeSpdxExpression(expected).value_or(expected));
    }
  }
}

TEST(LicenseNames, NoSpellingStandsTwice) {
  std::set<std::vector<uint32_t>> seen;
  for (const Rule& rule : ReadRules()) {
    EXPECT_TRUE(seen.insert(Folded(rule.columns[0])).second)
        << "license_names.tsv:" << rule.line << ": " << rule.columns[0];
  }
}

}  // namespace
}  // namespace copytrace
