#include "engine/match/score.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/match/make_query.h"

namespace copytrace {
namespace {

std::vector<AlignedPair> Diagonal(size_t count) {
  std::vector<AlignedPair> pairs;
  for (uint32_t i = 0; i < count; ++i) pairs.push_back({i, i});
  return pairs;
}

AlignmentEvidence Measure(const TestText& query, const TestText& source,
                          const std::vector<AlignedPair>& pairs, std::vector<Hit> hits = {}) {
  return MeasureAlignment(query.query, source.evidence, pairs, hits, 20, {});
}

MatchKind KindOf(std::string_view query_text, std::string_view source_text) {
  const TestText query(query_text);
  const TestText source(source_text);
  EXPECT_EQ(query.tokenized.tokens.size(), source.tokenized.tokens.size());
  const auto pairs = Diagonal(query.tokenized.tokens.size());
  return KindOfAlignment(query.query, source.evidence, pairs, Measure(query, source, pairs));
}

constexpr char kCode[] =
    "function pad(s, n) {\n  while (s.length < n) s = 'x' + s;\n  return s;\n}";

TEST(Score, KindsOfAlignment) {
  EXPECT_EQ(KindOf(kCode, kCode), MatchKind::kIdentical);
  EXPECT_EQ(KindOf("function pad(s, n) { while (s.length < n) s = 'x' + s; return s; }", kCode),
            MatchKind::kReformatted);
  EXPECT_EQ(
      KindOf("function fill(t, k) {\n  while (t.length < k) t = 'x' + t;\n  return t;\n}", kCode),
      MatchKind::kRenamed);
  EXPECT_EQ(
      KindOf("function pad(s, n) {\n  while (s.length < n) s = 'y' + s;\n  return s;\n}", kCode),
      MatchKind::kModified);
  // n stands for s in one place: no consistent renaming.
  EXPECT_EQ(
      KindOf("function pad(s, n) {\n  while (n.length < n) s = 'x' + n;\n  return s;\n}", kCode),
      MatchKind::kModified);
}

TEST(Score, FollowsItsFormula) {
  AlignmentEvidence evidence;
  evidence.seed_bits = 30;
  evidence.pair_bits = 100;
  evidence.literal_bits = 5;
  evidence.gaps = 2;
  evidence.lines = 11;
  evidence.text_novelty = 0.5f;
  evidence.repeated_lines = 0.2f;
  evidence.whole_lines = 0.75f;
  evidence.whole_line_bits = 49;
  evidence.names = 7;
  evidence.shared_names = 3;
  evidence.skipped = 10;
  // (30 + 15 − 8 + 5) · 0.7 · 0.95
  const double found = 42 * 0.7 * 0.95;
  const double expected =
      0.8 * found + 6 * std::sqrt(5) + 3 * 7 + 26 * 0.75 + 9 * 3 - 0.3 * 10 - 0.25 * 12 - 68;
  EXPECT_NEAR(ScoreBits(evidence, 12), expected, 1e-3);
  evidence.lines = 2;
  EXPECT_NEAR(ScoreBits(evidence, 12), expected - 20, 1e-3);
  evidence.shared_names = 0;
  EXPECT_NEAR(ScoreBits(evidence, 12), expected - 20 + 12, 1e-3);
}

TEST(Score, WholeLinesAreThoseThatAgreeFromEndToEnd) {
  const TestText source("a = b(c);\nd = e + a;\nf(g, h);\nif (i) j();\n");
  const TestText query("a = b(c);\nd = e - a;\nx(y, z);\nif (i) y();\n");
  const auto measured = Measure(query, source, Diagonal(query.tokenized.tokens.size()));
  EXPECT_FLOAT_EQ(measured.whole_lines, 0.75f);  // the second differs in an operator
  EXPECT_EQ(measured.names, 9u);                 // a b c d e x y z i
  EXPECT_EQ(measured.shared_names, 6u);          // a b c d e i
  const auto equal = Measure(source, source, Diagonal(source.tokenized.tokens.size()));
  EXPECT_FLOAT_EQ(equal.whole_lines, 1);
  // y stands for g in the third line, so it contradicts itself in the fourth.
  const TestText consistent("a = b(c);\nd = e - a;\nx(y, z);\nif (i) w();\n");
  EXPECT_GT(
      Measure(consistent, source, Diagonal(consistent.tokenized.tokens.size())).whole_line_bits,
      measured.whole_line_bits);
  EXPECT_GT(equal.whole_line_bits, measured.whole_line_bits);
}

TEST(Score, ExpectedFalseRegionsAndItsInverse) {
  constexpr uint64_t kCorpus = 400'000'000;
  EXPECT_NEAR(ExpectedFalseRegions(51.79, kCorpus), 1, 0.02);
  EXPECT_NEAR(ExpectedFalseRegions(47.66, kCorpus), 2, 0.04);
  EXPECT_NEAR(ExpectedFalseRegions(38.08, kCorpus), 10, 0.2);
  for (const double rate : {0.01, 1.0, 25.0}) {
    for (const uint64_t bytes : {uint64_t{1000}, kCorpus, kCorpus * 1000}) {
      EXPECT_NEAR(ExpectedFalseRegions(ScoreForExpected(rate, bytes), bytes), rate, rate * 1e-6);
    }
  }
}

TEST(Score, MoreFalseRegionsAreExpectedInALargerCorpus) {
  EXPECT_NEAR(ExpectedFalseRegions(60, 4'000'000'000) / ExpectedFalseRegions(60, 400'000'000), 10,
              1e-6);
  // As far down as it was measured.
  EXPECT_EQ(ExpectedFalseRegions(60, 80'000'000), ExpectedFalseRegions(60, 1000));
  EXPECT_LT(ScoreForExpected(1, 1000), ScoreForExpected(1, 400'000'000));
}

TEST(Score, SeedsCountOnlyOnThePath) {
  const std::string code = "f(a, b); g = h[1] + k; if (m) { return n.o(p); } q = 'text' + r; s(t);";
  const TestText text(code);
  const auto pairs = Diagonal(text.tokenized.tokens.size());
  const std::vector<Hit> hits = {
      {.blob = 1, .query = 2, .source = 2, .shape_rarity = 10, .text_rarity = 10},
      {.blob = 1, .query = 4, .source = 9, .shape_rarity = 10, .text_rarity = 10},
      {.blob = 1, .query = 12, .source = 12, .shape_rarity = 10, .text_rarity = 0}};
  const auto& novelty = text.query.novelty;
  const float expected =
      (10 * novelty.ShapeSum(2, 22) + 10 * novelty.TextSum(2, 22) + 10 * novelty.ShapeSum(22, 32)) /
      20;
  EXPECT_NEAR(Measure(text, text, pairs, hits).seed_bits, expected, 1e-3);
}

TEST(Score, CountsGapsMismatchesAndChangedLiterals) {
  const TestText source("a = b + 1; c(d); return 'long enough a text to count';");
  const TestText query("a = b - 2; c(d); return 'long enough a text to count';");
  auto pairs = Diagonal(query.tokenized.tokens.size());
  const auto whole = Measure(query, source, pairs);
  EXPECT_EQ(whole.mismatches, 1u);
  EXPECT_EQ(whole.other_literals, 1u);
  EXPECT_EQ(whole.gaps, 0u);
  EXPECT_GT(whole.literal_bits, 0);
  pairs.erase(pairs.begin() + 7, pairs.begin() + 9);
  const auto gapped = Measure(query, source, pairs);
  EXPECT_EQ(gapped.gaps, 1u);
  EXPECT_EQ(gapped.skipped, 4u);
}

TEST(Score, RepeatedLinesAreCounted) {
  const TestText text("a = 1;\nb = 2;\nc = 3;\nif (d) e();\n");
  const auto measured = Measure(text, text, Diagonal(text.tokenized.tokens.size()));
  EXPECT_EQ(measured.lines, 4u);
  EXPECT_FLOAT_EQ(measured.repeated_lines, 0.5f);
}

}  // namespace
}  // namespace copytrace
