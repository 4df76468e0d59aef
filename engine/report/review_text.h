// Judgements as text for people, and the report of `copytrace check`. Thread-safe.
#pragma once

#include <string>

#include "engine/report/report_context.h"
#include "engine/report/text_report.h"
#include "engine/review/review.h"

namespace copytrace {

// The lines under a finding that say what the policy makes of it, what else is to be said, and what
// to do next. Indented by two columns.
std::string DescribeJudgement(const Judgement& judgement, bool color);

// What to do about a finding, whole: the attribution, the snippet block to paste, the package to
// depend on, the obligations.
std::string DescribeNextStep(const Judgement& judgement, bool color);

// "12 do not count: 3 accepted, 9 in the baseline"; empty where all count. With a line's end.
std::string DescribeStandings(const Review& review);

// Short: each finding that counts, in a few lines with the next step, those that fail first; then
// sums, and what was held against what.
std::string WriteCheckText(const ScanResult& result, const ReportContext& context,
                           const TextReportOptions& options, const Review& review);

}  // namespace copytrace
