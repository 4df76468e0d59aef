// Scans in numbers: what a project has now, and how that came. Not thread-safe: as a History.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/history/history.h"

namespace copytrace {

using CountByName = std::map<std::string, uint64_t>;

struct ProjectScans {
  std::string name;
  uint64_t scans = 0;
  int64_t newest = 0;  // its id
};

// By name.
std::vector<ProjectScans> ListProjects(History* history, size_t limit);

// The findings of a scan by licence class and by what they count for now; those that are open by
// verdict, "none" where there was no policy to hold them against.
struct StandingCounts {
  CountByName by_class;
  CountByName by_status;
  CountByName by_verdict;
};
StandingCounts CountStandings(History* history, int64_t scan);

struct ScanCounts {
  int64_t scan = 0;
  std::string started;
  std::optional<std::string> revision;
  uint64_t findings = 0;
  uint64_t lines = 0;
  CountByName by_class;
  CountByName by_status;  // as the scan found them
  // Findings that the project's scan before had not, and has no more; nothing of the first scan.
  std::optional<uint64_t> appeared;
  std::optional<uint64_t> disappeared;
};

uint64_t CountScansOf(History* history, const std::string& project);

// The newest scans of a project, oldest first.
std::vector<ScanCounts> CountScans(History* history, const std::string& project, size_t limit);

// The ids of the findings that only one of two scans has, ascending.
struct FindingDifference {
  std::vector<std::string> appeared;
  std::vector<std::string> disappeared;
  uint64_t unchanged = 0;
};
FindingDifference CompareFindings(History* history, int64_t before, int64_t after);

}  // namespace copytrace
