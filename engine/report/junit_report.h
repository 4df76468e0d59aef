// Findings as a JUnit report, which most pipelines show as tests. Thread-safe.
// https://github.com/testmoapp/junitxml, as there is no official one
#pragma once

#include <string>

#include "engine/report/report_input.h"

namespace copytrace {

// A test case a finding: failed where it is denied and open, skipped where it does not count, else
// passed with the finding in its output. Without findings, one case that passes: pipelines take an
// empty suite for a failure.
std::string WriteJunitReport(const ReportInput& input);

}  // namespace copytrace
