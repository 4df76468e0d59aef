// The report as one page that opens offline: findings to sort and filter, each with what is said of
// it, what to do, and both sides next to each other. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engine/report/report_context.h"
#include "engine/review/review.h"

namespace copytrace {

// The decoded texts of a finding's two files, as far as they are at hand.
struct FindingTexts {
  std::optional<std::string> here;
  std::optional<std::string> there;
};

using TextsOfFinding = std::function<FindingTexts(const Finding&)>;

// The page holds everything it needs and may load nothing: its Content-Security-Policy names the
// hashes of its own script and style. What comes from code or stores is data in it, never markup.
// The same result and texts give the same bytes. Sides longer than 2,000 rows are cut, and say so.
std::string WriteHtmlReport(const ScanResult& result, const ReportContext& context,
                            const TextsOfFinding& texts_of, const Review& review = {});

}  // namespace copytrace
