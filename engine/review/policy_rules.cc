#include "engine/review/policy_rules.h"

#include <fmt/format.h>

#include <string_view>

namespace copytrace {
namespace {

class RuleList {
 public:
  explicit RuleList(const Policy& policy) : policy_(policy) {}

  void Add(std::string what, std::string_view verdict, uint32_t line) {
    rules_.push_back({std::move(what), std::string(verdict),
                      line == 0 ? "default" : fmt::format("{}:{}", policy_.file, line)});
  }

  void AddAll(const std::string& what, const std::vector<PolicyRule>& rules) {
    for (const PolicyRule& rule : rules) {
      Add(what + rule.pattern, VerdictName(rule.verdict), rule.line);
    }
  }

  // What the class may do where no rule says otherwise: asked of the policy itself.
  void AddClass(LicenseClass license_class, const std::optional<ClassRule>& rule,
                const std::string& where) {
    const std::string what = fmt::format("{}class {}", where, LicenseClassName(license_class));
    if (rule) {
      Add(what, VerdictName(rule->verdict), rule->line);
    } else if (where.empty()) {
      const bool free = license_class == LicenseClass::kPublicDomain;
      const bool notice = license_class == LicenseClass::kPermissive;
      Add(what, VerdictName(free ? Verdict::kAllow : notice ? Verdict::kWarn : Verdict::kDeny), 0);
    }
  }

  void AddPath(const PathRule& rule) {
    const std::string where = fmt::format("paths {}: ", fmt::join(rule.patterns, ", "));
    AddAll(where + "licence ", rule.licenses);
    if (rule.verdict) Add(where + "everything else", VerdictName(*rule.verdict), rule.line);
    for (size_t i = 0; i < kLicenseClasses; ++i) {
      AddClass(static_cast<LicenseClass>(i), rule.classes[i], where);
    }
    if (rule.min_score)
      Add(where + "least score", fmt::format("{} bits", *rule.min_score), rule.line);
    if (rule.min_lines) Add(where + "least lines", fmt::format("{}", *rule.min_lines), rule.line);
  }

  void AddAdvisories(const AdvisoryRules& rules) {
    const auto from = [](const std::optional<AdvisorySeverity>& severity) {
      return severity ? fmt::format("from {} severity on", AdvisorySeverityName(*severity))
                      : std::string("never");
    };
    for (const PolicyRule& rule : rules.ignored) {
      Add("advisory " + rule.pattern, "ignored", rule.line);
    }
    Add("malicious packages", VerdictName(rules.malicious), rules.malicious_line);
    Add("advisories: deny", from(rules.deny), rules.deny_line);
    Add("advisories: warn", from(rules.warn), rules.warn_line);
  }

  std::vector<EffectiveRule> Take() { return std::move(rules_); }

 private:
  const Policy& policy_;
  std::vector<EffectiveRule> rules_;
};

}  // namespace

std::vector<EffectiveRule> EffectiveRules(const Policy& policy) {
  RuleList list(policy);
  for (const std::string& pattern : policy.exclude) {
    list.Add("path " + pattern, "left out", 0);
  }
  for (const PolicyRule& rule : policy.own) {
    list.Add("component " + rule.pattern, "the project's own", rule.line);
  }
  list.AddAll("component ", policy.components);
  for (const PathRule& rule : policy.paths) list.AddPath(rule);
  list.AddAll("licence ", policy.licenses);
  for (size_t i = 0; i < kLicenseClasses; ++i) {
    list.AddClass(static_cast<LicenseClass>(i), policy.classes[i], "");
  }
  list.AddAdvisories(policy.advisories);
  if (policy.min_score > 0) list.Add("least score", fmt::format("{} bits", policy.min_score), 0);
  if (policy.min_lines > 0) list.Add("least lines", fmt::format("{}", policy.min_lines), 0);
  return list.Take();
}

}  // namespace copytrace
