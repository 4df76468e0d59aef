#include "tests/unit/indexer/archive_writer.h"

#include <archive.h>
#include <archive_entry.h>

#include <fstream>
#include <stdexcept>

namespace copytrace {
namespace {

void Check(int status, archive* handle) {
  if (status != ARCHIVE_OK) throw std::runtime_error(::archive_error_string(handle));
}

void SetFormat(archive* handle, ArchiveFormat format) {
  switch (format) {
    case ArchiveFormat::kZip:
      return Check(::archive_write_set_format_zip(handle), handle);
    case ArchiveFormat::kAr:
      return Check(::archive_write_set_format_ar_svr4(handle), handle);
    case ArchiveFormat::kGzip:
      Check(::archive_write_add_filter_gzip(handle), handle);
      return Check(::archive_write_set_format_raw(handle), handle);
    case ArchiveFormat::kTarGz:
      Check(::archive_write_add_filter_gzip(handle), handle);
      break;
    case ArchiveFormat::kTarXz:
      Check(::archive_write_add_filter_xz(handle), handle);
      break;
    case ArchiveFormat::kTarBz2:
      Check(::archive_write_add_filter_bzip2(handle), handle);
      break;
    case ArchiveFormat::kTarZst:
      Check(::archive_write_add_filter_zstd(handle), handle);
      break;
    case ArchiveFormat::kTar:
      break;
  }
  Check(::archive_write_set_format_gnutar(handle), handle);
}

void WriteMember(archive* handle, const ArchiveMember& member) {
  archive_entry* entry = ::archive_entry_new();
  ::archive_entry_set_pathname(entry, member.path.c_str());
  ::archive_entry_set_perm(entry, 0644);
  ::archive_entry_set_mtime(entry, member.time, 0);
  ::archive_entry_set_filetype(entry, AE_IFREG);
  switch (member.type) {
    case ArchiveMember::Type::kFile:
      ::archive_entry_set_size(entry, static_cast<la_int64_t>(member.bytes.size()));
      break;
    case ArchiveMember::Type::kDirectory:
      ::archive_entry_set_filetype(entry, AE_IFDIR);
      break;
    case ArchiveMember::Type::kSymbolicLink:
      ::archive_entry_set_filetype(entry, AE_IFLNK);
      ::archive_entry_set_symlink(entry, member.bytes.c_str());
      break;
    case ArchiveMember::Type::kHardLink:
      ::archive_entry_set_hardlink(entry, member.bytes.c_str());
      break;
    case ArchiveMember::Type::kDevice:
      ::archive_entry_set_filetype(entry, AE_IFCHR);
      break;
  }
  Check(::archive_write_header(handle, entry), handle);
  if (member.type == ArchiveMember::Type::kFile && !member.bytes.empty()) {
    ::archive_write_data(handle, member.bytes.data(), member.bytes.size());
  }
  ::archive_entry_free(entry);
}

}  // namespace

std::string MakeArchive(ArchiveFormat format, const std::vector<ArchiveMember>& members) {
  size_t room = size_t{1} << 20;
  for (const ArchiveMember& member : members) room += 2 * (member.bytes.size() + 4096);
  std::string bytes(room, '\0');
  size_t used = 0;
  archive* handle = ::archive_write_new();
  SetFormat(handle, format);
  Check(::archive_write_open_memory(handle, bytes.data(), bytes.size(), &used), handle);
  for (const ArchiveMember& member : members) WriteMember(handle, member);
  Check(::archive_write_close(handle), handle);
  ::archive_write_free(handle);
  bytes.resize(used);
  return bytes;
}

void WriteArchive(const std::filesystem::path& file, ArchiveFormat format,
                  const std::vector<ArchiveMember>& members) {
  std::ofstream(file, std::ios::binary) << MakeArchive(format, members);
}

}  // namespace copytrace
