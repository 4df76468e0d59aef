// The options --cache and --no-cache, and where the results of a scan are kept for the next one.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/scan/scan.h"

namespace copytrace {

struct CacheSettings {
  std::string directory;  // empty: the user's
  bool off = false;
};

void AddCacheOptions(CLI::App* command, CacheSettings* settings);

// Tells *scan where the results for this tree and store are kept, and what program makes them.
// Trees are told apart by where they stand; a program that was built anew finds nothing of the old
// one.
void SetCache(const CacheSettings& settings, const std::filesystem::path& store,
              const std::vector<std::filesystem::path>& roots, ScanOptions* scan);

}  // namespace copytrace
