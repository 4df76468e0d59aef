#include "engine/scan/project_license.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/scan/project_fit.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

class ProjectLicenseTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(testing::TempDir()) / ("project_license_" + std::to_string(::getpid()));
    fs::remove_all(root_);
    Write("package.json", "{\"name\": \"own\", \"license\": \"MIT\"}\n");
    Write("LICENSE", "SPDX-License-Identifier: Zlib\n");
    Write("src/deep/a.js", "let a;\n");
    Write("vendor/LICENSE", "SPDX-License-Identifier: GPL-2.0-only\n");
    Write("vendor/b.js", "let b;\n");
  }
  void TearDown() override { fs::remove_all(root_); }

  void Write(const std::string& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
  }

  fs::path root_;
};

TEST_F(ProjectLicenseTest, ManifestsComeBeforeLicenceFiles) {
  EXPECT_EQ(LicenseOfDirectory(root_), (ProjectLicense{"MIT", "package.json"}));
  EXPECT_EQ(LicenseOfDirectory(root_ / "vendor"), (ProjectLicense{"GPL-2.0-only", "LICENSE"}));
  EXPECT_EQ(LicenseOfDirectory(root_ / "src"), ProjectLicense{});
  EXPECT_EQ(LicenseOfDirectory(root_ / "none"), ProjectLicense{});
}

TEST_F(ProjectLicenseTest, TheNearestAboveTheFileCounts) {
  ProjectLicenseFinder finder(root_);
  EXPECT_EQ(finder.Of(root_ / "src/deep/a.js"), (ProjectLicense{"MIT", "package.json"}));
  EXPECT_EQ(finder.Of(root_ / "vendor/b.js"), (ProjectLicense{"GPL-2.0-only", "vendor/LICENSE"}));
}

TEST_F(ProjectLicenseTest, LooksUpToTheRepositoryOnly) {
  EXPECT_EQ(ProjectLicenseFinder(root_ / "src").Of(root_ / "src/deep/a.js"), ProjectLicense{});
  fs::create_directories(root_ / ".git");
  EXPECT_EQ(ProjectLicenseFinder(root_ / "src").Of(root_ / "src/deep/a.js"),
            (ProjectLicense{"MIT", "../package.json"}));
  EXPECT_EQ(ProjectLicenseFinder(root_ / "src/deep/a.js").Of(root_ / "src/deep/a.js"),
            (ProjectLicense{"MIT", "../../package.json"}));
}

TEST_F(ProjectLicenseTest, FindingsAreHeldAgainstIt) {
  std::vector<Finding> findings(2);
  findings[0].path = "src/deep/a.js";
  findings[0].origin.license = "GPL-2.0-only OR ISC";
  findings[1].path = "vendor/b.js";
  findings[1].origin.license = "Apache-2.0";
  const std::vector<fs::path> roots = {root_};
  const TreeListing listing = ListTree(root_);
  FitToProject(roots, listing.entries, &findings);
  EXPECT_EQ(findings[0].fit.project_license, "MIT");
  EXPECT_EQ(findings[0].fit.stated_in, "package.json");
  EXPECT_EQ(findings[0].fit.answer, Compatibility::kCompatible);
  EXPECT_EQ(findings[0].fit.choice, "ISC");
  EXPECT_EQ(findings[1].fit.project_license, "GPL-2.0-only");
  EXPECT_EQ(findings[1].fit.answer, Compatibility::kIncompatible);
  EXPECT_EQ(findings[1].fit.rule, "apache-2.0-in-gpl-2.0");
}

}  // namespace
}  // namespace copytrace
