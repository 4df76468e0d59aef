#include "engine/license/license_address.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "engine/license/license_rules.h"
#include "engine/license/license_table.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr const char* kElsewhere = "LicenseRef-scancode-unknown-license-reference";
constexpr const char* kTerms = "LicenseRef-scancode-proprietary-license";

struct Case {
  const char* address;
  const char* expression;
  double confidence;
};

class AddressTable : public testing::TestWithParam<Case> {};

TEST_P(AddressTable, Tells) {
  const AddressedLicense addressed = LicenseOfAddress(GetParam().address);
  EXPECT_EQ(addressed.expression, GetParam().expression) << GetParam().address;
  EXPECT_EQ(addressed.confidence, GetParam().confidence) << GetParam().address;
}

INSTANTIATE_TEST_SUITE_P(
    Known, AddressTable,
    testing::Values(Case{"https://github.com/apache/sample", "Apache-2.0", 0.5},
                    Case{"https://github.com/Apache/sample/blob/master/NOTICE", "Apache-2.0", 0.5},
                    Case{"https://raw.githubusercontent.com/Tencent/RapidJSON/master/license.txt",
                         "MIT", 0.5},
                    Case{"http://www.github.com/twitter/bootstrap/", "MIT", 0.5},
                    Case{"http://https://github.com/twitter/bootstrap/wiki", "MIT", 0.5},
                    Case{"https://github.com/google/googletest/LICENSE", "BSD-3-Clause", 0.5},
                    Case{"https://github.com/apache/sample/LICENSE#L1", "Apache-2.0", 0.5},
                    Case{"https://www.gnu.org/licenses/agpl.txt", "AGPL-3.0-only", 0.5},
                    Case{"http://go.microsoft.com/fwlink/?LinkId=329770",
                         "LicenseRef-scancode-ms-net-library", 0.5},
                    Case{"http://www.microsoft.com/web/webpi/eula/aspnetcomponent_rtw_enu.htm",
                         "LicenseRef-scancode-ms-asp-net-software", 0.5}));

INSTANTIATE_TEST_SUITE_P(
    Unknown, AddressTable,
    testing::Values(Case{"https://github.com/ann-example/nunit", kElsewhere, 0.5},
                    // What an owner usually takes is not what this project states.
                    Case{"https://github.com/google/sample/blob/master/LICENSE", kElsewhere, 0.5},
                    Case{"https://github.com", kElsewhere, 0.5},
                    Case{"https://example.org/github.com/jamesnk/LICENSE", kElsewhere, 0.5},
                    Case{"http://go.microsoft.com/fwlink/?LinkId=1", kElsewhere, 0.5},
                    Case{"https://", kElsewhere, 0.5}, Case{"", kElsewhere, 0.5},
                    Case{"https://pebble.example.com/our-license.html", kTerms, 0.5},
                    Case{"https://license.example.com", kElsewhere, 0.5},
                    Case{"https://example.org/our-license.html", kElsewhere, 0.5},
                    Case{"https://ann.github.io/pebble/license", kElsewhere, 0.5},
                    Case{"https://pebble.codeplex.com/license", kElsewhere, 0.5},
                    Case{"https://example.org/sdk#terms", kTerms, 0.5},
                    Case{"https://example.org/OurSoftwareLicense.pdf", kTerms, 0.5}));

INSTANTIATE_TEST_SUITE_P(
    Named, AddressTable,
    testing::Values(Case{"https://example.org/our/LGPL.txt", "LGPL-2.0-or-later", 1},
                    // What the address says outweighs what is known of the owner.
                    Case{"https://github.com/apache/sample/blob/master/UNLICENSE.md", "Unlicense",
                         1}));

TEST(KnownAddresses, EveryRowIsAPlaceALicenceAndAReason) {
  std::set<std::string> places;
  for (const RuleRow& row : KnownAddressRules()) {
    ASSERT_EQ(row.size(), 3u) << row[0];
    EXPECT_TRUE(places.emplace(row[0]).second) << "twice: " << row[0];
    EXPECT_TRUE(IsAddress("https://" + std::string(row[0])));
    const std::string expression(row[1]);
    EXPECT_EQ(NormalizeSpdxExpression(expression).value_or(""), expression) << row[0];
    EXPECT_NE(ClassOfExpression(expression), LicenseClass::kUnknown) << row[0];
    std::string address = "https://www." + std::string(row[0]);
    if (address.ends_with('*')) address.back() = 'x';
    EXPECT_EQ(LicenseOfAddress(address).expression, expression) << address;
  }
  EXPECT_GT(places.size(), 80u);
}

TEST(KnownAddresses, AddressIsOneLine) {
  EXPECT_TRUE(IsAddress("http://example.org"));
  EXPECT_FALSE(IsAddress("http://example.org\nhttp://example.org"));
  EXPECT_FALSE(IsAddress("see http://example.org"));
}

}  // namespace
}  // namespace copytrace
