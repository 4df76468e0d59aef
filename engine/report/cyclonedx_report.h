// Where code was copied from as a bill of materials, CycloneDX 1.6 in JSON. Thread-safe.
// https://cyclonedx.org/docs/1.6/json/
#pragma once

#include <string>

#include "engine/report/report_input.h"

namespace copytrace {

// A component a release that code was copied from, with what shows it: an occurrence a finding, and
// an identity whose confidence is that of the surest one. Findings that are no copies, by the
// review, are left out.
std::string WriteCyclonedxReport(const ReportInput& input);

}  // namespace copytrace
