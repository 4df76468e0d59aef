// Writes archives for tests with libarchive, good and bad ones.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace copytrace {

struct ArchiveMember {
  enum class Type { kFile, kDirectory, kSymbolicLink, kHardLink, kDevice };
  std::string path;
  std::string bytes;  // of a file; target of a link
  Type type = Type::kFile;
  int64_t time = 0;  // stamp, in seconds since 1970
};

// kGzip is no archive: the bytes of its one member, packed.
enum class ArchiveFormat { kTar, kTarGz, kTarXz, kTarBz2, kTarZst, kZip, kAr, kGzip };

std::string MakeArchive(ArchiveFormat format, const std::vector<ArchiveMember>& members);
void WriteArchive(const std::filesystem::path& file, ArchiveFormat format,
                  const std::vector<ArchiveMember>& members);

}  // namespace copytrace
