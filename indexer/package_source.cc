#include "indexer/package_source.h"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

#include "engine/error.h"
#include "engine/license/license_detector.h"
#include "engine/license/license_file_name.h"
#include "engine/license/manifest.h"
#include "engine/source/source_tree.h"
#include "grammars/language.h"
#include "indexer/archive_name.h"
#include "indexer/debian_source_reader.h"
#include "indexer/git_reader.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxFolderDepth = 16;  // folders of folders of packages

// A directory's entries by name. Links are left out, so that no walk goes in circles.
struct Entries {
  std::vector<fs::path> files;
  std::vector<fs::path> directories;
};

Entries ListEntries(const fs::path& directory) {
  Entries entries;
  std::error_code error;
  for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    const fs::file_type type = it->symlink_status(ignored).type();
    if (type == fs::file_type::regular) entries.files.push_back(it->path());
    if (type == fs::file_type::directory && it->path().filename() != ".git") {
      entries.directories.push_back(it->path());
    }
  }
  std::ranges::sort(entries.files);
  std::ranges::sort(entries.directories);
  return entries;
}

bool IsBuildFileName(std::string_view name) {
  constexpr std::string_view kNames[] = {
      "CMakeLists.txt", "Makefile",    "Makefile.am", "GNUmakefile", "configure",
      "configure.ac",   "meson.build", "setup.py",    "go.mod",      "build.gradle",
      "BUILD",          "SConstruct",  "Rakefile",    "Gemfile"};
  return std::ranges::find(kNames, name) != std::end(kNames);
}

// What a Maven repository or a Go module cache keeps beside an archive to describe it.
bool IsPartOfRepository(const fs::path& file) {
  constexpr std::string_view kGoEndings[] = {".info", ".mod", ".ziphash", ".lock"};
  const std::string ending = file.extension().native();
  if (ending == ".pom") return true;
  if (file.parent_path().filename() != "@v") return false;
  return file.filename() == "list" || std::ranges::find(kGoEndings, ending) != std::end(kGoEndings);
}

// Whether the directory with these entries is a project itself rather than a shelf of others.
bool IsPackageRoot(const fs::path& directory, const Entries& entries) {
  for (const fs::path& file : entries.files) {
    const std::string name = file.filename().native();
    if (IsPartOfRepository(file)) continue;
    if (IsManifestFileName(name) || IsLicenseFileName(name) || IsBuildFileName(name)) return true;
    const FileType type = DetectFileType(name, "");
    if (type.kind == ContentKind::kCode && type.language != Language::kGeneric) return true;
  }
  for (const fs::path& child : entries.directories) {
    if (child.filename() == "debian" && fs::exists(child / "changelog")) return true;
  }
  return !SplitNameVersion(directory.filename().native()).version.empty();
}

std::string RelativeTo(const fs::path& root, const fs::path& path) {
  return path.lexically_relative(root).native();
}

bool IsDebianSource(const fs::path& file) { return file.extension() == ".dsc"; }

bool IsForumDump(const fs::path& file) { return file.filename() == "Posts.xml"; }

class PackageFinder {
 public:
  explicit PackageFinder(const FindOptions& options) : options_(options) {}

  std::vector<PackageSource> Run(const fs::path& source) {
    Visit(source, 0);
    return std::move(packages_);
  }

 private:
  // Returns whether there are packages in `directory`; if there are none, nothing is added.
  bool VisitFolder(const fs::path& directory, const Entries& entries, int depth) {
    std::vector<std::string> excluded;
    for (const fs::path& child : entries.directories) {
      if (depth < kMaxFolderDepth && VisitChild(child, depth + 1)) {
        excluded.push_back(RelativeTo(directory, child));
      }
    }
    const std::vector<std::string> parts = PartsOfArchives(entries);
    bool has_loose_files = excluded.size() < entries.directories.size();
    for (const fs::path& file : entries.files) {
      const SourceKind kind = KindOfSource(file);
      const bool is_part = std::ranges::binary_search(parts, file.filename().native());
      if (kind == SourceKind::kDirectory && !is_part) {
        has_loose_files = true;
        continue;
      }
      if (!is_part) packages_.push_back({.location = file, .kind = kind});
      excluded.push_back(RelativeTo(directory, file));
    }
    if (excluded.empty()) return false;
    if (has_loose_files) {
      packages_.push_back({.location = directory, .excluded = std::move(excluded)});
    }
    return true;
  }

  bool VisitChild(const fs::path& directory, int depth) {
    if (directory.filename() == "node_modules") return VisitNodeModules(directory);
    if (AddGitReleases(directory)) return true;
    const Entries entries = ListEntries(directory);
    if (IsPackageRoot(directory, entries)) {
      AddPackage(directory);
      return true;
    }
    return VisitFolder(directory, entries, depth);
  }

  void Visit(const fs::path& directory, int depth) {
    if (!VisitChild(directory, depth)) AddPackage(directory);
  }

  bool VisitNodeModules(const fs::path& directory) {
    bool found = false;
    for (const fs::path& child : ListEntries(directory).directories) {
      const std::string name = child.filename().native();
      if (name.starts_with('.')) continue;  // .bin, .cache
      found = true;
      if (!name.starts_with('@')) {
        AddPackage(child);
        continue;
      }
      for (const fs::path& scoped : ListEntries(child).directories) AddPackage(scoped);
    }
    return found;
  }

  bool AddGitReleases(const fs::path& directory) {
    if (!IsGitRepository(directory)) return false;
    std::vector<PackageSource> releases = ListGitReleases(directory, options_.tags);
    const bool found = !releases.empty();
    std::ranges::move(releases, std::back_inserter(packages_));
    return found;
  }

  // The names of the files that belong to others among these, sorted: of .dsc files, and of
  // repositories.
  static std::vector<std::string> PartsOfArchives(const Entries& entries) {
    std::vector<std::string> parts;
    for (const fs::path& file : entries.files) {
      if (IsPartOfRepository(file)) parts.push_back(file.filename().native());
      if (!IsDebianSource(file)) continue;
      for (std::string& part : ReadDebianControl(file).files) parts.push_back(std::move(part));
    }
    std::ranges::sort(parts);
    return parts;
  }

  // The package at `directory`, then those in the node_modules directories below it.
  void AddPackage(const fs::path& directory) {
    const size_t index = packages_.size();
    packages_.push_back({.location = directory});
    std::vector<std::string> excluded;
    std::vector<fs::path> pending = {directory};
    while (!pending.empty()) {
      const fs::path next = std::move(pending.back());
      pending.pop_back();
      for (const fs::path& child : ListEntries(next).directories) {
        if (child.filename() != "node_modules") {
          pending.push_back(child);
        } else if (VisitNodeModules(child)) {
          excluded.push_back(RelativeTo(directory, child));
        }
      }
    }
    packages_[index].excluded = std::move(excluded);
  }

  const FindOptions& options_;
  std::vector<PackageSource> packages_;
};

}  // namespace

SourceKind KindOfSource(const fs::path& location) {
  std::error_code ignored;
  if (fs::is_directory(location, ignored)) return SourceKind::kDirectory;
  if (IsDebianSource(location)) return SourceKind::kDebianSource;
  if (IsForumDump(location)) return SourceKind::kForumDump;
  return IsArchiveFileName(location.filename().native()) ? SourceKind::kArchive
                                                         : SourceKind::kDirectory;
}

std::vector<PackageSource> FindPackages(const fs::path& source, const FindOptions& options) {
  std::error_code error;
  const fs::path location = fs::canonical(source, error);
  if (error) {
    throw Error("cannot read " + EscapeInvalidUtf8(source.native()) + ": " + error.message() +
                "; check the path that was given");
  }
  if (fs::is_directory(location, error)) return PackageFinder(options).Run(location);
  return {{.location = location, .kind = KindOfSource(location)}};
}

}  // namespace copytrace
