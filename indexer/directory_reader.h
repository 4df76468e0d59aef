// Reads a package that lies unpacked in a directory, or is a single file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/source/source_tree.h"
#include "indexer/package_reader.h"

namespace copytrace {

// The files in bytewise order of their paths, then what could not be listed. In a git checkout,
// what .gitignore names is left out; elsewhere it is part of the package.
class DirectoryReader : public PackageReader {
 public:
  DirectoryReader(PackageSource source, const ReadLimits& limits);

  void Rewind(PathFilter wanted) override;
  std::optional<PackageFile> Next() override;

 private:
  void List();
  bool IsExcluded(std::string_view path) const;

  PackageSource source_;
  SourceLimits limits_;
  PathFilter wanted_;
  std::optional<TreeListing> listing_;  // filled by the first Rewind
  std::string error_;                   // why there is no listing
  size_t next_entry_ = 0;
  size_t next_skip_ = 0;
};

}  // namespace copytrace
