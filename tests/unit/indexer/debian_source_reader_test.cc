#include "indexer/debian_source_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "indexer/package_info.h"
#include "indexer/sha256.h"
#include "tests/unit/indexer/archive_writer.h"
#include "tests/unit/indexer/temporary_directory.h"

namespace copytrace {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr const char* kChangelog =
    "rocket (1:1.2-3) unstable; urgency=medium\n\n  * Launch.\n\n"
    " -- A Person <a@example.org>  Tue, 04 Feb 2020 10:00:00 +0000\n";
constexpr const char* kCopyright =
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
    "Files: *\nLicense: GPL-2+\n\nFiles: lib/*\nLicense: Expat\n";

std::string Dsc(const std::vector<std::string>& files) {
  std::string dsc =
      "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n"
      "Format: 3.0 (quilt)\nSource: rocket\nVersion: 1:1.2-3\nFiles:\n";
  for (const std::string& file : files) {
    dsc += " 0123456789abcdef0123456789abcdef 100 " + file + "\n";
  }
  return dsc + "\n-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n";
}

class DebianSourceReaderTest : public testing::Test {
 protected:
  PackageSource Source() {
    return {.location = directory_ / "rocket_1.2-3.dsc", .kind = SourceKind::kDebianSource};
  }

  std::map<std::string, std::string> Contents() {
    DebianSourceReader reader(Source().location, ReadLimits());
    std::map<std::string, std::string> result;
    for (int pass = 0; pass < 2; ++pass) {
      std::map<std::string, std::string> files;
      reader.Rewind([](std::string_view) { return true; });
      while (std::optional<PackageFile> file = reader.Next()) {
        files[file->path] = file->skipped ? file->skip_detail : file->bytes;
      }
      if (pass == 1) {
        EXPECT_EQ(files, result);
      }
      result = std::move(files);
    }
    return result;
  }

  PackageInfo Info() {
    return ReadPackageInfo(Source(), MakePackageReader(Source(), ReadLimits()).get());
  }

  TemporaryDirectory directory_;
};

TEST_F(DebianSourceReaderTest, PartsStandWhereDpkgSourcePutsThem) {
  directory_.Write("rocket_1.2-3.dsc",
                   Dsc({"rocket_1.2.orig-gui.tar.xz", "rocket_1.2.orig.tar.gz",
                        "rocket_1.2.orig.tar.gz.asc", "rocket_1.2-3.debian.tar.xz"}));
  WriteArchive(directory_ / "rocket_1.2.orig.tar.gz", ArchiveFormat::kTarGz,
               {{"rocket-1.2/main.c", "main"},
                {"rocket-1.2/debian/rules", "upstream's"},
                {"rocket-1.2/package.json", R"({"name":"rocket","version":"1.2"})"},
                {"rocket-1.2/lib/a.c", "a"}});
  WriteArchive(directory_ / "rocket_1.2.orig-gui.tar.xz", ArchiveFormat::kTarXz,
               {{"whatever/window.c", "window"}});
  WriteArchive(directory_ / "rocket_1.2-3.debian.tar.xz", ArchiveFormat::kTarXz,
               {{"debian/changelog", kChangelog},
                {"debian/copyright", kCopyright},
                {"debian/rules", "Debian's"}});
  EXPECT_THAT(Contents(),
              ElementsAre(Pair("debian/changelog", kChangelog),
                          Pair("debian/copyright", kCopyright), Pair("debian/rules", "Debian's"),
                          Pair("gui/window.c", "window"), Pair("lib/a.c", "a"),
                          Pair("main.c", "main"), Pair("package.json", HasSubstr("rocket"))));
  const PackageInfo info = Info();
  EXPECT_EQ(info.release.purl, "pkg:deb/debian/rocket@1:1.2-3");
  EXPECT_EQ(info.component.name, "rocket");
  EXPECT_EQ(info.release.released, "2020-02-04");
  EXPECT_EQ(info.release.released_kind, DateKind::kChangelog);
  EXPECT_EQ(info.release.declared_license, "GPL-2.0-or-later");
  EXPECT_EQ(info.LicenseAround("lib/a.c"), "MIT");
  EXPECT_EQ(info.LicenseAround("main.c"), "");
  EXPECT_EQ(info.LicenseAround("debian/rules"), "");  // not all of debian/copyright's licences
}

TEST_F(DebianSourceReaderTest, NativeTarballWithAndWithoutAWrapper) {
  directory_.Write("rocket_1.2-3.dsc", Dsc({"rocket_1.2-3.tar.gz"}));
  WriteArchive(directory_ / "rocket_1.2-3.tar.gz", ArchiveFormat::kTarGz,
               {{"trunk/debian/changelog", kChangelog}, {"trunk/main.c", "main"}});
  EXPECT_THAT(Contents(),
              ElementsAre(Pair("debian/changelog", kChangelog), Pair("main.c", "main")));
  EXPECT_EQ(Info().release.purl, "pkg:deb/debian/rocket@1:1.2-3");
  WriteArchive(directory_ / "rocket_1.2-3.tar.gz", ArchiveFormat::kTarGz,
               {{"debian/changelog", kChangelog}, {"src/main.c", "main"}});
  EXPECT_THAT(Contents(),
              ElementsAre(Pair("debian/changelog", kChangelog), Pair("src/main.c", "main")));
}

TEST_F(DebianSourceReaderTest, DiffOfTheOldFormat) {
  directory_.Write("rocket_1.2-3.dsc", Dsc({"rocket_1.2.orig.tar.gz", "rocket_1.2-3.diff.gz"}));
  WriteArchive(directory_ / "rocket_1.2.orig.tar.gz", ArchiveFormat::kTarGz,
               {{"rocket-1.2/main.c", "main"}});
  const std::string diff =
      "--- rocket-1.2.orig/main.c\n+++ rocket-1.2/main.c\n@@ -1,1 +1,1 @@\n-main\n+niam\n"
      "--- rocket-1.2.orig/debian/changelog\t2020\n+++ rocket-1.2/debian/changelog\t2020\n"
      "@@ -0,0 +1,5 @@\n"
      "+rocket (1:1.2-3) unstable; urgency=medium\n+\n+  * Launch.\n+\n"
      "+ -- A Person <a@example.org>  Tue, 04 Feb 2020 10:00:00 +0000\n"
      "--- rocket-1.2.orig/debian/rules\n+++ rocket-1.2/debian/rules\n@@ -0,0 +1,1 @@\n+all:\n"
      "\\ No newline at end of file\n"
      "--- rocket-1.2.orig/debian/../../up\n+++ rocket-1.2/debian/../../up\n@@ -0,0 +1 @@\n+no\n";
  WriteArchive(directory_ / "rocket_1.2-3.diff.gz", ArchiveFormat::kGzip, {{"", diff}});
  EXPECT_THAT(Contents(), ElementsAre(Pair("debian/changelog", kChangelog),
                                      Pair("debian/rules", "all:"), Pair("main.c", "main")));
  EXPECT_EQ(Info().release.purl, "pkg:deb/debian/rocket@1:1.2-3");
}

TEST_F(DebianSourceReaderTest, WhatIsMissingOrDamagedIsSaid) {
  directory_.Write("rocket_1.2-3.dsc",
                   Dsc({"rocket_1.2.orig.tar.gz", "../up.tar.gz", "/etc/up.tar.gz"}));
  EXPECT_THAT(Contents(), ElementsAre(Pair("", "rocket_1.2.orig.tar.gz is not beside the .dsc")));
  directory_.Write("rocket_1.2.orig.tar.gz", "no archive");
  EXPECT_THAT(Contents(), ElementsAre(Pair("", HasSubstr("rocket_1.2.orig.tar.gz: "))));
  directory_.Write("rocket_1.2-3.dsc", Dsc({"rocket_1.2-3.diff.gz"}));
  directory_.Write("rocket_1.2-3.diff.gz", "no gzip\n");
  EXPECT_THAT(Contents(), ElementsAre());
  directory_.Write("rocket_1.2-3.dsc", "nothing of the kind");
  EXPECT_THAT(Contents(), ElementsAre(Pair("", "lists no files")));
}

TEST_F(DebianSourceReaderTest, TarballsAreHeldAgainstTheirSums) {
  WriteArchive(directory_ / "rocket_1.2-3.tar.gz", ArchiveFormat::kTarGz,
               {{"rocket/debian/changelog", kChangelog}, {"rocket/main.c", "main"}});
  const std::string sum = *Sha256OfFile(directory_ / "rocket_1.2-3.tar.gz");
  const std::string dsc = Dsc({"rocket_1.2-3.tar.gz"});
  const auto write = [&](const std::string& stated) {
    std::string with_sums = dsc;
    with_sums.insert(with_sums.find("Files:"),
                     "Checksums-Sha256:\n " + stated + " 100 rocket_1.2-3.tar.gz\n");
    directory_.Write("rocket_1.2-3.dsc", with_sums);
  };
  write(sum);
  EXPECT_THAT(Contents(),
              ElementsAre(Pair("debian/changelog", kChangelog), Pair("main.c", "main")));
  write(std::string(64, '0'));
  EXPECT_THAT(Contents(),
              ElementsAre(Pair("", HasSubstr("rocket_1.2-3.tar.gz does not have the SHA-256"))));
  EXPECT_EQ(Info().release.purl, "pkg:deb/debian/rocket@1:1.2-3");
}

TEST_F(DebianSourceReaderTest, PartsAreNoPackagesOfTheirOwn) {
  directory_.Write("shelf/rocket_1.2-3.dsc", Dsc({"rocket_1.2.orig.tar.gz"}));
  directory_.Write("shelf/rocket_1.2.orig.tar.gz", "");
  directory_.Write("shelf/other-1.0.tar.gz", "");
  const std::vector<PackageSource> found = FindPackages(directory_ / "shelf");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].location.filename(), "other-1.0.tar.gz");
  EXPECT_EQ(found[0].kind, SourceKind::kArchive);
  EXPECT_EQ(found[1].location.filename(), "rocket_1.2-3.dsc");
  EXPECT_EQ(found[1].kind, SourceKind::kDebianSource);
}

}  // namespace
}  // namespace copytrace
