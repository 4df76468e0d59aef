#include "engine/report/text_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

#include "engine/report/printable.h"
#include "engine/report/report_input.h"
#include "engine/report/review_text.h"
#include "engine/report/terminal_style.h"

namespace copytrace {
namespace {

std::string Counted(uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", WithThousands(count), noun, count == 1 ? "" : "s");
}

std::string PlaceText(std::string_view path, const LineRange& lines) {
  return lines.first == lines.last
             ? fmt::format("{}:{}", Printable(path), lines.first)
             : fmt::format("{}:{}-{}", Printable(path), lines.first, lines.last);
}

std::string MinifiedPlace(const Finding& finding) {
  if (!finding.minified) return {};
  return fmt::format("  (minified, columns {} to {})", finding.first_column, finding.last_column);
}

std::string InFunction(std::string_view function) {
  return function.empty() ? std::string() : fmt::format("  in {}()", Printable(function));
}

std::string_view KindInWords(const Finding& finding) {
  if (!finding.whole_file) return MatchKindName(finding.kind);
  switch (finding.kind) {
    case MatchKind::kIdentical:
      return "identical file";
    case MatchKind::kReformatted:
      return "reformatted file";
    case MatchKind::kRenamed:
      return "renamed file";
    case MatchKind::kModified:
      break;
  }
  return "modified file";
}

std::string LicenseInWords(const Origin& origin, const TerminalStyle& style) {
  const std::string_view class_name = LicenseClassName(origin.license_class);
  if (origin.license.empty()) {
    return style.ByClass(origin.license_class, "no licence found: no grant") +
           fmt::format(" ({})", class_name);
  }
  std::string_view stated;
  switch (origin.license_source) {
    case LicenseSource::kFile:
      stated = ", stated in the file";
      break;
    case LicenseSource::kDirectory:
      stated = ", from the licence file above it";
      break;
    case LicenseSource::kRelease:
      stated = ", declared by the release";
      break;
    case LicenseSource::kNone:
      break;
  }
  const std::string license = fmt::format("{} ({})", Printable(origin.license), class_name);
  return style.ByClass(origin.license_class, license) + std::string(stated);
}

// What the licence means for this project, a line each.
std::string LicenseConsequences(const Finding& finding, const TerminalStyle& style) {
  std::string out;
  const std::vector<std::string_view> asks = ObligationsTaken(finding);
  if (!asks.empty()) out += fmt::format("    asks for: {}\n", fmt::join(asks, ", "));
  const ProjectFit& fit = finding.fit;
  if (!fit.project_license.empty()) {
    const std::string words(CompatibilityInWords(fit.answer));
    const bool fits = fit.answer == Compatibility::kCompatible;
    out += fmt::format("    in this project, {} ({}): {}. {}\n", Printable(fit.project_license),
                       Printable(fit.stated_in), fits ? words : style.Red(words),
                       Printable(fit.reason));
  }
  if (finding.removed_header) {
    const RemovedHeader& header = *finding.removed_header;
    std::string what = header.license;
    if (!header.copyright.empty()) what += (what.empty() ? "" : ", ") + header.copyright;
    out += fmt::format("    {} {} ({})\n", style.Yellow("this file's header was removed:"),
                       Printable(what), PlaceText(finding.origin.path, header.lines));
  }
  return out;
}

// What is published about the origin's release, a line each.
std::string AdvisoryLines(const Finding& finding, const TerminalStyle& style) {
  std::string out;
  for (const Advisory& advisory : finding.advisories) {
    const std::string text = DescribeAdvisory(advisory);
    const bool bad = advisory.malicious || advisory.severity >= AdvisorySeverity::kHigh;
    out += fmt::format("    {} {}\n", bad ? style.Red("advisory:") : style.Yellow("advisory:"),
                       advisory.malicious ? style.Red(text) : text);
  }
  return out;
}

std::string CarriersInWords(const Finding& finding, size_t max_carriers) {
  std::string out = fmt::format("also in {}", Counted(finding.carrier_count, "other place"));
  const size_t shown = std::min(max_carriers, finding.carriers.size());
  for (size_t i = 0; i < shown; ++i) {
    const Carrier& carrier = finding.carriers[i];
    out += fmt::format("{}{} {}", i == 0 ? ": " : ", ", Printable(carrier.purl),
                       Printable(carrier.path));
  }
  if (shown > 0 && shown < finding.carrier_count) out += ", …";
  return out;
}

std::string ClassTable(const ScanResult& result, const TerminalStyle& style) {
  std::string out = style.Bold(
      fmt::format("{:<18}{:>10}{:>8}{:>10}", "Licence class", "findings", "files", "lines"));
  out += '\n';
  const auto malicious = std::ranges::count_if(result.findings, &Finding::IsMalicious);
  if (malicious > 0) {
    out += style.Red(fmt::format("{:<18}", "malicious package")) +
           fmt::format("{:>10}\n", WithThousands(static_cast<uint64_t>(malicious)));
  }
  for (const ClassTotal& total : TotalsByClass(result)) {
    out += style.ByClass(total.license_class,
                         fmt::format("{:<18}", LicenseClassName(total.license_class)));
    out += fmt::format("{:>10}{:>8}{:>10}\n", WithThousands(total.findings),
                       WithThousands(total.files), WithThousands(total.lines));
  }
  return out;
}

std::string SkipLine(const ScanResult& result) {
  std::map<SkipReason, uint64_t> counts;
  for (const SkippedFile& skip : result.skipped) ++counts[skip.reason];
  std::string out = fmt::format("Skipped {}", Counted(result.skipped.size(), "file"));
  std::string_view separator = ": ";
  for (const auto& [reason, count] : counts) {
    out += fmt::format("{}{} {}", separator, WithThousands(count), SkipReasonText(reason));
    separator = ", ";
  }
  return out + '\n';
}

}  // namespace

std::string WithThousands(uint64_t number) {
  if (number < 1000) return std::to_string(number);
  return fmt::format("{},{:03}", WithThousands(number / 1000), number % 1000);
}

std::string ChanceInWords(double e_value) {
  if (e_value >= 0.95) return fmt::format("{:.3g} in a million lines", e_value);
  const double lines = 1e6 / std::max(e_value, 1e-300);
  if (lines < 999.5e6) return fmt::format("1 in {:.3g} million lines", lines / 1e6);
  if (lines < 999.5e9) return fmt::format("1 in {:.3g} billion lines", lines / 1e9);
  return "less than 1 in a trillion lines";
}

std::string DescribeFinding(const Finding& finding, const TextReportOptions& options) {
  const TerminalStyle style(options.color);
  const Origin& origin = finding.origin;
  std::string out = fmt::format("  ← {}  {}{}", style.Cyan(Printable(origin.purl)),
                                PlaceText(origin.path, origin.lines), InFunction(origin.function));
  if (!origin.released.empty()) out += fmt::format("  ({})", Printable(origin.released));
  out += '\n' + AdvisoryLines(finding, style);
  out += fmt::format("    {}\n", LicenseInWords(origin, style));
  out += LicenseConsequences(finding, style);
  out += fmt::format("    {:.1f} bits, by chance {} (e = {:.1e}); {} matched\n", finding.score_bits,
                     ChanceInWords(finding.e_value), finding.e_value,
                     Counted(finding.lines_covered, "line"));
  if (!finding.reason.empty()) out += fmt::format("    why: {}\n", Printable(finding.reason));
  if (finding.carrier_count > 0) {
    out += fmt::format("    {}\n", style.Dim(CarriersInWords(finding, options.max_carriers)));
  }
  return out;
}

std::string WriteTextReport(const ScanResult& result, const ReportContext& context,
                            const TextReportOptions& options, const Review& review) {
  const TerminalStyle style(options.color);
  std::string out;
  std::vector<size_t> order(result.findings.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_partition(order, [&](size_t i) { return result.findings[i].IsMalicious(); });
  for (const size_t i : order) {
    if (review.done && review.judgements[i].standing != Standing::kOpen) continue;
    const Finding& finding = result.findings[i];
    out += fmt::format("{}  {}{}  {}\n", style.Bold(PlaceText(finding.path, finding.lines)),
                       style.Yellow(KindInWords(finding)),
                       InFunction(finding.function) + MinifiedPlace(finding) +
                           (finding.generated ? "  (generated code)" : ""),
                       style.Dim(Printable(finding.id)));
    out += DescribeFinding(finding, options);
    if (review.done) out += DescribeJudgement(review.judgements[i], options.color);
    out += '\n';
  }
  if (result.findings.empty()) {
    out += "No copied code found.\n";
  } else {
    out += ClassTable(result, style);
  }
  if (review.done) out += DescribeStandings(review);
  if (!result.skipped.empty()) out += SkipLine(result);
  out +=
      fmt::format("Scanned {}, {}", Counted(result.files, "file"), Counted(result.lines, "line"));
  if (options.wall_seconds > 0) out += fmt::format(" in {:.2f} s", options.wall_seconds);
  out += fmt::format(" against {} of {}\n", Counted(context.store.releases, "release"),
                     Counted(context.store.components, "component"));
  if (!result.findings.empty()) {
    out += style.Dim("Both sides of a finding: copytrace show ID") + '\n';
  }
  return out;
}

}  // namespace copytrace
