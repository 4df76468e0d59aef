// P(t | a b) = (count(a b t) + kBackOff · P(t)) / (count(a b ·) + kBackOff)
// P(t)       = (count(t) + kPrior · prior(t)) / (tokens + kPrior)
//
// The prior is what any code looks like, written down by hand: without it a corpus of one package
// would hold every token for a rarity and call everything a copy. A corpus of a megabyte outweighs
// it. For the same reason the number of files is taken for kLeastFiles at the least: in a small
// corpus a k-gram is rare because the corpus is small, and chance hits are as rare.
#include "engine/match/token_model.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/match/common_code.h"
#include "engine/store/token_statistics.h"
#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

constexpr double kBackOff = 4;
constexpr double kPrior = 10000;
constexpr double kLeastFiles = 4096;     // for k-grams
constexpr double kLeastTextFiles = 256;  // for identifiers and literals
constexpr float kMaxShapeBits = 12;
constexpr float kMaxTextBits = 14;
constexpr double kPriorElsewhere = 0.002;

std::vector<std::pair<uint32_t, double>> MakePrior() {
  std::vector<std::pair<uint32_t, double>> prior = {
      {static_cast<uint32_t>(TokenClass::kIdentifier), 0.36},
      {static_cast<uint32_t>(TokenClass::kNumber), 0.04},
      {static_cast<uint32_t>(TokenClass::kString), 0.04},
      {TokenHash("("), 0.075},
      {TokenHash(")"), 0.075},
      {TokenHash(","), 0.065},
      {TokenHash(";"), 0.055},
      {TokenHash("."), 0.06},
      {TokenHash("="), 0.04},
      {TokenHash("{"), 0.025},
      {TokenHash("}"), 0.025},
      {TokenHash("["), 0.015},
      {TokenHash("]"), 0.015},
      {TokenHash(":"), 0.015},
      {TokenHash("if"), 0.01},
      {TokenHash("return"), 0.01},
      {TokenHash("*"), 0.01},
      {TokenHash("->"), 0.01}};
  std::sort(prior.begin(), prior.end());
  return prior;
}

double Prior(uint32_t n1) {
  static const std::vector<std::pair<uint32_t, double>> kPriors = MakePrior();
  const auto found = std::lower_bound(kPriors.begin(), kPriors.end(), std::pair{n1, 0.0});
  return found != kPriors.end() && found->first == n1 ? found->second : kPriorElsewhere;
}

}  // namespace

TokenModel::TokenModel(const FamilyStatistics& statistics, LanguageFamily family)
    : family_(family),
      files_(statistics.file_count),
      tokens_(static_cast<double>(statistics.token_count)),
      document_frequency_(statistics.document_frequency),
      ngrams_(statistics.ngram_count) {
  for (uint32_t count = 0; count < kUsualFileCounts; ++count) {
    rarities_[count] = ComputeRarity(count);
  }
}

float TokenModel::UnigramProbability(uint32_t n1) const {
  const float bits = CommonCode::Shipped().PhraseBits(family_, UnigramKey(n1));
  const double prior = bits >= 0 ? std::exp2(-bits) : Prior(n1);
  return static_cast<float>((ngrams_.Find(UnigramKey(n1)) + kPrior * prior) / (tokens_ + kPrior));
}

float TokenModel::ShapeBits(uint32_t before_last, uint32_t last, uint32_t n1) const {
  double probability = UnigramProbability(n1);
  if (const float bits =
          CommonCode::Shipped().PhraseBits(family_, TrigramKey(before_last, last, n1));
      bits >= 0) {
    probability = std::exp2(-bits);
  }
  if (const uint32_t context = ngrams_.Find(ContextKey(before_last, last)); context > 0) {
    const uint32_t count = ngrams_.Find(TrigramKey(before_last, last, n1));
    probability = (count + kBackOff * probability) / (context + kBackOff);
  }
  return std::min(kMaxShapeBits, static_cast<float>(-std::log2(probability)));
}

float TokenModel::TextBits(uint32_t n0) const {
  const uint32_t files = std::max(1u, document_frequency_.Find(n0));
  const double all = std::max(files_, kLeastTextFiles);
  const float bits = static_cast<float>(std::log2((all + 1) / files));
  return std::clamp(std::min(bits, CommonCode::Shipped().NameBits(family_, n0)), 0.0f,
                    kMaxTextBits);
}

void TokenModel::PrefetchShape(uint32_t before_last, uint32_t last, uint32_t n1) const {
  ngrams_.Prefetch(ContextKey(before_last, last));
  for (const uint32_t key : {UnigramKey(n1), TrigramKey(before_last, last, n1)}) {
    ngrams_.Prefetch(key);
    CommonCode::Shipped().PrefetchPhrase(family_, key);
  }
}

void TokenModel::PrefetchText(uint32_t n0) const {
  document_frequency_.Prefetch(n0);
  CommonCode::Shipped().PrefetchName(family_, n0);
}

float TokenModel::ComputeRarity(uint32_t file_count) const {
  const double all = std::max(files_, kLeastFiles);
  return std::max(0.0f, static_cast<float>(std::log2(all / std::max(1u, file_count))));
}

}  // namespace copytrace
