// A directory of the test's own, gone at its end.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace copytrace {

class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  void Write(std::string_view name, std::string_view text) const;  // makes its directories

 private:
  std::filesystem::path path_;
};

// Code of the test's own that differs with `seed` in all but its shape: `functions` functions.
std::string CodeInC(int seed, int functions = 4);

}  // namespace copytrace
