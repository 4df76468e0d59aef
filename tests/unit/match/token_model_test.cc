#include "engine/match/token_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "engine/store/token_statistics.h"
#include "tests/unit/match/make_query.h"

namespace copytrace {
namespace {

TEST(TokenModel, RarityIsTheLogOfTheShareOfFiles) {
  FamilyStatistics statistics;
  statistics.file_count = 65536;
  const TokenModel model(statistics);
  EXPECT_FLOAT_EQ(model.Rarity(1), 16);
  EXPECT_FLOAT_EQ(model.Rarity(256), 8);
  EXPECT_FLOAT_EQ(model.Rarity(1000000), 0);
}

TEST(TokenModel, ASmallCorpusDoesNotMakeCodeCommon) {
  const TokenModel model;                // nothing indexed
  EXPECT_FLOAT_EQ(model.Rarity(1), 12);  // of 4096 files at the least
  EXPECT_FLOAT_EQ(model.Rarity(2), 11);
}

TEST(TokenBitsCache, AnswersAsTheModelDoesHoweverOftenItsPlacesAreTaken) {
  FamilyStatistics statistics;
  statistics.file_count = 100000;
  statistics.token_count = 1000000;
  std::mt19937 random(3);
  for (uint32_t n0 = 1; n0 < 60000; ++n0) statistics.document_frequency.emplace_back(n0, n0 % 77);
  std::map<uint32_t, uint32_t> ngrams;
  for (int i = 0; i < 50000; ++i) {
    const uint32_t a = random() % 40;
    const uint32_t b = random() % 40;
    ngrams[ContextKey(a, b)] = 300;
    ngrams[TrigramKey(a, b, random() % 40)] = 1 + random() % 100;
  }
  statistics.ngram_count.assign(ngrams.begin(), ngrams.end());
  const TokenModel model(statistics);
  TokenBitsCache cache;
  for (int i = 0; i < 300000; ++i) {
    const uint32_t a = random() % 40;
    const uint32_t b = random() % 40;
    const uint32_t n1 = random() % 40;
    const uint32_t n0 = random() % 70000;
    ASSERT_EQ(cache.ShapeBits(LanguageFamily::kC, model, a, b, n1), model.ShapeBits(a, b, n1));
    ASSERT_EQ(cache.TextBits(LanguageFamily::kC, model, n0), model.TextBits(n0));
  }
}

TEST(TokenModel, LearnsWhatFollowsWhat) {
  std::string code;
  for (int i = 0; i < 3000; ++i) code += "if (a) return b;\n";
  TokenizedText text;
  Tokenize(Language::kJavaScript, code, &text);
  TokenStatisticsCounter counter;
  counter.AddFile(text.tokens, true);
  const TokenModel model(counter.Take());
  const uint32_t open = TokenHash("(");
  const uint32_t key_if = TokenHash("if");
  EXPECT_LT(model.ShapeBits(key_if, open, 1), 0.1f);                   // an identifier, always
  EXPECT_GT(model.ShapeBits(key_if, open, TokenHash("while")), 8.0f);  // never
}

TEST(TokenModel, TextBitsFallWithTheNumberOfFiles) {
  TokenStatisticsCounter counter;
  for (int i = 0; i < 1000; ++i) {
    TokenizedText text;
    Tokenize(Language::kJavaScript, i < 500 ? "common = rare_" + std::to_string(i) : "x = y",
             &text);
    counter.AddFile(text.tokens, false);
  }
  const TokenModel model(counter.Take());
  EXPECT_NEAR(model.TextBits(TokenHash("common")), 1, 0.01);
  EXPECT_NEAR(model.TextBits(TokenHash("rare_7")), std::log2(1001.0), 0.01);
  EXPECT_LE(model.TextBits(TokenHash("never_seen")), 14);
}

TEST(TokenModel, ThePriorKnowsCodeWithoutACorpus) {
  const TokenModel model;
  EXPECT_LT(model.ShapeBits(0, 0, 1), 2);
  EXPECT_LT(model.ShapeBits(0, 0, TokenHash("(")), 5);
  EXPECT_GT(model.ShapeBits(0, 0, TokenHash("instanceof")), 8);
}

}  // namespace
}  // namespace copytrace
