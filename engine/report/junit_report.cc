#include "engine/report/junit_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "engine/report/html_text.h"

namespace copytrace {
namespace {

// XML 1.0, section 2.2: control characters cannot be written at all, so text must be printable,
// which lines of text are one by one. U+FFFE and U+FFFF are no characters either.
std::string Escaped(std::string_view text, bool is_attribute) {
  std::string out;
  const auto append_line = [&](std::string_view line) {
    const std::string escaped = HtmlText(line);
    for (size_t i = 0; i < escaped.size(); ++i) {
      const std::string_view rest = std::string_view(escaped).substr(i);
      if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
        out += rest[2] == '\xBE' ? "\\ufffe" : "\\uffff";
        i += 2;
      } else {
        out += escaped[i];
      }
    }
  };
  while (true) {
    const size_t end = text.find('\n');
    append_line(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += is_attribute ? "&#10;" : "\n";
    text.remove_prefix(end + 1);
  }
}

std::string Attribute(std::string_view text) { return Escaped(text, true); }
std::string Content(std::string_view text) { return Escaped(text, false); }

std::string DetailsOf(const ReportedFinding& reported) {
  const Judgement& judgement = reported.judgement;
  std::string text =
      fmt::format("{}: {}\n", DescribeCopy(reported), DescribeLicense(reported.origin()));
  text += fmt::format("finding: {}\n", reported.finding->id);
  if (!judgement.why.empty())
    text += fmt::format("policy: {} ({})\n", judgement.why, judgement.rule);
  for (const std::string& note : judgement.notes) text += fmt::format("note: {}\n", note);
  if (!judgement.next.action.empty()) text += fmt::format("next: {}\n", judgement.next.action);
  if (!judgement.next.attribution.empty()) {
    text += "attribution:\n" + judgement.next.attribution;
  }
  return text;
}

std::string CaseOf(const ReportedFinding& reported) {
  const Judgement& judgement = reported.judgement;
  std::string out = fmt::format(
      "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\"",
      Attribute(fmt::format("lines {}: {}", ToString(reported.lines), reported.origin().purl)),
      Attribute(reported.path), Attribute(reported.path), reported.lines.first);
  if (judgement.Fails()) {
    return out + fmt::format(
                     ">\n      <failure message=\"{}\" type=\"copied-code/{}\">{}</failure>\n"
                     "    </testcase>\n",
                     Attribute(fmt::format("{}: {}", DescribeCopy(reported),
                                           DescribeLicense(reported.origin()))),
                     LicenseClassName(reported.origin().license_class),
                     Content(DetailsOf(reported)));
  }
  if (!reported.IsOpen()) {
    return out + fmt::format(">\n      <skipped message=\"{}\"/>\n    </testcase>\n",
                             Attribute(judgement.standing_reason.empty()
                                           ? StandingName(judgement.standing)
                                           : std::string_view(judgement.standing_reason)));
  }
  return out + fmt::format(">\n      <system-out>{}</system-out>\n    </testcase>\n",
                           Content(DetailsOf(reported)));
}

}  // namespace

std::string WriteJunitReport(const ReportInput& input) {
  const std::vector<ReportedFinding> findings = ReportedFindings(input);
  const auto failures = std::ranges::count_if(
      findings, [](const ReportedFinding& reported) { return reported.judgement.Fails(); });
  const auto skipped = std::ranges::count_if(
      findings, [](const ReportedFinding& reported) { return !reported.IsOpen(); });
  const size_t tests = std::max<size_t>(findings.size(), 1);
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\"", tests,
                  failures, skipped);
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format("<testsuites name=\"copytrace\" {}>\n", counts);
  out += fmt::format("  <testsuite name=\"copytrace\" {}>\n", counts);
  for (const ReportedFinding& reported : findings) out += CaseOf(reported);
  if (findings.empty()) {
    out += "    <testcase name=\"no copied code\" classname=\"copytrace\"/>\n";
  }
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace copytrace
