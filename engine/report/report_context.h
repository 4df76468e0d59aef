// What a report says of a scan besides its result, and the sums that every format shows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scan/finding.h"

namespace copytrace {

struct ReportContext {
  std::string store_directory;  // as given
  StoreInfo store;
  std::optional<AdvisorySet> advisories;  // nothing where the store never read any
};

// One row of the summary by licence class.
struct ClassTotal {
  LicenseClass license_class = LicenseClass::kUnknown;
  uint64_t findings = 0;
  uint64_t files = 0;
  uint64_t lines = 0;  // of the scanned files; a line in two findings of the class counts once
};

// The classes that have findings, strictest obligations first and unknown before them all: no
// licence is no grant.
std::vector<ClassTotal> TotalsByClass(const ScanResult& result);

// What the finding's licence asks of copied source: names of obligations, each once. Of a choice
// the side that fits the project, else the loosest.
std::vector<std::string_view> ObligationsTaken(const Finding& finding);

// "file", "directory", "release"; empty for kNone.
std::string_view LicenseSourceName(LicenseSource source);

}  // namespace copytrace
