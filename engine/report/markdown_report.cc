#include "engine/report/markdown_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/report/printable.h"
#include "engine/report/text_report.h"

namespace copytrace {
namespace {

constexpr size_t kMostDetails = 20;  // findings that are explained below the table

// Running text: any punctuation may be escaped (section 2.4); "@name" would still call somebody,
// so an empty character stands behind the sign.
std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : Printable(text)) {
    if (c == '@') {
      out += "@&#8203;";
      continue;
    }
    if (std::string_view("\\`*_{}[]()<>#+!|~&$").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

size_t LongestRun(std::string_view text, char sought) {
  size_t longest = 0;
  size_t run = 0;
  for (const char c : text) {
    run = c == sought ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// A code span (section 6.3), for a cell of a table: a bar is escaped there even in code, which is
// taken back before the span is read.
std::string Code(std::string_view text) {
  const std::string printable = Printable(text);
  const std::string fence(LongestRun(printable, '`') + 1, '`');
  const bool pad = printable.starts_with('`') || printable.ends_with('`');
  std::string out = fence + (pad ? " " : "");
  for (const char c : printable) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out + (pad ? " " : "") + fence;
}

// The text of an HTML element, in which Markdown is not read everywhere: GitHub would, GitLab would
// not, so what means something to Markdown is spelled as characters.
std::string HtmlText(std::string_view text) {
  std::string out;
  for (const char c : Printable(text)) {
    if (std::string_view("&<>@`*_[]()!~|\\").find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("&#{};", static_cast<int>(c));
      if (c == '@') out += "&#8203;";
    }
  }
  return out;
}

// A fenced block (section 4.5), of lines made printable one by one.
std::string CodeBlock(std::string_view text) {
  const std::string fence(std::max<size_t>(3, LongestRun(text, '`') + 1), '`');
  std::string out = fence + "\n";
  while (!text.empty()) {
    const size_t end = text.find('\n');
    out += Printable(text.substr(0, end)) + "\n";
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out + fence + "\n";
}

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
  return Code(reported.path + ":" + ToString(reported.lines));
}

std::string LicenseOf(const Origin& origin) {
  return fmt::format("{} ({})", origin.license.empty() ? "none found" : Code(origin.license),
                     LicenseClassName(origin.license_class));
}

std::string Row(const ReportedFinding& reported) {
  const Origin& origin = reported.origin();
  return fmt::format("| {} | {} | {} {} | {} |\n", VerdictInWords(reported.judgement.verdict),
                     PlaceOf(reported), Code(origin.purl),
                     Code(origin.path + ":" + ToString(origin.lines)), LicenseOf(origin));
}

std::string Details(const ReportedFinding& reported) {
  const Judgement& judgement = reported.judgement;
  const NextStep& next = judgement.next;
  std::string out = fmt::format("<details><summary>{}: what to do</summary>\n\n",
                                HtmlText(reported.path + ":" + ToString(reported.lines)));
  if (!judgement.why.empty()) out += Escaped(judgement.why) + ".\n\n";
  for (const std::string& note : judgement.notes) out += Escaped(note) + ".\n\n";
  if (!next.action.empty()) out += Escaped(next.action) + ".\n\n";
  if (!next.package.empty()) out += fmt::format("To depend on instead: {}\n\n", Code(next.package));
  if (!next.obligations.empty()) {
    out += "What the licence asks for:\n\n";
    for (const Obligation& obligation : next.obligations) {
      out += "- " + Escaped(obligation.sentence) + "\n";
    }
    out += "\n";
  }
  if (!next.attribution.empty()) {
    out += "Attribution to add:\n\n" + CodeBlock(next.attribution) + "\n";
    out += "Snippet block to put around the lines:\n\n" +
           CodeBlock(next.snippet_begin + "…\n" + next.snippet_end) + "\n";
  }
  out += fmt::format("To settle it: {}\n\n</details>\n\n",
                     Code(fmt::format("copytrace decide {} accept|ignore|replace --reason …",
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
                       Counted(input.review.changed_files, "file"), Escaped(input.review.head),
                       Escaped(input.review.base));
  }
  return out + fmt::format("Searched {} of {}.\n", Counted(input.context.store.releases, "release"),
                           Counted(input.context.store.components, "component"));
}

}  // namespace copytrace
