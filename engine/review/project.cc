#include "engine/review/project.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

#include "engine/source/git_repository.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

// The nearest directory from `start` upward that has an entry of this name; empty where none has.
fs::path FindUpward(const fs::path& start, const char* name) {
  std::error_code error;
  for (fs::path directory = start;; directory = directory.parent_path()) {
    if (fs::exists(directory / name, error)) return directory;
    if (directory == directory.parent_path()) return {};
  }
}

bool IsWithin(const fs::path& directory, const fs::path& root) {
  const fs::path relative = directory.lexically_relative(root);
  return !relative.empty() && *relative.begin() != "..";
}

std::string UtcTime(const char* format) {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format(fmt::runtime(format), fmt::gmtime(now));
}

}  // namespace

Project OpenProject(const fs::path& start, const std::string& config) {
  std::error_code error;
  fs::path directory = fs::weakly_canonical(fs::absolute(start, error), error);
  if (error) directory = fs::absolute(start);
  if (!fs::is_directory(directory, error)) directory = directory.parent_path();
  Project project;
  const fs::path repository = FindUpward(directory, ".git");
  const fs::path file = config.empty() ? FindPolicyFile(directory) : fs::path(config);
  const fs::path own = FindUpward(directory, ".copytrace");
  if (!file.empty()) project.policy = LoadPolicy(file);
  const fs::path above = file.empty() ? fs::path() : fs::absolute(file).parent_path();
  // A policy in the home directory is no reason to keep a project's decisions there, nor is one
  // that was named from elsewhere.
  if (!above.empty() && IsWithin(directory, above) &&
      (repository.empty() || IsWithin(above, repository))) {
    project.root = above;
  } else if (!own.empty() && (repository.empty() || IsWithin(own, repository))) {
    project.root = own;
  } else {
    project.root = repository.empty() ? directory : repository;
  }
  project.root = project.root.lexically_normal();
  return project;
}

std::optional<std::string> ReadBytes(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return std::nullopt;
  const uintmax_t size = fs::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  if (error || !in) return std::nullopt;
  std::string bytes(size, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<size_t>(in.gcount()));
  return bytes;
}

std::string AuthorIn(const fs::path& root) {
  if (const auto repository = GitRepository::Find(root)) {
    if (const std::string name = repository->UserName(); !name.empty()) return name;
  }
  const char* user = std::getenv("USER");
  return user == nullptr ? "" : user;
}

std::string Today() { return UtcTime("{:%Y-%m-%d}"); }
std::string Now() { return UtcTime("{:%Y-%m-%dT%H:%M:%SZ}"); }

}  // namespace copytrace
