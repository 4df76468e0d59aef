// Findings as SARIF 2.1.0, as code scanning of GitHub and others takes it in. Thread-safe.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/
#pragma once

#include <string>

#include "engine/report/report_input.h"

namespace copytrace {

// Above so many results GitHub takes in none: the strictest stay, and a notification says so.
inline constexpr size_t kMostSarifResults = 25000;

// A rule a licence class, a result a finding. Accepted, ignored, declared and marked findings are
// suppressed; those of the baseline are "unchanged". URIs are relative to the project's root. The
// fingerprint is made of the content and the origin, not of line numbers.
std::string WriteSarifReport(const ReportInput& input);

}  // namespace copytrace
