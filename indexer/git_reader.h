// Reads releases out of a git repository: each tag is one. The only room that knows libgit2.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "indexer/package_reader.h"
#include "indexer/package_source.h"

namespace copytrace {

// Whether this directory is a git repository: a work tree's root, or bare. Cheap.
bool IsGitRepository(const std::filesystem::path& directory);

// One source for each tag whose name matches the shell pattern `tags` and that leads to a commit,
// earliest first, each version once; HEAD where there is no such tag. Empty where the repository
// cannot be opened or has no commit.
//
// The component is the repository where origin is at github.com, gitlab.com or bitbucket.org
// (pkg:github/acme/rocket), else pkg:generic/DIRECTORY. The date is the tag's, or its commit's
// where the tag has none.
std::vector<PackageSource> ListGitReleases(const std::filesystem::path& repository,
                                           const std::string& tags);

// "1.2.0" of "v1.2.0", "rocket-1.2.0", "rocket_v1.2.0", "release-1.2.0"; "7.80.0" of
// "curl-7_80_0".
std::string VersionOfTag(std::string_view tag, std::string_view project);

// The files of a commit's tree in bytewise order of their paths. Submodules and links are skips.
// Contents that the caller knows are not read.
std::unique_ptr<PackageReader> MakeGitReader(const PackageSource& source, const ReadLimits& limits);

}  // namespace copytrace
