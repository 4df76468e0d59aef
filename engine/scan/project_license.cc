#include "engine/scan/project_license.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "engine/license/license_detector.h"
#include "engine/license/license_file_name.h"
#include "engine/license/license_reference.h"
#include "engine/license/manifest.h"
#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"
#include "grammars/encoding.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kLargestStatement = uint64_t{1} << 20;  // bytes

std::string StatedBy(const fs::path& file) {
  SkipReason reason{};
  std::string detail;
  const std::optional<std::string> bytes =
      ReadFileBytes(file, {.max_file_bytes = kLargestStatement}, &reason, &detail);
  if (!bytes) return "";
  std::string storage;
  const std::optional<std::string_view> text = DecodeText(*bytes, &storage);
  if (!text) return "";
  const DetectedLicense license = DetectFileLicense(file.filename().string(), *text);
  return StatesNoLicense(license.expression) ? "" : license.expression;
}

bool IsWithin(const fs::path& path, const fs::path& root) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

}  // namespace

ProjectLicense LicenseOfDirectory(const fs::path& directory) {
  std::vector<std::string> manifests;
  std::vector<std::string> license_files;
  std::error_code error;
  for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (IsManifestFileName(name)) manifests.push_back(name);
    if (IsLicenseFileName(name)) license_files.push_back(name);
  }
  std::sort(manifests.begin(), manifests.end());
  std::sort(license_files.begin(), license_files.end());
  manifests.insert(manifests.end(), license_files.begin(), license_files.end());
  for (const std::string& name : manifests) {
    const std::string expression = StatedBy(directory / name);
    if (!expression.empty()) return {expression, name};
  }
  return {};
}

ProjectLicenseFinder::ProjectLicenseFinder(const fs::path& root) {
  std::error_code error;
  root_ = fs::absolute(root, error).lexically_normal();
  if (!root_.has_filename()) root_ = root_.parent_path();
  if (!fs::is_directory(root_, error)) root_ = root_.parent_path();
  top_ = root_;
  for (fs::path above = root_; above.has_relative_path(); above = above.parent_path()) {
    if (!fs::exists(above / ".git", error)) continue;
    top_ = above;
    break;
  }
}

bool ProjectLicenseFinder::Holds(const fs::path& file) const {
  std::error_code error;
  return IsWithin(fs::absolute(file, error).lexically_normal(), root_);
}

ProjectLicense ProjectLicenseFinder::Of(const fs::path& file) {
  std::error_code error;
  fs::path directory = fs::absolute(file, error).lexically_normal().parent_path();
  while (true) {
    const auto [entry, is_new] = stated_.try_emplace(directory);
    if (is_new) entry->second = LicenseOfDirectory(directory);
    if (!entry->second.expression.empty()) {
      const fs::path place = (directory / entry->second.file).lexically_relative(root_);
      return {entry->second.expression, EscapeInvalidUtf8(place.generic_string())};
    }
    if (directory == top_ || !IsWithin(directory, top_)) return {};
    directory = directory.parent_path();
  }
}

}  // namespace copytrace
