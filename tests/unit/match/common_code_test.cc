#include "engine/match/common_code.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/error.h"
#include "engine/store/token_statistics.h"
#include "tests/unit/match/make_query.h"

namespace copytrace {
namespace {

std::span<const unsigned char> Bytes(const std::string& text) {
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

TEST(CommonCode, IsReadAsItWasWritten) {
  const Fingerprint gram{.hash = 0x1234567890, .tag = 77, .position = 3};
  const Fingerprint renamed{.hash = 0x1234567890, .tag = 78, .position = 3};
  CommonCode::Tables tables;
  tables.shapes = {{5, 1}, {CommonCode::ShapeKey(gram), 9}};
  tables.texts = {{CommonCode::TextKey(gram), 255}};
  tables.names = {{CommonCode::NameKey(LanguageFamily::kGo, 99), 10}};
  const uint32_t unigram = UnigramKey(42);
  tables.phrases = {{CommonCode::PhraseKey(LanguageFamily::kGo, unigram), 17}};
  const std::string bytes = CommonCode::Encode(tables);
  const CommonCode code(Bytes(bytes));
  EXPECT_EQ(code.ShapeProjects(gram), 9u);
  EXPECT_EQ(code.ShapeProjects(renamed), 9u);
  EXPECT_EQ(code.TextProjects(gram), 255u);
  EXPECT_EQ(code.TextProjects(renamed), 0u);
  EXPECT_EQ(code.NameBits(LanguageFamily::kGo, 99), 2.5f);
  EXPECT_TRUE(std::isinf(code.NameBits(LanguageFamily::kJava, 99)));
  EXPECT_EQ(code.PhraseBits(LanguageFamily::kGo, unigram), 1.0f);
  EXPECT_LT(code.PhraseBits(LanguageFamily::kJava, unigram), 0);
}

TEST(CommonCode, SaysWhereTheTableIsNone) {
  const std::string bytes = CommonCode::Encode({.shapes = {{700, 3}}});
  EXPECT_THROW(CommonCode(Bytes(bytes.substr(0, bytes.size() - 1))), Error);
  EXPECT_THROW(CommonCode(Bytes("CTCX" + bytes.substr(4))), Error);
  EXPECT_NO_THROW(CommonCode(Bytes(bytes)));
}

// What the shipped table knows, and what it must not know.
TEST(CommonCode, LowersTheNoveltyOfIdiomsAlone) {
  const auto share_left = [](std::string_view text, Language language) {
    TestText code(text, language);
    FingerprintScratch scratch;
    std::vector<Fingerprint> fingerprints;
    ComputeFingerprints(code.query.tokens, FingerprintOptions{}, &scratch, &fingerprints);
    const float before = code.query.novelty.n1_sum.back();
    ComputeNovelty(code.query.tokens, fingerprints, FingerprintOptions{}.k, &code.query.novelty);
    return code.query.novelty.n1_sum.back() / before;
  };
  EXPECT_LT(share_left("(function (global, factory) {\n"
                       "typeof exports === 'object' && typeof module !== 'undefined' ?\n"
                       "module.exports = factory() : typeof define === 'function' && define.amd ?\n"
                       "define(factory) : (global.heron = factory());\n}(this, function () {",
                       Language::kJavaScript),
            0.6f);
  EXPECT_EQ(share_left("let flight = nest * 7 - (wing || beak[marsh]) / reed(pond, 3);\n"
                       "while (flight > crane.legs + 2) { flight -= heron(marsh ^ 5, pond); }\n"
                       "return [flight, nest << 3, reed ? wing : -beak];",
                       Language::kJavaScript),
            1.0f);
}

}  // namespace
}  // namespace copytrace
