#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "engine/review/policy.h"

namespace copytrace {
namespace {

bool IsIgnored(const Advisory& advisory, const AdvisoryRules& rules) {
  return std::ranges::any_of(rules.ignored, [&](const PolicyRule& rule) {
    return MatchesWildcard(rule.pattern, advisory.id) ||
           std::ranges::any_of(advisory.aliases, [&](const std::string& alias) {
             return MatchesWildcard(rule.pattern, alias);
           });
  });
}

std::string PlaceOf(const Policy& policy, uint32_t line) {
  return line == 0 ? "default" : fmt::format("{}:{}", policy.file, line);
}

struct Answer {
  Verdict verdict = Verdict::kAllow;
  uint32_t line = 0;
};

Answer AnswerTo(const Advisory& advisory, const AdvisoryRules& rules) {
  if (advisory.malicious) return {rules.malicious, rules.malicious_line};
  const AdvisorySeverity severity = advisory.severity == AdvisorySeverity::kUnknown
                                        ? AdvisorySeverity::kMedium
                                        : advisory.severity;
  if (rules.deny && severity >= *rules.deny) return {Verdict::kDeny, rules.deny_line};
  if (rules.warn && severity >= *rules.warn) return {Verdict::kWarn, rules.warn_line};
  return {};
}

std::string Sentence(const Advisory& advisory) {
  if (advisory.malicious) {
    return fmt::format("the package was published to do harm: {}", NameOf(advisory));
  }
  std::string sentence =
      fmt::format("the release is affected by {}, {}", NameOf(advisory),
                  advisory.severity == AdvisorySeverity::kUnknown
                      ? "which nobody rated"
                      : fmt::format("of {} severity", AdvisorySeverityName(advisory.severity)));
  if (!advisory.fixed.empty()) sentence += fmt::format(", mended in {}", advisory.fixed);
  return sentence;
}

}  // namespace

AdvisoryAnswer JudgeAdvisories(const Policy& policy, const std::vector<Advisory>& advisories) {
  AdvisoryAnswer answer;
  for (const Advisory& advisory : advisories) {
    if (IsIgnored(advisory, policy.advisories)) continue;
    const Answer one = AnswerTo(advisory, policy.advisories);
    if (one.verdict == Verdict::kDeny) answer.denied.push_back(advisory.id);
    // They come the worst first: of equal verdicts the first one is told.
    if (one.verdict > answer.verdict) {
      answer.verdict = one.verdict;
      answer.why = Sentence(advisory);
      answer.place = PlaceOf(policy, one.line);
    }
  }
  return answer;
}

}  // namespace copytrace
