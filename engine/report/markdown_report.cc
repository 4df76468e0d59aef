#include "engine/report/markdown_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/report/markdown_text.h"
#include "engine/report/printable.h"
#include "engine/report/text_report.h"

namespace copytrace {
namespace {

constexpr size_t kMostDetails = 20;  // findings that are explained below the table

std::string Counted(size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", WithThousands(count), noun, count == 1 ? "" : "s");
}

std::string VerdictInWords(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAllow:
      return "allowed";
    case Verdict::kWarn:
      return "⚠️ warning";
    case Verdict::kDeny:
      break;
  }
  return "❌ denied";
}

std::string PlaceOf(const ReportedFinding& reported) {
  return MarkdownCode(reported.path + ":" + ToString(reported.lines));
}

std::string LicenseOf(const Origin& origin) {
  return fmt::format("{} ({})",
                     origin.license.empty() ? "none found" : MarkdownCode(origin.license),
                     LicenseClassName(origin.license_class));
}

std::string Row(const ReportedFinding& reported) {
  const Origin& origin = reported.origin();
  return fmt::format("| {} | {} | {} {} | {} |\n",
                     reported.finding->IsMalicious() ? "☠️ malicious package"
                                                     : VerdictInWords(reported.judgement.verdict),
                     PlaceOf(reported), MarkdownCode(origin.purl),
                     MarkdownCode(origin.path + ":" + ToString(origin.lines)), LicenseOf(origin));
}

std::string Details(const ReportedFinding& reported) {
  const Judgement& judgement = reported.judgement;
  const NextStep& next = judgement.next;
  std::string out = fmt::format("<details><summary>{}: what to do</summary>\n\n",
                                MarkdownHtmlText(reported.path + ":" + ToString(reported.lines)));
  for (const Advisory& advisory : reported.finding->advisories) {
    out += "Advisory: " + MarkdownText(DescribeAdvisory(advisory)) + ".\n\n";
  }
  if (!judgement.why.empty()) out += MarkdownText(judgement.why) + ".\n\n";
  for (const std::string& note : judgement.notes) out += MarkdownText(note) + ".\n\n";
  if (!next.action.empty()) out += MarkdownText(next.action) + ".\n\n";
  if (!next.package.empty())
    out += fmt::format("To depend on instead: {}\n\n", MarkdownCode(next.package));
  if (!next.obligations.empty()) {
    out += "What the licence asks for:\n\n";
    for (const Obligation& obligation : next.obligations) {
      out += "- " + MarkdownText(obligation.sentence) + "\n";
    }
    out += "\n";
  }
  if (!next.attribution.empty()) {
    out += "Attribution to add:\n\n" + MarkdownCodeBlock(next.attribution) + "\n";
    out += "Snippet block to put around the lines:\n\n" +
           MarkdownCodeBlock(next.snippet_begin + "…\n" + next.snippet_end) + "\n";
  }
  out +=
      fmt::format("To settle it: {}\n\n</details>\n\n",
                  MarkdownCode(fmt::format("copytrace decide {} accept|ignore|replace --reason …",
                                           reported.finding->id)));
  return out;
}

std::string Heading(const std::vector<ReportedFinding>& findings, const std::vector<size_t>& open) {
  std::array<size_t, 3> totals{};
  for (const size_t i : open) ++totals[static_cast<size_t>(findings[i].judgement.verdict)];
  const auto [allowed, warnings, denied] = totals;
  if (open.empty()) return "### ✅ No copied code that counts\n\n";
  return fmt::format("### {} Copied code: {} denied, {}, {} allowed\n\n",
                     denied > 0     ? "❌"
                     : warnings > 0 ? "⚠️"
                                    : "✅",
                     denied, Counted(warnings, "warning"), allowed);
}

}  // namespace

std::string WriteMarkdownReport(const ReportInput& input) {
  const std::vector<ReportedFinding> findings = ReportedFindings(input);
  const std::vector<size_t> open = OpenByVerdict(findings);
  std::string out = "<!-- copytrace -->\n" + Heading(findings, open);
  if (!open.empty()) {
    out += "| | Here | Copied from | Licence |\n|---|---|---|---|\n";
    size_t rows = 0;
    for (const size_t i : open) {
      const std::string row = Row(findings[i]);
      if (out.size() + row.size() > kMostCommentBytes / 2) break;
      out += row;
      ++rows;
    }
    out += "\n";
    if (rows < open.size()) {
      out += fmt::format("{} more in the full report.\n\n", WithThousands(open.size() - rows));
    }
    size_t explained = 0;
    for (const size_t i : open) {
      const std::string details = Details(findings[i]);
      if (explained == kMostDetails || out.size() + details.size() > kMostCommentBytes) break;
      out += details;
      ++explained;
    }
  }
  if (const size_t settled = findings.size() - open.size(); settled > 0) {
    out += fmt::format("{} {} not count: settled before, declared, or left out by the policy.\n\n",
                       Counted(settled, "finding"), settled == 1 ? "does" : "do");
  }
  if (!input.result.skipped.empty()) {
    out +=
        fmt::format("{} could not be checked.\n\n", Counted(input.result.skipped.size(), "file"));
  }
  if (!input.review.head.empty()) {
    out += fmt::format("{} in {}: {} against {}. ", Counted(input.review.changed_lines, "new line"),
                       Counted(input.review.changed_files, "file"), MarkdownText(input.review.head),
                       MarkdownText(input.review.base));
  }
  return out + fmt::format("Searched {} of {}.\n", Counted(input.context.store.releases, "release"),
                           Counted(input.context.store.components, "component"));
}

}  // namespace copytrace
