// SHA-256, of the files of exports and of Debian's source packages. Not thread-safe.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace copytrace {

class Sha256 {
 public:
  Sha256();  // Throws Error where the system's OpenSSL does not have it.
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void Add(std::string_view bytes);
  std::string Hex();  // of all bytes added; last call

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// Of a file's content; nothing where it cannot be read.
std::optional<std::string> Sha256OfFile(const std::filesystem::path& file);

}  // namespace copytrace
