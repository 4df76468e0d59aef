#include "engine/review/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/license/compatibility.h"
#include "engine/license/spdx_expression.h"
#include "engine/source/gitignore.h"

namespace copytrace {
namespace {

constexpr char kDefault[] = "default";

// Without a policy: what asks for a notice only may stay with one; what asks for more than that,
// or grants nothing, is for somebody to decide.
constexpr Verdict DefaultVerdict(LicenseClass license_class) {
  switch (license_class) {
    case LicenseClass::kPublicDomain:
      return Verdict::kAllow;
    case LicenseClass::kPermissive:
      return Verdict::kWarn;
    default:
      return Verdict::kDeny;
  }
}

constexpr std::string_view Done(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAllow:
      return "allowed";
    case Verdict::kWarn:
      return "allowed with a warning";
    case Verdict::kDeny:
      break;
  }
  return "denied";
}

// %40 and the like as the bytes they stand for, so that "@acme" is found as it is written.
std::string PercentDecoded(std::string_view text) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 &&
        digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) << 4 | digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Whether a pattern means this component: with its version or without.
bool MatchesPurl(const std::string& pattern, std::string_view purl) {
  const std::string wanted = PercentDecoded(pattern);
  std::string_view component = purl;
  const size_t slash = purl.rfind('/');
  const size_t version = purl.find('@', slash == std::string_view::npos ? 0 : slash);
  if (version != std::string_view::npos) component = purl.substr(0, version);
  return MatchesWildcard(wanted, PercentDecoded(purl)) ||
         MatchesWildcard(wanted, PercentDecoded(component));
}

bool MatchesPath(const std::vector<std::string>& patterns, std::string_view path) {
  std::string text;
  for (const std::string& pattern : patterns) text += pattern + "\n";
  const GitIgnore ignore = GitIgnore::Parse(text);
  for (size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (slash > 0 && ignore.Match(path.substr(0, slash), true) == GitIgnore::Verdict::kIgnored) {
      return true;
    }
  }
  return ignore.Match(path, false) == GitIgnore::Verdict::kIgnored;
}

// The rule for a licence: one that names it whole before one with a wildcard, then the last.
const PolicyRule* RuleFor(const std::vector<PolicyRule>& rules, const std::string& license) {
  const PolicyRule* best = nullptr;
  const std::string plain = license.substr(0, license.find(" WITH "));
  for (const PolicyRule& rule : rules) {
    if (rule.pattern == license) return &rule;
    if (MatchesWildcard(rule.pattern, license) || rule.pattern == plain) best = &rule;
  }
  return best;
}

class PolicyWalk {
 public:
  PolicyWalk(const Policy& policy, const PolicySubject& subject)
      : policy_(policy), subject_(subject) {
    answer_.min_score = policy.min_score;
    answer_.min_lines = policy.min_lines;
    for (const PathRule& rule : policy.paths) {
      if (!MatchesPath(rule.patterns, subject.path)) continue;
      paths_.insert(paths_.begin(), &rule);
      if (rule.min_score) answer_.min_score = *rule.min_score;
      if (rule.min_lines) answer_.min_lines = *rule.min_lines;
    }
  }

  PolicyAnswer Run() {
    if (!subject_.path.empty() && MatchesPath(policy_.exclude, subject_.path)) {
      answer_.excluded = true;
      Decide(Verdict::kAllow, fmt::format("{} is excluded", subject_.path), Place(0));
      return std::move(answer_);
    }
    if (DecideByComponent()) return std::move(answer_);
    Leaf leaf;
    const std::optional<SpdxExpression> expression = ParseSpdxExpression(subject_.license);
    if (expression) {
      leaf = Evaluate(*expression);
    } else {
      leaf = EvaluateLicense("");
    }
    Decide(leaf.verdict, leaf.why, leaf.place);
    return std::move(answer_);
  }

 private:
  struct Leaf {
    Verdict verdict = Verdict::kDeny;
    std::string why;
    std::string place;
  };

  std::string Place(uint32_t line) const {
    if (policy_.file.empty()) return kDefault;
    return line == 0 ? policy_.file : fmt::format("{}:{}", policy_.file, line);
  }

  void Note(std::string says, std::string place) {
    answer_.steps.push_back({std::move(says), std::move(place)});
  }

  void Decide(Verdict verdict, std::string why, std::string place) {
    answer_.verdict = verdict;
    answer_.why = std::move(why);
    answer_.place = std::move(place);
  }

  bool DecideByComponent() {
    if (subject_.purl.empty()) return false;
    for (const PolicyRule& rule : policy_.own) {
      if (!MatchesPurl(rule.pattern, subject_.purl)) continue;
      answer_.own = true;
      Decide(Verdict::kAllow, fmt::format("\"{}\" is the project's own", rule.pattern),
             Place(rule.line));
      Note(answer_.why, answer_.place);
      return true;
    }
    const PolicyRule* found = nullptr;
    for (const PolicyRule& rule : policy_.components) {
      if (!MatchesPurl(rule.pattern, subject_.purl)) continue;
      // A ban is not lifted by a permission that stands further down.
      if (found == nullptr || rule.verdict > found->verdict) found = &rule;
    }
    if (found == nullptr) return false;
    Decide(found->verdict,
           fmt::format("the component \"{}\" is {}", found->pattern, Done(found->verdict)),
           Place(found->line));
    Note(answer_.why, answer_.place);
    return true;
  }

  Leaf Evaluate(const SpdxExpression& expression) {
    if (expression.kind == SpdxExpression::Kind::kLicense) {
      return EvaluateLicense(ToString(expression));
    }
    const bool choice = expression.kind == SpdxExpression::Kind::kOr;
    Leaf best = Evaluate(expression.operands.front());
    for (size_t i = 1; i < expression.operands.size(); ++i) {
      Leaf other = Evaluate(expression.operands[i]);
      if (choice ? other.verdict < best.verdict : other.verdict > best.verdict) {
        best = std::move(other);
      }
    }
    Note(fmt::format("of {} the {} counts: {}", ToString(expression),
                     choice ? "mildest side" : "strictest part", Done(best.verdict)),
         "");
    return best;
  }

  Leaf Settle(Verdict verdict, std::string why, uint32_t line) {
    Leaf leaf{verdict, std::move(why), Place(line)};
    Note(leaf.why, leaf.place);
    return leaf;
  }

  Leaf EvaluateLicense(const std::string& license) {
    const LicenseClass license_class = ClassOfExpression(license, LicenseUse::kCopiedSource);
    const std::string_view class_name = LicenseClassName(license_class);
    const std::string name = license.empty() ? "no licence found" : license;
    Note(license.empty() ? std::string("no licence found is no grant: class unknown")
                         : fmt::format("{} is of the class {} for copied source", name, class_name),
         "");
    if (!license.empty()) {
      for (const PathRule* path : paths_) {
        if (const PolicyRule* rule = RuleFor(path->licenses, license)) {
          return Settle(rule->verdict,
                        fmt::format("{} is {} in \"{}\"", name, Done(rule->verdict),
                                    fmt::join(path->patterns, "\", \"")),
                        rule->line);
        }
      }
      if (const PolicyRule* rule = RuleFor(policy_.licenses, license)) {
        return Settle(rule->verdict, fmt::format("{} is {}", name, Done(rule->verdict)),
                      rule->line);
      }
    }
    for (const PathRule* path : paths_) {
      if (!path->verdict) continue;
      return Settle(
          *path->verdict,
          fmt::format("\"{}\" is {}", fmt::join(path->patterns, "\", \""), Done(*path->verdict)),
          path->line);
    }
    return EvaluateClass(license, name, license_class);
  }

  Leaf EvaluateClass(const std::string& license, const std::string& name,
                     LicenseClass license_class) {
    const std::string_view class_name = LicenseClassName(license_class);
    const auto index = static_cast<size_t>(license_class);
    std::optional<ClassRule> rule;
    for (const PathRule* path : paths_) {
      if (!rule) rule = path->classes[index];
    }
    if (!rule) rule = policy_.classes[index];
    Leaf by_class{rule ? rule->verdict : DefaultVerdict(license_class), "",
                  rule ? Place(rule->line) : kDefault};
    by_class.why = fmt::format("{}: {} is {}", name, class_name, Done(by_class.verdict)) +
                   (rule ? "" : " unless the policy says otherwise");
    Note(by_class.why, by_class.place);
    if (policy_.project_license.empty() || license.empty()) return by_class;

    const CompatibilityAnswer fits =
        CheckCompatibility(policy_.project_license, license, LicenseUse::kCopiedSource);
    Leaf by_project{by_class.verdict, "", policy_.project_license_from};
    const std::string reason = fits.reason.empty() ? "" : ": " + fits.reason;
    switch (fits.answer) {
      case Compatibility::kIncompatible:
        by_project.verdict = Verdict::kDeny;
        by_project.why = fmt::format("{} does not go with the project's {}{}", name,
                                     policy_.project_license, reason);
        break;
      case Compatibility::kCompatible:
        by_project.verdict = rule ? by_class.verdict : std::min(by_class.verdict, Verdict::kWarn);
        by_project.why =
            fmt::format("{} goes with the project's {}{}", name, policy_.project_license, reason);
        break;
      case Compatibility::kAsk:
        by_project.why = fmt::format("whether {} goes with the project's {} is for a lawyer{}",
                                     name, policy_.project_license, reason);
        break;
    }
    Note(by_project.why, by_project.place);
    return by_project.verdict == by_class.verdict ? by_class : by_project;
  }

  const Policy& policy_;
  const PolicySubject& subject_;
  std::vector<const PathRule*> paths_;  // that match, the last first
  PolicyAnswer answer_;
};

}  // namespace

PolicyAnswer Judge(const Policy& policy, const PolicySubject& subject) {
  return PolicyWalk(policy, subject).Run();
}

bool MatchesWildcard(std::string_view pattern, std::string_view text) {
  size_t p = 0;
  size_t t = 0;
  size_t star = std::string_view::npos;  // the last one seen, and where its run ends so far
  size_t run_end = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      run_end = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++run_end;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace copytrace
