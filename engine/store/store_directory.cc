#include "engine/store/store_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

#include "engine/error.h"
#include "engine/store/database.h"
#include "engine/store/store_state.h"

namespace copytrace {
namespace {

constexpr std::string_view kStoreFile = "STORE";
constexpr std::string_view kDatabase = "db";
constexpr std::string_view kLockFile = "writer.lock";
constexpr std::string_view kStaging = "staging";
constexpr std::string_view kHeader = "copytrace store, format ";
constexpr std::string_view kGeneration = "generation ";

bool IsOurs(std::string_view name) {
  return name == kDatabase || name == kLockFile || name == kStaging ||
         name.substr(0, kStoreFile.size()) == kStoreFile;
}

// The number that ends `line` after `prefix`.
template <typename Number>
std::optional<Number> NumberAfter(std::string_view prefix, std::string_view line) {
  if (!line.starts_with(prefix)) return std::nullopt;
  Number number = 0;
  const char* end = line.data() + line.size();
  const auto [rest, status] = std::from_chars(line.data() + prefix.size(), end, number);
  if (status != std::errc() || rest != end) return std::nullopt;
  return number;
}

[[noreturn]] void ThrowSystemError(const std::filesystem::path& path, int error) {
  throw Error(fmt::format("{}: {}; check the disk and the directory's permissions", path.string(),
                          std::strerror(error)));
}

}  // namespace

bool IsStore(const std::filesystem::path& directory) {
  std::error_code error;
  return std::filesystem::exists(directory / kStoreFile, error);
}

uint64_t CheckStore(const std::filesystem::path& directory) {
  std::error_code error;
  if (!std::filesystem::exists(directory, error)) {
    throw Error(
        fmt::format("{}: there is no such directory; make a store with copytrace-index add "
                    "SOURCE… --store {}",
                    directory.string(), directory.string()));
  }
  if (!IsStore(directory)) {
    throw Error(
        fmt::format("{}: not a copytrace store; name the directory that copytrace-index "
                    "add … --store made",
                    directory.string()));
  }
  std::ifstream file(directory / kStoreFile);
  std::string line;
  std::getline(file, line);
  const auto found = NumberAfter<uint32_t>(kHeader, line);
  if (!found) ThrowDamaged(directory, "its STORE file is not readable");
  const uint32_t version = *found;
  if (version < kOldestReadableFormat || version > kStoreFormatVersion) {
    throw Error(fmt::format("{}: the store has format {}, this copytrace reads {} to {}; {}",
                            directory.string(), version, kOldestReadableFormat, kStoreFormatVersion,
                            version > kStoreFormatVersion
                                ? "use the copytrace that made it, or a newer one"
                                : "build it again with copytrace-index add … --store DIR"));
  }
  // Stores of the first release have no second line.
  if (!std::getline(file, line)) return 0;
  const auto generation = NumberAfter<uint64_t>(kGeneration, line);
  if (!generation) ThrowDamaged(directory, "its STORE file is not readable");
  return *generation;
}

std::filesystem::file_time_type PublishedAt(const std::filesystem::path& directory) {
  std::error_code error;
  const auto time = std::filesystem::last_write_time(directory / kStoreFile, error);
  return error ? std::filesystem::file_time_type() : time;
}

void CheckGeneration(const std::filesystem::path& directory, uint64_t vouched, uint64_t found) {
  if (found >= vouched) return;
  ThrowDamaged(directory, fmt::format("it opens with generation {}, but had {}: its manifest has "
                                      "lost what came later",
                                      found, vouched));
}

void WriteStoreFile(const std::filesystem::path& directory, uint64_t generation) {
  const std::filesystem::path temporary = directory / fmt::format("{}.new", kStoreFile);
  const std::string text =
      fmt::format("{}{}\n{}{}\n", kHeader, kStoreFormatVersion, kGeneration, generation);
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) ThrowSystemError(temporary, errno);
  errno = 0;
  const bool written =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(file) == 0;
  const int write_error = errno;
  ::close(file);
  std::error_code error;
  if (!written) {
    std::filesystem::remove(temporary, error);
    ThrowSystemError(temporary, write_error);
  }
  std::filesystem::rename(temporary, directory / kStoreFile, error);
  if (error) ThrowSystemError(directory, error.value());
}

void PrepareDirectory(const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) ThrowSystemError(directory, error.value());
  if (IsStore(directory)) return;
  std::filesystem::directory_iterator entries(directory, error);
  if (error) ThrowSystemError(directory, error.value());
  for (const auto& entry : entries) {
    if (!IsOurs(entry.path().filename().string())) {
      throw Error(
          fmt::format("{}: the directory holds other files ({}) and is no store; name an "
                      "empty or a new directory",
                      directory.string(), entry.path().filename().string()));
    }
  }
}

void RemoveUnfinishedDatabase(const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::remove_all(directory / kDatabase, error);
  if (error) ThrowSystemError(directory / kDatabase, error.value());
}

WriterLock::WriterLock(const std::filesystem::path& directory) {
  const std::filesystem::path path = directory / kLockFile;
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) ThrowSystemError(path, errno);
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const int lock_error = errno;
  ::close(descriptor_);
  if (lock_error != EWOULDBLOCK) ThrowSystemError(path, lock_error);
  throw Error(fmt::format("{}: another process is writing to this store; wait for it to end",
                          directory.string()));
}

WriterLock::~WriterLock() { ::close(descriptor_); }

StagingArea::StagingArea(const std::filesystem::path& directory) : path_(directory / kStaging) {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
  if (!error) std::filesystem::create_directory(path_, error);
  if (error) ThrowSystemError(path_, error.value());
}

StagingArea::~StagingArea() {
  std::error_code ignored;  // the next writer clears it
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace copytrace
