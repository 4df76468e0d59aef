// Reads a package out of an archive, in memory: nothing is ever unpacked to disk. The only room
// that knows libarchive.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/package_reader.h"

struct archive;
struct archive_entry;

namespace copytrace {

// The files in the order of the archive. An archive in the archive is read in its member's place,
// one level deep: its files stand below the member's path, but those of a gem's or a Debian
// package's data.tar.* stand at the root. A gem's metadata.gz is handed out unpacked. Links,
// devices, paths that climb out, and members that are damaged or too large are skips; an archive
// that lies about its sizes, is cut short, or unpacks to far more than it weighs, ends there with a
// skip, and what was read before counts.
//
// What the first pass unpacks is kept, if it is not too much, so that a second pass over a small
// archive does not decompress it again.
class ArchiveReader : public PackageReader {
 public:
  ArchiveReader(std::filesystem::path file, const ReadLimits& limits);
  ~ArchiveReader() override;

  void Rewind(PathFilter wanted) override;
  std::optional<PackageFile> Next() override;

 private:
  struct ArchiveCloser {
    void operator()(archive* handle) const;
  };
  // One opened archive: the file itself or a member of it.
  struct Level {
    std::unique_ptr<archive, ArchiveCloser> handle;
    std::string bytes;   // of a nested archive; libarchive reads from here
    std::string prefix;  // of the paths in it
  };

  bool Open(Level* level);
  std::optional<PackageFile> ReadNext();
  void Keep(const PackageFile& file);
  // The file that this member yields, if any; opens it if it is an archive.
  std::optional<PackageFile> TakeMember(archive_entry* entry, int status);
  std::optional<PackageFile> TakeNested(std::string path, archive_entry* entry);
  void UnpackGemMetadata(PackageFile* file);
  PackageFile ReadMember(std::string path, archive_entry* entry, uint64_t limit);
  void PassOver(archive_entry* entry);  // leaves out a member, counting what it unpacks to
  bool IsBomb() const;
  PackageFile EndLevel(std::string detail);  // gives up the innermost archive
  std::string LastError() const;

  std::filesystem::path file_;
  ReadLimits limits_;
  PathFilter wanted_;
  std::vector<Level> levels_;  // innermost last; at most two
  uint64_t packed_bytes_ = 0;
  uint64_t unpacked_bytes_ = 0;
  std::optional<PackageFile> pending_;  // a skip to hand out before going on

  bool keeping_ = true;     // in the first pass, as long as there is room
  bool wanted_now_ = true;  // whether the file just read is to be handed out, or only kept
  std::vector<PackageFile> kept_;
  uint64_t kept_bytes_ = 0;
  bool kept_all_ = false;
  std::optional<size_t> next_kept_;  // set while a pass is served from kept_
};

// What a file packed by gzip, xz, bzip2 … unpacks to. Nothing where it is damaged, or more than
// `max_bytes`.
std::optional<std::string> ReadCompressedFile(const std::filesystem::path& file,
                                              uint64_t max_bytes);

}  // namespace copytrace
