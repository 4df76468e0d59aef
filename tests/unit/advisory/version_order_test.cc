#include "engine/advisory/version_order.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace copytrace {
namespace {

using Scheme = VersionScheme;

// Versions in ascending order; those of one row are equal.
struct OrderCase {
  const char* name;
  Scheme scheme;
  std::vector<std::vector<std::string>> ascending;
};

const OrderCase kCases[] = {
    // The example of section 11 first.
    {"Semantic",
     Scheme::kSemantic,
     {{"0.0.0-20190101000000-abcdef012345"},
      {"0"},
      {"1.0.0-1"},
      {"1.0.0-alpha"},
      {"1.0.0-alpha.1"},
      {"1.0.0-alpha.beta"},
      {"1.0.0-beta"},
      {"1.0.0-beta.2"},
      {"1.0.0-beta.11"},
      {"1.0.0-rc.1"},
      {"1.0.0", "1", "v1.0.0", "1.0.0+build.7", "=1.0.0"},
      {"1.0.1"},
      {"1.2.0"},
      {"1.10.0"},
      {"2.0.0", "v2.0.0+incompatible"},
      {"99999999999999999999.0.0"},
      {"100000000000000000000.0.0"}}},
    {"NuGet",
     Scheme::kNuGet,
     {{"1.0.0-ALPHA", "1.0.0-alpha"}, {"1.0.0-Beta"}, {"1.0", "1.0.0.0"}, {"1.0.0.1"}, {"1.0.1"}}},
    // PEP 440, "Summary of permitted suffixes and relative ordering", and appendix B.
    {"Python",
     Scheme::kPython,
     {{"1.dev0", "1.0.dev0", "1.0dev"},
      {"1.0.dev456"},
      {"1.0a1.dev2"},
      {"1.0a1", "1.0-alpha.1", "1.0.A1", "v1.0a1", "1a1"},
      {"1.0a2.dev456"},
      {"1.0a12.dev456"},
      {"1.0a12"},
      {"1.0b1.dev456"},
      {"1.0b2", "1.0_beta_2"},
      {"1.0b2.post345.dev456"},
      {"1.0b2.post345", "1.0b2-345"},
      {"1.0rc1.dev456"},
      {"1.0rc1", "1.0c1", "1.0pre1", "1.0-preview1"},
      {"1.0", "1", "1.0.0", "01.0"},
      {"1.0+abc.5"},
      {"1.0+abc.7"},
      {"1.0+5", "1.0+05"},
      {"1.0.post456.dev34"},
      {"1.0.post456", "1.0-456", "1.0.rev456", "1.0-r456"},
      {"1.0.15"},
      {"1.1.dev1"},
      {"1.10"},
      {"2012.4"},
      {"1!0.5"}}},
    {"Debian",
     Scheme::kDebian,
     {{"1.0~~"},
      {"1.0~~a"},
      {"1.0~"},
      {"1.0~rc1-1"},
      {"1.0", "0:1.0", "1.0-0", "1.00"},
      {"1.0-1~deb12u1"},
      {"1.0-1"},
      {"1.0-1+b1"},
      {"1.0-1.1"},
      {"1.0-2"},
      {"1.0-10"},
      {"1.0a-1"},
      {"1.0+dfsg-1"},
      {"1.0.1-1"},
      {"1.2-3-4"},
      {"1:0.1-1"}}},
    // Examples of the specification.
    {"Maven",
     Scheme::kMaven,
     {{"1-a1", "1-alpha-1", "1.alpha1"},
      {"1-beta-1", "1-b1"},
      {"1-milestone-2", "1-M2"},
      {"1-rc", "1-cr", "1-CR"},
      {"1-SNAPSHOT", "1.snapshot"},
      {"1", "1.0", "1.0.0", "1-ga", "1.ga", "1-final", "1-0", "1.0-release", "1.0.0-0.0.0"},
      {"1-sp", "1.sp"},
      {"1-foo2"},
      {"1-foo10"},
      {"1-1", "1-ga-1"},
      {"1.1"},
      {"1.10"},
      {"2.0.0.Final", "2"},
      {"31.1-android"},
      {"31.1-jre"}}},
    {"Gem",
     Scheme::kGem,
     {{"1.0.a"},
      {"1.0.a.2"},
      {"1.0.b1"},
      {"1.0.pre1", "1.0-1"},
      {"1.0.rc1"},
      {"1.0", "1", "1.0.0", "1.00"},
      {"1.0.1"},
      {"1.9"},
      {"1.10.a"},
      {"1.10"},
      {"4.2.11.1"}}},
    {"Composer",
     Scheme::kComposer,
     {{"1.0-dev", "1.0.0-dev"},
      {"1.0.0-alpha1-dev"},
      {"1.0.0-alpha1", "1.0a1", "1.0-ALPHA1"},
      {"1.0.0-alpha2"},
      {"1.0.0-beta", "1.0b"},
      {"1.0.0-RC1", "1.0.0-rc.1"},
      {"1.0", "1.0.0", "v1.0.0.0", "1.0.0-stable", "1.0.0+meta"},
      {"1.0.0-p1", "1.0.0-patch1", "1.0.0-pl1"},
      {"1.0.0.1"},
      {"1.2"},
      {"1.10"}}},
    {"Dotted", Scheme::kDotted, {{"0.9"}, {"1.0"}, {"1.0-1", "1.0.1"}, {"1.0.2"}, {"1.10"}}},
};

class VersionOrderTest : public testing::TestWithParam<OrderCase> {};

TEST_P(VersionOrderTest, EveryPairIsInOrder) {
  const OrderCase& param = GetParam();
  for (size_t i = 0; i < param.ascending.size(); ++i) {
    for (size_t j = 0; j < param.ascending.size(); ++j) {
      for (const std::string& a : param.ascending[i]) {
        for (const std::string& b : param.ascending[j]) {
          const std::optional<int> order = CompareVersions(param.scheme, a, b);
          ASSERT_TRUE(order) << a << " " << b;
          const int sign = *order < 0 ? -1 : *order > 0 ? 1 : 0;
          EXPECT_EQ(sign, i < j ? -1 : i > j ? 1 : 0) << a << " against " << b;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Every, VersionOrderTest, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(VersionOrder, WhatIsNoVersionHasNoOrder) {
  const struct {
    Scheme scheme;
    const char* text;
  } kNone[] = {{Scheme::kSemantic, ""},
               {Scheme::kSemantic, "latest"},
               {Scheme::kSemantic, "1..2"},
               {Scheme::kSemantic, "1.2.x"},
               {Scheme::kSemantic, "1.0-"},
               {Scheme::kPython, ""},
               {Scheme::kPython, "1.0-final"},
               {Scheme::kPython, "1.0+"},
               {Scheme::kPython, "1.0+a..b"},
               {Scheme::kPython, "!1"},
               {Scheme::kDebian, ""},
               {Scheme::kDebian, "a:1"},
               {Scheme::kDebian, "1 0"},
               {Scheme::kMaven, ""},
               {Scheme::kGem, "a"},
               {Scheme::kGem, "1_0"},
               {Scheme::kComposer, "dev-main"},
               {Scheme::kComposer, "1.0-foo"},
               {Scheme::kComposer, "1.2.3.4.5"},
               {Scheme::kDotted, "1."},
               {Scheme::kDotted, "1.a"}};
  for (const auto& none : kNone) {
    EXPECT_EQ(CompareVersions(none.scheme, none.text, "1.0"), std::nullopt) << none.text;
    EXPECT_EQ(CompareVersions(none.scheme, "1.0", none.text), std::nullopt) << none.text;
  }
  const std::string long_one(300, '1');
  EXPECT_EQ(CompareVersions(Scheme::kSemantic, long_one, "1.0"), std::nullopt);
}

TEST(VersionOrder, OfAPurlType) {
  EXPECT_EQ(VersionSchemeOf("npm"), Scheme::kSemantic);
  EXPECT_EQ(VersionSchemeOf("pypi"), Scheme::kPython);
  EXPECT_EQ(VersionSchemeOf("rpm"), std::nullopt);
}

}  // namespace
}  // namespace copytrace
