// Projects over time, and the server itself.
#include <optional>
#include <string>
#include <vector>

#include "engine/history/counts.h"
#include "engine/review/project.h"
#include "engine/server/answer_json.h"
#include "engine/server/answers.h"
#include "engine/server/limits.h"
#include "engine/server/parameters.h"
#include "engine/server/problem.h"
#include "engine/server/request_guard.h"

namespace copytrace {
namespace {

constexpr size_t kMaxProjects = 1000;

Json CountOrNull(const std::optional<uint64_t>& count) {
  return count ? Json(*count) : Json(nullptr);
}

}  // namespace

HttpResponse GetHealth(Service& service, const HttpRequest& request, const std::string&) {
  const QueryParameters none(request, {});
  service.history.Take()->ListScans("", 1);
  return JsonResponse({{"status", "ok"}});
}

HttpResponse GetAbout(Service& service, const HttpRequest& request, const std::string&) {
  const QueryParameters none(request, {});
  const auto store = service.StoreToSearch();
  return JsonResponse(
      {{"name", "copytrace"},
       {"version", service.settings.version},
       {"api", 1},
       {"author", NullIfEmpty(AuthorIn(service.settings.working_directory))},
       {"token_required", service.settings.token_required},
       {"limits",
        {{"rows", kMaxRows}, {"search_bytes", kMaxSearchBytes}, {"reason_bytes", kMaxReasonBytes}}},
       {"store",
        store == nullptr ? Json(nullptr) : ToJson(store->info(), store->directory().string())}});
}

HttpResponse ListProjects(Service& service, const HttpRequest& request, const std::string&) {
  const QueryParameters none(request, {});
  const auto history = service.history.Take();
  const std::vector<ProjectScans> projects =
      ListProjects(history.get(), std::numeric_limits<int32_t>::max());
  Json list = Json::array();
  for (const ProjectScans& project : projects) {
    if (list.size() == kMaxProjects) break;
    const StandingCounts counts = CountStandings(history.get(), project.newest);
    const ScanCounts newest = CountScans(history.get(), project.name, 1).at(0);
    list.push_back({{"name", project.name},
                    {"scans", project.scans},
                    {"newest", ToJson(history->GetScan(project.newest))},
                    {"by_license_class", counts.by_class},
                    {"by_status", counts.by_status},
                    {"by_verdict", counts.by_verdict},
                    {"appeared", CountOrNull(newest.appeared)},
                    {"disappeared", CountOrNull(newest.disappeared)}});
  }
  const size_t left_out = projects.size() - list.size();
  return JsonResponse({{"projects", std::move(list)}, {"left_out", left_out}});
}

HttpResponse GetTrend(Service& service, const HttpRequest& request, const std::string&) {
  const QueryParameters parameters(request, {"project", "limit"});
  const std::string project = parameters.RequiredText("project", kMaxNameBytes);
  const auto limit = static_cast<size_t>(parameters.Integer("limit", 1, kMaxRows, 100));
  const auto history = service.history.Take();
  const uint64_t scans = CountScansOf(history.get(), project);
  if (scans == 0) throw Problem(404, "no scan of this project is in the history");
  Json points = Json::array();
  for (const ScanCounts& counts : CountScans(history.get(), project, limit)) {
    points.push_back({{"scan", counts.scan},
                      {"started", counts.started},
                      {"revision", OrNull(counts.revision)},
                      {"findings", counts.findings},
                      {"lines", counts.lines},
                      {"by_license_class", counts.by_class},
                      {"by_status", counts.by_status},
                      {"appeared", CountOrNull(counts.appeared)},
                      {"disappeared", CountOrNull(counts.disappeared)}});
  }
  const uint64_t left_out = scans - points.size();
  return JsonResponse(
      {{"project", project}, {"points", std::move(points)}, {"left_out", left_out}});
}

}  // namespace copytrace
