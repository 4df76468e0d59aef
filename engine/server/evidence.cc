#include "engine/server/evidence.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>

#include "engine/scan/finding_text.h"
#include "engine/server/limits.h"
#include "engine/source/source_file.h"
#include "grammars/encoding.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMaxFileBytes = uint64_t{16} << 20;

bool IsWithin(const fs::path& file, const fs::path& directory) {
  std::error_code error;
  const fs::path root = fs::canonical(directory, error);
  if (error) return false;
  if (root == file) return true;
  const fs::path relative = file.lexically_relative(root);
  return !relative.empty() && *relative.begin() != ".." && *relative.begin() != ".";
}

std::optional<std::string> TextNow(const ScanRecord& scan, const Finding& finding) {
  const auto found = LocateFile({scan.roots, scan.working_directory}, finding);
  if (!found) return std::nullopt;
  std::error_code error;
  const fs::path file = fs::canonical(*found, error);
  const auto holds = [&](const fs::path& root) { return IsWithin(file, root); };
  if (error || !(std::ranges::any_of(scan.roots, holds) || holds(scan.working_directory))) {
    return std::nullopt;
  }
  SkipReason reason;
  std::string detail;
  const auto bytes = ReadFileBytes(file, {.max_file_bytes = kMaxFileBytes}, &reason, &detail);
  if (!bytes) return std::nullopt;
  std::string storage;
  const auto text = DecodeText(*bytes, &storage);
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

// The scanned file's text, at least in the lines of the finding.
std::optional<std::string> TextThen(const SeenFinding& seen, const Finding& finding) {
  std::optional<std::string> now = TextNow(seen.scan, finding);
  if (!seen.excerpt || (now && LinesIn(*now, finding.lines) == *seen.excerpt)) return now;
  return std::string(finding.lines.first - 1, '\n') + *seen.excerpt;
}

}  // namespace

SideView SidesOf(const SeenFinding& seen, const Finding& finding, const Store* store) {
  const std::optional<std::string> here = TextThen(seen, finding);
  std::optional<std::string> there;
  if (store != nullptr) there = OriginText(*store, finding.origin);
  return MakeSideView(finding, here, there, kMaxShownRows);
}

}  // namespace copytrace
