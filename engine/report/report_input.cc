#include "engine/report/report_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/report/printable.h"

namespace copytrace {
namespace {

std::string_view CopyInWords(MatchKind kind) {
  switch (kind) {
    case MatchKind::kIdentical:
      return "an identical copy";
    case MatchKind::kReformatted:
      return "a reformatted copy";
    case MatchKind::kRenamed:
      return "a copy, with names changed,";
    case MatchKind::kModified:
      break;
  }
  return "a modified copy";
}

Judgement Unreviewed(const Finding& finding) {
  Judgement judgement;
  judgement.shown = finding.lines;
  judgement.next = NextStepOf(finding, judgement.verdict, "");
  return judgement;
}

}  // namespace

bool ReportedFinding::IsCopy() const {
  switch (judgement.standing) {
    case Standing::kOpen:
    case Standing::kAccepted:
    case Standing::kPutOff:
    case Standing::kBaseline:
    case Standing::kDeclared:
      return true;
    case Standing::kIgnored:
    case Standing::kMarked:
    case Standing::kOwnCode:
    case Standing::kOwnComponent:
    case Standing::kExcluded:
    case Standing::kBelowMinimum:
      break;
  }
  return false;
}

std::vector<ReportedFinding> ReportedFindings(const ReportInput& input) {
  const std::vector<Finding>& findings = input.result.findings;
  const std::vector<Judgement>& judgements = input.review.judgements;
  std::vector<ReportedFinding> reported;
  reported.reserve(findings.size());
  for (size_t i = 0; i < findings.size(); ++i) {
    ReportedFinding one;
    one.finding = &findings[i];
    one.judgement = i < judgements.size() ? judgements[i] : Unreviewed(findings[i]);
    const std::string& project_path = one.judgement.place.path;
    one.path = project_path.empty() ? findings[i].path : project_path;
    one.lines = one.judgement.shown.first == 0 ? findings[i].lines : one.judgement.shown;
    reported.push_back(std::move(one));
  }
  return reported;
}

std::vector<size_t> OpenByVerdict(const std::vector<ReportedFinding>& findings) {
  std::vector<size_t> open;
  for (size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].IsOpen()) open.push_back(i);
  }
  std::ranges::stable_sort(open, [&](size_t a, size_t b) {
    const auto rank = [&](size_t i) {
      return std::pair(findings[i].finding->IsMalicious(), findings[i].judgement.verdict);
    };
    return rank(a) > rank(b);
  });
  return open;
}

std::string DescribeCopy(const ReportedFinding& reported) {
  const Origin& origin = reported.origin();
  const std::string place = reported.finding->whole_file
                                ? Printable(reported.path)
                                : Printable(reported.path) + ":" + ToString(reported.lines);
  std::string copy =
      fmt::format("{} is {} of {}:{} in {}", place, CopyInWords(reported.finding->kind),
                  Printable(origin.path), ToString(origin.lines), Printable(origin.purl));
  if (reported.finding->IsMalicious()) {
    copy += fmt::format(", a malicious package ({})",
                        Printable(reported.finding->advisories.front().id));
  }
  return copy;
}

std::string DescribeLicense(const Origin& origin) {
  return fmt::format("{} ({})",
                     origin.license.empty() ? "no licence found" : Printable(origin.license),
                     LicenseClassName(origin.license_class));
}

std::string DescribeAdvisory(const Advisory& advisory) {
  std::string text = Printable(NameOf(advisory));
  if (advisory.malicious) {
    text = "malicious package, " + text;
  } else {
    text += fmt::format(", {}", advisory.severity == AdvisorySeverity::kUnknown
                                    ? "not rated"
                                    : AdvisorySeverityName(advisory.severity));
    if (advisory.score > 0) text += fmt::format(" {:.1f}", advisory.score);
  }
  if (!advisory.summary.empty()) text += ": " + Printable(advisory.summary);
  if (!advisory.fixed.empty()) text += fmt::format("; mended in {}", Printable(advisory.fixed));
  return text;
}

std::string ToString(const LineRange& lines) {
  return lines.first == lines.last ? fmt::format("{}", lines.first)
                                   : fmt::format("{}-{}", lines.first, lines.last);
}

double Confidence(const Finding& finding) {
  return std::round(std::exp(-finding.e_value) * 10000) / 10000;
}

}  // namespace copytrace
