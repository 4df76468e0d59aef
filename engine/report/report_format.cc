#include "engine/report/report_format.h"

#include <algorithm>
#include <array>

#include "engine/report/cyclonedx_report.h"
#include "engine/report/github_report.h"
#include "engine/report/gitlab_report.h"
#include "engine/report/html_report.h"
#include "engine/report/json_report.h"
#include "engine/report/junit_report.h"
#include "engine/report/markdown_report.h"
#include "engine/report/sarif_report.h"
#include "engine/report/spdx3_report.h"
#include "engine/report/spdx_report.h"

namespace copytrace {
namespace {

std::string WriteJson(const ReportInput& input) {
  return WriteJsonReport(input.result, input.context, input.review);
}

std::string WriteHtml(const ReportInput& input) {
  return WriteHtmlReport(input.result, input.context, input.texts_of, input.review);
}

constexpr std::array kFormats = {
    ReportFormat{"json", WriteJson},           ReportFormat{"html", WriteHtml},
    ReportFormat{"sarif", WriteSarifReport},   ReportFormat{"spdx", WriteSpdxReport},
    ReportFormat{"spdx3", WriteSpdx3Report},   ReportFormat{"cyclonedx", WriteCyclonedxReport},
    ReportFormat{"gitlab", WriteGitlabReport}, ReportFormat{"junit", WriteJunitReport},
    ReportFormat{"github", WriteGithubReport}, ReportFormat{"markdown", WriteMarkdownReport},
};

}  // namespace

std::span<const ReportFormat> ReportFormats() { return kFormats; }

const ReportFormat* FindReportFormat(std::string_view name) {
  const auto found = std::ranges::find(kFormats, name, &ReportFormat::name);
  return found == kFormats.end() ? nullptr : &*found;
}

std::vector<std::string> ReportFormatNames() {
  std::vector<std::string> names = {"text"};
  for (const ReportFormat& format : kFormats) names.emplace_back(format.name);
  return names;
}

}  // namespace copytrace
