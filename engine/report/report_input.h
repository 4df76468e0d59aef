// What every writer of a report is given, and the findings as reports show them. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/html_report.h"
#include "engine/report/report_context.h"
#include "engine/review/review.h"

namespace copytrace {

struct ReportInput {
  const ScanResult& result;
  const ReportContext& context;
  const Review& review;     // without judgements: not reviewed, all that was found counts
  TextsOfFinding texts_of;  // both sides, decoded
  // The bytes of a finding's file as they were scanned; nothing where they cannot be had.
  std::function<std::optional<std::string>(const Finding&)> bytes_of;
  std::string project;  // its name
  // For documents that must state when they were made; the same input gives the same bytes.
  std::string created = "1970-01-01T00:00:00Z";
};

// A finding with what was made of it.
struct ReportedFinding {
  const Finding* finding = nullptr;
  Judgement judgement;
  std::string path;  // from the project's root, which is where pipelines stand
  LineRange lines;   // clipped to the change where one is checked

  const Origin& origin() const { return finding->origin; }
  bool IsOpen() const { return judgement.standing == Standing::kOpen; }
  // Whether the code is somebody else's for all that is known, so that documents of what the
  // project is made of name it: ignored, own and excluded findings are none, accepted ones are.
  bool IsCopy() const;
};

// In the order of the findings. They point into the input's result.
std::vector<ReportedFinding> ReportedFindings(const ReportInput& input);

// The indexes of the open ones: malicious packages first, then what is denied, then warnings, then
// what is allowed.
std::vector<size_t> OpenByVerdict(const std::vector<ReportedFinding>& findings);

// "src/table.js:10-20 is a renamed copy of lib/pad.js:3-13 in pkg:npm/%40acme/pad@0.0.3";
// printable.
std::string DescribeCopy(const ReportedFinding& reported);

// "GPL-3.0-or-later (strong-copyleft)", "no licence found (unknown)"; printable.
std::string DescribeLicense(const Origin& origin);

// "GHSA-xvch-5gv4-984h (CVE-2021-44906), critical 9.8: Prototype pollution; mended in 1.2.6";
// printable.
std::string DescribeAdvisory(const Advisory& advisory);

// "10-20", or "10" of one line.
std::string ToString(const LineRange& lines);

// The probability that a region of this score is no chance match, of four digits: exp(-E), as
// finds by chance are rare and independent (Poisson).
double Confidence(const Finding& finding);

}  // namespace copytrace
