#include "indexer/store_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "engine/error.h"
#include "engine/source/source_tree.h"
#include "engine/store/store.h"
#include "engine/store/store_directory.h"
#include "indexer/sha256.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBufferBytes = size_t{256} << 10;
constexpr size_t kMaxSumsBytes = size_t{16} << 20;
constexpr char kSums[] = "SHA256SUMS";

std::string Name(const fs::path& path) { return EscapeInvalidUtf8(path.native()); }

// A file that is removed again unless it is kept.
class PartialPath {
 public:
  explicit PartialPath(fs::path path) : path_(std::move(path)) {}
  ~PartialPath() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  PartialPath(const PartialPath&) = delete;
  PartialPath& operator=(const PartialPath&) = delete;

  const fs::path& path() const { return path_; }
  void RenameTo(const fs::path& name) {
    std::error_code error;
    fs::rename(path_, name, error);
    if (error) throw Error(fmt::format("{}: {}", Name(name), error.message()));
    path_.clear();
  }

 private:
  fs::path path_;
};

// Whether a member is one of a store's files: STORE, or db/ and a plain name.
bool IsStoreFile(std::string_view path) {
  if (path == "STORE") return true;
  if (!path.starts_with("db/")) return false;
  path.remove_prefix(3);
  return !path.empty() && path.front() != '.' && path.find('/') == std::string_view::npos;
}

// RocksDB's lock belongs to a process, its logs to nobody.
bool IsExported(std::string_view name) { return name != "LOCK" && !name.starts_with("LOG"); }

std::vector<std::string> ListStoreFiles(const fs::path& directory) {
  std::vector<std::string> files = {"STORE"};
  for (const auto& entry : fs::directory_iterator(directory / "db")) {
    const std::string name = entry.path().filename().native();
    if (entry.is_regular_file() && IsExported(name)) files.push_back("db/" + name);
  }
  std::sort(files.begin(), files.end());
  return files;
}

class ExportWriter {
 public:
  explicit ExportWriter(const fs::path& file) : name_(Name(file)) {
    handle_.reset(::archive_write_new());
    Check(::archive_write_add_filter_zstd(handle_.get()));
    // What fills a store is compressed already.
    Check(::archive_write_set_filter_option(handle_.get(), "zstd", "compression-level", "1"));
    Check(::archive_write_set_format_pax_restricted(handle_.get()));
    Check(::archive_write_open_filename(handle_.get(), file.c_str()));
  }

  void AddFile(const fs::path& file, const std::string& member) {
    std::error_code error;
    const uint64_t size = fs::file_size(file, error);
    std::ifstream in(file, std::ios::binary);
    if (error || !in) throw Error(fmt::format("{}: cannot be read", Name(file)));
    Begin(member, size);
    Sha256 hash;
    buffer_.resize(kBufferBytes);
    for (uint64_t left = size; left > 0;) {
      in.read(buffer_.data(), static_cast<std::streamsize>(std::min<uint64_t>(left, kBufferBytes)));
      const auto got = static_cast<size_t>(in.gcount());
      if (got == 0) throw Error(fmt::format("{}: cannot be read to its end", Name(file)));
      const std::string_view bytes(buffer_.data(), got);
      hash.Add(bytes);
      Write(bytes);
      left -= got;
    }
    sums_ += fmt::format("{}  {}\n", hash.Hex(), member);
  }

  void Finish() {
    Begin(kSums, sums_.size());
    Write(sums_);
    Check(::archive_write_close(handle_.get()));
  }

 private:
  struct Free {
    void operator()(archive* handle) const { ::archive_write_free(handle); }
  };

  void Check(int status) {
    if (status >= ARCHIVE_WARN) return;
    const char* text = ::archive_error_string(handle_.get());
    throw Error(fmt::format("{}: cannot be written: {}; no export was made", name_,
                            text == nullptr ? "unknown error" : text));
  }

  void Begin(const std::string& member, uint64_t size) {
    const std::unique_ptr<archive_entry, decltype(&::archive_entry_free)> entry(
        ::archive_entry_new(), ::archive_entry_free);
    ::archive_entry_set_pathname(entry.get(), member.c_str());
    ::archive_entry_set_size(entry.get(), static_cast<int64_t>(size));
    ::archive_entry_set_filetype(entry.get(), AE_IFREG);
    ::archive_entry_set_perm(entry.get(), 0644);
    Check(::archive_write_header(handle_.get(), entry.get()));
  }

  void Write(std::string_view bytes) {
    const la_ssize_t written = ::archive_write_data(handle_.get(), bytes.data(), bytes.size());
    if (written != static_cast<la_ssize_t>(bytes.size())) Check(ARCHIVE_FATAL);
  }

  std::string name_;
  std::unique_ptr<archive, Free> handle_;
  std::string buffer_;
  std::string sums_;
};

void Sync(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  const int error = errno;
  if (file >= 0) ::close(file);
  if (!synced) throw Error(fmt::format("{}: {}", Name(path), std::strerror(error)));
}

// Unpacks an export, holding every file against its sum.
class ImportReader {
 public:
  ImportReader(const fs::path& file, const fs::path& target) : name_(Name(file)), target_(target) {
    handle_.reset(::archive_read_new());
    ::archive_read_support_filter_zstd(handle_.get());
    ::archive_read_support_format_tar(handle_.get());
    if (::archive_read_open_filename(handle_.get(), file.c_str(), kBufferBytes) != ARCHIVE_OK) {
      std::error_code error;
      if (!fs::is_regular_file(file, error)) {
        throw Error(fmt::format("{}: cannot be read: {}", name_,
                                error ? error.message() : "it is no file"));
      }
      ThrowDamaged(LastError());
    }
  }

  void Run() {
    fs::create_directory(target_ / "db");
    archive_entry* entry = nullptr;
    for (;;) {
      const int status = ::archive_read_next_header(handle_.get(), &entry);
      if (status == ARCHIVE_EOF) break;
      if (status != ARCHIVE_OK) ThrowDamaged(LastError());
      const char* path = ::archive_entry_pathname(entry);
      const std::string member = path == nullptr ? "" : path;
      if (!has_sums_ && member == kSums) {
        ReadSums();
        continue;
      }
      if (has_sums_ || !IsStoreFile(member) || ::archive_entry_filetype(entry) != AE_IFREG ||
          ::archive_entry_hardlink(entry) != nullptr || found_.contains(member)) {
        ThrowDamaged(fmt::format("{} does not belong into an export", EscapeInvalidUtf8(member)));
      }
      Unpack(member);
    }
    if (!has_sums_) ThrowDamaged("its end is missing");
    if (found_ != expected_) ThrowDamaged("its files do not have the SHA-256 that they should");
    if (!found_.contains("STORE")) ThrowDamaged("it holds no store");
    Sync(target_ / "db");
  }

 private:
  struct Free {
    void operator()(archive* handle) const { ::archive_read_free(handle); }
  };

  [[noreturn]] void ThrowDamaged(std::string_view what) const {
    throw Error(fmt::format(
        "{}: is no whole export of a store ({}); nothing was imported; export or copy it again",
        name_, what));
  }

  std::string LastError() const {
    const char* text = ::archive_error_string(handle_.get());
    return text == nullptr ? "not readable" : text;
  }

  std::string_view Read() {
    buffer_.resize(kBufferBytes);
    const la_ssize_t got = ::archive_read_data(handle_.get(), buffer_.data(), buffer_.size());
    if (got < 0) ThrowDamaged(LastError());
    return std::string_view(buffer_.data(), static_cast<size_t>(got));
  }

  void Unpack(const std::string& member) {
    const fs::path file = target_ / member;
    Sha256 hash;
    {
      std::ofstream out(file, std::ios::binary);
      for (std::string_view bytes = Read(); !bytes.empty(); bytes = Read()) {
        hash.Add(bytes);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      }
      if (!out.flush()) {
        throw Error(fmt::format("{}: cannot be written: {}; nothing was imported", Name(file),
                                std::strerror(errno)));
      }
    }
    Sync(file);
    found_.emplace(member, hash.Hex());
  }

  void ReadSums() {
    std::string text;
    for (std::string_view bytes = Read(); !bytes.empty(); bytes = Read()) {
      text += bytes;
      if (text.size() > kMaxSumsBytes) ThrowDamaged("its list of sums is too long");
    }
    has_sums_ = true;
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      if (line.size() < 67 || line.substr(64, 2) != "  ") ThrowDamaged("its list of sums is cut");
      expected_.emplace(line.substr(66), line.substr(0, 64));
    }
  }

  std::string name_;
  fs::path target_;
  std::unique_ptr<archive, Free> handle_;
  std::string buffer_;
  bool has_sums_ = false;
  std::map<std::string, std::string> found_;     // file → SHA-256
  std::map<std::string, std::string> expected_;  // the same, as the list says
};

void RefuseUsed(const fs::path& directory) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(directory, error))) return;
  if (fs::is_directory(directory, error) && fs::is_empty(directory, error) && !error) return;
  throw Error(fmt::format("{}: is there already and not empty; name a new directory to import into",
                          Name(directory)));
}

}  // namespace

uint64_t ExportStore(const fs::path& directory, const fs::path& file) {
  Store::Open(directory);  // a damaged store is not worth exporting
  const WriterLock lock(directory);
  fs::path partial = file;
  partial += ".partial";
  PartialPath output(partial);
  ExportWriter writer(output.path());
  for (const std::string& member : ListStoreFiles(directory)) {
    writer.AddFile(directory / member, member);
  }
  writer.Finish();
  Sync(output.path());
  output.RenameTo(file);
  return fs::file_size(file);
}

void ImportStore(const fs::path& file, const fs::path& directory) {
  RefuseUsed(directory);
  const fs::path target = fs::absolute(directory).lexically_normal();
  const fs::path parent =
      target.has_filename() ? target.parent_path() : target.parent_path().parent_path();
  std::error_code error;
  fs::create_directories(parent, error);
  std::string pattern = (parent / ".copytrace-import.XXXXXX").native();
  if (error || ::mkdtemp(pattern.data()) == nullptr) {
    throw Error(fmt::format("{}: cannot be written to: {}", Name(parent),
                            error ? error.message() : std::strerror(errno)));
  }
  PartialPath output(pattern);
  ImportReader(file, output.path()).Run();
  try {
    Store::Open(output.path());
  } catch (const Error& unusable) {
    throw Error(fmt::format("{}: its store cannot be used: {}", Name(file), unusable.what()));
  }
  fs::permissions(output.path(),
                  fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read |
                      fs::perms::others_exec,
                  fs::perm_options::add, error);
  RefuseUsed(directory);
  output.RenameTo(target.has_filename() ? target : target.parent_path());
  Sync(parent);
}

}  // namespace copytrace
