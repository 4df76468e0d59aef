// The last scans of this user, kept so that `copytrace show ID` needs no report file.
//
// One file a scan under $XDG_STATE_HOME/copytrace/scans (default ~/.local/state), written
// atomically, named by time; the newest kKeptScans stay. Its first line is a JSON object that says
// what was scanned, the rest the JSON report as it was written.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/json_report.h"

namespace copytrace {

inline constexpr size_t kKeptScans = 20;

struct SavedScan {
  std::vector<std::filesystem::path> roots;  // absolute
  std::filesystem::path working_directory;   // that the scan was started in
  std::filesystem::path store;               // absolute
  std::filesystem::path project;             // its root, absolute; empty where none was kept
  JsonReport report;
};

// Whether it was kept: a missing home directory or a full disk is no reason to fail a scan.
bool SaveScan(const std::vector<std::filesystem::path>& roots, const std::filesystem::path& store,
              const std::filesystem::path& project, const std::string& json_report);

// Newest first; empty where none was kept.
std::vector<std::filesystem::path> ListSavedScans();

// Throws Error where `file` is no saved scan.
SavedScan LoadSavedScan(const std::filesystem::path& file);

// The finding with this id, or the only one that starts with it; null where there is none. Throws
// Error if there are several.
const Finding* FindFinding(const ScanResult& result, std::string_view id);

// The newest saved scan that holds the finding, or the report in a file, where one is named. Throws
// Error where it is in none.
SavedScan FindSavedScan(const std::string& finding, const std::string& report);

}  // namespace copytrace
