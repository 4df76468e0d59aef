// A scan as the history keeps it: which project, at which commit, asked for how.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/history/history.h"
#include "engine/scan/finding.h"

namespace copytrace {

struct ScanRequest {
  std::vector<std::filesystem::path> roots;  // as given; none for standard input and lists
  std::filesystem::path store;
  std::filesystem::path project_root;  // absolute
  std::string project;                 // as given; empty: the repository's or the root's own name
  std::vector<std::string> options;    // the arguments
};

// The name that scans of this place are recorded under: that of the git repository that it is in,
// else its own.
std::string RecordedName(const std::filesystem::path& place);

// The lines of each finding, decoded, as they stand in `bytes_of` its file; none where these cannot
// be had, and none longer than kMaxExcerptBytes.
inline constexpr size_t kMaxExcerptBytes = 64 << 10;
std::vector<std::optional<std::string>> ExcerptsOf(
    const ScanResult& result,
    const std::function<std::optional<std::string>(const Finding&)>& bytes_of);

ScanRecord MakeScanRecord(const ScanRequest& request, std::chrono::system_clock::time_point started,
                          double seconds);

}  // namespace copytrace
