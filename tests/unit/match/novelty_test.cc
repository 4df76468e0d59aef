#include "engine/match/novelty.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/match/make_query.h"

namespace copytrace {
namespace {

// The definition, without a table: the n-gram that ends at i also ends at one of the 600 before.
template <uint32_t Token::*kField>
bool Repeated(std::span<const Token> tokens, size_t i, size_t length) {
  if (i + 1 < length) return false;
  for (size_t j = i; j-- > length - 1 && i - j <= 600;) {
    size_t k = 0;
    while (k < length && tokens[i - k].*kField == tokens[j - k].*kField) ++k;
    if (k == length) return true;
  }
  return false;
}

TEST(Novelty, EntriesOfAListAreFactsNamesInAlikeStatementsAreNot) {
  const TestText list("t = ['auto', 'break', 'case', 'char', 'const', 'continue'];");
  const auto& tokens = list.query.tokens;
  EXPECT_EQ(list.query.novelty.n0[3], 1);                          // 'auto'
  EXPECT_EQ(list.query.novelty.n0[tokens.size() - 3], kRepeated);  // 'continue'
  const TestText code("a.b = c.d; e.f = g.h; i.j = k.l;");
  for (size_t i = 0; i < code.query.tokens.size(); ++i) {
    EXPECT_TRUE(!code.query.tokens[i].IsIdentifier() || code.query.novelty.n0[i] == 1) << i;
  }
}

TEST(Novelty, WhatAUsageTextSaysIsNoFact) {
  const TestText usage(
      "log('Usage:'); log('Options:'); log('Settings:'); "
      "log('  --drain=RATE  Empty the tank at so many litres a minute'); log('Examples:');");
  int sentences = 0;
  for (size_t i = 12; i < usage.query.tokens.size(); ++i) {
    const Token& token = usage.query.tokens[i];
    if (!token.IsString()) continue;
    EXPECT_EQ(usage.query.novelty.n0[i], token.length > 36 ? 1 : kRepeated) << i;
    sentences += token.length > 36;
  }
  EXPECT_EQ(sentences, 1);
}

TEST(Novelty, AgreesWithItsDefinition) {
  std::mt19937 random(1);
  std::vector<Token> tokens(5000);
  for (Token& token : tokens) {
    token = {};
    token.n1 = static_cast<uint32_t>(TokenClass::kIdentifier);
    if (random() % 2 == 0) token.n1 = kFirstTextHash + random() % 2;
    token.n0 = kFirstTextHash + random() % 6;
  }
  Novelty novelty;
  ComputeNovelty(tokens, &novelty);
  size_t disagreements = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    disagreements += (novelty.n1[i] < 1) != Repeated<&Token::n1>(tokens, i, 6);
    disagreements += (novelty.n0[i] == kRepeated) != Repeated<&Token::n0>(tokens, i, 4);
  }
  EXPECT_EQ(disagreements, 0u);
}

TEST(Novelty, FreshCodeIsNewAndRepeatedCodeIsNot) {
  const TestText text("let a = f(b, 1); g[a] = h.k; let c = f(d, 2); g[c] = h.m;");
  const auto& novelty = text.query.novelty;
  EXPECT_EQ(novelty.n1[4], 1);
  EXPECT_EQ(novelty.n1[novelty.n1.size() - 1], kRepeated);  // the second statement's shape
  EXPECT_EQ(novelty.n0[novelty.n0.size() - 2], 1);          // but not its names
}

TEST(Novelty, NumbersInARowSayLittle) {
  const TestText text("t = [10, 11, 12, 13, 900, 14]");
  const auto& n0 = text.query.novelty.n0;
  EXPECT_EQ(n0[3], 1);          // 10 opens the row
  EXPECT_EQ(n0[5], kRepeated);  // 11 continues it
  EXPECT_EQ(n0[7], kRepeated);
}

TEST(Novelty, DoesNotDependOnTheHostsSize) {
  const std::string code = "function f(a, b) { return a.x + b.y * 3; }\n";
  std::string host;
  for (int i = 0; i < 400; ++i)
    host += "v" + std::to_string(i) + " = w(" + std::to_string(i * 7) + ");\n";
  const TestText small(host + code);
  const TestText large(host + host + code);
  const size_t count = TestText(code).tokenized.tokens.size();
  for (size_t i = 1; i <= count; ++i) {
    EXPECT_EQ(small.query.novelty.n1[small.query.novelty.n1.size() - i],
              large.query.novelty.n1[large.query.novelty.n1.size() - i]);
    EXPECT_EQ(small.query.novelty.n0[small.query.novelty.n0.size() - i],
              large.query.novelty.n0[large.query.novelty.n0.size() - i]);
  }
}

TEST(Novelty, RemembersNothingOfTheTextBefore) {
  constexpr char kCode[] = "total = left + right; emit(total, limit); return total;";
  const TestText first(kCode);
  const TestText again(kCode);
  EXPECT_EQ(again.query.novelty.n1, first.query.novelty.n1);
  EXPECT_EQ(again.query.novelty.n0, first.query.novelty.n0);
  EXPECT_EQ(again.query.novelty.n1.back(), 1);
}

TEST(Novelty, PrefixSumsAddUp) {
  const TestText text("a = b + c; a = b + c; a = b + c;");
  float sum = 0;
  for (size_t i = 0; i < text.query.novelty.n1.size(); ++i) {
    EXPECT_FLOAT_EQ(text.query.novelty.ShapeSum(0, i), sum);
    sum += text.query.novelty.n1[i];
  }
}

}  // namespace
}  // namespace copytrace
