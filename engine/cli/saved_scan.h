// The last scans of this user, kept so that `copytrace show ID` needs no report file.
//
// One JSON file a scan under $XDG_STATE_HOME/copytrace/scans (default ~/.local/state), written
// atomically, named by time; the newest kKeptScans stay.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/report/json_report.h"

namespace copytrace {

inline constexpr size_t kKeptScans = 20;

struct SavedScan {
  std::vector<std::filesystem::path> roots;  // absolute
  std::filesystem::path working_directory;   // that the scan was started in
  std::filesystem::path store;               // absolute
  JsonReport report;
};

// Whether it was kept: a missing home directory or a full disk is no reason to fail a scan.
bool SaveScan(const std::vector<std::filesystem::path>& roots, const std::filesystem::path& store,
              const std::string& json_report);

// Newest first; empty where none was kept.
std::vector<std::filesystem::path> ListSavedScans();

// Throws Error where `file` is no saved scan.
SavedScan LoadSavedScan(const std::filesystem::path& file);

}  // namespace copytrace
