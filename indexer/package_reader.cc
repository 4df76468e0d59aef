#include "indexer/package_reader.h"

#include "indexer/archive_reader.h"
#include "indexer/directory_reader.h"

namespace copytrace {

std::unique_ptr<PackageReader> MakePackageReader(const PackageSource& source,
                                                 const ReadLimits& limits) {
  if (source.is_archive) return std::make_unique<ArchiveReader>(source.location, limits);
  return std::make_unique<DirectoryReader>(source, limits);
}

}  // namespace copytrace
