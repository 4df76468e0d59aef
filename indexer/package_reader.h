// What every corpus reader does: hand out the files of one package, one after the other.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/source/skip_reason.h"
#include "engine/source/source_file.h"
#include "indexer/package_source.h"

namespace copytrace {

struct PackageFile {
  std::string path;   // in the package, forward slashes, valid UTF-8
  std::string bytes;  // as they are on disk or in the archive; empty if skipped
  std::optional<SkipReason> skipped;
  std::string skip_detail;
};

struct ReadLimits {
  SourceLimits file;
  uint64_t max_nested_bytes = uint64_t{64} << 20;    // of an archive within an archive
  uint64_t max_unpacked_bytes = uint64_t{16} << 30;  // of one archive, nested ones included
  // An archive may not unpack to more than this many times its size, once past the free bytes.
  uint64_t max_ratio = 200;
  uint64_t ratio_free_bytes = uint64_t{64} << 20;
};

// Not thread-safe. Files come in the same order each time. What cannot be read is a PackageFile
// with its `skipped` set; a package that cannot be opened at all is one with an empty path.
class PackageReader {
 public:
  using PathFilter = std::function<bool(std::string_view path)>;

  virtual ~PackageReader() = default;

  // Starts over. `wanted` is asked for every file; those it refuses are passed over unread.
  virtual void Rewind(PathFilter wanted) = 0;
  virtual std::optional<PackageFile> Next() = 0;  // nothing at the end
};

// The reader for this kind of source. Does not open it yet.
std::unique_ptr<PackageReader> MakePackageReader(const PackageSource& source,
                                                 const ReadLimits& limits);

}  // namespace copytrace
