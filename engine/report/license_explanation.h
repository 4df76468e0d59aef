// What is known of a licence expression, for who asks: classes, obligations, and whether it goes
// into a project. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "engine/license/license_table.h"

namespace copytrace {

struct LicenseQuestion {
  std::string expression;
  std::string project;  // SPDX expression; empty: not asked
  LicenseUse use = LicenseUse::kCopiedSource;
};

// Both throw Error where an expression is malformed.
std::string ExplainLicenseText(const LicenseQuestion& question, bool color);
// {"expression", "use", "class", "licenses": […], "choices": […], "compatibility": {…} or null}
std::string ExplainLicenseJson(const LicenseQuestion& question);

}  // namespace copytrace
