// Decisions: what was decided, and a new one.
#include <limits>
#include <string>
#include <vector>

#include "engine/error.h"
#include "engine/history/decision_record.h"
#include "engine/history/sightings.h"
#include "engine/report/json_report.h"
#include "engine/server/answer_json.h"
#include "engine/server/answers.h"
#include "engine/server/limits.h"
#include "engine/server/parameters.h"
#include "engine/server/problem.h"

namespace copytrace {
namespace {

constexpr int64_t kLast = std::numeric_limits<int64_t>::max();

DecisionRequest RequestOf(const BodyParameters& body) {
  const std::string word = body.RequiredText("action", 20);
  const auto action = ParseDecisionAction(word);
  if (!action || *action == DecisionAction::kBaseline) {
    throw Problem(400, "action: accept, ignore or replace");
  }
  DecisionRequest decision{.action = *action,
                           .reason = body.RequiredText("reason", kMaxReasonBytes),
                           .until = body.Text("until", 20),
                           .by = body.Text("by", kMaxAuthorBytes)};
  try {
    CheckDecision(decision);
  } catch (const Error& e) {
    throw Problem(400, e.what());
  }
  return decision;
}

}  // namespace

HttpResponse ListDecisions(Service& service, const HttpRequest& request, const std::string&) {
  const QueryParameters parameters(request, {"project", "finding", "before", "limit"});
  const auto limit = static_cast<size_t>(parameters.Integer("limit", 1, kMaxRows, 100));
  const auto history = service.history.Take();
  std::vector<RecordedDecision> decisions =
      ListDecisions(history.get(), {.project = parameters.Text("project", kMaxNameBytes),
                                    .finding = parameters.Text("finding", kMaxIdBytes),
                                    .before = parameters.Integer("before", 1, kLast, kLast),
                                    .limit = limit + 1});
  const bool has_more = decisions.size() > limit;
  if (has_more) decisions.pop_back();
  Json list = Json::array();
  for (const RecordedDecision& decision : decisions) list.push_back(ToJson(decision));
  return JsonResponse({{"decisions", std::move(list)},
                       {"next", has_more ? Json(decisions.back().id) : Json(nullptr)}});
}

HttpResponse PostDecision(Service& service, const HttpRequest& request, const std::string&) {
  const BodyParameters body(request, {"finding", "scan", "action", "reason", "until", "by"});
  const std::string id = body.RequiredText("finding", kMaxIdBytes);
  const int64_t scan = body.Integer("scan", 1, kLast, std::nullopt);
  const DecisionRequest decision = RequestOf(body);
  const auto history = service.history.Take();
  const auto seen = FindSighting(history.get(), id, scan);
  if (!seen) throw Problem(404, "no such finding in this scan");
  const JsonFinding finding = ReadJsonFinding(Json::parse(seen->finding));
  if (!finding.judgement) throw Problem(409, "the scan was made by an older copytrace: scan again");
  const DecisionSubject subject{.finding = finding.finding,
                                .judgement = *finding.judgement,
                                .project_root = ProjectRootOf(seen->scan),
                                .project = seen->scan.project,
                                .scan = scan};
  try {
    const RecordedDecision made = Decide(history.get(), subject, decision);
    const auto now = FindSighting(history.get(), id, scan);
    return JsonResponse({{"decision", ToJson(made)}, {"status", now.value_or(*seen).status}}, 201);
  } catch (const Error& e) {
    throw Problem(409, e.what());
  }
}

}  // namespace copytrace
