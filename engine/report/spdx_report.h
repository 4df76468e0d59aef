// Where code was copied from as a document of SPDX 2.3 in JSON, with snippets. Thread-safe.
// https://spdx.github.io/spdx-spec/v2.3/
#pragma once

#include <string>

#include "engine/report/report_input.h"

namespace copytrace {

// A snippet a finding, with its bytes and lines counted from 1, descending from a package a
// release; decisions are annotations. Findings that are no copies, by the review, are left out, and
// so are those whose file is gone since the scan: a file needs its checksum, a snippet its bytes.
// The document's comment counts these.
std::string WriteSpdxReport(const ReportInput& input);

}  // namespace copytrace
