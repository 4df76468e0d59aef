// Where a package lies on disk, and how packages are found in what the user names.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/store/records.h"

namespace copytrace {

// A directory, an archive or a single file that holds one package. What the user has said of it
// stands here; what is empty comes from the package's own metadata.
struct PackageSource {
  std::filesystem::path location;
  bool is_archive = false;
  // Directories below `location`, relative to it, that are packages of their own.
  std::vector<std::string> excluded;
  std::string purl;      // canonical
  std::string license;   // canonical SPDX expression
  std::string released;  // ISO date
  DateKind released_kind = DateKind::kNone;
};

// The packages in `source`, in a fixed order:
// - an archive, or any other file, is one package;
// - a directory with a package manifest, a licence, a build file or code at its root is one
//   package, and every directory in a node_modules below it is another;
// - any other directory in which packages or archives are found holds those, and what else lies in
//   it is a package named after it; one in which none are found is one package itself.
// Throws Error if `source` does not exist or cannot be listed.
std::vector<PackageSource> FindPackages(const std::filesystem::path& source);

}  // namespace copytrace
