// Two expressions are walked down to pairs of single licences, each pair is decided by the first
// line of license_compatibility.tsv that fits, and the answers are joined on the way up.
//
// Of the work (the finding), OR takes the best answer, for the copier chooses, and AND the worst.
// Of the project, a licence that says "or later" may move on to a version that takes the work,
// which narrows what the project can be passed on under; so the whole work is tried against each
// version. What the project offers by OR it must be able to keep: a work that fits one side only is
// a question for people, not an answer. The rules of the GNU family follow the compatibility matrix
// of its own FAQ ("How are the various GNU licenses compatible with each other?").
#include "engine/license/compatibility.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <utility>

#include "engine/license/license_rules.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"compatible", "ask", "incompatible"};
constexpr std::string_view kOnly = "-only";
constexpr std::string_view kOrLater = "-or-later";

// One licence as the rules see it.
struct Term {
  std::string id;  // without exception; never "-or-later" or "+"
  std::string exception;
  std::string name;                                     // as reasons call it
  LicenseClass license_class = LicenseClass::kUnknown;  // for the use in question
  LicenseClass component_class = LicenseClass::kUnknown;
  bool is_loosened = false;  // for who links, by its exception
};

// One alternative of a column.
struct Pattern {
  std::string_view text;  // id pattern; "@class"; "@linking-exception"
  std::string_view exception;
  std::optional<LicenseClass> license_class;
  bool is_linking_exception = false;
};

struct Rule {
  std::vector<Pattern> finding;
  std::vector<Pattern> project;
  bool for_component;
  bool for_copied;
  Compatibility answer;
  std::string_view name;
  std::string_view reason;
};

// Columns of license_compatibility.tsv, behind the word that says what kind of line it is.
enum Column { kKind, kFinding, kProject, kUse, kAnswer, kName, kReason, kRuleColumns };

struct RuleBook {
  std::vector<Rule> rules;
  std::map<std::string_view, std::vector<std::string_view>> later;  // a version and those after it
};

void AppendPatterns(std::string_view column,
                    const std::map<std::string_view, std::string_view>& groups,
                    std::vector<Pattern>* patterns) {
  for (const std::string_view part : SplitRule(column, ',')) {
    if (part.starts_with('$')) {
      const auto group = groups.find(part);
      if (group != groups.end()) AppendPatterns(group->second, groups, patterns);
      continue;
    }
    Pattern pattern{part, "", std::nullopt, part == "@linking-exception"};
    if (part.starts_with('@')) pattern.license_class = ParseLicenseClass(part.substr(1));
    const size_t with = part.find(" WITH ");
    if (with != std::string_view::npos) {
      pattern.text = part.substr(0, with);
      pattern.exception = part.substr(with + 6);
    }
    patterns->push_back(pattern);
  }
}

RuleBook MakeRuleBook() {
  RuleBook book;
  std::map<std::string_view, std::string_view> groups;
  for (const RuleRow& row : CompatibilityRules()) {
    if (row[kKind] == "group" && row.size() == 3) groups[row[1]] = row[2];
    if (row[kKind] == "later" && row.size() == 2) {
      const std::vector<std::string_view> versions = SplitRule(row[1], ',');
      for (size_t i = 0; i < versions.size(); ++i) {
        book.later[versions[i]].assign(versions.begin() + static_cast<std::ptrdiff_t>(i),
                                       versions.end());
      }
    }
    if (row[kKind] != "rule" || row.size() != kRuleColumns) continue;
    Rule rule;
    AppendPatterns(row[kFinding], groups, &rule.finding);
    AppendPatterns(row[kProject], groups, &rule.project);
    rule.for_component = row[kUse] != "copied";
    rule.for_copied = row[kUse] != "component";
    rule.answer = ParseCompatibility(row[kAnswer]).value_or(Compatibility::kAsk);
    rule.name = row[kName];
    rule.reason = row[kReason];
    book.rules.push_back(std::move(rule));
  }
  return book;
}

const RuleBook& Rules() {
  static const RuleBook book = MakeRuleBook();
  return book;
}

bool Fits(const Pattern& pattern, const Term& term) {
  if (pattern.is_linking_exception) return term.is_loosened;
  if (pattern.license_class) return term.license_class == *pattern.license_class;
  if (!FitsRule(pattern.text, term.id)) return false;
  return pattern.exception.empty() ||
         (!term.exception.empty() && FitsRule(pattern.exception, term.exception));
}

bool FitsAny(const std::vector<Pattern>& patterns, const Term& term) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&term](const Pattern& pattern) { return Fits(pattern, term); });
}

std::string Fill(std::string_view sentence, const Term& project, const Term& finding) {
  std::string filled;
  while (!sentence.empty()) {
    const bool names_finding = sentence.starts_with("{finding}");
    if (names_finding || sentence.starts_with("{project}")) {
      filled += names_finding ? finding.name : project.name;
      sentence.remove_prefix(9);
      continue;
    }
    filled += sentence.front();
    sentence.remove_prefix(1);
  }
  return filled;
}

// Names that say "not for you" and are on no list.
bool SoundsProprietary(std::string_view id) {
  std::string lower(id);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower.find("proprietary") != std::string::npos ||
         lower.find("commercial") != std::string::npos || lower == "unlicensed";
}

Term MakeTerm(std::string id, std::string exception, LicenseUse use) {
  Term term;
  term.name = exception.empty() ? id : id + " WITH " + exception;
  const LicenseClass without = ComponentClassOfExpression(id);
  term.license_class = ClassOfExpression(term.name, use);
  term.component_class = ComponentClassOfExpression(term.name);
  term.is_loosened = term.component_class < without;
  if (term.license_class == LicenseClass::kUnknown && SoundsProprietary(id)) {
    term.license_class = term.component_class = LicenseClass::kProprietary;
  }
  term.id = std::move(id);
  term.exception = std::move(exception);
  return term;
}

// The licence in each version that its "or later" leaves open; itself where there is none.
std::vector<Term> VersionsOf(const SpdxExpression& license, LicenseUse use) {
  std::string first = license.license;
  if (first.ends_with(kOrLater)) {
    first.replace(first.size() - kOrLater.size(), kOrLater.size(), kOnly);
  } else if (first.ends_with('+')) {
    first.pop_back();
  } else {
    return {MakeTerm(first, license.exception, use)};
  }
  const auto versions = Rules().later.find(first);
  if (versions == Rules().later.end()) return {MakeTerm(license.license, license.exception, use)};
  std::vector<Term> terms;
  for (const std::string_view version : versions->second) {
    terms.push_back(MakeTerm(std::string(version), license.exception, use));
  }
  return terms;
}

CompatibilityStep MakeStep(const Term& project, const Term& finding, Compatibility answer,
                           std::string_view rule, std::string_view reason) {
  return {project.name, finding.name, answer, std::string(rule), Fill(reason, project, finding)};
}

CompatibilityStep ByRule(const Term& project, const Term& finding, LicenseUse use) {
  for (const Rule& rule : Rules().rules) {
    const bool holds = use == LicenseUse::kComponent ? rule.for_component : rule.for_copied;
    if (!holds || !FitsAny(rule.finding, finding) || !FitsAny(rule.project, project)) continue;
    return MakeStep(project, finding, rule.answer, rule.name, rule.reason);
  }
  return MakeStep(project, finding, Compatibility::kAsk, "no-rule",
                  "No rule covers {finding} in a project under {project}.");
}

// A permission that the project gives on top of its licence is lost for work that does not give it.
bool LosesException(const Term& project, const Term& finding) {
  if (!project.is_loosened || project.exception == finding.exception) return false;
  if (project.exception == "Linux-syscall-note") return false;  // speaks of user programs only
  return ClassOfExpression(finding.id) >= LicenseClass::kStrongCopyleft && !finding.is_loosened;
}

CompatibilityStep Decide(const Term& project, const Term& finding, LicenseUse use) {
  const bool is_known = finding.license_class < LicenseClass::kProprietary;
  CompatibilityStep step;
  if (is_known && project.id == finding.id && project.exception == finding.exception) {
    step = MakeStep(project, finding, Compatibility::kCompatible, "same-license",
                    "Both are under {finding}.");
  } else if (is_known && project.id == finding.id && finding.exception.empty()) {
    step = MakeStep(project, finding, Compatibility::kCompatible, "same-license",
                    "Both are under {finding}, to which the project adds a permission.");
  } else if (is_known && project.id == finding.id && project.exception.empty()) {
    step = MakeStep(project, finding, Compatibility::kCompatible, "exception-dropped",
                    "Both are under {project}; the permission that the work adds may be dropped.");
  } else {
    step = ByRule(project, finding, use);
  }
  if (step.answer == Compatibility::kCompatible && LosesException(project, finding)) {
    return MakeStep(project, finding, Compatibility::kAsk, "exception-lost",
                    "The project gives the permission of its exception for all of {project}; for "
                    "what comes under {finding} it could not.");
  }
  return step;
}

// An answer on its way up.
struct Verdict {
  CompatibilityStep step;  // that decides
  std::string choice;      // the work's licences as taken
  std::string narrowed;    // what the project can still be passed on under; empty: as before
  Compatibility answer() const { return step.answer; }
};

class Comparison {
 public:
  Comparison(const SpdxExpression& finding, LicenseUse use) : finding_(finding), use_(use) {}

  Verdict OfProject(const SpdxExpression& project) {
    if (project.kind == SpdxExpression::Kind::kLicense) return OfProjectLicense(project);
    std::vector<Verdict> verdicts;
    for (const SpdxExpression& operand : project.operands) verdicts.push_back(OfProject(operand));
    return Join(project, std::move(verdicts));
  }

  std::vector<CompatibilityStep> TakeSteps() { return std::move(steps_); }

 private:
  Verdict OfProjectLicense(const SpdxExpression& project) {
    if (ToString(project) == ToString(finding_)) {
      Term term = MakeTerm(project.license, project.exception, use_);
      if (term.license_class < LicenseClass::kProprietary) {
        Verdict same{MakeStep(term, term, Compatibility::kCompatible, "same-license",
                              "Both are under {finding}."),
                     ToString(finding_), ""};
        Record(same.step);
        return same;
      }
    }
    const std::vector<Term> versions = VersionsOf(project, use_);
    std::vector<Verdict> verdicts;
    for (const Term& version : versions) verdicts.push_back(OfFinding(finding_, version));
    const auto best = Best(verdicts);
    Verdict verdict = *best;
    Record(verdict.step);
    if (verdict.answer() != Compatibility::kCompatible) return verdict;
    verdict.narrowed = Narrowed(versions, verdicts);
    return verdict;
  }

  static std::vector<Verdict>::const_iterator Best(const std::vector<Verdict>& verdicts) {
    return std::min_element(verdicts.begin(), verdicts.end(),
                            [](const auto& a, const auto& b) { return a.answer() < b.answer(); });
  }

  // "GPL-3.0-or-later" where version 2 falls away, "GPL-2.0-only" where version 3 does.
  static std::string Narrowed(const std::vector<Term>& versions,
                              const std::vector<Verdict>& verdicts) {
    std::vector<size_t> kept;
    for (size_t i = 0; i < verdicts.size(); ++i) {
      if (verdicts[i].answer() == Compatibility::kCompatible) kept.push_back(i);
    }
    if (kept.size() == versions.size()) return "";
    const bool is_tail =
        kept.back() + 1 == versions.size() && kept.back() - kept.front() + 1 == kept.size();
    std::string narrowed;
    for (const size_t i : kept) {
      std::string id = versions[i].id;
      const std::string with =
          versions[i].exception.empty() ? "" : " WITH " + versions[i].exception;
      if (is_tail && id.ends_with(kOnly)) {
        id.resize(id.size() - kOnly.size());
        return id + std::string(kOrLater) + with;
      }
      if (is_tail) return id + "+" + with;
      narrowed += (narrowed.empty() ? "" : " OR ") + id + with;
    }
    return narrowed;
  }

  // The work against one version of one licence of the project.
  Verdict OfFinding(const SpdxExpression& finding, const Term& project) {
    if (finding.kind == SpdxExpression::Kind::kLicense) {
      std::vector<Verdict> verdicts;
      for (const Term& version : VersionsOf(finding, use_)) {
        verdicts.push_back({Decide(project, version, use_), version.name, ""});
      }
      const bool all = std::all_of(verdicts.begin(), verdicts.end(), [](const Verdict& verdict) {
        return verdict.answer() == Compatibility::kCompatible;
      });
      Verdict verdict = *Best(verdicts);
      if (all) verdict.choice = ToString(finding);
      return verdict;
    }
    const bool is_or = finding.kind == SpdxExpression::Kind::kOr;
    Verdict joined;
    std::vector<std::string> taken;
    for (const SpdxExpression& operand : finding.operands) {
      Verdict next = OfFinding(operand, project);
      Record(next.step);
      taken.push_back(next.choice);
      const bool replaces = taken.size() == 1 || (is_or ? next.answer() < joined.answer()
                                                        : next.answer() > joined.answer());
      if (replaces) joined = std::move(next);
    }
    if (!is_or) joined.choice = JoinAnd(taken);
    return joined;
  }

  // The project's licences all hold, or all are offered.
  Verdict Join(const SpdxExpression& project, std::vector<Verdict> verdicts) {
    const auto worst = std::max_element(
        verdicts.begin(), verdicts.end(),
        [](const Verdict& a, const Verdict& b) { return a.answer() < b.answer(); });
    const auto best = Best(verdicts);
    if (worst->answer() != Compatibility::kIncompatible ||
        best->answer() != Compatibility::kCompatible) {
      return *worst;
    }
    // It fits some of them and not others.
    std::string fitting;
    bool copyleft_refuses = false;
    for (size_t i = 0; i < verdicts.size(); ++i) {
      const std::string operand = ToString(project.operands[i]);
      if (verdicts[i].answer() == Compatibility::kCompatible) {
        fitting += (fitting.empty() ? "" : " OR ") + operand;
      } else {
        copyleft_refuses =
            copyleft_refuses || ClassOfExpression(operand) >= LicenseClass::kStrongCopyleft;
      }
    }
    const bool is_or = project.kind == SpdxExpression::Kind::kOr;
    if (!is_or && copyleft_refuses) return *worst;
    Verdict verdict = *worst;
    verdict.step.answer = Compatibility::kAsk;
    verdict.step.rule = is_or ? "project-choice" : "project-parts";
    verdict.step.reason =
        (is_or ? "It fits a project under " + fitting +
                     ", but the project offers a choice that it "
                     "could then not keep: "
               : "It fits the parts under " + fitting + ", but not the others: ") +
        worst->step.reason;
    verdict.choice = best->choice;
    verdict.narrowed = is_or ? fitting : "";
    return verdict;
  }

  void Record(const CompatibilityStep& step) {
    if (seen_.insert(step.project + '\n' + step.finding).second) steps_.push_back(step);
  }

  const SpdxExpression& finding_;
  const LicenseUse use_;
  std::vector<CompatibilityStep> steps_;
  std::set<std::string> seen_;
};

size_t CountLicenses(const SpdxExpression& expression) {
  if (expression.kind == SpdxExpression::Kind::kLicense) return 1;
  size_t count = 0;
  for (const SpdxExpression& operand : expression.operands) count += CountLicenses(operand);
  return count;
}

// Nothing for what states no licence.
std::optional<SpdxExpression> ParseStated(std::string_view expression) {
  if (expression == "NONE" || expression == "NOASSERTION") return std::nullopt;
  return ParseSpdxExpression(expression);
}

CompatibilityAnswer Ask(std::string_view rule, std::string reason) {
  CompatibilityAnswer answer;
  answer.rule = rule;
  answer.reason = std::move(reason);
  return answer;
}

}  // namespace

std::string_view CompatibilityName(Compatibility answer) {
  return kNames[static_cast<size_t>(answer)];
}

std::optional<Compatibility> ParseCompatibility(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Compatibility>(found - kNames.begin());
}

std::string_view CompatibilityInWords(Compatibility answer) {
  return answer == Compatibility::kAsk ? "ask a lawyer" : CompatibilityName(answer);
}

CompatibilityAnswer CheckCompatibility(std::string_view project, std::string_view finding,
                                       LicenseUse use) {
  const std::optional<SpdxExpression> theirs = ParseStated(finding);
  if (!theirs) {
    return Ask("no-known-licence",
               "The work states no licence that can be read, and no licence is no grant: ask the "
               "holder.");
  }
  if (ClassOfExpression(finding, use) == LicenseClass::kPublicDomain) {
    CompatibilityAnswer answer = Ask("nothing-asked", "The work asks for nothing.");
    answer.answer = Compatibility::kCompatible;
    return answer;
  }
  const std::optional<SpdxExpression> ours = ParseStated(project);
  if (!ours) {
    return Ask("project-unknown",
               "The project states no licence that can be read: what it may take "
               "is not known.");
  }
  if (CountLicenses(*ours) * CountLicenses(*theirs) > kMostCompatibilityPairs) {
    return Ask("too-many-licences", "The expressions name too many licences to compare.");
  }
  Comparison comparison(*theirs, use);
  Verdict verdict = comparison.OfProject(*ours);
  CompatibilityAnswer answer;
  answer.answer = verdict.step.answer;
  answer.rule = verdict.step.rule;
  answer.steps = comparison.TakeSteps();
  const bool is_chosen =
      answer.answer == Compatibility::kCompatible && verdict.choice != ToString(*theirs);
  if (is_chosen) answer.choice = verdict.choice;
  answer.narrows_project_to = verdict.narrowed;
  if (is_chosen) answer.reason = "Taken under " + verdict.choice + ": ";
  answer.reason += verdict.step.reason;
  if (!verdict.narrowed.empty() && answer.answer == Compatibility::kCompatible) {
    answer.reason += " The project can then be passed on under " + verdict.narrowed + " only.";
  }
  return answer;
}

}  // namespace copytrace
