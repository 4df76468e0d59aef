// Open findings as GitLab's Code Quality report. Thread-safe.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
#pragma once

#include <string>

#include "engine/report/report_input.h"

namespace copytrace {

// What is denied is a blocker, a warning is major, what is allowed is info. Fingerprints are the
// findings' ids, which outlive shifted lines.
std::string WriteGitlabReport(const ReportInput& input);

}  // namespace copytrace
