// The report that other programs read; report.schema.json beside this file is its contract.
// Thread-safe.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "engine/report/report_context.h"
#include "engine/review/review.h"

namespace copytrace {

// The same result gives the same bytes: no times, no dates of the run, numbers rounded to fixed
// digits. Always valid UTF-8: a byte that is none comes out as U+FFFD. What is unknown is null.
// A review of the same findings adds its part; an empty one adds nothing.
std::string WriteJsonReport(const ScanResult& result, const ReportContext& context,
                            const Review& review = {});

struct JsonReport {
  ScanResult result;  // without stages and blob ids, which are not in the report
  ReportContext context;
  Review review;  // empty where the report has none
};

// A finding as WriteJsonReport writes it, and what the review has made of it, if there was one.
struct JsonFinding {
  Finding finding;
  std::optional<Judgement> judgement;
};
nlohmann::ordered_json FindingToJson(const Finding& finding);
// Throws nlohmann::json::exception, or Error on an unknown word.
JsonFinding ReadJsonFinding(const nlohmann::json& value);

// Reads back what WriteJsonReport wrote. Throws Error if `text` is no such report; `name` is what
// the message calls it.
JsonReport ReadJsonReport(std::string_view text, const std::string& name);

}  // namespace copytrace
