// What every corpus reader does: hand out the files of one package, one after the other.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/source/skip_reason.h"
#include "engine/source/source_file.h"
#include "engine/store/records.h"
#include "indexer/package_source.h"

namespace copytrace {

// Of a file that is not part of its source's package, but of a release of its own: an answer in a
// forum.
struct OwnRelease {
  std::string purl;      // canonical
  std::string license;   // canonical SPDX expression
  std::string released;  // ISO date
  DateKind released_kind = DateKind::kNone;
  std::string author;  // whom to name, and where it stands
};

struct PackageFile {
  std::string path;   // in the package, forward slashes, valid UTF-8
  std::string bytes;  // as they are on disk or in the archive; empty if skipped
  std::optional<SkipReason> skipped;
  std::string skip_detail;
  std::optional<Sha1> known_content;  // set where the content was not read since it is known
  std::optional<OwnRelease> own_release;
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

  using KnownContent = std::function<bool(const Sha1& sha1)>;

  virtual ~PackageReader() = default;

  // A reader that has a content's hash before the content asks `known`, and leaves out to read what
  // is. Without a call, nothing is known.
  void SetKnownContent(KnownContent known) { known_ = std::move(known); }

  // Starts over. `wanted` is asked for every file; those it refuses are passed over unread.
  virtual void Rewind(PathFilter wanted) = 0;
  virtual std::optional<PackageFile> Next() = 0;  // nothing at the end

  // The latest of the time stamps that a container gives its files, in seconds since 1970, UTC; 0
  // where it gives none. Complete once a pass is.
  int64_t newest_time() const { return newest_time_; }

 protected:
  void SawTime(int64_t time) { newest_time_ = std::max(newest_time_, time); }
  bool IsKnown(const Sha1& sha1) const { return known_ && known_(sha1); }

 private:
  KnownContent known_;
  int64_t newest_time_ = 0;
};

// The reader for this kind of source. Does not open it yet.
std::unique_ptr<PackageReader> MakePackageReader(const PackageSource& source,
                                                 const ReadLimits& limits);

}  // namespace copytrace
