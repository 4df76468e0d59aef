// The report that people read. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/report/report_context.h"
#include "engine/review/review.h"

namespace copytrace {

struct TextReportOptions {
  bool color = false;
  double wall_seconds = 0;  // of the scan; 0 leaves it out
  size_t max_carriers = 3;  // named under a finding; the rest is counted
};

// Findings one by one, then a table by licence class, then what was skipped and how much was
// scanned. With a review, those that count alone are shown, with what it says of them; the others
// are counted. Nothing taken from the scanned files or the store can move the cursor or set
// colours.
std::string WriteTextReport(const ScanResult& result, const ReportContext& context,
                            const TextReportOptions& options, const Review& review = {});

// The lines under a finding's place: origin, licence, surety, reason. Indented by two columns.
std::string DescribeFinding(const Finding& finding, const TextReportOptions& options);

// "1 in 40 million lines", "3.2 in a million lines": how often code of this length that was not
// copied scores as high.
std::string ChanceInWords(double e_value);

// 1234567 → "1,234,567".
std::string WithThousands(uint64_t number);

}  // namespace copytrace
