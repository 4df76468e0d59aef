#include "engine/fingerprint/winnow.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <utility>

namespace copytrace {
namespace {

using Random = std::mt19937_64;

Token MakeToken(uint32_t n1, uint32_t n0) {
  Token token{};
  token.n1 = n1;
  token.n0 = n1 < kFirstTextHash ? n0 : n1;
  return token;
}

// Code-like: a third identifiers, some literals, and keywords and operators from a small set.
Token RandomToken(Random& random, uint32_t alphabet) {
  const uint32_t roll = random() % 10;
  const auto n0 = static_cast<uint32_t>(random() % 5000 + kFirstTextHash);
  if (roll < 4) return MakeToken(1, n0);
  if (roll == 4) return MakeToken(2 + random() % 2, n0);
  return MakeToken(static_cast<uint32_t>(kFirstTextHash + random() % alphabet), 0);
}

std::vector<Token> RandomTokens(Random& random, size_t count, uint32_t alphabet) {
  std::vector<Token> tokens(count);
  for (Token& token : tokens) token = RandomToken(random, alphabet);
  return tokens;
}

std::vector<Fingerprint> Fingerprints(const std::vector<Token>& tokens,
                                      const FingerprintOptions& options = {}) {
  FingerprintScratch scratch;
  std::vector<Fingerprint> result;
  ComputeFingerprints(tokens, options, &scratch, &result);
  return result;
}

std::vector<Token> Concatenate(const std::vector<std::vector<Token>>& parts) {
  std::vector<Token> result;
  for (const auto& part : parts) result.insert(result.end(), part.begin(), part.end());
  return result;
}

// Whether a and b hold the same fingerprint within their shared run.
bool ShareInRun(const std::vector<Token>& a, size_t a_begin, const std::vector<Token>& b,
                size_t b_begin, size_t run, const FingerprintOptions& options) {
  std::set<std::pair<uint64_t, uint64_t>> in_a;
  for (const Fingerprint& f : Fingerprints(a, options)) {
    if (f.position >= a_begin && f.position + options.k <= a_begin + run) {
      in_a.emplace(f.hash, f.position - a_begin);
    }
  }
  for (const Fingerprint& f : Fingerprints(b, options)) {
    if (f.position >= b_begin && f.position + options.k <= b_begin + run &&
        in_a.contains({f.hash, f.position - b_begin})) {
      return true;
    }
  }
  return false;
}

struct GuaranteeCase {
  uint32_t k;
  uint32_t window;
  uint32_t alphabet;
};

class WinnowGuarantee : public testing::TestWithParam<GuaranteeCase> {};

TEST_P(WinnowGuarantee, ASharedRunOfWindowPlusKMinusOneTokensSharesAFingerprint) {
  const auto [k, window, alphabet] = GetParam();
  const FingerprintOptions options{.k = k, .window = window};
  const size_t run_length = k + window - 1;
  Random random(k * 1000 + window);
  for (int trial = 0; trial < 3000; ++trial) {
    const auto run = RandomTokens(random, run_length, alphabet);
    const size_t before_a = random() % 200;
    const size_t before_b = random() % 200;
    const auto a = Concatenate({RandomTokens(random, before_a, alphabet), run,
                                RandomTokens(random, random() % 200, alphabet)});
    const auto b = Concatenate({RandomTokens(random, before_b, alphabet), run,
                                RandomTokens(random, random() % 200, alphabet)});
    ASSERT_TRUE(ShareInRun(a, before_a, b, before_b, run_length, options)) << "trial " << trial;
  }
}

INSTANTIATE_TEST_SUITE_P(Options, WinnowGuarantee,
                         testing::Values(GuaranteeCase{20, 12, 60}, GuaranteeCase{20, 12, 12},
                                         GuaranteeCase{15, 8, 60}, GuaranteeCase{24, 16, 60},
                                         GuaranteeCase{20, 1, 60}));

TEST(Winnow, RenamedCopiesShareHashesButNotTags) {
  Random random(7);
  const auto original = RandomTokens(random, 60, 60);
  auto renamed = original;
  for (Token& token : renamed) {
    if (token.IsIdentifier()) token.n0 += 100000;
  }
  const auto a = Fingerprints(original);
  const auto b = Fingerprints(renamed);
  ASSERT_FALSE(a.empty());
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].hash, b[i].hash);
    EXPECT_NE(a[i].tag, b[i].tag);
    EXPECT_EQ(a[i].position, b[i].position);
  }
}

// The table `1, 2, 3, …`: its N1 has period 2, so its N1 hashes are never used.
std::vector<Token> NumberTable(uint32_t first, size_t rows) {
  std::vector<Token> tokens;
  for (uint32_t i = 0; i < rows; ++i) {
    tokens.push_back(MakeToken(2, kFirstTextHash + first + i));
    tokens.push_back(MakeToken(1000, 0));
  }
  return tokens;
}

TEST(Winnow, TablesAreToldApartByTheirContent) {
  const auto a = Fingerprints(NumberTable(0, 100));
  const auto same = Fingerprints(NumberTable(0, 100));
  const auto other = Fingerprints(NumberTable(5000, 100));
  ASSERT_FALSE(a.empty());
  EXPECT_EQ(a, same);
  for (const Fingerprint& f : a) {
    for (const Fingerprint& g : other) EXPECT_NE(f.hash, g.hash);
  }
}

TEST(Winnow, CopiedTablesShareAFingerprintInAnySurroundings) {
  Random random(11);
  for (int trial = 0; trial < 500; ++trial) {
    const auto table = NumberTable(trial * 100, 16);  // 32 tokens
    const size_t before_a = random() % 50;
    const size_t before_b = random() % 50;
    const auto a =
        Concatenate({RandomTokens(random, before_a, 60), table, RandomTokens(random, 40, 60)});
    const auto b =
        Concatenate({RandomTokens(random, before_b, 60), table, RandomTokens(random, 40, 60)});
    ASSERT_TRUE(ShareInRun(a, before_a, b, before_b, table.size(), {}));
  }
}

TEST(Winnow, RowsOfOneValueAreSilent) {
  std::vector<Token> zeros;
  for (int i = 0; i < 200; ++i) {
    zeros.push_back(MakeToken(2, 77));
    zeros.push_back(MakeToken(1000, 0));
  }
  EXPECT_TRUE(Fingerprints(zeros).empty());
}

TEST(Winnow, PositionsAscendAndDensityIsNearTwoPerWindowPlusOne) {
  Random random(3);
  const auto tokens = RandomTokens(random, 100000, 60);
  const auto result = Fingerprints(tokens);
  for (size_t i = 1; i < result.size(); ++i) {
    ASSERT_LT(result[i - 1].position, result[i].position);
  }
  const double density = static_cast<double>(result.size()) / tokens.size();
  EXPECT_NEAR(density, 2.0 / 13, 0.01);
}

TEST(Winnow, FewerTokensThanAKGramGiveNothing) {
  Random random(5);
  EXPECT_TRUE(Fingerprints(RandomTokens(random, 0, 60)).empty());
  EXPECT_TRUE(Fingerprints(RandomTokens(random, 19, 60)).empty());
  EXPECT_EQ(Fingerprints(RandomTokens(random, 20, 60)).size(), 1u);
}

// The choice of a window by definition: the least usable hash of each window, recomputed from
// scratch, must be among the fingerprints, and every fingerprint must be the choice of some window.
TEST(Winnow, AgreesWithTheDefinition) {
  Random random(13);
  const FingerprintOptions options;
  for (int trial = 0; trial < 200; ++trial) {
    const auto tokens = RandomTokens(random, 31 + random() % 200, trial % 2 == 0 ? 60 : 3);
    const auto fingerprints = Fingerprints(tokens);
    std::set<uint32_t> chosen;
    for (const Fingerprint& f : fingerprints) chosen.insert(f.position);
    std::set<uint32_t> explained;
    const size_t span = options.k + options.window - 1;
    for (size_t begin = 0; begin + span <= tokens.size(); ++begin) {
      const auto window = Fingerprints({tokens.begin() + begin, tokens.begin() + begin + span});
      if (window.empty()) continue;
      bool found = false;
      for (const Fingerprint& f : window) {
        found = found || chosen.contains(f.position + begin);
        explained.insert(f.position + begin);
      }
      EXPECT_TRUE(found) << "window at " << begin;
    }
    for (const uint32_t position : chosen) EXPECT_TRUE(explained.contains(position)) << position;
  }
}

}  // namespace
}  // namespace copytrace
