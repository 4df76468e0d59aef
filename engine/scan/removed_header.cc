// The head of a file is what its first lines state: licence tags, notices and texts, and copyright
// lines. A copy has lost it where the match takes nearly all of the origin below that head, and the
// copy, anywhere in its file, neither states the licence nor names the holder. A copy that states
// the same licence in fewer words, or names the holder in another place, has lost nothing.
#include "engine/scan/removed_header.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "engine/license/license_detector.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr uint32_t kHeadLines = 40;  // a header begins in these
constexpr size_t kHeadBytes = 32 * 1024;
constexpr uint32_t kSkippedLines = 10;  // that a copy may leave out below the header
constexpr double kNearlyAll = 0.8;      // of the lines below the header

struct Head {
  std::set<std::string> licenses;
  std::vector<std::string> expressions;
  const CopyrightStatement* copyright = nullptr;
  LineRange lines;
};

void AddLicenses(const SpdxExpression& expression, std::set<std::string>* licenses) {
  if (expression.kind == SpdxExpression::Kind::kLicense) licenses->insert(expression.license);
  for (const SpdxExpression& operand : expression.operands) AddLicenses(operand, licenses);
}

std::set<std::string> LicensesOf(std::string_view expression) {
  std::set<std::string> licenses;
  if (const auto parsed = ParseSpdxExpression(expression)) AddLicenses(*parsed, &licenses);
  return licenses;
}

std::string_view FirstBytes(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  const size_t end = text.rfind('\n', bytes);
  return text.substr(0, end == std::string_view::npos ? bytes : end + 1);
}

Head ReadHead(const DetectedLicense& stated) {
  Head head;
  const auto include = [&head](uint32_t first, uint32_t last) {
    head.lines.first = head.lines.first == 0 ? first : std::min(head.lines.first, first);
    head.lines.last = std::max(head.lines.last, last);
  };
  for (const LicenseSpan& span : stated.spans) {
    if (span.first_line > kHeadLines) continue;
    head.expressions.push_back(span.expression);
    head.licenses.merge(LicensesOf(span.expression));
    include(span.first_line, span.last_line);
  }
  for (const CopyrightStatement& copyright : stated.copyrights) {
    if (copyright.line > kHeadLines) continue;
    if (head.copyright == nullptr) head.copyright = &copyright;
    include(copyright.line, copyright.line);
  }
  return head;
}

bool ContainsFolded(std::string_view text, std::string_view word) {
  const auto equal = [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), equal) != text.end();
}

}  // namespace

std::optional<RemovedHeader> FindRemovedHeader(std::string_view copy, std::string_view origin,
                                               const LineRange& origin_lines, bool whole_file) {
  if (copy == origin) return std::nullopt;
  const auto line_count = static_cast<uint32_t>(std::count(origin.begin(), origin.end(), '\n')) +
                          (origin.empty() || origin.back() == '\n' ? 0 : 1);
  // Wherever the head ends, what follows the first matched line has to be taken nearly whole.
  if (!whole_file && origin_lines.last - origin_lines.first + 1 <
                         kNearlyAll * (line_count - std::min(line_count, origin_lines.first))) {
    return std::nullopt;
  }
  const DetectedLicense stated = DetectLicense(FirstBytes(origin, kHeadBytes));
  const Head head = ReadHead(stated);
  if (head.lines.first == 0) return std::nullopt;
  if (!whole_file) {
    if (line_count <= head.lines.last || origin_lines.last <= head.lines.last) return std::nullopt;
    if (origin_lines.first > head.lines.last + 1 + kSkippedLines) return std::nullopt;
    const uint32_t first = std::max(origin_lines.first, head.lines.last + 1);
    if (origin_lines.last - first + 1 < kNearlyAll * (line_count - head.lines.last)) {
      return std::nullopt;
    }
  }
  RemovedHeader removed;
  removed.lines = head.lines;
  if (!head.licenses.empty()) {
    const std::set<std::string> kept = LicensesOf(DetectLicense(copy).expression);
    const bool states_one =
        std::any_of(head.licenses.begin(), head.licenses.end(),
                    [&kept](const std::string& license) { return kept.contains(license); });
    if (!states_one) removed.license = JoinAnd(head.expressions);
  }
  if (head.copyright != nullptr) {
    const CopyrightStatement& copyright = *head.copyright;
    const std::string& name = copyright.holder.empty() ? copyright.statement : copyright.holder;
    if (!ContainsFolded(copy, name)) removed.copyright = copyright.statement;
  }
  if (removed.license.empty() && removed.copyright.empty()) return std::nullopt;
  return removed;
}

}  // namespace copytrace
