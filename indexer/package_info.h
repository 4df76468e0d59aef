// Who a package is and under which licences it stands, from what the user said, its own metadata,
// its licence files, and its name, in this order.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/license/debian_copyright.h"
#include "engine/store/records.h"
#include "indexer/package_reader.h"

namespace copytrace {

// The licence of each directory that has a licence file of its own.
class DirectoryLicenses {
 public:
  void Add(std::string_view license_file, std::string expression);
  // Of the nearest directory at or above the file's; empty where there is none.
  const std::string& Of(std::string_view path) const;
  // Of the package's root, or empty; takes it out, for a package whose declaration covers it.
  std::string TakeRoot();

 private:
  std::map<std::string, std::string, std::less<>> by_directory_;  // "" is the root
};

struct PackageInfo {
  Component component;
  Release release;           // without its component's id
  std::string strip_prefix;  // "package/": the directory that wraps an archive's files
  DirectoryLicenses directory_licenses;
  DebianCopyright debian_copyright;

  // What speaks for a file that states nothing itself: what debian/copyright says of it in
  // particular, else the nearest directory's licence file. May be empty.
  const std::string& LicenseAround(std::string_view path) const;
};

// Whether ReadPackageInfo looks into a file of this path (its archive's wrapper may be in front).
bool IsMetadataPath(std::string_view path);

// Reads the package through once for its metadata; leaves the reader anywhere. Never fails: a
// package without metadata is pkg:generic/NAME@VERSION, by the name of its directory or archive.
PackageInfo ReadPackageInfo(const PackageSource& source, PackageReader* reader);

// The same of a file of a collection, which says it all.
PackageInfo InfoOfOwnRelease(const OwnRelease& own);

}  // namespace copytrace
