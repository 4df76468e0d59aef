// Reports to record, and a history in a directory of its own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/history/history.h"
#include "engine/report/json_report.h"
#include "tests/unit/indexer/temporary_directory.h"
#include "tests/unit/report/finding_fixtures.h"

namespace copytrace {

inline std::string ReportOf(const std::vector<Finding>& findings) {
  ScanResult result = TwoFindings();
  result.findings = findings;
  return WriteJsonReport(result, StoreOfTwoReleases());
}

inline Finding FindingAt(const std::string& id, const std::string& path, uint32_t line) {
  Finding finding = GplFinding();
  finding.id = id;
  finding.path = path;
  finding.lines = {line, line + 10};
  return finding;
}

inline ScanRecord RecordOf(const std::string& project, const std::string& started) {
  ScanRecord record;
  record.project = project;
  record.started = started;
  record.seconds = 1.5;
  record.roots = {"/src/" + project};
  record.working_directory = "/src";
  record.store = "/store";
  record.options = {"scan", project};
  return record;
}

}  // namespace copytrace
