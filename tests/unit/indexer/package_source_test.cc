#include "indexer/package_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/error.h"
#include "tests/unit/indexer/temporary_directory.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class PackageSourceTest : public testing::Test {
 protected:
  // Locations relative to the directory, in the order found.
  std::vector<std::string> Find(const std::string& source = ".") {
    std::vector<std::string> found;
    for (const PackageSource& package : FindPackages(directory_ / source)) {
      found.push_back(package.location.lexically_relative(directory_.path()).native());
    }
    return found;
  }

  TemporaryDirectory directory_;
};

TEST_F(PackageSourceTest, DirectoryWithAManifestIsOnePackage) {
  directory_.Write("p/package.json", "{}");
  directory_.Write("p/index.js", "");
  directory_.Write("p/packages/inner/package.json", "{}");
  EXPECT_THAT(Find("p"), ElementsAre("p"));
}

TEST_F(PackageSourceTest, DirectoryWithoutManifestsIsOnePackage) {
  directory_.Write("p/notes/a.txt", "");
  directory_.Write("p/src/deep/a.txt", "");
  EXPECT_THAT(Find("p"), ElementsAre("p"));
}

// What marks a project whose root holds no manifest that names it.
TEST_F(PackageSourceTest, LicenceBuildFileCodeAndVersionMarkARoot) {
  directory_.Write("shelf/licensed/COPYING", "");
  directory_.Write("shelf/licensed/bindings/package.json", "{}");
  directory_.Write("shelf/built/Makefile", "");
  directory_.Write("shelf/built/bindings/package.json", "{}");
  directory_.Write("shelf/code/a.c", "");
  directory_.Write("shelf/code/bindings/package.json", "{}");
  directory_.Write("shelf/versioned-1.2/bindings/package.json", "{}");
  directory_.Write("shelf/debianized/debian/changelog", "");
  EXPECT_THAT(Find("shelf"), ElementsAre("shelf/built", "shelf/code", "shelf/debianized",
                                         "shelf/licensed", "shelf/versioned-1.2"));
}

TEST_F(PackageSourceTest, FolderOfPackagesAndArchives) {
  directory_.Write("corpus/README.md", "a corpus");
  directory_.Write("corpus/npm/b/package.json", "{}");
  directory_.Write("corpus/npm/a/package.json", "{}");
  directory_.Write("corpus/archives/x-1.0.tgz", "");
  directory_.Write("corpus/archives/y.crate", "");
  const std::vector<PackageSource> found = FindPackages(directory_ / "corpus");
  EXPECT_THAT(Find("corpus"), ElementsAre("corpus/archives/x-1.0.tgz", "corpus/archives/y.crate",
                                          "corpus/npm/a", "corpus/npm/b", "corpus"));
  EXPECT_EQ(found[0].kind, SourceKind::kArchive);
  EXPECT_EQ(found[2].kind, SourceKind::kDirectory);
  EXPECT_THAT(found[4].excluded, UnorderedElementsAre("archives", "npm"));
}

TEST_F(PackageSourceTest, NodeModulesHoldsPackagesAtEveryLevel) {
  directory_.Write("app/package.json", "{}");
  directory_.Write("app/node_modules/.bin/tool", "");
  directory_.Write("app/node_modules/a/package.json", "{}");
  directory_.Write("app/node_modules/a/node_modules/b/package.json", "{}");
  directory_.Write("app/node_modules/@x/y/package.json", "{}");
  directory_.Write("app/node_modules/@x/z/package.json", "{}");
  directory_.Write("app/node_modules/nomanifest/index.js", "");
  EXPECT_THAT(Find("app"),
              UnorderedElementsAre("app", "app/node_modules/a", "app/node_modules/a/node_modules/b",
                                   "app/node_modules/@x/y", "app/node_modules/@x/z",
                                   "app/node_modules/nomanifest"));
  EXPECT_THAT(FindPackages(directory_ / "app")[0].excluded, ElementsAre("node_modules"));
  EXPECT_EQ(Find("app/node_modules").size(), 5u);
}

TEST_F(PackageSourceTest, LinksMakeNoCircles) {
  directory_.Write("shelf/a/package.json", "{}");
  fs::create_directory_symlink("..", directory_ / "shelf/a/up");
  fs::create_directory_symlink(".", directory_ / "shelf/loop");
  EXPECT_THAT(Find("shelf"), ElementsAre("shelf/a"));
}

TEST_F(PackageSourceTest, FilesAndMissingSources) {
  directory_.Write("a-1.0.tar.gz", "");
  directory_.Write("one.c", "");
  EXPECT_EQ(FindPackages(directory_ / "a-1.0.tar.gz").at(0).kind, SourceKind::kArchive);
  EXPECT_EQ(FindPackages(directory_ / "one.c").at(0).kind, SourceKind::kDirectory);
  EXPECT_THROW(FindPackages(directory_ / "none"), Error);
}

// What describes an archive beside it is neither a package nor a part of one.
TEST_F(PackageSourceTest, RepositoriesOfMavenAndGo) {
  directory_.Write("m2/org/acme/rocket/1.0/rocket-1.0.pom", "<project/>");
  directory_.Write("m2/org/acme/rocket/1.0/rocket-1.0-sources.jar", "");
  directory_.Write("go/example.org/rocket/@v/v1.5.0.zip", "");
  directory_.Write("go/example.org/rocket/@v/v1.5.0.info", "{}");
  directory_.Write("go/example.org/rocket/@v/v1.5.0.mod", "module example.org/rocket\n");
  directory_.Write("go/example.org/rocket/@v/list", "v1.5.0\n");
  EXPECT_THAT(Find(), ElementsAre("go/example.org/rocket/@v/v1.5.0.zip",
                                  "m2/org/acme/rocket/1.0/rocket-1.0-sources.jar"));
}

}  // namespace
}  // namespace copytrace
