// The project that a command works on: where it is, what its policy is, what was decided in it.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/cli/run_options.h"
#include "engine/review/decision.h"
#include "engine/review/policy.h"
#include "engine/review/review.h"

namespace copytrace {

struct Project {
  // Where .copytrace stands or would be made: the directory of the policy file, else the nearest
  // one above that holds .copytrace, else the git repository's, else the start itself. Absolute.
  std::filesystem::path root;
  Policy policy;

  std::filesystem::path DecisionLog() const { return root / ".copytrace" / "decisions.jsonl"; }
};

// `config` is a policy file, or empty to find one from `start` upward. Throws Error where the
// policy cannot be read.
Project OpenProject(const std::filesystem::path& start, const std::string& config);

// The bytes of a file of the project by its absolute path; nothing where there is none.
using ReadAbsolute = std::function<std::optional<std::string>(const std::filesystem::path& file)>;

// Findings held against policy, decisions and baseline. `base` is the absolute directory that the
// findings' paths are relative to. Fills in the project's licence if the policy names none.
Review ReviewInProject(const ScanResult& result, const RunOptions& options, const Store& store,
                       const std::filesystem::path& base, const ReadAbsolute& read,
                       Project* project, ReviewInput input = {});

// Entries of a baseline for what counts in a review: open findings, and those that were in one.
std::vector<Decision> BaselineEntries(const ScanResult& result, const Review& review);

std::optional<std::string> ReadBytes(const std::filesystem::path& file);

// Today, UTC: "2026-11-22"; and now: "2026-11-22T10:00:00Z".
std::string Today();
std::string Now();

}  // namespace copytrace
