#include "engine/license/manifest.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/license/declared_license.h"

namespace copytrace {
namespace {

struct Case {
  const char* path;
  const char* text;
  const char* purl;
  const char* license;
};

class ManifestTable : public testing::TestWithParam<Case> {};

TEST_P(ManifestTable, Reads) {
  const Case& c = GetParam();
  EXPECT_TRUE(IsManifestFileName(c.path));
  const std::optional<PackageManifest> manifest = ParseManifest(c.path, c.text);
  ASSERT_TRUE(manifest) << c.path;
  EXPECT_EQ(MakePurl(*manifest), c.purl);
  EXPECT_EQ(manifest->license, c.license);
}

INSTANTIATE_TEST_SUITE_P(
    Npm, ManifestTable,
    testing::Values(
        Case{"package.json", R"({"name":"left-pad","version":"1.3.0","license":"WTFPL"})",
             "pkg:npm/left-pad@1.3.0", "WTFPL"},
        Case{"package.json",
             R"~({"name":"@babel/core","version":"7.0.0","license":"(MIT OR Apache-2.0)"})~",
             "pkg:npm/%40babel/core@7.0.0", "MIT OR Apache-2.0"},
        Case{"a/package.json", R"({"name":"x","license":{"type":"BSD","url":"http://x"}})",
             "pkg:npm/x", "BSD-3-Clause"},
        Case{"package.json", R"({"name":"x","licenses":[{"type":"MIT"},{"type":"GPLv2"}]})",
             "pkg:npm/x", "MIT OR GPL-2.0-only"},
        Case{"package.json", R"({"name":"x","license":"SEE LICENSE IN LICENSE.md"})", "pkg:npm/x",
             ""},
        Case{"package.json", R"({"name":"x","license":"UNLICENSED"})", "pkg:npm/x",
             "LicenseRef-scancode-proprietary-license"},
        Case{"package.json", R"({"name":"x","license":"Apache License, Version 2.0"})", "pkg:npm/x",
             "Apache-2.0"}));

INSTANTIATE_TEST_SUITE_P(
    Others, ManifestTable,
    testing::Values(
        Case{"composer.json", R"({"name":"Acme/Log","license":["MIT","GPL-3.0+"]})",
             "pkg:composer/acme/log", "MIT OR GPL-3.0-or-later"},
        Case{"Cargo.toml",
             "[package]\nname = \"serde\"\nversion = \"1.0.1\"\n"
             "license = \"MIT/Apache-2.0\"\n",
             "pkg:cargo/serde@1.0.1", "MIT OR Apache-2.0"},
        Case{"Cargo.toml.orig",
             "[package]\nname = \"x\"\nversion.workspace = true\n"
             "license = \"MIT OR Apache-2.0\"\n",
             "pkg:cargo/x", "MIT OR Apache-2.0"},
        Case{"pyproject.toml",
             "[project]\nname = \"My_Tool\"\nversion = \"2\"\n"
             "license = \"Apache-2.0\"\n",
             "pkg:pypi/my-tool@2", "Apache-2.0"},
        Case{"pyproject.toml", "[project]\nname = \"x\"\nlicense = {text = \"MIT License\"}\n",
             "pkg:pypi/x", "MIT"},
        Case{"pyproject.toml",
             "[tool.poetry]\nname = \"x\"\nversion = \"0.1\"\nlicense = \"BSD\"\n",
             "pkg:pypi/x@0.1", "BSD-3-Clause"},
        Case{
            "x.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: Flask\nVersion: 2.0\nLicense: BSD-3-Clause\n\nLicense: x",
            "pkg:pypi/flask@2.0", "BSD-3-Clause"},
        Case{"PKG-INFO",
             "Name: x\nVersion: 1\nLicense: UNKNOWN\n"
             "Classifier: License :: OSI Approved :: MIT License\n",
             "pkg:pypi/x@1", "MIT"},
        Case{"pom.xml",
             "<?xml version=\"1.0\"?><project><parent><groupId>org.example</groupId>"
             "<version>3.1</version></parent><artifactId>tool</artifactId><licenses><license>"
             "<name>The Apache Software License, Version 2.0</name></license></licenses></project>",
             "pkg:maven/org.example/tool@3.1", "Apache-2.0"},
        Case{"tool.nuspec",
             "<package><metadata><id>Tool.Kit</id><version>1.2.3</version>"
             "<license type=\"expression\">MIT</license></metadata></package>",
             "pkg:nuget/Tool.Kit@1.2.3", "MIT"},
        Case{"tool.nuspec",
             "<package xmlns=\"urn:x\"><metadata><id>T</id><version>1</version>"
             "<licenseUrl>https://opensource.org/licenses/MIT</licenseUrl></metadata></package>",
             "pkg:nuget/T@1", "MIT"},
        Case{"x.gemspec",
             "Gem::Specification.new do |s|\n  s.name = 'rake'\n  s.version = \"13.0\"\n"
             "  s.licenses = ['MIT', 'Ruby']\nend\n",
             "pkg:gem/rake@13.0", "MIT OR Ruby"},
        Case{"metadata.gz",
             "--- !ruby/object:Gem::Specification\nname: rake\n"
             "version: !ruby/object:Gem::Version\n  version: 13.0.6\n"
             "date: 2021-07-09 00:00:00.000000000 Z\nlicenses:\n- MIT\n- Ruby\n",
             "pkg:gem/rake@13.0.6", "MIT OR Ruby"},
        Case{"go.mod", "// a comment\nmodule github.com/Acme/rocket/v2 // here\n\ngo 1.20\n",
             "pkg:golang/github.com/acme/rocket/v2", ""},
        Case{"go.mod", "module \"rocket\"\n", "pkg:golang/rocket", ""},
        Case{"META-INF/maven/org.acme/tool/pom.properties",
             "#Generated\nversion=1.2\r\ngroupId=org.acme\nartifactId=tool\n",
             "pkg:maven/org.acme/tool@1.2", ""},
        Case{"DESCRIPTION", "Package: dplyr\nVersion: 1.0\nLicense: MIT + file LICENSE\n",
             "pkg:cran/dplyr@1.0", "MIT"},
        Case{"DESCRIPTION", "Package: x\nVersion: 1\nLicense: GPL (>= 2)\n", "pkg:cran/x@1",
             "GPL-2.0-or-later"},
        Case{"DESCRIPTION", "Package: x\nVersion: 1\nLicense: GPL-2 | GPL-3\n", "pkg:cran/x@1",
             "GPL-2.0-only OR GPL-3.0-only"},
        Case{"debian/copyright",
             "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
             "Upstream-Name: X\nSource: https://example.org\n\nFiles: debian/*\nLicense: GPL-3+\n\n"
             "Files: *\nCopyright: 2001 Ann Example\nLicense: GPL-2+ or Expat\n",
             "pkg:deb/debian/", "GPL-2.0-or-later OR MIT"}));

TEST(Manifest, ReadsFieldsAfterADescriptionWithEmptyLines) {
  const std::optional<PackageManifest> manifest =
      ParseManifest("PKG-INFO",
                    "Name: x\nVersion: 1\nLicense: UNKNOWN\nDescription: A tool\n        \n"
                    "        that works.\nClassifier: License :: OSI Approved :: MIT License\n");
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->license, "MIT");
}

TEST(Manifest, ReadsDebianChangelog) {
  const std::optional<PackageManifest> manifest =
      ParseManifest("debian/changelog",
                    "zlib (1:1.2.13.dfsg-1) unstable; urgency=medium\n\n  * New release.\n\n"
                    " -- Ann Example <ann@example.org>  Sat, 05 Nov 2022 12:23:33 +0000\n");
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->name, "zlib");
  EXPECT_EQ(manifest->version, "1:1.2.13.dfsg-1");
  EXPECT_EQ(manifest->released, "2022-11-05");
  EXPECT_EQ(MakePurl(*manifest), "pkg:deb/debian/zlib@1:1.2.13.dfsg-1");
}

TEST(Manifest, ReadsDatesOfGemsAndOfR) {
  const auto date = [](const char* path, const std::string& text) {
    return ParseManifest(path, text).value().released;
  };
  EXPECT_EQ(date("metadata.gz", "---\nname: x\ndate: 2021-07-09 00:00:00.000000000 Z\n"),
            "2021-07-09");
  EXPECT_EQ(date("metadata.gz", "---\nname: x\ndate: 1980-01-02 00:00:00.000000000 Z\n"), "");
  EXPECT_EQ(date("DESCRIPTION", "Package: x\nDate/Publication: 2020-01-02 10:00:00 UTC\n"),
            "2020-01-02");
  EXPECT_EQ(date("DESCRIPTION", "Package: x\nPackaged: 2020-03-04 10:00:00 UTC; a\n"),
            "2020-03-04");
  EXPECT_EQ(date("DESCRIPTION", "Package: x\nPackaged: Tue Jan 10 2010; a\n"), "");
}

TEST(Manifest, RefusesMalformed) {
  const std::string deep(1 << 20, '[');
  for (const char* path :
       {"package.json", "composer.json", "Cargo.toml", "pyproject.toml", "pom.xml", "x.nuspec",
        "PKG-INFO", "DESCRIPTION", "x.gemspec", "metadata.gz", "go.mod", "pom.properties",
        "debian/changelog", "debian/copyright"}) {
    for (const std::string& text :
         {std::string(), std::string("{"), "--- " + deep, std::string("\0\xff\xfe", 3), deep,
          "{\"a\":" + deep, std::string("<project>"), std::string("(((((")}) {
      EXPECT_FALSE(ParseManifest(path, text)) << path << " " << text.substr(0, 10);
    }
  }
  EXPECT_FALSE(ParseManifest("package.json", R"({"name":3,"version":[]})"));
  EXPECT_FALSE(ParseManifest("README.md", "name: x"));
  EXPECT_FALSE(IsManifestFileName("changelog"));
  EXPECT_FALSE(IsManifestFileName("my-package.json.bak"));
}

struct DeclaredCase {
  const char* declared;
  const char* expression;
};

class DeclaredTable : public testing::TestWithParam<DeclaredCase> {};

TEST_P(DeclaredTable, MeansAnExpression) {
  EXPECT_EQ(ExpressionOfDeclaredLicense(GetParam().declared), GetParam().expression)
      << GetParam().declared;
}

INSTANTIATE_TEST_SUITE_P(
    Spellings, DeclaredTable,
    testing::Values(DeclaredCase{"MIT", "MIT"}, DeclaredCase{"mit", "MIT"}, DeclaredCase{"", ""},
                    DeclaredCase{"Apache 2.0", "Apache-2.0"}, DeclaredCase{"Apache2", "Apache-2.0"},
                    DeclaredCase{"Apache License, Version 2.0", "Apache-2.0"},
                    DeclaredCase{"ASL 2.0", "Apache-2.0"}, DeclaredCase{"BSD", "BSD-3-Clause"},
                    DeclaredCase{"New BSD License", "BSD-3-Clause"},
                    DeclaredCase{"Simplified BSD License", "BSD-2-Clause"},
                    DeclaredCase{"MIT/X11", "MIT"}, DeclaredCase{"GPLv3", "GPL-3.0-only"},
                    DeclaredCase{"GPLv3+", "GPL-3.0-or-later"},
                    DeclaredCase{"GPL-2", "GPL-2.0-only"},
                    DeclaredCase{"GNU General Public License v3 or later (GPLv3+)",
                                 "GPL-3.0-or-later"},
                    DeclaredCase{"GNU Lesser General Public License, version 2.1", "LGPL-2.1-only"},
                    DeclaredCase{"MIT/Apache-2.0", "MIT OR Apache-2.0"},
                    DeclaredCase{"MIT OR Apache-2.0", "MIT OR Apache-2.0"},
                    DeclaredCase{"Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"},
                    DeclaredCase{"Eclipse Public License - v 1.0", "EPL-1.0"},
                    DeclaredCase{"Public Domain", "LicenseRef-scancode-public-domain"},
                    DeclaredCase{"ISC License (ISCL)", "ISC"},
                    DeclaredCase{"Python Software Foundation License", "Python-2.0"},
                    DeclaredCase{"something of our own", ""}));

}  // namespace
}  // namespace copytrace
