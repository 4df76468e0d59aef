// A line of the log that starts with :: is a command to the runner. Texts are made printable first,
// so that none can begin a line of its own; then what the runner decodes is encoded: %, CR and LF
// in messages, : and , as well in properties.
#include "engine/report/github_report.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "engine/report/printable.h"

namespace copytrace {
namespace {

std::string Escaped(std::string_view text, bool is_property) {
  std::string out;
  for (const char c : text) {
    const bool encode =
        c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ','));
    if (encode) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view TypeOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAllow:
      return "notice";
    case Verdict::kWarn:
      return "warning";
    case Verdict::kDeny:
      break;
  }
  return "error";
}

std::string AnnotationOf(const ReportedFinding& reported) {
  const Origin& origin = reported.origin();
  const Judgement& judgement = reported.judgement;
  std::string message = fmt::format("{}: {}.", DescribeCopy(reported), DescribeLicense(origin));
  for (const Advisory& advisory : reported.finding->advisories) {
    message += fmt::format("\nAdvisory: {}.", DescribeAdvisory(advisory));
  }
  if (!judgement.why.empty()) message += fmt::format("\n{}.", Printable(judgement.why));
  for (const std::string& note : judgement.notes) message += fmt::format("\n{}.", Printable(note));
  if (!judgement.next.action.empty()) {
    message += fmt::format("\n{}.", Printable(judgement.next.action));
  }
  return fmt::format("::{} file={},line={},endLine={},title={}::{}\n", TypeOf(judgement.verdict),
                     Escaped(Printable(reported.path), true), reported.lines.first,
                     reported.lines.last,
                     Escaped(reported.finding->IsMalicious()
                                 ? "Code of a malicious package"
                                 : fmt::format("Copied code: {}", DescribeLicense(origin)),
                             true),
                     Escaped(message, false));
}

}  // namespace

std::string WriteGithubReport(const ReportInput& input) {
  const std::vector<ReportedFinding> findings = ReportedFindings(input);
  const std::vector<size_t> open = OpenByVerdict(findings);
  std::array<size_t, 3> totals{};
  for (const size_t i : open) ++totals[static_cast<size_t>(findings[i].judgement.verdict)];
  std::array<size_t, 3> written{};
  std::string out;
  for (const size_t i : open) {
    const Verdict verdict = findings[i].judgement.verdict;
    const size_t total = totals[static_cast<size_t>(verdict)];
    size_t& count = written[static_cast<size_t>(verdict)];
    if (total > kMostAnnotations && count == kMostAnnotations - 1) {
      out += fmt::format(
          "::{} title=Copied code::{} more findings like the {} before stand in "
          "the log of this step.\n",
          TypeOf(verdict), total - count, count);
    }
    ++count;
    out += AnnotationOf(findings[i]);
  }
  return out;
}

}  // namespace copytrace
