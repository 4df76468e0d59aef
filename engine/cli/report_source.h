// Where a document about a scan takes the scan from: the history, or the JSON report in a file.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/history/history.h"
#include "engine/report/json_report.h"

namespace copytrace {

struct ReportSourceSettings {
  std::string report;  // a file; empty: the history
  int64_t scan = 0;    // its number in the history; 0: the project's newest
  std::string project;
  std::string history;
};

// The argument REPORT, --scan, --project and --history.
void AddReportSourceOptions(CLI::App* command, ReportSourceSettings* settings);

struct ReportSource {
  std::string json;
  JsonReport report;
  std::optional<ScanRecord> scan;  // of the history
  std::string project;             // its name
  std::string in_words;            // "scan 7 of 2026-11-22T10:00:00Z at commit 0123456789ab"
};

// The report has a review. Throws Error where there is no such scan, or nobody reviewed it.
ReportSource TakeReport(const ReportSourceSettings& settings, History* history);

}  // namespace copytrace
