#include "engine/match/region.h"

#include <gtest/gtest.h>

#include <memory>

#include "tests/unit/match/make_query.h"

namespace copytrace {
namespace {

std::vector<AlignedPair> Pairs(uint32_t query, uint32_t source, uint32_t count) {
  std::vector<AlignedPair> pairs;
  for (uint32_t i = 0; i < count; ++i) pairs.push_back({query + i, source + i});
  return pairs;
}

// The lines that TrimEdges leaves of a text aligned with itself.
LineRange Trimmed(const TestText& text, std::vector<AlignedPair> pairs) {
  TrimEdges(text.query, text.evidence, &pairs);
  if (pairs.empty()) return {};
  return LinesOf(text.query, text.evidence, pairs).query;
}

uint32_t Count(const TestText& text) { return static_cast<uint32_t>(text.query.tokens.size()); }

TEST(TrimEdges, LeavesAWholeFunctionAlone) {
  const TestText text("function f(a) {\n  if (a) {\n    g(a);\n  }\n}\n");
  EXPECT_EQ(Trimmed(text, Pairs(0, 0, Count(text))), (LineRange{1, 5}));
}

TEST(TrimEdges, DropsTheHostsClosersOnBothSides) {
  const TestText text("};\n\nfunction f(a) {\n  return a;\n}\n\n}\n)\n");
  EXPECT_EQ(Trimmed(text, Pairs(0, 0, Count(text))), (LineRange{3, 5}));
}

TEST(TrimEdges, DropsLinesOfWhichHalfIsTheHosts) {
  const TestText text("x = y; function f(a) {\n  return a.b.c;\n}\n");
  // Only the last two tokens of line 1 are aligned.
  EXPECT_EQ(Trimmed(text, Pairs(9, 9, Count(text) - 9)), (LineRange{2, 2}));
}

TEST(TrimEdges, LeavesNothingOfBareClosers) {
  const TestText text("}\n});\n");
  EXPECT_EQ(Trimmed(text, Pairs(0, 0, Count(text))), (LineRange{}));
}

Candidate MakeCandidate(const TestText& text, BlobId blob, std::vector<AlignedPair> pairs,
                        float bits) {
  Candidate candidate;
  candidate.chain.blob = blob;
  candidate.chain.anchors = {{pairs.front().query, pairs.front().source}};
  candidate.chain.query_begin = pairs.front().query;
  candidate.chain.query_end = pairs.back().query + 1;
  candidate.evidence = text.SharedEvidence();
  candidate.measured.query_begin = pairs.front().query;
  candidate.measured.query_end = pairs.back().query + 1;
  candidate.pairs = std::move(pairs);
  candidate.score_bits = bits;
  return candidate;
}

std::string Statements(int count) {
  std::string code;
  for (int i = 0; i < count; ++i) code += "v" + std::to_string(i) + " = w(a, b);\n";  // 9 tokens
  return code;
}

TEST(SelectRegions, TheBetterOfTwoOverlappingOnesWins) {
  const TestText text(Statements(40));
  const std::vector<Candidate> candidates = {MakeCandidate(text, 1, Pairs(0, 0, 90), 50),
                                             MakeCandidate(text, 2, Pairs(45, 45, 90), 80)};
  const auto regions = SelectRegions(text.query, candidates, 40);
  ASSERT_EQ(regions.size(), 1u);
  EXPECT_EQ(regions[0].best->chain.blob, 2u);
}

TEST(SelectRegions, NeighboursOfDifferentSourcesAreTwo) {
  const TestText text(Statements(40));
  const std::vector<Candidate> candidates = {MakeCandidate(text, 1, Pairs(0, 0, 90), 50),
                                             MakeCandidate(text, 2, Pairs(81, 81, 90), 80)};
  EXPECT_EQ(SelectRegions(text.query, candidates, 40).size(), 2u);  // a tenth in common
}

TEST(SelectRegions, PartsOfOneSourceInOrderAreOne) {
  const TestText text(Statements(80));
  const std::vector<Candidate> candidates = {MakeCandidate(text, 1, Pairs(0, 0, 90), 50),
                                             MakeCandidate(text, 1, Pairs(270, 180, 90), 80)};
  const auto regions = SelectRegions(text.query, candidates, 40);
  ASSERT_EQ(regions.size(), 1u);
  EXPECT_EQ(regions[0].pairs.size(), 180u);
  EXPECT_EQ(regions[0].score_bits, 80);
}

TEST(GoesOn, LaterOnBothSidesOrInside) {
  const TestText text(Statements(600));  // 9 tokens a line
  const auto pairs = [](uint32_t query_line, uint32_t source_line, uint32_t lines) {
    return Pairs(9 * query_line, 9 * source_line, 9 * lines);
  };
  struct Case {
    const char* what;
    std::vector<AlignedPair> first, second;
    bool goes_on;
  };
  for (const Case& c : {
           Case{"next", pairs(0, 0, 10), pairs(10, 10, 10), true},
           Case{"after 50 lines", pairs(0, 0, 10), pairs(60, 60, 10), true},
           Case{"after 50 lines of the source alone", pairs(0, 0, 10), pairs(10, 60, 10), true},
           Case{"after 80 lines", pairs(0, 0, 10), pairs(90, 90, 10), false},
           Case{"after 80 lines of the source alone", pairs(0, 0, 10), pairs(10, 90, 10), false},
           Case{"after 80 lines, of 400", pairs(0, 0, 200), pairs(280, 280, 200), true},
           Case{"after 150 lines, of 400", pairs(0, 0, 200), pairs(350, 350, 200), false},
           Case{"earlier in the source", pairs(0, 50, 10), pairs(10, 10, 10), false},
           Case{"the same lines again", pairs(0, 0, 10), pairs(10, 0, 10), false},
           Case{"overlapping", pairs(0, 0, 30), pairs(20, 22, 30), true},
           Case{"inside", pairs(0, 0, 30), pairs(5, 6, 20), true},
       }) {
    EXPECT_EQ(GoesOn(text.query, text.evidence, c.first, c.second), c.goes_on) << c.what;
  }
}

TEST(AppendPart, TakesWhatLiesBehind) {
  std::vector<AlignedPair> pairs = Pairs(0, 0, 30);
  AppendPart(Pairs(20, 22, 30), &pairs);
  ASSERT_EQ(pairs.size(), 50u);
  EXPECT_EQ(pairs[30].query, 30u);
  EXPECT_EQ(pairs[30].source, 32u);
  AppendPart(Pairs(5, 6, 20), &pairs);
  EXPECT_EQ(pairs.size(), 50u);
}

TEST(SelectRegions, WeakCandidatesAreNone) {
  const TestText text(Statements(40));
  const std::vector<Candidate> candidates = {MakeCandidate(text, 1, Pairs(0, 0, 90), 39)};
  EXPECT_TRUE(SelectRegions(text.query, candidates, 40).empty());
}

}  // namespace
}  // namespace copytrace
