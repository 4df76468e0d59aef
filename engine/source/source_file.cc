// Minified code is told by where its words stand: most of its identifiers and keywords are on lines
// that nobody writes by hand. Counting words, not bytes, keeps an ordinary file with a line of data
// in it (a base64 string is one token, a table of numbers has no words), and keeps a generated list
// of strings. Where such lines prevail but enough of the file was written by people (a bundle of
// modules, one of which is minified; a page with a minified script in it), only the tokens of those
// lines are dropped. What is left after that is no source to store. It may be looked up: a minifier
// renames the locals and leaves strings, numbers, properties and much of the structure.
#include "engine/source/source_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include "grammars/encoding.h"
#include "grammars/injection.h"

namespace copytrace {
namespace {

constexpr size_t kMachineLineBytes = 400;        // a line longer than this counts as machine-made
constexpr uint32_t kMinMachineWords = 200;       // fewer words on such lines are no minified file
constexpr uint32_t kMinReadableWords = 300;      // on other lines, for the file to be read at all
constexpr size_t kHeadBytes = size_t{16} << 10;  // what DetectFileType sees

struct LineProfile {
  std::vector<uint32_t> machine_lines;  // ascending, from 1
  uint32_t words = 0;
  uint32_t machine_words = 0;  // of them, on those lines

  bool IsMinified() const { return machine_words >= kMinMachineWords && machine_words * 2 > words; }
  bool IsPartlyReadable() const { return words - machine_words >= kMinReadableWords; }
};

LineProfile ProfileOf(std::string_view text, const std::vector<Token>& tokens) {
  LineProfile profile;
  uint32_t line = 0;
  for (size_t begin = 0; begin < text.size();) {
    ++line;
    const void* found = std::memchr(text.data() + begin, '\n', text.size() - begin);
    const size_t end =
        found == nullptr ? text.size() : static_cast<const char*>(found) - text.data();
    if (end - begin > kMachineLineBytes) profile.machine_lines.push_back(line);
    begin = end + 1;
  }
  if (profile.machine_lines.empty()) return profile;

  const auto last = profile.machine_lines.end();
  auto next = profile.machine_lines.begin();
  for (const Token& token : tokens) {
    const bool is_word =
        token.IsIdentifier() || token.token_class == static_cast<uint32_t>(TokenClass::kKeyword);
    if (!is_word) continue;
    ++profile.words;
    while (next != last && *next < token.line) ++next;
    profile.machine_words += next != last && *next == token.line;
  }
  return profile;
}

void DropMachineLines(const LineProfile& profile, std::vector<Token>* tokens) {
  auto next = profile.machine_lines.begin();
  const auto last = profile.machine_lines.end();
  std::erase_if(*tokens, [&](const Token& token) {
    while (next != last && *next < token.line) ++next;
    return next != last && *next == token.line;
  });
}

void Skip(SkipReason reason, std::string detail, SourceFile* file) {
  file->skipped = reason;
  file->skip_detail = std::move(detail);
}

std::string OverLimit(uint64_t bytes, uint64_t limit) {
  return fmt::format("{}, limit {}", FormatBytes(bytes), FormatBytes(limit));
}

uint64_t TextLimit(const SourceLimits& limits) {
  return std::min<uint64_t>(limits.max_file_bytes, kMaxTextBytes);
}

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

SourceFile MakeSourceFile(std::string path, std::string bytes, const SourceLimits& limits,
                          const std::optional<Sha1>& known_sha1) {
  SourceFile file;
  file.path = std::move(path);
  file.bytes = bytes.size();
  const uint64_t limit = TextLimit(limits);
  if (bytes.size() > limit) {
    Skip(SkipReason::kTooLarge, OverLimit(bytes.size(), limit), &file);
    return file;
  }
  file.sha1 = known_sha1 ? *known_sha1 : HashContent(bytes);

  std::string storage;
  const std::optional<std::string_view> decoded = DecodeText(bytes, &storage);
  if (!decoded) {
    Skip(SkipReason::kBinary, "no text in a known encoding", &file);
    return file;
  }
  if (decoded->data() == bytes.data() && decoded->size() == bytes.size()) {
    file.text = std::move(bytes);
  } else if (decoded->data() == storage.data() && decoded->size() == storage.size()) {
    file.text = std::move(storage);
  } else {
    file.text = *decoded;
  }
  if (file.text.size() > limit) {  // Latin-1 and UTF-16 may grow
    Skip(SkipReason::kTooLarge, OverLimit(file.text.size(), limit), &file);
    file.text = std::string();
    return file;
  }

  file.type = DetectFileType(file.path, std::string_view(file.text).substr(0, kHeadBytes));
  const FileType named = file.type;
  TokenizeFile(file.path, file.text, &file.type, &file.tokenized);
  if (file.type.kind != ContentKind::kCode) return file;
  // A notebook may stand on one line: its lines say nothing about its code.
  if (ContainerOf(file.path) == Container::kNotebook) return file;
  const LineProfile profile = ProfileOf(file.text, file.tokenized.tokens);
  if (!profile.IsMinified()) return file;
  if (profile.IsPartlyReadable()) {
    DropMachineLines(profile, &file.tokenized.tokens);
    return file;
  }
  file.minified = true;
  if (limits.keep_minified) return file;
  file.tokenized = TokenizedText();
  if (named.kind == ContentKind::kCode) {
    Skip(SkipReason::kMinified,
         fmt::format("most of it on lines of more than {} bytes", kMachineLineBytes), &file);
  } else {
    file.type = named;  // a page with nothing but minified scripts in it is a page
  }
  return file;
}

std::optional<std::string> ReadFileBytes(const std::string& file, const SourceLimits& limits,
                                         SkipReason* reason, std::string* detail) {
  const auto unreadable = [&] {
    *reason = SkipReason::kUnreadable;
    *detail = std::strerror(errno);
    return std::nullopt;
  };
  // Non-blocking, so that a pipe put in the file's place cannot hang the run.
  const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (fd.get() < 0) return unreadable();
  struct stat status;
  if (::fstat(fd.get(), &status) != 0) return unreadable();
  if (!S_ISREG(status.st_mode)) {
    *reason = SkipReason::kSpecial;
    *detail = "not a regular file";
    return std::nullopt;
  }
  if (static_cast<uint64_t>(status.st_size) > limits.max_file_bytes) {
    *reason = SkipReason::kTooLarge;
    *detail = OverLimit(status.st_size, limits.max_file_bytes);
    return std::nullopt;
  }
  std::string bytes(status.st_size, '\0');
  size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = ::read(fd.get(), bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable();
    if (got == 0) break;  // cut short since fstat
    filled += got;
  }
  bytes.resize(filled);
  return bytes;
}

SourceFile ReadSourceFile(const std::string& file, std::string path, const SourceLimits& limits) {
  SkipReason reason;
  std::string detail;
  std::optional<std::string> bytes = ReadFileBytes(file, limits, &reason, &detail);
  if (bytes) return MakeSourceFile(std::move(path), std::move(*bytes), limits);
  SourceFile result;
  result.path = std::move(path);
  Skip(reason, std::move(detail), &result);
  return result;
}

std::string FormatBytes(uint64_t bytes) {
  if (bytes < 1024) return fmt::format("{} B", bytes);
  constexpr const char* kUnits[] = {"KiB", "MiB", "GiB", "TiB"};
  double value = static_cast<double>(bytes) / 1024;
  size_t unit = 0;
  while (value >= 1023.95 && unit + 1 < std::size(kUnits)) {
    value /= 1024;
    ++unit;
  }
  return fmt::format("{:.1f} {}", value, kUnits[unit]);
}

Sha1 HashContent(std::string_view bytes) {
  struct Context {
    EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA1", nullptr);
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~Context() {
      EVP_MD_CTX_free(context);
      EVP_MD_free(algorithm);
    }
  };
  thread_local Context hasher;  // fetching the algorithm costs more than hashing a small file
  Sha1 result{};
  const std::string header = fmt::format("blob {}", bytes.size());
  if (EVP_DigestInit_ex(hasher.context, hasher.algorithm, nullptr) != 1 ||
      EVP_DigestUpdate(hasher.context, header.c_str(), header.size() + 1) != 1 ||
      EVP_DigestUpdate(hasher.context, bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(hasher.context, result.data(), nullptr) != 1) {
    throw std::bad_alloc();  // the only way that hashing memory can fail
  }
  return result;
}

std::string Swhid(const Sha1& sha1) { return fmt::format("swh:1:cnt:{:02x}", fmt::join(sha1, "")); }

}  // namespace copytrace
