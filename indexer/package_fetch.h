// Fetches packages by name through the user's own npm and apt. Not thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/package_source.h"

namespace copytrace {

// Whether this names a package to fetch: "npm:left-pad@1.3.0", "npm:@babel/core", "deb:zlib",
// "deb:zlib=1:1.2.13.dfsg-1".
bool IsPackageName(std::string_view text);

// What is fetched lies in a directory of the fetcher's own below $TMPDIR, and is gone with it.
class PackageFetcher {
 public:
  explicit PackageFetcher(std::filesystem::path apt_configuration = "/etc/apt")
      : apt_configuration_(std::move(apt_configuration)) {}
  ~PackageFetcher();
  PackageFetcher(const PackageFetcher&) = delete;
  PackageFetcher& operator=(const PackageFetcher&) = delete;

  // npm: by `npm pack`, with the registry that npm is set up for; no script of the package runs.
  // deb: by `apt-get source --download-only`, with lists of its own, made of the machine's sources
  // with "deb" turned into "deb-src"; nothing of the machine's is changed, and nothing needs root.
  // Throws Error with what the tool said where there is no such package, version or tool.
  // REQUIRES: IsPackageName(name).
  std::vector<PackageSource> Fetch(const std::string& name);

 private:
  std::filesystem::path MakeDirectory();  // a new one for each package
  PackageSource FetchFromNpm(const std::string& spec);
  PackageSource FetchFromApt(const std::string& spec);
  std::vector<std::string> AptOptions();  // reads the lists, once

  std::filesystem::path apt_configuration_;
  std::filesystem::path root_;  // empty until it is needed
  int directories_ = 0;
  std::vector<std::string> apt_options_;  // empty until they are needed
};

// Source entries for the binary ones of a sources.list ("deb …") or a .sources file ("Types: deb").
// Comments and disabled entries are left out.
std::string SourceEntriesOfList(std::string_view text);
std::string SourceEntriesOfDeb822(std::string_view text);

}  // namespace copytrace
