// The licence of the project that a scanned file belongs to, as its own files state it.
#pragma once

#include <compare>
#include <filesystem>
#include <map>
#include <string>

namespace copytrace {

struct ProjectLicense {
  std::string expression;  // canonical SPDX; empty where nothing is stated
  std::string file;        // name of the manifest or licence file that states it
  auto operator<=>(const ProjectLicense&) const = default;
};

// What the files right in a directory state: its manifests, by name, else its licence files.
ProjectLicense LicenseOfDirectory(const std::filesystem::path& directory);

// The nearest statement above each file. Looks no higher than the repository (.git) that holds the
// scanned root or, where there is none, than the root. Not thread-safe: remembers what it has read.
class ProjectLicenseFinder {
 public:
  explicit ProjectLicenseFinder(const std::filesystem::path& root);

  // Whether `file` is the root or below it.
  bool Holds(const std::filesystem::path& file) const;
  // `file` in the value is relative to the root: "package.json", "../LICENSE".
  ProjectLicense Of(const std::filesystem::path& file);

 private:
  std::filesystem::path root_;                              // absolute, a directory; so is the next
  std::filesystem::path top_;                               // highest to look in
  std::map<std::filesystem::path, ProjectLicense> stated_;  // by directory; its own files only
};

}  // namespace copytrace
