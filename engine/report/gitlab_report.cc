#include "engine/report/gitlab_report.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/report/printable.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

const char* SeverityOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAllow:
      return "info";
    case Verdict::kWarn:
      return "major";
    case Verdict::kDeny:
      break;
  }
  return "blocker";
}

}  // namespace

std::string WriteGitlabReport(const ReportInput& input) {
  Json issues = Json::array();
  std::map<std::string, int> times;
  for (const ReportedFinding& reported : ReportedFindings(input)) {
    if (!reported.IsOpen()) continue;
    const Finding& finding = *reported.finding;
    const Judgement& judgement = reported.judgement;
    std::string description =
        fmt::format("{}: {}", DescribeCopy(reported), DescribeLicense(finding.origin));
    if (!judgement.next.action.empty()) description += ". " + Printable(judgement.next.action);
    // Issues of the same fingerprint are dropped but for one.
    const int time = ++times[finding.id];
    issues.push_back(
        {{"description", std::move(description)},
         {"check_name",
          fmt::format("copied-code/{}", finding.IsMalicious()
                                            ? "malicious-package"
                                            : LicenseClassName(finding.origin.license_class))},
         {"fingerprint", time == 1 ? finding.id : fmt::format("{}-{}", finding.id, time)},
         {"severity", SeverityOf(judgement.verdict)},
         {"location",
          {{"path", reported.path},
           {"lines", {{"begin", reported.lines.first}, {"end", reported.lines.last}}}}}});
  }
  return issues.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace copytrace
