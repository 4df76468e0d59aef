#include "indexer/package_reader.h"

#include "indexer/archive_reader.h"
#include "indexer/debian_source_reader.h"
#include "indexer/directory_reader.h"
#include "indexer/forum_reader.h"
#include "indexer/git_reader.h"

namespace copytrace {

std::unique_ptr<PackageReader> MakePackageReader(const PackageSource& source,
                                                 const ReadLimits& limits) {
  switch (source.kind) {
    case SourceKind::kDirectory:
      break;
    case SourceKind::kArchive:
      return std::make_unique<ArchiveReader>(source.location, limits);
    case SourceKind::kDebianSource:
      return std::make_unique<DebianSourceReader>(source.location, limits);
    case SourceKind::kGitCommit:
      return MakeGitReader(source, limits);
    case SourceKind::kForumDump:
      return MakeForumReader(source.location);
  }
  return std::make_unique<DirectoryReader>(source, limits);
}

}  // namespace copytrace
