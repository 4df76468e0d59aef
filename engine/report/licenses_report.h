// A survey of licences as bytes, a function a format. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/scan/license_survey.h"

namespace copytrace {

// The tree's licences, each directory that has something to say, disagreements, then every file.
std::string WriteLicensesText(const LicenseSurvey& survey, bool color);

// {"files": […], "directories": […], "skipped": […]}; what is unknown is null. Always valid UTF-8.
std::string WriteLicensesJson(const LicenseSurvey& survey);

// A document of SPDX 2.3 in JSON. `name` is the document's, `created` the time it bears, in seconds
// since 1970: the same tree, name and time give the same bytes. Licences that SPDX does not list
// are given with the lines that state them.
std::string WriteLicensesSpdx(const LicenseSurvey& survey, std::string_view name, int64_t created);

}  // namespace copytrace
