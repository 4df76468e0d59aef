// Open findings as annotations of GitHub Actions, to be printed by a step. Thread-safe.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
#pragma once

#include <string>

#include "engine/report/report_input.h"

namespace copytrace {

// GitHub shows so many annotations of a type a step; the last of them says how many more there are.
inline constexpr size_t kMostAnnotations = 10;

// Errors for what is denied, then warnings, then notices, a line each. All findings are in the log.
std::string WriteGithubReport(const ReportInput& input);

}  // namespace copytrace
