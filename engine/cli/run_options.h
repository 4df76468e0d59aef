// The options that commands which scan have in common, and what they do with them.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/command_options.h"
#include "engine/review/policy.h"
#include "engine/review/review.h"
#include "engine/scan/scan.h"
#include "engine/store/store.h"

namespace copytrace {

struct RunOptions {
  CLI::App* app = nullptr;  // that they were parsed by
  std::string store;
  std::string format = "text";
  OutputSettings output;
  std::string min_class = "public-domain";
  std::string fail_on;  // empty: as the command has it
  int exit_code = kExitFindings;
  bool stats = false;
  std::string config;
  std::string baseline;
  std::string baseline_from_ref;
  ScanOptions scan;
};

void AddRunOptions(CLI::App* app, RunOptions* options);

// Options that neither the command line nor the environment has set, from the policy's [settings].
// Throws Error, naming the policy file, where a value does not fit.
void ApplySettings(const Policy& policy, RunOptions* options);

// Throws Error where --min-class or --fail-on are no words of theirs.
void CheckRunOptions(const RunOptions& options);

// The store, which holds something. Throws Error.
std::unique_ptr<Store> OpenStore(const std::string& directory);

ScanResult ScanWithProgress(const Store& store, const std::vector<std::filesystem::path>& roots,
                            ScanOptions options);

// Takes out the findings below --min-class.
void DropBelowMinimum(const RunOptions& options, ScanResult* result);

// 0, or --exit-code where --fail-on says so. `by_default` stands for an empty --fail-on.
int ExitStatus(const RunOptions& options, const ScanResult& result, const Review& review,
               const std::string& by_default);

}  // namespace copytrace
