#include "engine/license/spdx_expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace copytrace {
namespace {

struct Case {
  const char* text;
  const char* canonical;  // null: malformed
};

class SpdxExpressionTable : public testing::TestWithParam<Case> {};

TEST_P(SpdxExpressionTable, Normalizes) {
  const auto [text, canonical] = GetParam();
  const std::optional<std::string> normal = NormalizeSpdxExpression(text);
  if (canonical == nullptr) {
    EXPECT_FALSE(normal) << text << " gave " << *normal;
    return;
  }
  ASSERT_TRUE(normal) << text;
  EXPECT_EQ(*normal, canonical);
  EXPECT_EQ(NormalizeSpdxExpression(*normal), normal) << "the canonical form is its own";
}

INSTANTIATE_TEST_SUITE_P(Grammar, SpdxExpressionTable,
                         testing::Values(Case{"MIT", "MIT"}, Case{"mit", "MIT"},
                                         Case{"  MIT\t", "MIT"}, Case{"apache-2.0", "Apache-2.0"},
                                         Case{"MIT OR Apache-2.0", "MIT OR Apache-2.0"},
                                         Case{"mit or apache-2.0", "MIT OR Apache-2.0"},
                                         Case{"MIT AND ISC OR Zlib", "MIT AND ISC OR Zlib"},
                                         Case{"MIT AND (ISC OR Zlib)", "MIT AND (ISC OR Zlib)"},
                                         Case{"(MIT AND ISC) OR Zlib", "MIT AND ISC OR Zlib"},
                                         Case{"((MIT))", "MIT"},
                                         Case{"MIT AND (ISC AND Zlib)", "MIT AND ISC AND Zlib"},
                                         Case{"MIT OR MIT", "MIT"},
                                         Case{"GPL-2.0-only WITH Classpath-exception-2.0 AND MIT",
                                              "GPL-2.0-only WITH Classpath-exception-2.0 AND MIT"},
                                         Case{"gpl-2.0-or-later with classpath-EXCEPTION-2.0",
                                              "GPL-2.0-or-later WITH Classpath-exception-2.0"},
                                         Case{"Apache-2.0+", "Apache-2.0+"},
                                         Case{"LicenseRef-Our-Terms", "LicenseRef-Our-Terms"},
                                         Case{"licenseref-Our-Terms", "LicenseRef-Our-Terms"},
                                         Case{"DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2",
                                              "DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2"},
                                         Case{"GPL-2.0-only WITH AdditionRef-our-exception",
                                              "GPL-2.0-only WITH AdditionRef-our-exception"},
                                         Case{"Some-Newer-Licence-9.0", "Some-Newer-Licence-9.0"}));

INSTANTIATE_TEST_SUITE_P(
    Deprecated, SpdxExpressionTable,
    testing::Values(
        Case{"GPL-2.0", "GPL-2.0-only"}, Case{"GPL-2.0+", "GPL-2.0-or-later"},
        Case{"LGPL-2.1+", "LGPL-2.1-or-later"}, Case{"AGPL-3.0", "AGPL-3.0-only"},
        Case{"GPL-2.0-only+", "GPL-2.0-or-later"}, Case{"GPL-2.0-or-later+", "GPL-2.0-or-later"},
        Case{"GFDL-1.3", "GFDL-1.3-only"},
        Case{"GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"},
        Case{"GPL-3.0-with-GCC-exception", "GPL-3.0-only WITH GCC-exception-3.1"},
        Case{"GPL-2.0+ WITH Bison-exception-2.2", "GPL-2.0-or-later WITH Bison-exception-2.2"}));

INSTANTIATE_TEST_SUITE_P(
    Malformed, SpdxExpressionTable,
    testing::Values(Case{"", nullptr}, Case{"   ", nullptr}, Case{"AND", nullptr},
                    Case{"MIT AND", nullptr}, Case{"OR MIT", nullptr}, Case{"MIT ISC", nullptr},
                    Case{"(MIT", nullptr}, Case{"MIT)", nullptr}, Case{"()", nullptr},
                    Case{"MIT WITH", nullptr}, Case{"(MIT OR ISC) WITH LLVM-exception", nullptr},
                    Case{"MIT AND AND ISC", nullptr}, Case{"MIT, ISC", nullptr},
                    Case{"MIT/ISC", nullptr}, Case{"MIT +", nullptr},
                    Case{"LicenseRef-x+", nullptr}, Case{"x:LicenseRef-y", nullptr},
                    Case{"LicenseRef-", "LicenseRef-"}));

TEST(SpdxExpression, KeepsStructure) {
  const std::optional<SpdxExpression> expression =
      ParseSpdxExpression("MIT OR GPL-2.0+ WITH Classpath-exception-2.0 AND Zlib");
  ASSERT_TRUE(expression);
  ASSERT_EQ(expression->kind, SpdxExpression::Kind::kOr);
  ASSERT_EQ(expression->operands.size(), 2u);
  const SpdxExpression& both = expression->operands[1];
  ASSERT_EQ(both.kind, SpdxExpression::Kind::kAnd);
  EXPECT_EQ(both.operands[0].license, "GPL-2.0-or-later");
  EXPECT_EQ(both.operands[0].exception, "Classpath-exception-2.0");
}

TEST(SpdxExpression, RefusesDeepNestingQuickly) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(ParseSpdxExpression(std::string(8 << 20, '(')));
  EXPECT_FALSE(ParseSpdxExpression(std::string(60'000, '(')));
  EXPECT_FALSE(ParseSpdxExpression(std::string(65, '(') + "MIT" + std::string(65, ')')));
  EXPECT_EQ(NormalizeSpdxExpression(std::string(60, '(') + "MIT" + std::string(60, ')')), "MIT");
  std::string many = "MIT";
  for (int i = 0; i < 9'000; ++i) many += " OR X";
  EXPECT_EQ(NormalizeSpdxExpression(many), "MIT OR X");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(SpdxExpression, JoinsWithAnd) {
  EXPECT_EQ(JoinAnd({}), "");
  EXPECT_EQ(JoinAnd({"", "MIT", ""}), "MIT");
  EXPECT_EQ(JoinAnd({"MIT", "ISC", "MIT"}), "MIT AND ISC");
  EXPECT_EQ(JoinAnd({"MIT OR ISC", "Zlib"}), "(MIT OR ISC) AND Zlib");
  EXPECT_EQ(JoinAnd({"MIT AND ISC", "ISC AND Zlib"}), "MIT AND ISC AND Zlib");
  EXPECT_EQ(JoinAnd({"((", "MIT"}), "MIT");
}

}  // namespace
}  // namespace copytrace
