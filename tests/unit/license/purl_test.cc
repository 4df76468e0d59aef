#include "engine/license/purl.h"

#include <gtest/gtest.h>

namespace copytrace {
namespace {

struct Case {
  const char* text;
  const char* canonical;
  const char* component;
  const char* without_version;
};

class PurlTable : public testing::TestWithParam<Case> {};

TEST_P(PurlTable, ParsesAndPrints) {
  const Case& c = GetParam();
  const std::optional<Purl> purl = ParsePurl(c.text);
  ASSERT_TRUE(purl) << c.text;
  EXPECT_EQ(ToString(*purl), c.canonical);
  EXPECT_EQ(ComponentName(*purl), c.component);
  EXPECT_EQ(WithoutVersion(*purl), c.without_version);
  EXPECT_EQ(ParsePurl(ToString(*purl)), purl);
}

INSTANTIATE_TEST_SUITE_P(
    Valid, PurlTable,
    testing::Values(
        Case{"pkg:npm/left-pad@1.3.0", "pkg:npm/left-pad@1.3.0", "left-pad", "pkg:npm/left-pad"},
        Case{"pkg:npm/%40babel/core@7.0.0", "pkg:npm/%40babel/core@7.0.0", "@babel/core",
             "pkg:npm/%40babel/core"},
        Case{"pkg:npm/@babel/core@7.0.0", "pkg:npm/%40babel/core@7.0.0", "@babel/core",
             "pkg:npm/%40babel/core"},
        Case{"pkg:npm/@babel/core", "pkg:npm/%40babel/core", "@babel/core",
             "pkg:npm/%40babel/core"},
        Case{"pkg:maven/org.apache.commons/io@1.3.4", "pkg:maven/org.apache.commons/io@1.3.4",
             "org.apache.commons:io", "pkg:maven/org.apache.commons/io"},
        Case{"pkg:golang/google.golang.org/genproto@v0.1.2#/googleapis/api/",
             "pkg:golang/google.golang.org/genproto@v0.1.2#googleapis/api",
             "google.golang.org/genproto", "pkg:golang/google.golang.org/genproto"},
        Case{"PKG:GitHub/Package-URL/Purl-Spec@244fd47", "pkg:github/package-url/purl-spec@244fd47",
             "package-url/purl-spec", "pkg:github/package-url/purl-spec"},
        Case{"pkg:PYPI/Django_package@1.11", "pkg:pypi/django-package@1.11", "django-package",
             "pkg:pypi/django-package"},
        Case{"pkg:deb/Debian/Curl@7.50.3-1?arch=i386&distro=jessie",
             "pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie", "curl", "pkg:deb/debian/curl"},
        Case{"pkg://gem/ruby-advisory-db-check@0.12.4", "pkg:gem/ruby-advisory-db-check@0.12.4",
             "ruby-advisory-db-check", "pkg:gem/ruby-advisory-db-check"},
        Case{"pkg:nuget/EnterpriseLibrary.Common@6.0", "pkg:nuget/EnterpriseLibrary.Common@6.0",
             "EnterpriseLibrary.Common", "pkg:nuget/EnterpriseLibrary.Common"},
        Case{"pkg:generic/open ssl@1.1%2B2", "pkg:generic/open%20ssl@1.1%2B2", "open ssl",
             "pkg:generic/open%20ssl"},
        Case{"pkg:cargo/serde_json@1.0.0+build", "pkg:cargo/serde_json@1.0.0%2Bbuild", "serde_json",
             "pkg:cargo/serde_json"}));

TEST(Purl, RefusesMalformed) {
  for (const char* text :
       {"", "pkg:", "npm/left-pad", "pkg:npm", "pkg:npm/", "pkg:/left-pad", "pkg:n&m/x",
        "pkg:npm/x%4", "pkg:npm/%zz", "pkg:npm/x@%f", "http://example.org/x"}) {
    EXPECT_FALSE(ParsePurl(text)) << text;
  }
}

}  // namespace
}  // namespace copytrace
