#include "engine/report/report_context.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "engine/license/obligation.h"

namespace copytrace {
namespace {

// Lines in the union of ranges.
uint64_t CountLines(std::vector<LineRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const LineRange& a, const LineRange& b) { return a.first < b.first; });
  uint64_t lines = 0;
  uint64_t counted_to = 0;
  for (const LineRange& range : ranges) {
    const uint64_t first = std::max<uint64_t>(range.first, counted_to + 1);
    if (first > range.last) continue;
    lines += range.last - first + 1;
    counted_to = range.last;
  }
  return lines;
}

}  // namespace

std::vector<ClassTotal> TotalsByClass(const ScanResult& result) {
  constexpr size_t kClasses = static_cast<size_t>(LicenseClass::kUnknown) + 1;
  std::array<std::map<std::string_view, std::vector<LineRange>>, kClasses> ranges;
  std::array<ClassTotal, kClasses> totals;
  for (const Finding& finding : result.findings) {
    const auto index = static_cast<size_t>(finding.origin.license_class);
    ++totals[index].findings;
    ranges[index][finding.path].push_back(finding.lines);
  }
  std::vector<ClassTotal> rows;
  for (size_t i = kClasses; i-- > 0;) {
    if (totals[i].findings == 0) continue;
    totals[i].license_class = static_cast<LicenseClass>(i);
    totals[i].files = ranges[i].size();
    for (auto& [path, of_file] : ranges[i]) totals[i].lines += CountLines(std::move(of_file));
    rows.push_back(totals[i]);
  }
  return rows;
}

std::vector<std::string_view> ObligationsTaken(const Finding& finding) {
  std::vector<std::string_view> names;
  const Obligations obligations = ObligationsOf(finding.origin.license, LicenseUse::kCopiedSource);
  if (obligations.choices.empty()) return {ObligationName(ObligationCode::kPermission)};
  const LicenseChoice* taken = &obligations.choices.front();
  for (const LicenseChoice& choice : obligations.choices) {
    if (choice.expression == finding.fit.choice) {
      taken = &choice;
      break;
    }
    if (choice.license_class < taken->license_class) taken = &choice;
  }
  for (const Obligation& obligation : taken->obligations) {
    const std::string_view name = ObligationName(obligation.code);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::string_view LicenseSourceName(LicenseSource source) {
  switch (source) {
    case LicenseSource::kFile:
      return "file";
    case LicenseSource::kDirectory:
      return "directory";
    case LicenseSource::kRelease:
      return "release";
    case LicenseSource::kNone:
      break;
  }
  return "";
}

}  // namespace copytrace
