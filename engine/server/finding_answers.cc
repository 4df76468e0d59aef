// Findings: lists of them, and one with all that is known of it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/error.h"
#include "engine/history/decision_record.h"
#include "engine/history/sightings.h"
#include "engine/license/license_table.h"
#include "engine/report/json_report.h"
#include "engine/report/side_json.h"
#include "engine/review/verdict.h"
#include "engine/server/answer_json.h"
#include "engine/server/answers.h"
#include "engine/server/evidence.h"
#include "engine/server/limits.h"
#include "engine/server/parameters.h"
#include "engine/server/problem.h"

namespace copytrace {
namespace {

constexpr size_t kMaxFacetValues = 100;
constexpr size_t kMaxSightings = 500;
constexpr int64_t kLast = std::numeric_limits<int64_t>::max();

bool IsKind(const std::string& word) {
  return std::ranges::any_of(std::array{MatchKind::kIdentical, MatchKind::kReformatted,
                                        MatchKind::kRenamed, MatchKind::kModified},
                             [&](MatchKind kind) { return MatchKindName(kind) == word; });
}

std::string DateOf(const QueryParameters& parameters, std::string_view name) {
  std::string date = parameters.Text(name, 20);
  if (!date.empty() && !IsQueryDate(date)) {
    throw Problem(400, fmt::format("{}: no date, such as 2026-01-31", name));
  }
  return date;
}

FindingQuery FiltersOf(const QueryParameters& parameters) {
  FindingQuery query;
  query.scan = parameters.Integer("scan", 1, kLast, 0);
  query.licenses = parameters.Texts("license");
  for (const std::string& word : parameters.Texts("class")) {
    const auto license_class = ParseLicenseClass(word);
    if (!license_class) throw Problem(400, "class: no licence class");
    query.classes.emplace_back(LicenseClassName(*license_class));
  }
  query.components = parameters.Texts("component");
  query.paths = parameters.Texts("path");
  query.projects = parameters.Texts("project");
  query.statuses = parameters.Texts("status");
  query.verdicts = parameters.Texts("verdict");
  query.kinds = parameters.Texts("kind");
  for (const std::string& word : query.statuses) {
    if (!ParseStanding(word)) throw Problem(400, "status: open, accepted, ignored, put-off, …");
  }
  for (const std::string& word : query.verdicts) {
    if (word != "none" && !ParseVerdict(word)) {
      throw Problem(400, "verdict: allow, warn, deny or none");
    }
  }
  for (const std::string& word : query.kinds) {
    if (!IsKind(word)) throw Problem(400, "kind: identical, reformatted, renamed or modified");
  }
  query.since = DateOf(parameters, "since");
  query.first_seen = DateOf(parameters, "first_seen");
  query.text = parameters.Text("text", kMaxWordsBytes);
  query.all_scans = parameters.Flag("all_scans");
  return query;
}

// What GetFinding and GetSides are about.
SeenFinding SightingOrProblem(History* history, const HttpRequest& request,
                              const std::string& finding) {
  const QueryParameters parameters(request, {"scan"});
  const auto seen = FindSighting(history, finding, parameters.Integer("scan", 1, kLast, 0));
  if (!seen) throw Problem(404, "no such finding in the history, or not in this scan");
  return *seen;
}

std::string WhyNotDecide(const SeenFinding& seen, const JsonFinding& finding) {
  if (!finding.judgement) return "the scan was made by an older copytrace: scan again";
  try {
    DecisionLogOf(ProjectRootOf(seen.scan));
    return "";
  } catch (const Error& e) {
    return e.what();
  }
}

}  // namespace

HttpResponse ListFindings(Service& service, const HttpRequest& request, const std::string&) {
  const QueryParameters parameters(
      request,
      {"project", "scan", "license", "class", "component", "path", "status", "verdict", "kind",
       "since", "first_seen", "text", "all_scans", "sort", "order", "offset", "limit"});
  FindingQuery query = FiltersOf(parameters);
  const std::string sort = parameters.Text("sort", 20);
  const auto order = ParseFindingOrder(sort.empty() ? "scan" : sort);
  if (!order) throw Problem(400, "sort: scan, path, origin, license, class, score, status, …");
  const std::string direction = parameters.Text("order", 20);
  if (!direction.empty() && direction != "up" && direction != "down") {
    throw Problem(400, "order: up or down");
  }
  query.order = *order;
  query.reversed = direction == "down";
  query.offset = static_cast<size_t>(parameters.Integer("offset", 0, kMaxOffset, 0));
  query.limit = static_cast<size_t>(parameters.Integer("limit", 1, kMaxRows, 100));
  const auto history = service.history.Take();
  const Answer answer = AskFindings(history.get(), query);
  // What is all on the page need not be counted again.
  const uint64_t total = !answer.cut && query.offset == 0 ? answer.table.rows.size()
                                                          : CountFindings(history.get(), query);
  return JsonResponse({{"findings", FindingRowsToJson(answer)},
                       {"total", total},
                       {"offset", query.offset},
                       {"limit", query.limit}});
}

HttpResponse CountFindings(Service& service, const HttpRequest& request, const std::string&) {
  const QueryParameters parameters(
      request, {"project", "scan", "license", "class", "component", "path", "status", "verdict",
                "kind", "since", "first_seen", "text", "all_scans"});
  const FindingQuery query = FiltersOf(parameters);
  const auto history = service.history.Take();
  Json facets = Json::object();
  for (const Facet& facet : CountFindingsByColumn(history.get(), query).facets) {
    Json values = Json::array();
    for (const auto& [value, count] : facet.counts) {
      if (values.size() == kMaxFacetValues) break;
      values.push_back({{"value", OrNull(value)}, {"count", count}});
    }
    facets[facet.column] = std::move(values);
  }
  return JsonResponse(facets);
}

HttpResponse GetFinding(Service& service, const HttpRequest& request, const std::string& id) {
  const auto history = service.history.Take();
  const SeenFinding seen = SightingOrProblem(history.get(), request, id);
  Json json = Json::parse(seen.finding);
  const JsonFinding finding = ReadJsonFinding(json);
  const auto decisions =
      ListDecisions(history.get(), {.project = seen.scan.project, .finding = id, .limit = 1});
  const std::string why_not = WhyNotDecide(seen, finding);
  const size_t left_out =
      finding.finding.carrier_count -
      std::min<size_t>(finding.finding.carrier_count, finding.finding.carriers.size());
  return JsonResponse({{"scan", ToJson(seen.scan)},
                       {"finding", std::move(json)},
                       {"status", seen.status},
                       {"verdict", OrNull(seen.verdict)},
                       {"first_seen", seen.first_seen},
                       {"carriers_left_out", left_out},
                       {"decision", decisions.empty() ? Json(nullptr) : ToJson(decisions.front())},
                       {"can_decide", why_not.empty()},
                       {"cannot_decide", NullIfEmpty(why_not)}});
}

HttpResponse GetSides(Service& service, const HttpRequest& request, const std::string& id) {
  std::optional<SeenFinding> seen;
  {
    const auto history = service.history.Take();
    seen = SightingOrProblem(history.get(), request, id);
  }
  const JsonFinding finding = ReadJsonFinding(Json::parse(seen->finding));
  const auto store = service.stores.Of(seen->scan.store);
  return JsonResponse(SideViewToJson(SidesOf(*seen, finding.finding, store.get())));
}

HttpResponse GetFindingHistory(Service& service, const HttpRequest& request,
                               const std::string& id) {
  const QueryParameters parameters(request, {"project"});
  const std::string project = parameters.RequiredText("project", kMaxNameBytes);
  const auto history = service.history.Take();
  const auto seen = SightingsOf(history.get(), project, id, kMaxSightings);
  if (!seen) throw Problem(404, "this project has never had such a finding");
  Json sightings = Json::array();
  for (const Sighting& sighting : seen->sightings) {
    sightings.push_back({{"scan", sighting.scan},
                         {"started", sighting.started},
                         {"revision", OrNull(sighting.revision)},
                         {"path", sighting.path},
                         {"start_line", sighting.lines.first},
                         {"end_line", sighting.lines.last},
                         {"origin", sighting.origin},
                         {"license", OrNull(sighting.license)},
                         {"status", sighting.status},
                         {"verdict", OrNull(sighting.verdict)}});
  }
  Json decisions = Json::array();
  for (const RecordedDecision& decision :
       ListDecisions(history.get(), {.project = project, .finding = id, .limit = kMaxSightings})) {
    decisions.push_back(ToJson(decision));
  }
  return JsonResponse({{"project", project},
                       {"finding", id},
                       {"first_seen", seen->first_seen},
                       {"sightings", std::move(sightings)},
                       {"sightings_total", seen->total},
                       {"scans", seen->scans},
                       {"decisions", std::move(decisions)}});
}

}  // namespace copytrace
