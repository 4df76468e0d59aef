#include "engine/license/license_table.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/license/license_data.h"

namespace copytrace {
namespace {

using enum LicenseClass;

struct Case {
  const char* expression;
  LicenseClass snippet;
  LicenseClass component;
};

class LicenseClassTable : public testing::TestWithParam<Case> {};

TEST_P(LicenseClassTable, Classifies) {
  EXPECT_EQ(LicenseClassName(ClassOfExpression(GetParam().expression)),
            LicenseClassName(GetParam().snippet))
      << GetParam().expression;
  EXPECT_EQ(LicenseClassName(ComponentClassOfExpression(GetParam().expression)),
            LicenseClassName(GetParam().component))
      << GetParam().expression;
}

INSTANTIATE_TEST_SUITE_P(
    Licenses, LicenseClassTable,
    testing::Values(Case{"CC0-1.0", kPublicDomain, kPublicDomain},
                    Case{"MIT", kPermissive, kPermissive}, Case{"mit", kPermissive, kPermissive},
                    Case{"Apache-2.0+", kPermissive, kPermissive},
                    Case{"LGPL-2.1-or-later", kWeakCopyleft, kWeakCopyleft},
                    Case{"MPL-2.0", kWeakCopyleft, kWeakCopyleft},
                    Case{"GPL-3.0-only", kStrongCopyleft, kStrongCopyleft},
                    Case{"GPL-2.0+", kStrongCopyleft, kStrongCopyleft},
                    Case{"AGPL-3.0-or-later", kNetworkCopyleft, kNetworkCopyleft},
                    Case{"SSPL-1.0", kSourceAvailable, kSourceAvailable},
                    Case{"BUSL-1.1", kSourceAvailable, kSourceAvailable},
                    Case{"CC-BY-NC-4.0", kSourceAvailable, kSourceAvailable},
                    Case{"CC-BY-SA-4.0", kStrongCopyleft, kWeakCopyleft},
                    Case{"LicenseRef-scancode-proprietary-license", kProprietary, kProprietary},
                    Case{"LicenseRef-scancode-public-domain", kPublicDomain, kPublicDomain},
                    Case{"LicenseRef-Our-Own", kUnknown, kUnknown}, Case{"", kUnknown, kUnknown},
                    Case{"MIT AND", kUnknown, kUnknown}, Case{"((((", kUnknown, kUnknown},
                    Case{"Classpath-exception-2.0", kUnknown, kUnknown}));

INSTANTIATE_TEST_SUITE_P(
    Expressions, LicenseClassTable,
    testing::Values(
        Case{"MIT AND GPL-2.0-only", kStrongCopyleft, kStrongCopyleft},
        Case{"MIT OR GPL-2.0-only", kPermissive, kPermissive},
        Case{"(MIT OR AGPL-3.0-only) AND LGPL-2.1-only", kWeakCopyleft, kWeakCopyleft},
        Case{"MIT AND LicenseRef-Our-Own", kUnknown, kUnknown},
        Case{"MIT OR LicenseRef-Our-Own", kPermissive, kPermissive},
        // Linking exceptions do not free copied source; those for generated output do.
        Case{"GPL-2.0-only WITH Classpath-exception-2.0", kStrongCopyleft, kWeakCopyleft},
        Case{"GPL-3.0-or-later WITH GCC-exception-3.1", kStrongCopyleft, kWeakCopyleft},
        Case{"GPL-3.0-or-later WITH Bison-exception-2.2", kPermissive, kPermissive},
        Case{"GPL-3.0-or-later WITH Autoconf-exception-generic", kPermissive, kPermissive},
        Case{"GPL-2.0-only WITH Linux-syscall-note", kStrongCopyleft, kWeakCopyleft},
        Case{"GPL-2.0-only WITH No-Such-exception", kStrongCopyleft, kStrongCopyleft},
        Case{"Apache-2.0 WITH LLVM-exception", kPermissive, kPermissive}));

TEST(LicenseTable, ClassifiesEverySpdxId) {
  size_t ids = 0;
  for (const LicenseRow& row : LicenseRows()) {
    if (!row.is_listed || row.is_exception) continue;
    ++ids;
    const std::string id(LicenseString(row.id));
    EXPECT_NE(ClassOfExpression(id), kUnknown) << id << " needs a line in class_overrides.tsv";
    EXPECT_NE(ComponentClassOfExpression(id), kUnknown) << id;
    EXPECT_LE(ComponentClassOfExpression(id), ClassOfExpression(id))
        << id << ": copying cannot ask for less than linking";
  }
  EXPECT_GE(ids, 700u);
}

TEST(LicenseTable, ExceptionsOnlyLoosen) {
  for (const LicenseRow& row : LicenseRows()) {
    if (!row.is_listed || !row.is_exception) continue;
    const std::string expression = "GPL-2.0-only WITH " + std::string(LicenseString(row.id));
    EXPECT_LE(ClassOfExpression(expression), kStrongCopyleft) << expression;
    EXPECT_LE(ComponentClassOfExpression(expression), ClassOfExpression(expression)) << expression;
  }
}

TEST(LicenseTable, ReadsClassNames) {
  for (int i = 0; i <= static_cast<int>(kUnknown); ++i) {
    const auto license_class = static_cast<LicenseClass>(i);
    EXPECT_EQ(ParseLicenseClass(LicenseClassName(license_class)), license_class);
  }
  EXPECT_EQ(ParseLicenseClass("forbidden"), kNetworkCopyleft);
  EXPECT_EQ(ParseLicenseClass("restricted"), kStrongCopyleft);
  EXPECT_EQ(ParseLicenseClass("reciprocal"), kWeakCopyleft);
  EXPECT_EQ(ParseLicenseClass("notice"), kPermissive);
  EXPECT_EQ(ParseLicenseClass("unencumbered"), kPublicDomain);
  EXPECT_EQ(ParseLicenseClass("copyleft"), std::nullopt);
}

TEST(LicenseTable, KnowsFullNames) {
  EXPECT_EQ(LicenseFullName("MIT"), "MIT License");
  EXPECT_EQ(LicenseFullName("apache-2.0"), "Apache License 2.0");
  EXPECT_EQ(LicenseFullName("No-Such-Licence"), std::nullopt);
}

}  // namespace
}  // namespace copytrace
