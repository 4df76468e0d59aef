// An archive is untrusted input. What guards against it:
// - nothing is written to disk, so a path can climb nowhere; such members are reported all the
//   same, since their paths mean nothing in a package;
// - sizes in headers are not believed: a member is read until its limit, then given up;
// - everything unpacked is counted, and members that are passed over at the size they claim, and
//   the whole may not outgrow a multiple of the archive's own size;
// - filters that run other programs (lrzip, lzop, grzip) are not enabled.
#include "indexer/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "engine/source/source_tree.h"
#include "indexer/archive_name.h"

namespace copytrace {
namespace {

constexpr size_t kReadBytes = size_t{64} << 10;
constexpr size_t kMaxLevels = 2;
constexpr uint64_t kMaxKeptBytes = uint64_t{32} << 20;

// libarchive converts names by the thread's locale, and in the "C" locale drops what is not ASCII.
class Utf8Locale {
 public:
  Utf8Locale() {
    static const locale_t utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    before_ = ::uselocale(utf8);  // a null locale changes nothing
  }
  ~Utf8Locale() { ::uselocale(before_); }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t before_;
};

// The member's path without "./" and doubled slashes, or nothing where it leads out of the archive
// or is empty.
std::optional<std::string> CleanPath(std::string_view raw) {
  if (raw.starts_with('/')) return std::nullopt;
  std::string path;
  while (!raw.empty()) {
    const size_t slash = raw.find('/');
    const std::string_view segment = raw.substr(0, slash);
    raw.remove_prefix(slash == std::string_view::npos ? raw.size() : slash + 1);
    if (segment.empty() || segment == ".") continue;
    if (segment == "..") return std::nullopt;
    if (!path.empty()) path += '/';
    path += segment;
  }
  if (path.empty()) return std::nullopt;
  return EscapeInvalidUtf8(path);
}

std::string RawPath(archive_entry* entry) {
  const char* name = ::archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = ::archive_entry_pathname(entry);
  return name == nullptr ? "" : name;
}

// data.tar.xz of a Debian package, data.tar.gz of a gem: the package's files themselves.
bool IsPayload(std::string_view path) { return path.starts_with("data.tar"); }

void SupportFilters(archive* handle) {
  ::archive_read_support_filter_gzip(handle);
  ::archive_read_support_filter_bzip2(handle);
  ::archive_read_support_filter_xz(handle);
  ::archive_read_support_filter_lzma(handle);
  ::archive_read_support_filter_lzip(handle);
  ::archive_read_support_filter_zstd(handle);
  ::archive_read_support_filter_lz4(handle);
  ::archive_read_support_filter_compress(handle);
}

// The single stream of a compressed file that `open` has opened.
template <typename Open>
std::optional<std::string> ReadStream(uint64_t max_bytes, const Open& open) {
  const auto free = [](archive* handle) { ::archive_read_free(handle); };
  const std::unique_ptr<archive, decltype(free)> handle(::archive_read_new(), free);
  SupportFilters(handle.get());
  ::archive_read_support_format_raw(handle.get());
  archive_entry* entry = nullptr;
  if (open(handle.get()) != ARCHIVE_OK ||
      ::archive_read_next_header(handle.get(), &entry) != ARCHIVE_OK) {
    return std::nullopt;
  }
  std::string bytes;
  for (;;) {
    const size_t filled = bytes.size();
    if (filled > max_bytes) return std::nullopt;
    bytes.resize(filled + kReadBytes);
    const la_ssize_t got = ::archive_read_data(handle.get(), bytes.data() + filled, kReadBytes);
    bytes.resize(filled + std::max<la_ssize_t>(got, 0));
    if (got == 0) return bytes;
    if (got < 0 && got != ARCHIVE_RETRY) return std::nullopt;
  }
}

// A Debian package's control files; the package says who it is by its name and its changelog.
bool IsControl(std::string_view path) { return path.starts_with("control.tar"); }

}  // namespace

void ArchiveReader::ArchiveCloser::operator()(archive* handle) const {
  ::archive_read_free(handle);
}

ArchiveReader::ArchiveReader(std::filesystem::path file, const ReadLimits& limits)
    : file_(std::move(file)), limits_(limits) {}

ArchiveReader::~ArchiveReader() = default;

void ArchiveReader::Rewind(PathFilter wanted) {
  wanted_ = std::move(wanted);
  if (kept_all_) {
    next_kept_ = 0;
    kept_all_ = false;  // files are moved out of it: a third pass unpacks again
    return;
  }
  keeping_ = !next_kept_ && kept_.empty();
  kept_.clear();
  next_kept_.reset();
  levels_.clear();
  pending_.reset();
  unpacked_bytes_ = 0;
  std::error_code error;
  packed_bytes_ = std::filesystem::file_size(file_, error);
  if (error) {
    pending_ = {.skipped = SkipReason::kUnreadable, .skip_detail = error.message()};
    return;
  }
  levels_.emplace_back();
  if (!Open(&levels_.back())) {
    pending_ = {.skipped = SkipReason::kBadArchive, .skip_detail = LastError()};
    levels_.pop_back();
  }
}

bool ArchiveReader::Open(Level* level) {
  const Utf8Locale locale;
  level->handle.reset(::archive_read_new());
  archive* handle = level->handle.get();
  SupportFilters(handle);
  ::archive_read_support_format_tar(handle);
  ::archive_read_support_format_zip(handle);
  ::archive_read_support_format_ar(handle);
  ::archive_read_support_format_cpio(handle);
  if (level->bytes.empty()) {
    return ::archive_read_open_filename(handle, file_.c_str(), kReadBytes) == ARCHIVE_OK;
  }
  return ::archive_read_open_memory(handle, level->bytes.data(), level->bytes.size()) == ARCHIVE_OK;
}

std::optional<PackageFile> ArchiveReader::Next() {
  if (next_kept_) {
    while (*next_kept_ < kept_.size()) {
      PackageFile file = std::move(kept_[(*next_kept_)++]);
      if (file.skipped || wanted_(file.path)) return file;
    }
    return std::nullopt;
  }
  while (std::optional<PackageFile> file = ReadNext()) {
    if (keeping_) Keep(*file);
    if (wanted_now_) return file;
  }
  kept_all_ |= std::exchange(keeping_, false);
  return std::nullopt;
}

void ArchiveReader::Keep(const PackageFile& file) {
  kept_bytes_ += file.bytes.size() + file.path.size() + sizeof(PackageFile);
  if (kept_bytes_ <= kMaxKeptBytes) {
    kept_.push_back(file);
  } else {
    keeping_ = false;
    kept_ = {};
  }
}

std::optional<PackageFile> ArchiveReader::ReadNext() {
  const Utf8Locale locale;
  wanted_now_ = true;
  if (pending_) return std::exchange(pending_, std::nullopt);
  while (!levels_.empty()) {
    if (IsBomb()) {
      levels_.resize(1);
      return EndLevel(fmt::format("unpacks to more than {} from {}", FormatBytes(unpacked_bytes_),
                                  FormatBytes(packed_bytes_)));
    }
    archive_entry* entry = nullptr;
    const int status = ::archive_read_next_header(levels_.back().handle.get(), &entry);
    if (status == ARCHIVE_EOF) {
      levels_.pop_back();
    } else if (status == ARCHIVE_FATAL) {
      return EndLevel(LastError());
    } else if (status != ARCHIVE_RETRY) {
      std::optional<PackageFile> file = TakeMember(entry, status);
      if (file) return file;
    }
  }
  return std::nullopt;
}

std::optional<PackageFile> ArchiveReader::TakeMember(archive_entry* entry, int status) {
  wanted_now_ = true;
  const auto type = ::archive_entry_filetype(entry);
  if (type == AE_IFDIR) return std::nullopt;
  if (::archive_entry_mtime_is_set(entry)) SawTime(::archive_entry_mtime(entry));
  const std::string raw = RawPath(entry);
  std::optional<std::string> clean = CleanPath(raw);
  const auto skip = [&](SkipReason reason, std::string detail) {
    return PackageFile{.path = levels_.back().prefix + (clean ? *clean : EscapeInvalidUtf8(raw)),
                       .skipped = reason,
                       .skip_detail = std::move(detail)};
  };
  if (!clean) return skip(SkipReason::kBadArchive, "the path leads out of the archive");
  if (status == ARCHIVE_FAILED) return skip(SkipReason::kBadArchive, LastError());
  if (::archive_entry_symlink(entry) != nullptr || type == AE_IFLNK) {
    return skip(SkipReason::kSpecial, "symbolic link");
  }
  if (::archive_entry_hardlink(entry) != nullptr) return skip(SkipReason::kSpecial, "hard link");
  if (type != AE_IFREG && type != 0) return skip(SkipReason::kSpecial, "device or pipe");
  if (::archive_entry_is_encrypted(entry)) return skip(SkipReason::kBadArchive, "encrypted");

  std::string path = levels_.back().prefix + *clean;
  if (IsArchiveFileName(path)) return TakeNested(std::move(path), entry);
  wanted_now_ = wanted_(path);
  if (!wanted_now_ && !keeping_) {
    PassOver(entry);
    return std::nullopt;
  }
  PackageFile file = ReadMember(std::move(path), entry, limits_.file.max_file_bytes);
  if (file.path == "metadata.gz" && file_.extension() == ".gem") UnpackGemMetadata(&file);
  return file;
}

void ArchiveReader::UnpackGemMetadata(PackageFile* file) {
  if (file->skipped) return;
  std::optional<std::string> text = ReadStream(limits_.file.max_file_bytes, [&](archive* handle) {
    return ::archive_read_open_memory(handle, file->bytes.data(), file->bytes.size());
  });
  if (text) {
    unpacked_bytes_ += text->size();
    file->bytes = std::move(*text);
  } else {
    file->bytes = std::string();
    file->skipped = SkipReason::kBadArchive;
    file->skip_detail = "cannot be unpacked";
  }
}

std::optional<PackageFile> ArchiveReader::TakeNested(std::string path, archive_entry* entry) {
  if (IsControl(path)) {
    PassOver(entry);
    return std::nullopt;
  }
  if (levels_.size() == kMaxLevels) {
    PassOver(entry);
    return PackageFile{.path = std::move(path),
                       .skipped = SkipReason::kBadArchive,
                       .skip_detail = "an archive in an archive in an archive"};
  }
  PackageFile member = ReadMember(path, entry, limits_.max_nested_bytes);
  if (member.skipped || member.bytes.empty()) return member;
  // In its place before it is opened: libarchive holds on to the bytes.
  levels_.push_back(
      {.bytes = std::move(member.bytes), .prefix = IsPayload(path) ? "" : path + "/"});
  if (Open(&levels_.back())) return std::nullopt;
  return EndLevel(LastError());
}

PackageFile ArchiveReader::ReadMember(std::string path, archive_entry* entry, uint64_t limit) {
  PackageFile file{.path = std::move(path)};
  if (::archive_entry_size_is_set(entry) &&
      static_cast<uint64_t>(std::max<int64_t>(::archive_entry_size(entry), 0)) > limit) {
    PassOver(entry);
    file.skipped = SkipReason::kTooLarge;
    file.skip_detail =
        fmt::format("{}, limit {}", FormatBytes(::archive_entry_size(entry)), FormatBytes(limit));
    return file;
  }
  archive* handle = levels_.back().handle.get();
  for (;;) {
    const size_t filled = file.bytes.size();
    if (filled > limit) {
      file.bytes = std::string();
      file.skipped = SkipReason::kTooLarge;
      file.skip_detail = "more than the limit of " + FormatBytes(limit);
      return file;
    }
    const size_t room = std::min<uint64_t>(kReadBytes, limit + 1 - filled);
    file.bytes.resize(filled + room);
    const la_ssize_t got = ::archive_read_data(handle, file.bytes.data() + filled, room);
    file.bytes.resize(filled + std::max<la_ssize_t>(got, 0));
    if (got > 0) unpacked_bytes_ += got;
    if (got == 0) return file;
    if (got == ARCHIVE_RETRY) continue;
    if (got < 0) {
      const std::string error = LastError();
      if (got == ARCHIVE_FATAL) return EndLevel(file.path + ": " + error);
      file.bytes = std::string();
      file.skipped = SkipReason::kBadArchive;
      file.skip_detail = error;
      return file;
    }
  }
}

void ArchiveReader::PassOver(archive_entry* entry) {
  if (::archive_entry_size_is_set(entry)) {
    unpacked_bytes_ += std::max<int64_t>(::archive_entry_size(entry), 0);
  }
}

bool ArchiveReader::IsBomb() const {
  if (unpacked_bytes_ > limits_.max_unpacked_bytes) return true;
  return unpacked_bytes_ > limits_.ratio_free_bytes &&
         unpacked_bytes_ / limits_.max_ratio > packed_bytes_;
}

PackageFile ArchiveReader::EndLevel(std::string detail) {
  PackageFile file{.skipped = SkipReason::kBadArchive, .skip_detail = std::move(detail)};
  // Empty for the archive itself: whether it gave anything before is for the caller to see.
  file.path = levels_.back().prefix;
  if (file.path.ends_with('/')) file.path.pop_back();
  levels_.pop_back();
  return file;
}

std::string ArchiveReader::LastError() const {
  const char* error = ::archive_error_string(levels_.back().handle.get());
  return EscapeInvalidUtf8(error == nullptr ? "damaged" : error);
}

std::optional<std::string> ReadCompressedFile(const std::filesystem::path& file,
                                              uint64_t max_bytes) {
  return ReadStream(max_bytes, [&](archive* handle) {
    return ::archive_read_open_filename(handle, file.c_str(), kReadBytes);
  });
}

}  // namespace copytrace
