// Where a package lies on disk, and how packages are found in what the user names.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/store/records.h"

namespace copytrace {

enum class SourceKind : uint8_t {
  kDirectory,  // or a single file
  kArchive,
  kDebianSource,  // a .dsc with its tarballs beside it
  kGitCommit,     // one commit of a git repository
  kForumDump,     // Posts.xml of a Stack Exchange site: many releases
};

// A place that holds one package, or a collection of many. What the user or the source's container
// has said of the package stands here; what is empty comes from the package's own metadata.
struct PackageSource {
  std::filesystem::path location;
  SourceKind kind = SourceKind::kDirectory;
  // Directories below `location`, relative to it, that are packages of their own.
  std::vector<std::string> excluded;
  std::string commit;    // of kGitCommit: its id in hex
  std::string purl;      // canonical
  std::string license;   // canonical SPDX expression
  std::string released;  // ISO date
  DateKind released_kind = DateKind::kNone;
};

// What kind of source lies at this path, by its name and what stands in it.
SourceKind KindOfSource(const std::filesystem::path& location);

struct FindOptions {
  std::string tags = "*";  // which tags of git repositories are releases: a shell pattern
};

// The packages in `source`, in a fixed order:
// - an archive, a Debian source package (.dsc), or any other file, is one package;
// - a git repository is as many as it has tags that are asked for, or else its HEAD;
// - a directory with a package manifest, a licence, a build file or code at its root is one
//   package, and every directory in a node_modules below it is another;
// - any other directory in which packages or archives are found holds those, and what else lies in
//   it is a package named after it; one in which none are found is one package itself.
// Throws Error if `source` does not exist or cannot be listed.
std::vector<PackageSource> FindPackages(const std::filesystem::path& source,
                                        const FindOptions& options = {});

}  // namespace copytrace
