// What a project's policy, decisions and baseline make of the findings of a run.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/cli/run_options.h"
#include "engine/review/decision.h"
#include "engine/review/project.h"
#include "engine/review/review.h"

namespace copytrace {

// The bytes of a file of the project by its absolute path; nothing where there is none.
using ReadAbsolute = std::function<std::optional<std::string>(const std::filesystem::path& file)>;

// Findings held against policy, decisions and baseline. `base` is the absolute directory that the
// findings' paths are relative to. Fills in the project's licence if the policy names none.
Review ReviewInProject(const ScanResult& result, const RunOptions& options, const Store& store,
                       const std::filesystem::path& base, const ReadAbsolute& read,
                       Project* project, ReviewInput input = {});

// Entries of a baseline for what counts in a review: open findings, and those that were in one.
std::vector<Decision> BaselineEntries(const ScanResult& result, const Review& review);

}  // namespace copytrace
