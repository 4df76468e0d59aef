#include "engine/report/review_json.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/error.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<Standing, 11> kStandings = {
    Standing::kOpen,         Standing::kAccepted, Standing::kIgnored,     Standing::kPutOff,
    Standing::kBaseline,     Standing::kDeclared, Standing::kMarked,      Standing::kOwnCode,
    Standing::kOwnComponent, Standing::kExcluded, Standing::kBelowMinimum};

Json OrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string StringOrEmpty(const nlohmann::json& value) {
  return value.is_null() ? std::string() : value.get<std::string>();
}

Json DecisionToJson(const Decision& decision) { return Json::parse(ToJsonLine(decision)); }

Decision DecisionFromJson(const nlohmann::json& value) {
  return ParseDecisions(value.dump(), "a decision in the report").at(0);
}

Json NextStepToJson(const NextStep& next) {
  Json obligations = Json::array();
  for (const Obligation& obligation : next.obligations) {
    obligations.push_back({{"name", ObligationName(obligation.code)},
                           {"sentence", obligation.sentence},
                           {"section", OrNull(obligation.section)},
                           {"license", OrNull(obligation.license)}});
  }
  return {{"action", next.action},
          {"attribution", OrNull(next.attribution)},
          {"snippet_begin", OrNull(next.snippet_begin)},
          {"snippet_end", OrNull(next.snippet_end)},
          {"package", OrNull(next.package)},
          {"license_choice", OrNull(next.license_choice)},
          {"obligations", std::move(obligations)}};
}

NextStep NextStepFromJson(const nlohmann::json& value) {
  NextStep next;
  next.action = value.at("action").get<std::string>();
  next.attribution = StringOrEmpty(value.at("attribution"));
  next.snippet_begin = StringOrEmpty(value.at("snippet_begin"));
  next.snippet_end = StringOrEmpty(value.at("snippet_end"));
  next.package = StringOrEmpty(value.at("package"));
  next.license_choice = StringOrEmpty(value.at("license_choice"));
  for (const auto& entry : value.at("obligations")) {
    Obligation obligation;
    const std::string name = entry.at("name").get<std::string>();
    const auto code = ParseObligationName(name);
    if (!code) throw Error(fmt::format("unknown obligation \"{}\"", name));
    obligation.code = *code;
    obligation.sentence = entry.at("sentence").get<std::string>();
    obligation.section = StringOrEmpty(entry.at("section"));
    obligation.license = StringOrEmpty(entry.at("license"));
    next.obligations.push_back(std::move(obligation));
  }
  return next;
}

template <typename Value>
Value Known(std::optional<Value> value, const char* what, const std::string& name) {
  if (!value) throw Error(fmt::format("unknown {} \"{}\"", what, name));
  return *value;
}

}  // namespace

Json JudgementToJson(const Judgement& judgement) {
  return {{"verdict", VerdictName(judgement.verdict)},
          {"why", judgement.why},
          {"rule", judgement.rule},
          {"standing", StandingName(judgement.standing)},
          {"standing_reason", OrNull(judgement.standing_reason)},
          {"fails", judgement.Fails()},
          {"start_line", judgement.shown.first},
          {"end_line", judgement.shown.last},
          {"project_path", judgement.place.path},
          {"content", ToString(judgement.place.content)},
          {"component", judgement.place.component},
          {"copy", judgement.place.copy},
          {"baseline", OrNull(BaselineStateName(judgement.baseline))},
          {"decision", judgement.decision ? DecisionToJson(*judgement.decision) : Json(nullptr)},
          {"reopened", OrNull(judgement.reopened)},
          {"notes", judgement.notes},
          {"next", NextStepToJson(judgement.next)}};
}

Json ReviewToJson(const Review& review) {
  Json standings = Json::object();
  for (const Standing standing : kStandings) {
    if (const size_t count = review.Count(standing); count > 0) {
      standings[std::string(StandingName(standing))] = count;
    }
  }
  const auto list = [](const std::vector<Decision>& decisions) {
    Json array = Json::array();
    for (const Decision& decision : decisions) array.push_back(DecisionToJson(decision));
    return array;
  };
  return {{"policy_file", OrNull(review.policy_file)},
          {"project_license", OrNull(review.project_license)},
          {"project_license_from", OrNull(review.project_license_from)},
          {"base", OrNull(review.base)},
          {"head", OrNull(review.head)},
          {"changed_files", review.changed_files},
          {"changed_lines", review.changed_lines},
          {"failing", review.CountFailing()},
          {"standings", std::move(standings)},
          {"unused_decisions", list(review.unused)},
          {"absent_from_baseline", list(review.absent)}};
}

Judgement JudgementFromJson(const nlohmann::json& value) {
  Judgement judgement;
  const std::string verdict = value.at("verdict").get<std::string>();
  judgement.verdict = Known(ParseVerdict(verdict), "verdict", verdict);
  judgement.why = value.at("why").get<std::string>();
  judgement.rule = value.at("rule").get<std::string>();
  const std::string standing = value.at("standing").get<std::string>();
  judgement.standing = Known(ParseStanding(standing), "standing", standing);
  judgement.standing_reason = StringOrEmpty(value.at("standing_reason"));
  judgement.shown = {value.at("start_line").get<uint32_t>(), value.at("end_line").get<uint32_t>()};
  judgement.place.path = value.at("project_path").get<std::string>();
  const std::string content = value.at("content").get<std::string>();
  judgement.place.content = Known(ParseContentKey(content), "content key", content);
  judgement.place.component = value.at("component").get<std::string>();
  judgement.place.copy = value.at("copy").get<uint32_t>();
  const std::string baseline = StringOrEmpty(value.at("baseline"));
  judgement.baseline = Known(ParseBaselineState(baseline), "baseline state", baseline);
  if (!value.at("decision").is_null()) judgement.decision = DecisionFromJson(value.at("decision"));
  judgement.reopened = StringOrEmpty(value.at("reopened"));
  judgement.notes = value.at("notes").get<std::vector<std::string>>();
  judgement.next = NextStepFromJson(value.at("next"));
  return judgement;
}

Review ReviewFromJson(const nlohmann::json& value) {
  Review review;
  review.policy_file = StringOrEmpty(value.at("policy_file"));
  review.project_license = StringOrEmpty(value.at("project_license"));
  review.project_license_from = StringOrEmpty(value.at("project_license_from"));
  review.base = StringOrEmpty(value.at("base"));
  review.head = StringOrEmpty(value.at("head"));
  review.changed_files = value.at("changed_files").get<uint32_t>();
  review.changed_lines = value.at("changed_lines").get<uint64_t>();
  for (const auto& decision : value.at("unused_decisions")) {
    review.unused.push_back(DecisionFromJson(decision));
  }
  for (const auto& decision : value.at("absent_from_baseline")) {
    review.absent.push_back(DecisionFromJson(decision));
  }
  return review;
}

}  // namespace copytrace
