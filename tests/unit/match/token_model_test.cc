#include "engine/match/token_model.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/store/token_statistics.h"
#include "tests/unit/match/make_query.h"

namespace copytrace {
namespace {

TEST(CountTable, FindsWhatWasPutInAndNothingElse) {
  std::vector<std::pair<uint32_t, uint32_t>> counts;
  for (uint32_t i = 0; i < 3000; ++i) counts.emplace_back(i * 2654435761u, i + 1);
  const CountTable table(counts);
  for (const auto& [key, count] : counts) EXPECT_EQ(table.Find(key), count);
  EXPECT_EQ(table.Find(1), 0u);
  EXPECT_EQ(CountTable({}).Find(7), 0u);
}

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
