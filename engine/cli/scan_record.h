// A scan as the history keeps it: which project, at which commit, asked for how.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/history/history.h"

namespace copytrace {

struct ScanRequest {
  std::vector<std::filesystem::path> roots;  // as given; none for standard input and lists
  std::filesystem::path store;
  std::string project;               // as given; empty: the repository's or the root's own name
  std::vector<std::string> options;  // the arguments
};

// The name that scans of this place are recorded under: that of the git repository that it is in,
// else its own.
std::string RecordedName(const std::filesystem::path& place);

ScanRecord MakeScanRecord(const ScanRequest& request, std::chrono::system_clock::time_point started,
                          double seconds);

}  // namespace copytrace
