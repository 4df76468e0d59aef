// Findings held against the licence of the project that they were found in.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "engine/scan/finding.h"
#include "engine/source/source_tree.h"

namespace copytrace {

// Fills in Finding::fit. `entries` are the scanned files, by path; what is no file of a root, such
// as standard input, has the licence of the working directory's project. Thread-safe.
void FitToProject(std::span<const std::filesystem::path> roots, std::span<const TreeEntry> entries,
                  std::vector<Finding>* findings);

}  // namespace copytrace
