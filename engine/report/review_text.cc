#include "engine/report/review_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/report/printable.h"
#include "engine/report/terminal_style.h"

namespace copytrace {
namespace {

constexpr std::array<std::pair<Standing, std::string_view>, 10> kStandingWords = {{
    {Standing::kAccepted, "accepted"},
    {Standing::kIgnored, "ignored"},
    {Standing::kPutOff, "put off"},
    {Standing::kBaseline, "in the baseline"},
    {Standing::kDeclared, "declared in the source"},
    {Standing::kMarked, "marked in the source"},
    {Standing::kOwnCode, "the project's own code"},
    {Standing::kOwnComponent, "of the project's own components"},
    {Standing::kExcluded, "excluded by the policy"},
    {Standing::kBelowMinimum, "below the policy's minimum"},
}};

std::string VerdictWord(Verdict verdict, const TerminalStyle& style) {
  switch (verdict) {
    case Verdict::kAllow:
      return "allowed";
    case Verdict::kWarn:
      return style.Yellow("warning");
    case Verdict::kDeny:
      break;
  }
  return style.Red("denied");
}

std::string Counted(uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", WithThousands(count), noun, count == 1 ? "" : "s");
}

std::string Lines(const LineRange& lines) {
  return lines.first == lines.last ? fmt::format("{}", lines.first)
                                   : fmt::format("{}-{}", lines.first, lines.last);
}

// Each line of `text` behind `indent`.
std::string Indented(std::string_view text, std::string_view indent) {
  std::string out;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    out += fmt::format("{}{}\n", indent, Printable(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

// "renamed, 20 of 24 lines"
std::string Likeness(const Finding& finding) {
  return fmt::format("{}, {}", finding.whole_file ? "the whole file" : MatchKindName(finding.kind),
                     Counted(finding.lines_covered, "line"));
}

std::string JudgementLines(const Judgement& judgement, const TerminalStyle& style) {
  std::string out = fmt::format("    {}: {} ({})\n", VerdictWord(judgement.verdict, style),
                                Printable(judgement.why), Printable(judgement.rule));
  for (const std::string& note : judgement.notes) {
    out += fmt::format("    {} {}\n", style.Bold("note:"), Printable(note));
  }
  if (!judgement.next.action.empty()) {
    out += fmt::format("    {} {}\n", style.Bold("next:"), Printable(judgement.next.action));
  }
  return out;
}

std::string CheckFinding(const Finding& finding, const Judgement& judgement,
                         const TerminalStyle& style) {
  const Origin& origin = finding.origin;
  std::string out = fmt::format(
      "{}  {}: {}  {}\n",
      style.Bold(fmt::format("{}:{}", Printable(finding.path), Lines(judgement.shown))),
      VerdictWord(judgement.verdict, style),
      style.ByClass(origin.license_class,
                    origin.license.empty() ? "no licence found" : Printable(origin.license)),
      style.Dim(Printable(finding.id)));
  out += fmt::format("  ← {}  {}:{}  ({})\n", style.Cyan(Printable(origin.purl)),
                     Printable(origin.path), Lines(origin.lines), Likeness(finding));
  return out + JudgementLines(judgement, style);
}

}  // namespace

std::string DescribeJudgement(const Judgement& judgement, bool color) {
  return JudgementLines(judgement, TerminalStyle(color));
}

std::string DescribeNextStep(const Judgement& judgement, bool color) {
  const TerminalStyle style(color);
  const NextStep& next = judgement.next;
  std::string out = fmt::format("\n{}  {}\n", style.Bold("Next:"), Printable(next.action));
  for (const std::string& note : judgement.notes) out += fmt::format("  {}\n", Printable(note));
  if (!next.package.empty()) {
    out +=
        fmt::format("\n{}\n  {}\n", style.Bold("To depend on instead:"), Printable(next.package));
  }
  if (!next.attribution.empty()) {
    out += style.Bold("\nAttribution to add:") + "\n" + Indented(next.attribution, "  ");
    out += style.Bold("\nSnippet block to put around the lines:") + "\n" +
           Indented(next.snippet_begin, "  ") + "  …\n" + Indented(next.snippet_end, "  ");
  }
  if (!next.obligations.empty()) {
    out += style.Bold("\nWhat the licence asks for:") + "\n";
    for (const Obligation& obligation : next.obligations) {
      out += fmt::format("  - {}{}\n", Printable(obligation.sentence),
                         obligation.section.empty()
                             ? ""
                             : fmt::format(" ({} {})", Printable(obligation.license),
                                           Printable(obligation.section)));
    }
  }
  return out;
}

std::string DescribeStandings(const Review& review) {
  std::vector<std::string> parts;
  size_t sum = 0;
  for (const auto& [standing, words] : kStandingWords) {
    const size_t count = review.Count(standing);
    if (count == 0) continue;
    sum += count;
    parts.push_back(fmt::format("{} {}", WithThousands(count), words));
  }
  if (sum == 0) return "";
  return fmt::format("{} {} not count: {}\n", Counted(sum, "finding"), sum == 1 ? "does" : "do",
                     fmt::join(parts, ", "));
}

std::string WriteCheckText(const ScanResult& result, const ReportContext& context,
                           const TextReportOptions& options, const Review& review) {
  const TerminalStyle style(options.color);
  std::string out;
  std::array<size_t, 3> counts{};
  for (const Verdict verdict : {Verdict::kDeny, Verdict::kWarn, Verdict::kAllow}) {
    for (size_t i = 0; i < result.findings.size(); ++i) {
      const Judgement& judgement = review.judgements[i];
      if (judgement.standing != Standing::kOpen || judgement.verdict != verdict) continue;
      ++counts[static_cast<size_t>(verdict)];
      out += CheckFinding(result.findings[i], judgement, style) + "\n";
    }
  }
  const size_t denied = counts[static_cast<size_t>(Verdict::kDeny)];
  const size_t warned = counts[static_cast<size_t>(Verdict::kWarn)];
  const size_t allowed = counts[static_cast<size_t>(Verdict::kAllow)];
  if (denied + warned + allowed == 0) {
    out += result.findings.empty() ? "No copied code in this change.\n"
                                   : "Nothing to settle in this change.\n";
  } else {
    out += fmt::format("{} denied, {}, {} allowed\n", denied, Counted(warned, "warning"), allowed);
  }
  out += DescribeStandings(review);
  for (const SkippedFile& skip : result.skipped) {
    out += fmt::format("Not checked: {}: {}{}\n", Printable(skip.path), SkipReasonText(skip.reason),
                       skip.detail.empty() ? "" : fmt::format(" ({})", Printable(skip.detail)));
  }
  out += fmt::format("Checked {} in {}: {} against {}", Counted(review.changed_lines, "new line"),
                     Counted(review.changed_files, "file"), Printable(review.head),
                     Printable(review.base));
  if (options.wall_seconds > 0) out += fmt::format(", {:.2f} s", options.wall_seconds);
  out += fmt::format("; {} of {}\n", Counted(context.store.releases, "release"),
                     Counted(context.store.components, "component"));
  if (denied + warned > 0) {
    out += style.Dim(
               "Both sides and what to do: copytrace show ID; to settle one: copytrace "
               "decide ID accept|ignore|replace --reason …") +
           "\n";
  }
  return out;
}

}  // namespace copytrace
