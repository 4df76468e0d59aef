#include "engine/match/phrase_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "engine/error.h"
#include "tests/unit/match/make_query.h"

namespace copytrace {
namespace {

constexpr LanguageFamily kFamily = LanguageFamily::kGo;
constexpr PhraseReading kReading = PhraseReading::kShape;

std::span<const unsigned char> Bytes(const std::string& text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

// The key of the symbols with the last of them after all others.
uint32_t KeyOf(const std::vector<uint32_t>& symbols, LanguageFamily family = kFamily,
               PhraseReading reading = kReading) {
  uint32_t key = 0;
  PhraseModel::VisitPhrases(
      family, reading, std::span(symbols).first(symbols.size() - 1), symbols.back(),
      [&](uint32_t, uint64_t, uint64_t phrase) { key = PhraseModel::PhraseKey(phrase); });
  return key;
}

std::string Encode(PhraseModel::Phrases phrases) {
  std::sort(phrases.begin(), phrases.end());
  return PhraseModel::Encode(phrases);
}

TEST(PhraseModel, TellsASymbolAfterTheLongestContextThatIsListed) {
  const std::string bytes = Encode({{KeyOf({7}), PhraseModel::EncodeBits(9)},
                                    {KeyOf({5, 7}), PhraseModel::EncodeBits(4)},
                                    {KeyOf({3, 4, 5, 7}), PhraseModel::EncodeBits(0.5)}});
  const PhraseModel model(Bytes(bytes));
  const auto bits = [&](const std::vector<uint32_t>& before) {
    return model.Bits(kFamily, kReading, before, 7);
  };
  EXPECT_EQ(bits({}), 9);
  EXPECT_EQ(bits({6}), 9);
  EXPECT_EQ(bits({5}), 4);
  EXPECT_EQ(bits({4, 5}), 4);
  EXPECT_EQ(bits({3, 4, 5}), 0.5f);
  EXPECT_EQ(bits({1, 2, 3, 4, 5}), 0.5f);
  EXPECT_EQ(bits({4, 4, 5}), 4);
  // Nothing is said of other families and readings.
  EXPECT_EQ(model.Bits(LanguageFamily::kRust, kReading, {}, 7), 14);
  EXPECT_EQ(model.Bits(kFamily, PhraseReading::kNamed, {}, 7), 14);
}

TEST(PhraseModel, SymbolsBeforeTheLongestContextDoNotCount) {
  std::vector<uint32_t> symbols(PhraseModel::kMaxContext + 1, 2);
  const std::string bytes = Encode({{KeyOf(symbols), PhraseModel::EncodeBits(1)}});
  const PhraseModel model(Bytes(bytes));
  symbols.insert(symbols.begin(), 99);
  EXPECT_EQ(model.Bits(kFamily, kReading, std::span(symbols).first(symbols.size() - 1), 2), 1);
}

TEST(PhraseModel, FindsAllPhrasesAndNoOthers) {
  std::mt19937 random(1);
  PhraseModel::Phrases phrases;
  for (uint32_t i = 1; i <= 20000; ++i) {
    phrases.emplace_back(KeyOf({i}), PhraseModel::EncodeBits(random() % 20));
  }
  // Others around some of them, evenly spread or all at one end, so that buckets are full.
  PhraseModel::Phrases all = phrases;
  for (uint32_t i = 0; i < 200; ++i) {
    const uint32_t bucket = phrases[i].first & 0xFFFF0000;
    const uint32_t range = i % 2 == 0 ? 0x10000 : 0x40;
    for (int n = 0; n < 60; ++n) all.emplace_back(bucket + random() % range, 7);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  all.erase(std::unique(all.begin(), all.end(),
                        [](const auto& a, const auto& b) { return a.first == b.first; }),
            all.end());
  const std::string bytes = PhraseModel::Encode(all);
  const PhraseModel model(Bytes(bytes));
  for (uint32_t i = 1; i <= 20000; ++i) {
    EXPECT_EQ(model.Bits(kFamily, kReading, {}, i), PhraseModel::DecodeBits(phrases[i - 1].second));
  }
  int found = 0;
  for (uint32_t i = 20001; i <= 40000; ++i) found += model.Bits(kFamily, kReading, {}, i) != 14;
  EXPECT_LE(found, 3);  // by chance: keys have 32 bits
}

TEST(PhraseModel, SaysWhereTheTableIsNone) {
  const std::string bytes = Encode({{KeyOf({7}), 3}, {KeyOf({8}), 4}});
  EXPECT_NO_THROW(PhraseModel{Bytes(bytes)});
  EXPECT_THROW(PhraseModel{Bytes("")}, Error);
  EXPECT_THROW(PhraseModel{Bytes(bytes.substr(0, bytes.size() - 1))}, Error);
  EXPECT_THROW(PhraseModel{Bytes("CTPX" + bytes.substr(4))}, Error);
  std::string starts = bytes;
  starts[8 + 4 * 1000] = '\x7F';  // the start of a bucket behind that of the next
  EXPECT_THROW(PhraseModel{Bytes(starts)}, Error);
}

TEST(PhraseModel, BitsAreKeptInEighths) {
  EXPECT_EQ(PhraseModel::DecodeBits(PhraseModel::EncodeBits(0)), 0);
  EXPECT_EQ(PhraseModel::DecodeBits(PhraseModel::EncodeBits(3.3)), 3.25f);
  EXPECT_EQ(PhraseModel::DecodeBits(PhraseModel::EncodeBits(1000)), 31.75f);
}

// What the shipped model has learnt: bits a token by the better reading, from the ninth on.
TEST(PhraseModel, ShippedKnowsWhatAnInterfaceDictates) {
  const PhraseModel& model = PhraseModel::Shipped();
  const auto rate = [&](std::string_view text, Language language) {
    const TestText code(text, language);
    const LanguageFamily family = code.query.family;
    std::vector<uint32_t> named;
    std::vector<uint32_t> shapes;
    float bits = 0;
    for (const Token& token : code.tokenized.tokens) {
      const uint32_t symbol = PhraseModel::NamedSymbol(family, token);
      if (named.size() >= PhraseModel::kMaxContext) {
        bits += std::min(model.Bits(family, PhraseReading::kNamed, named, symbol),
                         model.Bits(family, PhraseReading::kShape, shapes, token.n1));
      }
      named.push_back(symbol);
      shapes.push_back(token.n1);
    }
    return bits / static_cast<float>(named.size() - PhraseModel::kMaxContext);
  };
  EXPECT_LT(rate("@Override public boolean equals(Object o) { if (this == o) { return true; }\n"
                 "if (o == null || getClass() != o.getClass()) { return false; }",
                 Language::kJava),
            0.8);
  EXPECT_LT(rate("func (h tides) Len() int { return len(h) }\n"
                 "func (h tides) Less(i, j int) bool { return h[i].hour < h[j].hour }\n"
                 "func (h tides) Swap(i, j int) { h[i], h[j] = h[j], h[i] }\n",
                 Language::kGo),
            0.8);
  EXPECT_GT(rate("func ebb(m, s int) int { t := s ^ m<<3; for t > 7 { t -= m & 5; s |= t >> 2 }\n"
                 "if s&1 == t { return ^s % m }; return t*9 - s }",
                 Language::kGo),
            2);
  for (const LanguageFamily family :
       {LanguageFamily::kC, LanguageFamily::kJava, LanguageFamily::kJavaScript,
        LanguageFamily::kPython, LanguageFamily::kGo, LanguageFamily::kRust,
        LanguageFamily::kCSharp, LanguageFamily::kPhp, LanguageFamily::kRuby,
        LanguageFamily::kShell}) {
    EXPECT_TRUE(model.Knows(family)) << FamilyName(family);
  }
}

}  // namespace
}  // namespace copytrace
