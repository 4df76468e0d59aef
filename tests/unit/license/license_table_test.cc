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
                    Case{"LGPL-2.1-or-later", kStrongCopyleft, kWeakCopyleft},
                    Case{"MPL-2.0", kWeakCopyleft, kWeakCopyleft},
                    Case{"GPL-3.0-only", kStrongCopyleft, kStrongCopyleft},
                    Case{"GPL-2.0+", kStrongCopyleft, kStrongCopyleft},
                    Case{"AGPL-3.0-or-later", kNetworkCopyleft, kNetworkCopyleft},
                    Case{"SSPL-1.0", kSourceAvailable, kSourceAvailable},
                    Case{"BUSL-1.1", kSourceAvailable, kSourceAvailable},
                    Case{"CC-BY-NC-4.0", kSourceAvailable, kSourceAvailable},
                    Case{"CC-BY-SA-4.0", kStrongCopyleft, kWeakCopyleft},
                    Case{"CECILL-2.1", kStrongCopyleft, kStrongCopyleft},
                    Case{"CECILL-C", kWeakCopyleft, kWeakCopyleft},
                    Case{"EUPL-1.2", kNetworkCopyleft, kWeakCopyleft},
                    Case{"GFDL-1.3-only", kStrongCopyleft, kWeakCopyleft},
                    Case{"OFL-1.1", kWeakCopyleft, kPermissive},
                    Case{"SISSL", kWeakCopyleft, kWeakCopyleft},
                    Case{"BSL-1.0", kPermissive, kPermissive},
                    Case{"LicenseRef-scancode-commons-clause", kSourceAvailable, kSourceAvailable},
                    Case{"LicenseRef-scancode-proprietary-license", kProprietary, kProprietary},
                    Case{"LicenseRef-scancode-public-domain", kPublicDomain, kPublicDomain},
                    Case{"LicenseRef-Our-Own", kUnknown, kUnknown}, Case{"", kUnknown, kUnknown},
                    Case{"MIT AND", kUnknown, kUnknown}, Case{"((((", kUnknown, kUnknown},
                    Case{"Classpath-exception-2.0", kUnknown, kUnknown}));

INSTANTIATE_TEST_SUITE_P(
    Expressions, LicenseClassTable,
    testing::Values(
        Case{"MIT AND LicenseRef-scancode-warranty-disclaimer", kPermissive, kPermissive},
        Case{"LicenseRef-scancode-warranty-disclaimer", kUnknown, kUnknown},
        Case{"MIT AND Classpath-exception-2.0", kPermissive, kPermissive},
        Case{"GPL-2.0-only AND Classpath-exception-2.0", kStrongCopyleft, kStrongCopyleft},
        Case{"Classpath-exception-2.0", kUnknown, kUnknown},
        Case{"LicenseRef-scancode-net-snmp", kPermissive, kPermissive},
        Case{"LicenseRef-scancode-of-no-licence", kUnknown, kUnknown},
        Case{"MIT AND LicenseRef-scancode-unknown-license-reference", kUnknown, kUnknown},
        Case{"MIT AND GPL-2.0-only", kStrongCopyleft, kStrongCopyleft},
        Case{"MIT OR GPL-2.0-only", kPermissive, kPermissive},
        Case{"(MIT OR AGPL-3.0-only) AND LGPL-2.1-only", kStrongCopyleft, kWeakCopyleft},
        Case{"MIT AND LicenseRef-Our-Own", kUnknown, kUnknown},
        Case{"MIT OR LicenseRef-Our-Own", kPermissive, kPermissive},
        // Linking exceptions do not free copied source; those for generated output do.
        Case{"GPL-2.0-only WITH Classpath-exception-2.0", kStrongCopyleft, kWeakCopyleft},
        Case{"GPL-3.0-or-later WITH GCC-exception-3.1", kStrongCopyleft, kWeakCopyleft},
        Case{"GPL-3.0-or-later WITH Bison-exception-2.2", kPermissive, kPermissive},
        Case{"GPL-3.0-or-later WITH Autoconf-exception-generic", kPermissive, kPermissive},
        Case{"GPL-2.0-only WITH Linux-syscall-note", kStrongCopyleft, kWeakCopyleft},
        // An exception for one partner frees nobody else.
        Case{"GPL-2.0-only WITH openvpn-openssl-exception", kStrongCopyleft, kStrongCopyleft},
        Case{"MIT WITH LicenseRef-scancode-commons-clause", kSourceAvailable, kSourceAvailable},
        Case{"GPL-2.0-only WITH No-Such-exception", kStrongCopyleft, kStrongCopyleft},
        Case{"Apache-2.0 WITH LLVM-exception", kPermissive, kPermissive}));

TEST(LicenseTable, ClassifiesEverySpdxId) {
  size_t ids = 0;
  for (const LicenseRow& row : LicenseRows()) {
    if (!row.is_listed || row.is_exception) continue;
    ++ids;
    const std::string id(LicenseString(row.id));
    EXPECT_NE(ClassOfExpression(id), kUnknown) << id << " needs a line in license_classes.tsv";
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

TEST(LicenseTable, DoubtfulClassesHaveAReason) {
  size_t doubtful = 0;
  for (const LicenseRow& row : LicenseRows()) {
    if (row.is_doubtful == 0) continue;
    ++doubtful;
    EXPECT_FALSE(LicenseString(row.note).empty()) << LicenseString(row.id);
  }
  EXPECT_GT(doubtful, 100u);
  for (const char* id :
       {"Artistic-2.0", "LPPL-1.3c", "Ruby", "EUPL-1.2", "CC-BY-SA-3.0", "SSPL-1.0", "BUSL-1.1",
        "CPAL-1.0", "OSL-3.0", "CC0-1.0", "Unlicense", "WTFPL", "JSON", "Hippocratic-2.1",
        "RPL-1.5", "QPL-1.0", "SISSL", "OFL-1.1", "GFDL-1.3-invariants-only"}) {
    EXPECT_TRUE(FactsOfExpression(id).at(0).is_doubtful) << id;
  }
  EXPECT_FALSE(FactsOfExpression("MIT").at(0).is_doubtful);
  EXPECT_NE(FactsOfExpression("CC-BY-SA-4.0").at(0).note.find("2018-05-02"), std::string::npos);
  EXPECT_NE(FactsOfExpression("BUSL-1.1").at(0).note.find("change date"), std::string::npos);
  EXPECT_NE(FactsOfExpression("BSL-1.0").at(0).note.find("BUSL-1.1"), std::string::npos);
}

TEST(LicenseTable, FactsNameEveryLicenceOnce) {
  const auto facts = FactsOfExpression("(MIT OR GPL-2.0 WITH Classpath-exception-2.0) AND mit");
  ASSERT_EQ(facts.size(), 2u);
  EXPECT_EQ(facts[0].id, "MIT");
  EXPECT_EQ(facts[0].full_name, "MIT License");
  EXPECT_EQ(facts[1].id, "GPL-2.0-only WITH Classpath-exception-2.0");
  EXPECT_EQ(facts[1].snippet_class, kStrongCopyleft);
  EXPECT_EQ(facts[1].component_class, kWeakCopyleft);
  EXPECT_NE(facts[1].note.find("the exception: linking"), std::string::npos) << facts[1].note;
  EXPECT_TRUE(FactsOfExpression("((((").empty());
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
