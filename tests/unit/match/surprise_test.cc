#include "engine/match/surprise.h"

#include <gtest/gtest.h>

#include "tests/unit/match/make_query.h"

namespace copytrace {
namespace {

float Lacking(std::string_view query_text, std::string_view source_text, Language language) {
  const TestText query(query_text, language);
  const TestText source(source_text, language);
  EXPECT_EQ(query.tokenized.tokens.size(), source.tokenized.tokens.size());
  std::vector<AlignedPair> pairs;
  for (uint32_t i = 0; i < query.tokenized.tokens.size(); ++i) pairs.push_back({i, i});
  return LackingSurprise(query.query, source.evidence, pairs);
}

constexpr char kPlumHash[] =
    "@Override public int hashCode() { final int prime = 31; int result = 1;\n"
    "result = prime * result + ((plums == null) ? 0 : plums.hashCode());\n"
    "result = prime * result + ((stones == null) ? 0 : stones.hashCode());\nreturn result; }";
constexpr char kQuayHash[] =
    "@Override public int hashCode() { final int prime = 31; int result = 1;\n"
    "result = prime * result + ((quays == null) ? 0 : quays.hashCode());\n"
    "result = prime * result + ((barges == null) ? 0 : barges.hashCode());\nreturn result; }";

TEST(Surprise, LacksWhereAnInterfaceDictatesTheCode) {
  EXPECT_GT(Lacking(kPlumHash, kQuayHash, Language::kJava), 30);
}

TEST(Surprise, NamesThatAnAuthorChoseMakeUpForIt) {
  EXPECT_LT(Lacking(kPlumHash, kPlumHash, Language::kJava),
            Lacking(kPlumHash, kQuayHash, Language::kJava) / 2);
}

constexpr char kEbb[] =
    "func ebb(moon, silt int) int {\n  tide := silt ^ moon<<3\n  for tide > 7 {\n"
    "    tide -= moon & 5\n    silt |= tide >> 2\n  }\n  if silt&1 == tide {\n"
    "    return ^silt % moon\n  }\n  return tide*9 - silt\n}\n";
constexpr char kEbbRenamed[] =
    "func dusk(lamp, wick int) int {\n  glow := wick ^ lamp<<3\n  for glow > 7 {\n"
    "    glow -= lamp & 5\n    wick |= glow >> 2\n  }\n  if wick&1 == glow {\n"
    "    return ^wick % lamp\n  }\n  return glow*9 - wick\n}\n";

TEST(Surprise, NothingIsLackingToCodeOfItsOwnLogic) {
  EXPECT_EQ(Lacking(kEbb, kEbb, Language::kGo), 0);
  EXPECT_EQ(Lacking(kEbb, kEbbRenamed, Language::kGo), 0);
}

TEST(Surprise, NothingIsLackingWhereTheModelKnowsNoCode) {
  EXPECT_EQ(Lacking(kPlumHash, kQuayHash, Language::kKotlin), 0);
}

}  // namespace
}  // namespace copytrace
