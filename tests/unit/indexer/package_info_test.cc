#include "indexer/package_info.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/unit/indexer/archive_writer.h"
#include "tests/unit/indexer/temporary_directory.h"

namespace copytrace {
namespace {

using Files = std::map<std::string, std::string>;

constexpr const char* kMitTag = "SPDX-License-Identifier: MIT\n";
constexpr const char* kApacheTag = "SPDX-License-Identifier: Apache-2.0\n";

class PackageInfoTest : public testing::Test {
 protected:
  PackageInfo Info(PackageSource source) {
    source.location = directory_ / source.location.native();
    return ReadPackageInfo(source, MakePackageReader(source, ReadLimits()).get());
  }

  PackageInfo OfDirectory(const std::string& name, const Files& files) {
    for (const auto& [path, text] : files) directory_.Write(name + "/" + path, text);
    return Info({.location = name});
  }

  PackageInfo OfArchive(const std::string& name, ArchiveFormat format, const Files& files) {
    std::vector<ArchiveMember> members;
    for (const auto& [path, text] : files) members.push_back({path, text});
    WriteArchive(directory_ / name, format, members);
    return Info({.location = name, .kind = SourceKind::kArchive});
  }

  TemporaryDirectory directory_;
};

constexpr const char* kPackageJson = R"({"name":"@acme/rocket","version":"2.1.0","license":"MIT"})";
constexpr const char* kCargoToml =
    "[package]\nname = \"rocket\"\nversion = \"0.5.0\"\nlicense = \"MIT OR Apache-2.0\"\n";
constexpr const char* kPkgInfo =
    "Metadata-Version: 2.1\nName: Rocket_Tools\nVersion: 1.4\n"
    "License-Expression: BSD-3-Clause\n\nText\n";
constexpr const char* kPom =
    "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><groupId>org.acme</groupId>"
    "<artifactId>rocket</artifactId><version>3.0</version><licenses><license>"
    "<name>Apache License, Version 2.0</name></license></licenses></project>";
constexpr const char* kChangelog =
    "rocket (1.2-3) unstable; urgency=medium\n\n  * Launch.\n\n"
    " -- A Person <a@example.org>  Tue, 04 Feb 2020 10:00:00 +0000\n";

TEST_F(PackageInfoTest, EveryKindOfPackageNamesItself) {
  struct Case {
    std::string name;
    std::optional<ArchiveFormat> format;
    Files files;
    std::string purl;
    std::string license;
    std::string prefix;
  };
  const Case kCases[] = {
      {"rocket-1.2.gem",
       ArchiveFormat::kTar,
       {{"metadata.gz",
         MakeArchive(ArchiveFormat::kGzip, {{"",
                                             "--- !ruby/object:Gem::Specification\n"
                                             "name: rocket\nversion: "
                                             "!ruby/object:Gem::Version\n  version: 1.2\n"
                                             "licenses:\n- MIT\n"}})}},
       "pkg:gem/rocket@1.2",
       "MIT",
       ""},
      {"v1.5.0.zip",
       ArchiveFormat::kZip,
       {{"example.org/acme/rocket@v1.5.0/go.mod", "module example.org/acme/rocket\n"},
        {"example.org/acme/rocket@v1.5.0/package.json", kPackageJson},
        {"example.org/acme/rocket@v1.5.0/a/a.go", ""}},
       "pkg:golang/example.org/acme/rocket@v1.5.0",
       "",
       "example.org/acme/rocket@v1.5.0/"},
      {"rocket@v1.5.0",
       {},
       {{"go.mod", "module example.org/acme/rocket\n"}},
       "pkg:golang/example.org/acme/rocket@v1.5.0",
       "",
       ""},
      {"rocket-3.1.jar",
       ArchiveFormat::kZip,
       {{"META-INF/maven/org.acme/rocket/pom.properties",
         "version=3.1\ngroupId=org.acme\nartifactId=rocket\n"},
        {"META-INF/maven/org.acme/rocket/pom.xml", kPom},
        {"META-INF/maven/org.acme/boat/pom.properties",
         "version=7\ngroupId=org.acme\nartifactId=boat\n"}},
       "pkg:maven/org.acme/rocket@3.1",
       "Apache-2.0",
       ""},
      {"debianized",
       {},
       {{"debian/changelog", kChangelog},
        {"debian/copyright", "Free text."},
        {"package.json", kPackageJson}},
       "pkg:deb/debian/rocket@1.2-3",
       "",
       ""},
      {"anything", {}, {{"package.json", kPackageJson}}, "pkg:npm/%40acme/rocket@2.1.0", "MIT", ""},
      {"rocket-2.1.0.tgz",
       ArchiveFormat::kTarGz,
       {{"package/package.json", kPackageJson}, {"package/i.js", ""}},
       "pkg:npm/%40acme/rocket@2.1.0",
       "MIT",
       "package/"},
      {"rocket-0.5.0.crate",
       ArchiveFormat::kTarGz,
       {{"rocket-0.5.0/Cargo.toml", kCargoToml}, {"rocket-0.5.0/src/lib.rs", ""}},
       "pkg:cargo/rocket@0.5.0",
       "MIT OR Apache-2.0",
       "rocket-0.5.0/"},
      {"Rocket_Tools-1.4.tar.gz",
       ArchiveFormat::kTarGz,
       {{"Rocket_Tools-1.4/PKG-INFO", kPkgInfo}},
       "pkg:pypi/rocket-tools@1.4",
       "BSD-3-Clause",
       "Rocket_Tools-1.4/"},
      {"Rocket_Tools-1.4-py3-none-any.whl",
       ArchiveFormat::kZip,
       {{"rocket/a.py", ""}, {"Rocket_Tools-1.4.dist-info/METADATA", kPkgInfo}},
       "pkg:pypi/rocket-tools@1.4",
       "BSD-3-Clause",
       ""},
      {"rocket-3.0-sources.jar",
       ArchiveFormat::kZip,
       {{"META-INF/maven/org.acme/rocket/pom.xml", kPom}, {"org/acme/A.java", ""}},
       "pkg:maven/org.acme/rocket@3.0",
       "Apache-2.0",
       ""},
      {"rocket",
       {},
       {{"debian/changelog", kChangelog}, {"src/a.c", ""}},
       "pkg:deb/debian/rocket@1.2-3",
       "",
       ""},
      // No metadata at all: the name has to do.
      {"zlib-1.2.13", {}, {{"inflate.c", ""}}, "pkg:generic/zlib@1.2.13", "", ""},
      {"zlib-1.3.tar.xz",
       ArchiveFormat::kTarXz,
       {{"zlib-1.3/inflate.c", ""}, {"zlib-1.3/LICENSE", kMitTag}},
       "pkg:generic/zlib@1.3",
       "MIT",
       "zlib-1.3/"},
      {"plain", {}, {{"a.c", ""}}, "pkg:generic/plain", "", ""},
      {"rake-13.0.6.gem",
       ArchiveFormat::kTar,
       {{"data.tar.gz", MakeArchive(ArchiveFormat::kTarGz, {{"lib/rake.rb", ""}})}},
       "pkg:gem/rake@13.0.6",
       "",
       ""},
      {"tool_1.0-2_all.deb",
       ArchiveFormat::kAr,
       {{"debian-binary", "2.0\n"}},
       "pkg:deb/debian/tool@1.0-2",
       "",
       ""},
      // Malformed metadata is none.
      {"broken-1.0", {}, {{"package.json", "{\"name\":"}}, "pkg:generic/broken@1.0", "", ""},
  };
  for (const Case& test : kCases) {
    const PackageInfo info = test.format ? OfArchive(test.name, *test.format, test.files)
                                         : OfDirectory(test.name, test.files);
    EXPECT_EQ(info.release.purl, test.purl) << test.name;
    EXPECT_EQ(info.release.declared_license, test.license) << test.name;
    EXPECT_EQ(info.strip_prefix, test.prefix) << test.name;
  }
}

TEST_F(PackageInfoTest, ComponentIsThePurlWithoutVersion) {
  const PackageInfo info = OfDirectory("a", {{"package.json", kPackageJson}});
  EXPECT_EQ(info.component.purl, "pkg:npm/%40acme/rocket");
  EXPECT_EQ(info.component.name, "@acme/rocket");
  EXPECT_EQ(info.release.version, "2.1.0");
  EXPECT_EQ(info.release.license_path, "package.json");
}

TEST_F(PackageInfoTest, WhatTheUserSaysComesFirst) {
  directory_.Write("a/package.json", kPackageJson);
  const PackageInfo info = Info({.location = "a",
                                 .purl = "pkg:generic/rocket",
                                 .license = "GPL-3.0-only",
                                 .released = "2019-01-02",
                                 .released_kind = DateKind::kTag});
  EXPECT_EQ(info.release.purl, "pkg:generic/rocket@2.1.0");  // its version it did not say
  EXPECT_EQ(info.release.declared_license, "GPL-3.0-only");
  EXPECT_EQ(info.release.license_path, "");
  EXPECT_EQ(info.release.released, "2019-01-02");
  EXPECT_EQ(info.release.released_kind, DateKind::kTag);
}

TEST_F(PackageInfoTest, ChangelogGivesADate) {
  const PackageInfo info = OfDirectory("a", {{"debian/changelog", kChangelog}});
  EXPECT_EQ(info.release.released, "2020-02-04");
  EXPECT_EQ(info.release.released_kind, DateKind::kChangelog);
}

TEST_F(PackageInfoTest, PrivatePackageIsNoneOfTheRegistry) {
  const PackageInfo info = OfDirectory(
      "a",
      {{"package.json", R"({"name":"server","version":"1.0.0","private":true,"license":"MIT"})"}});
  EXPECT_EQ(info.release.purl, "pkg:generic/server@1.0.0");
  EXPECT_EQ(info.release.declared_license, "MIT");
}

// A jar carries the poms of what was shaded into it.
TEST_F(PackageInfoTest, PomNamedLikeTheJarWins) {
  const std::string other =
      "<project><groupId>org.aaa</groupId><artifactId>aaa</artifactId>"
      "<version>9</version></project>";
  const PackageInfo info = OfArchive("rocket-3.0.jar", ArchiveFormat::kZip,
                                     {{"META-INF/maven/org.aaa/aaa/pom.xml", other},
                                      {"META-INF/maven/org.acme/rocket/pom.xml", kPom}});
  EXPECT_EQ(info.release.purl, "pkg:maven/org.acme/rocket@3.0");
}

// The manifests of test data or of packages further down say nothing of the whole.
TEST_F(PackageInfoTest, ManifestsBelowTheRootDoNotNameThePackage) {
  const PackageInfo info = OfDirectory(
      "whole-1.0",
      {{"a.c", ""}, {"sub/package.json", kPackageJson}, {"x/y/Cargo.toml", kCargoToml}});
  EXPECT_EQ(info.release.purl, "pkg:generic/whole@1.0");
}

TEST_F(PackageInfoTest, OneTopDirectoryIsNotAlwaysAWrapper) {
  const PackageInfo info =
      OfArchive("bundle.zip", ArchiveFormat::kZip, {{"src/a.c", ""}, {"src/deep/b.c", ""}});
  EXPECT_EQ(info.strip_prefix, "");
}

TEST_F(PackageInfoTest, NearestLicenceFileSpeaksForADirectory) {
  const PackageInfo info =
      OfDirectory("a", {{"package.json", R"({"name":"a","version":"1.0.0","license":"ISC"})"},
                        {"vendor/LICENSE", kApacheTag},
                        {"vendor/inner/COPYING", kMitTag}});
  EXPECT_EQ(info.directory_licenses.Of("index.js"), "");
  EXPECT_EQ(info.directory_licenses.Of("vendor/a.js"), "Apache-2.0");
  EXPECT_EQ(info.directory_licenses.Of("vendor/other/a.js"), "Apache-2.0");
  EXPECT_EQ(info.directory_licenses.Of("vendor/inner/deep/a.js"), "MIT");
  EXPECT_EQ(info.directory_licenses.Of("vendored/a.js"), "");
}

// The root's licence file is left to the declaration that names it, and stands beside one that
// does not.
TEST_F(PackageInfoTest, RootLicenceAndDeclaration) {
  const auto with = [&](const std::string& name, const std::string& declared, const Files& more) {
    Files files = more;
    files["package.json"] = R"({"name":"a","version":"1.0.0","license":")" + declared + "\"}";
    return OfDirectory(name, files);
  };
  const Files both = {{"LICENSE-MIT", kMitTag}, {"LICENSE-APACHE", kApacheTag}};
  EXPECT_EQ(with("a", "MIT OR Apache-2.0", both).directory_licenses.Of("a.js"), "");
  EXPECT_EQ(with("b", "ISC", both).directory_licenses.Of("a.js"), "Apache-2.0 OR MIT");
  EXPECT_EQ(with("c", "ISC", {{"LICENSE", kMitTag}}).directory_licenses.Of("a.js"), "MIT");
  const PackageInfo undeclared = OfDirectory("d", {{"a.c", ""}, {"COPYING", kMitTag}});
  EXPECT_EQ(undeclared.release.declared_license, "MIT");
  EXPECT_EQ(undeclared.release.license_path, "COPYING");
  EXPECT_EQ(undeclared.directory_licenses.Of("a.c"), "");
}

// Maven's sources jars carry no metadata; the repository has it beside them.
TEST_F(PackageInfoTest, PomBesideAJarNamesIt) {
  directory_.Write("rocket-3.0.pom", kPom);
  directory_.Write("boat-3.0.pom", kPom);  // of something else
  EXPECT_EQ(
      OfArchive("rocket-3.0-sources.jar", ArchiveFormat::kZip, {{"org/A.java", ""}}).release.purl,
      "pkg:maven/org.acme/rocket@3.0");
  EXPECT_EQ(
      OfArchive("boat-3.0-sources.jar", ArchiveFormat::kZip, {{"org/A.java", ""}}).release.purl,
      "pkg:generic/boat@3.0");
}

TEST_F(PackageInfoTest, DebianCopyrightSpeaksFile) {
  const PackageInfo info = OfDirectory(
      "rocket-1.2", {{"debian/changelog", kChangelog},
                     {"debian/copyright",
                      "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
                      "\nFiles: *\nLicense: Apache-2.0\n\nFiles: lib/*\nLicense: Zlib\n"},
                     {"LICENSE", kMitTag},
                     {"third/LICENSE", kMitTag}});
  EXPECT_EQ(info.release.declared_license, "Apache-2.0");
  EXPECT_EQ(info.release.license_path, "debian/copyright");
  EXPECT_EQ(info.LicenseAround("lib/a.c"), "Zlib");
  EXPECT_EQ(info.LicenseAround("third/a.c"), "MIT");  // "Files: *" says no more than the release
  EXPECT_EQ(info.LicenseAround("src/a.c"), "");       // nor does the root's licence file
}

TEST_F(PackageInfoTest, ShadedMetadataDoesNotNameAJar) {
  const PackageInfo info =
      OfArchive("guide-4.2.jar", ArchiveFormat::kZip,
                {{"META-INF/maven/org.acme/rocket/pom.xml", kPom}, {"META-INF/LICENSE", kMitTag}});
  EXPECT_EQ(info.release.purl, "pkg:generic/guide@4.2");
  EXPECT_EQ(info.release.declared_license, "MIT");
  EXPECT_EQ(info.release.license_path, "META-INF/LICENSE");
}

TEST_F(PackageInfoTest, NewestMemberDatesAnArchive) {
  const auto date_of = [&](int64_t time) {
    WriteArchive(directory_ / "rocket-1.0.tar.gz", ArchiveFormat::kTarGz,
                 {{.path = "rocket-1.0/a.c", .bytes = "a", .time = 500'000'000},
                  {.path = "rocket-1.0/b.c", .bytes = "b", .time = time}});
    return Info({.location = "rocket-1.0.tar.gz", .kind = SourceKind::kArchive}).release;
  };
  EXPECT_EQ(date_of(1'600'000'000).released, "2020-09-13");
  EXPECT_EQ(date_of(1'600'000'000).released_kind, DateKind::kFile);
  EXPECT_EQ(date_of(499'162'500).released, "");  // npm's
  EXPECT_EQ(date_of(499'162'500).released_kind, DateKind::kNone);
  EXPECT_EQ(date_of(1'153'704'088).released, "");   // Cargo's
  EXPECT_EQ(date_of(1'580'601'600).released, "");   // Hatch's
  EXPECT_EQ(date_of(99'000'000'000).released, "");  // not yet
  // What metadata say comes first.
  WriteArchive(
      directory_ / "rocket_1.0.tar.gz", ArchiveFormat::kTarGz,
      {{.path = "rocket/DESCRIPTION",
        .bytes = "Package: rocket\nVersion: 1.0\nDate/Publication: 2019-05-06 10:00:00 UTC\n",
        .time = 1'600'000'000}});
  const Release cran =
      Info({.location = "rocket_1.0.tar.gz", .kind = SourceKind::kArchive}).release;
  EXPECT_EQ(cran.released, "2019-05-06");
  EXPECT_EQ(cran.released_kind, DateKind::kRegistry);
}

TEST_F(PackageInfoTest, ModuleCacheDatesAGoModule) {
  const Files files = {{"example.org/rocket@v1.5.0/a.go", "package a\n"}};
  EXPECT_EQ(OfArchive("v1.5.0.zip", ArchiveFormat::kZip, files).release.released, "");
  directory_.Write("v1.5.0.info", R"({"Version":"v1.5.0","Time":"2020-01-14T19:47:44Z"})");
  const PackageInfo info = OfArchive("v1.5.0.zip", ArchiveFormat::kZip, files);
  EXPECT_EQ(info.release.purl, "pkg:golang/example.org/rocket@v1.5.0");
  EXPECT_EQ(info.release.released, "2020-01-14");
  EXPECT_EQ(info.release.released_kind, DateKind::kCommit);
  for (const char* bad : {"{", "[]", R"({"Time":1})", R"({"Time":"yesterday, at ten"})"}) {
    directory_.Write("v1.5.0.info", bad);
    EXPECT_EQ(OfArchive("v1.5.0.zip", ArchiveFormat::kZip, files).release.released, "") << bad;
  }
}

TEST_F(PackageInfoTest, BinaryDebianPackageHasItsCopyrightInItsDocumentation) {
  const PackageInfo info = OfArchive(
      "rocket_1.2-3_all.deb", ArchiveFormat::kAr,
      {{"data.tar",
        MakeArchive(ArchiveFormat::kTar, {{"./usr/lib/rocket/a.rb", "a"},
                                          {"./usr/share/doc/rocket/copyright",
                                           "Format: https://www.debian.org/doc/packaging-manuals/"
                                           "copyright-format/1.0/\n\nFiles: *\nLicense: Expat\n\n"
                                           "Files: usr/*\nLicense: GPL-2+\n"}})}});
  EXPECT_EQ(info.release.purl, "pkg:deb/debian/rocket@1.2-3");
  EXPECT_EQ(info.release.declared_license, "MIT");
  EXPECT_EQ(info.release.license_path, "usr/share/doc/rocket/copyright");
  EXPECT_EQ(info.LicenseAround("usr/lib/rocket/a.rb"), "");
}

TEST_F(PackageInfoTest, APatentGrantTakesNothingFromTheLicenceBesideIt) {
  const Files files = {{"LICENSE", kMitTag}, {"PATENTS", kApacheTag}, {"a.c", ""}};
  EXPECT_EQ(OfDirectory("both", files).release.declared_license, "MIT");
  EXPECT_EQ(OfDirectory("alone", {{"PATENTS", kApacheTag}}).release.declared_license, "Apache-2.0");
}

}  // namespace
}  // namespace copytrace
