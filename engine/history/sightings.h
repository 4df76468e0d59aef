// One finding in the history: as a scan saw it, and in all scans that did. Not thread-safe: as a
// History.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/history/history.h"
#include "engine/source/line_range.h"

namespace copytrace {

struct SeenFinding {
  ScanRecord scan;
  std::string finding;  // an object of the JSON report
  std::string status;   // what it counts for now
  std::optional<std::string> verdict;
  std::string first_seen;              // in the project
  std::optional<std::string> excerpt;  // its lines as they were scanned, if they were kept
};

// The finding of this id in a scan, or in the newest that has it where `scan` is 0.
std::optional<SeenFinding> FindSighting(History* history, std::string_view finding, int64_t scan);

struct Sighting {
  int64_t scan = 0;
  std::string started;
  std::optional<std::string> revision;
  std::string path;
  LineRange lines;
  std::string origin;  // purl
  std::optional<std::string> license;
  std::string status;  // as the scan found it
  std::optional<std::string> verdict;
};

struct FindingSightings {
  std::string first_seen;
  std::vector<Sighting> sightings;  // newest first
  uint64_t total = 0;
  uint64_t scans = 0;  // of the project since it was first seen, this finding in them or not
};

// Nothing where the project never had it.
std::optional<FindingSightings> SightingsOf(History* history, const std::string& project,
                                            const std::string& finding, size_t limit);

}  // namespace copytrace
