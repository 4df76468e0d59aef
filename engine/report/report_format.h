// The formats of reports: one table of names and writers for all commands. Thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/report_input.h"

namespace copytrace {

struct ReportFormat {
  std::string_view name;  // "sarif": the word of --format
  std::string (*write)(const ReportInput& input);
};

// All but "text", which has options of its own and is written by the command.
std::span<const ReportFormat> ReportFormats();

// Null for "text", and where there is none of this name.
const ReportFormat* FindReportFormat(std::string_view name);

// The words of --format, "text" first.
std::vector<std::string> ReportFormatNames();

}  // namespace copytrace
