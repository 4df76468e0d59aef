// Scans, one and two at a time.
#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <string>
#include <vector>

#include "engine/error.h"
#include "engine/history/counts.h"
#include "engine/server/answer_json.h"
#include "engine/server/answers.h"
#include "engine/server/limits.h"
#include "engine/server/parameters.h"
#include "engine/server/problem.h"

namespace copytrace {
namespace {

constexpr size_t kMaxSkipped = 1000;

int64_t NumberIn(const std::string& text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1) {
    throw Problem(400, "a scan has a number, from 1");
  }
  return number;
}

ScanRecord ScanOrProblem(History* history, int64_t id) {
  if (!history->HasScan(id)) throw Problem(404, fmt::format("no scan {} in the history", id));
  return history->GetScan(id);
}

// The objects of a difference as rows of the scan that has them.
Json RowsOf(History* history, int64_t scan, std::vector<std::string> ids) {
  if (ids.empty()) return Json::array();
  if (ids.size() > kMaxRows) ids.resize(kMaxRows);
  return FindingRowsToJson(AskFindings(history, {.scan = scan, .ids = ids, .limit = kMaxRows}));
}

}  // namespace

HttpResponse ListScans(Service& service, const HttpRequest& request, const std::string&) {
  const QueryParameters parameters(request, {"project", "before", "limit"});
  const auto limit = static_cast<size_t>(parameters.Integer("limit", 1, kMaxRows, 100));
  constexpr int64_t kLast = std::numeric_limits<int64_t>::max();
  const auto history = service.history.Take();
  std::vector<ScanRecord> scans =
      history->ListScans(parameters.Text("project", kMaxNameBytes), limit + 1,
                         parameters.Integer("before", 1, kLast, kLast));
  const bool has_more = scans.size() > limit;
  if (has_more) scans.pop_back();
  Json list = Json::array();
  for (const ScanRecord& scan : scans) list.push_back(ToJson(scan));
  return JsonResponse(
      {{"scans", std::move(list)}, {"next", has_more ? Json(scans.back().id) : Json(nullptr)}});
}

HttpResponse GetScan(Service& service, const HttpRequest& request, const std::string& scan) {
  const QueryParameters none(request, {});
  const auto history = service.history.Take();
  const ScanRecord record = ScanOrProblem(history.get(), NumberIn(scan));
  const StandingCounts counts = CountStandings(history.get(), record.id);
  Json report = Json::parse(history->GetReportWithoutFindings(record.id));
  Json skipped = std::move(report.at("skipped"));
  const size_t skips = skipped.size();
  if (skips > kMaxSkipped) skipped.erase(skipped.begin() + kMaxSkipped, skipped.end());
  const size_t left_out = skips - skipped.size();
  return JsonResponse({{"scan", ToJson(record)},
                       {"by_license_class", report.at("summary").at("by_license_class")},
                       {"by_status", counts.by_status},
                       {"by_verdict", counts.by_verdict},
                       {"skipped", std::move(skipped)},
                       {"skipped_left_out", left_out},
                       {"review", report.value("review", Json())}});
}

HttpResponse GetReport(Service& service, const HttpRequest& request, const std::string& scan) {
  const QueryParameters none(request, {});
  const auto history = service.history.Take();
  const ScanRecord record = ScanOrProblem(history.get(), NumberIn(scan));
  HttpResponse response;
  response.body = history->GetReport(record.id);
  return response;
}

HttpResponse CompareScans(Service& service, const HttpRequest& request, const std::string&) {
  const QueryParameters parameters(request, {"before", "after"});
  constexpr int64_t kLast = std::numeric_limits<int64_t>::max();
  parameters.RequiredText("before", kMaxIdBytes);
  parameters.RequiredText("after", kMaxIdBytes);
  const auto history = service.history.Take();
  const ScanRecord before = ScanOrProblem(history.get(), parameters.Integer("before", 1, kLast, 0));
  const ScanRecord after = ScanOrProblem(history.get(), parameters.Integer("after", 1, kLast, 0));
  const FindingDifference difference = CompareFindings(history.get(), before.id, after.id);
  return JsonResponse({{"before", ToJson(before)},
                       {"after", ToJson(after)},
                       {"appeared", RowsOf(history.get(), after.id, difference.appeared)},
                       {"disappeared", RowsOf(history.get(), before.id, difference.disappeared)},
                       {"appeared_total", difference.appeared.size()},
                       {"disappeared_total", difference.disappeared.size()},
                       {"unchanged", difference.unchanged}});
}

}  // namespace copytrace
