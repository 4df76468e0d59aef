// Reports of `scan` and `check` in the formats that both write alike.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "engine/report/report_format.h"
#include "engine/store/store.h"

namespace copytrace {

struct ReportRequest {
  const ScanResult& result;
  const ReportContext& context;
  const Review& review;
  const Store& store;
  // The bytes of a finding's file in the state that was scanned, and where it is, if it is a file.
  std::function<std::optional<std::string>(const Finding&)> bytes_of;
  std::function<std::optional<std::filesystem::path>(const Finding&)> file_of;
  std::string project;  // its name
};

// Nothing for "text", which each command words itself. Documents bear the time SOURCE_DATE_EPOCH
// or, without it, that of the newest file with a finding.
std::optional<std::string> WriteInFormat(const std::string& format, const ReportRequest& request);

// The directory's own name: "b" of "/a/b".
std::string ProjectName(const std::filesystem::path& root);

}  // namespace copytrace
