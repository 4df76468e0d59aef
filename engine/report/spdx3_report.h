// Where code was copied from as a document of SPDX 3.0.1 in JSON-LD, with snippets. Thread-safe.
// https://spdx.github.io/spdx-spec/v3.0.1/
#pragma once

#include <string>

#include "engine/report/report_input.h"

namespace copytrace {

// What WriteSpdxReport says, in the words of version 3: licences are relationships, decisions are
// elements that annotate snippets, and each file has its SWHID.
std::string WriteSpdx3Report(const ReportInput& input);

}  // namespace copytrace
