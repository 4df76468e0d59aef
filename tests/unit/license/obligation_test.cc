#include "engine/license/obligation.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "engine/license/license_data.h"
#include "engine/license/license_rules.h"

namespace copytrace {
namespace {

using enum LicenseUse;

// "notice license-text": the obligations of the only choice, in order.
std::string Codes(const LicenseChoice& choice) {
  std::string codes;
  for (const Obligation& obligation : choice.obligations) {
    codes += (codes.empty() ? "" : " ") + std::string(ObligationName(obligation.code));
  }
  return codes;
}

std::string Codes(const char* expression, LicenseUse use = kCopiedSource) {
  const Obligations obligations = ObligationsOf(expression, use);
  EXPECT_EQ(obligations.choices.size(), 1u) << expression;
  return Codes(obligations.choices.at(0));
}

TEST(ObligationTable, EveryLineIsReadable) {
  std::set<std::string_view> licenses;
  for (const RuleRow& row : ObligationRules()) {
    ASSERT_GE(row.size(), 2u);
    EXPECT_TRUE(row[1] == "both" || row[1] == "component" || row[1] == "copied") << row[0];
    for (const std::string_view id : SplitRule(row[0], ' ')) {
      if (id.starts_with('@')) continue;
      licenses.insert(id);
      const LicenseRow* license = FindLicense(id);
      ASSERT_NE(license, nullptr) << id;
      EXPECT_EQ(LicenseString(license->id), id);
      EXPECT_TRUE(LicenseString(license->current).empty()) << id;
    }
    if (row.size() == 2) continue;  // nothing is asked
    ASSERT_EQ(row.size(), 5u) << row[0] << ' ' << row[2];
    EXPECT_TRUE(ParseObligationName(row[2])) << row[2];
    EXPECT_TRUE(row[4].ends_with('.')) << row[4];
    EXPECT_LE(row[4].size(), 200u) << row[4];
  }
  EXPECT_GE(licenses.size(), 100u);
}

TEST(ObligationTable, NamesAreReadBack) {
  for (int i = 0; i <= static_cast<int>(ObligationCode::kPermission); ++i) {
    const auto code = static_cast<ObligationCode>(i);
    EXPECT_EQ(ParseObligationName(ObligationName(code)), code);
  }
  EXPECT_EQ(ParseObligationName("beer"), std::nullopt);
}

TEST(Obligations, OfCommonLicences) {
  EXPECT_EQ(Codes("MIT"), "notice license-text");
  EXPECT_EQ(Codes("BSD-3-Clause"), "notice license-text no-endorsement");
  EXPECT_EQ(Codes("BSD-4-Clause"), "notice license-text advertising no-endorsement");
  EXPECT_EQ(Codes("Apache-2.0"),
            "license-text state-changes notice notice-file patent-grant patent-termination marks");
  EXPECT_EQ(Codes("0BSD"), "");
  EXPECT_EQ(Codes("GPL-2.0-or-later"),
            "same-license source-disclosure notice license-text state-changes no-further-terms");
  EXPECT_NE(Codes("AGPL-3.0-only").find("network-use"), std::string::npos);
  EXPECT_EQ(Codes("GPL-3.0-only").find("network-use"), std::string::npos);
  EXPECT_NE(Codes("JSON").find("use-restriction"), std::string::npos);
}

TEST(Obligations, DependOnTheUse) {
  EXPECT_NE(Codes("LGPL-2.1-only", kComponent).find("relinking"), std::string::npos);
  EXPECT_EQ(Codes("LGPL-2.1-only", kCopiedSource).find("relinking"), std::string::npos);
  const auto copied = ObligationsOf("LGPL-2.1-only", kCopiedSource).choices.at(0);
  EXPECT_EQ(copied.license_class, LicenseClass::kStrongCopyleft);
  EXPECT_NE(copied.obligations.at(0).sentence.find("as a whole"), std::string::npos);
  EXPECT_EQ(ObligationsOf("LGPL-2.1-only", kComponent).choices.at(0).license_class,
            LicenseClass::kWeakCopyleft);
}

TEST(Obligations, LinkingExceptionsDoNotFreeCopiedSource) {
  const char* classpath = "GPL-2.0-only WITH Classpath-exception-2.0";
  const auto linked = ObligationsOf(classpath, kComponent).choices.at(0);
  EXPECT_NE(linked.obligations.at(0).sentence.find("only links"), std::string::npos);
  EXPECT_EQ(linked.obligations.at(0).license, classpath);
  const auto copied = ObligationsOf(classpath, kCopiedSource).choices.at(0);
  EXPECT_EQ(Codes(copied), Codes("GPL-2.0-only"));
  EXPECT_EQ(Codes("GPL-3.0-or-later WITH Bison-exception-2.2"), "notice");
}

TEST(Obligations, OfOthersAreThoseOfTheirClass) {
  const auto choice = ObligationsOf("Xfig", kCopiedSource).choices.at(0);
  EXPECT_EQ(Codes(choice), "notice license-text");
  EXPECT_TRUE(choice.obligations.at(0).is_derived);
  EXPECT_FALSE(ObligationsOf("MIT", kCopiedSource).choices.at(0).obligations.at(0).is_derived);
  EXPECT_EQ(Codes("LicenseRef-Our-Own"), "permission");
  EXPECT_EQ(Codes("LicenseRef-scancode-proprietary-license"), "permission");
}

TEST(Obligations, OfAndAreJoinedAndOrIsAChoice) {
  const Obligations joined = ObligationsOf("MIT AND (GPL-2.0-only OR ISC)", kCopiedSource);
  ASSERT_EQ(joined.choices.size(), 2u);
  EXPECT_EQ(joined.choices[0].expression, "MIT AND GPL-2.0-only");
  EXPECT_EQ(joined.choices[0].license_class, LicenseClass::kStrongCopyleft);
  EXPECT_EQ(joined.choices[1].expression, "MIT AND ISC");
  EXPECT_EQ(Codes(joined.choices[1]), "notice license-text notice license-text");
  EXPECT_EQ(joined.choices[1].obligations[0].license, "MIT");
  EXPECT_EQ(joined.choices[1].obligations[2].license, "ISC");
  EXPECT_EQ(Codes("(MIT AND ISC) AND mit"), "notice license-text notice license-text");
}

TEST(Obligations, AreBounded) {
  std::string many = "(MIT OR ISC)";
  for (int i = 0; i < 40; ++i) {
    many += " AND (LicenseRef-a" + std::to_string(i) + " OR LicenseRef-b" + std::to_string(i) + ")";
  }
  const Obligations obligations = ObligationsOf(many, kCopiedSource);
  EXPECT_EQ(obligations.choices.size(), kMostLicenseChoices);
  EXPECT_FALSE(obligations.is_complete);
  for (const char* malformed : {"", "((((", "MIT AND", "NONE AND AND"}) {
    EXPECT_TRUE(ObligationsOf(malformed, kCopiedSource).choices.empty()) << malformed;
  }
}

// Every current id has something to say, or is one of those that ask for nothing.
TEST(Obligations, CoverEverySpdxId) {
  for (const LicenseRow& row : LicenseRows()) {
    if (!row.is_listed || row.is_exception) continue;
    const std::string id(LicenseString(row.id));
    for (const LicenseUse use : {kComponent, kCopiedSource}) {
      const Obligations obligations = ObligationsOf(id, use);
      ASSERT_EQ(obligations.choices.size(), 1u) << id;
      const bool asks = !obligations.choices[0].obligations.empty();
      const bool is_free = obligations.choices[0].license_class == LicenseClass::kPublicDomain ||
                           id == "0BSD" || id == "MIT-0";
      EXPECT_TRUE(asks || is_free) << id;
    }
  }
}

}  // namespace
}  // namespace copytrace
