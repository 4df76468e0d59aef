#include "engine/license/obligation.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "engine/license/license_rules.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

constexpr std::array<std::string_view, 19> kNames = {"notice",
                                                     "license-text",
                                                     "notice-file",
                                                     "attribution",
                                                     "state-changes",
                                                     "source-disclosure",
                                                     "same-license",
                                                     "network-use",
                                                     "installation",
                                                     "relinking",
                                                     "no-further-terms",
                                                     "patent-grant",
                                                     "patent-termination",
                                                     "no-endorsement",
                                                     "advertising",
                                                     "naming",
                                                     "marks",
                                                     "use-restriction",
                                                     "permission"};
static_assert(kNames.size() == static_cast<size_t>(ObligationCode::kPermission) + 1);

// Columns of obligations.tsv.
enum Column { kIds, kUse, kCode, kSection, kSentence };

struct Rule {
  bool for_component;
  bool for_copied;
  std::optional<ObligationCode> code;  // none: nothing is asked
  std::string_view section;
  std::string_view sentence;
};

using RuleTable = std::map<std::string_view, std::vector<Rule>>;

RuleTable MakeTable() {
  RuleTable table;
  for (const RuleRow& row : ObligationRules()) {
    const auto column = [&row](size_t i) { return i < row.size() ? row[i] : std::string_view(); };
    const std::string_view use = column(kUse);
    const Rule rule{use != "copied", use != "component", ParseObligationName(column(kCode)),
                    column(kSection), column(kSentence)};
    for (const std::string_view id : SplitRule(column(kIds), ' ')) table[id].push_back(rule);
  }
  return table;
}

const std::vector<Rule>* FindRules(std::string_view id) {
  static const RuleTable table = MakeTable();
  const auto rules = table.find(id);
  return rules == table.end() ? nullptr : &rules->second;
}

void Append(const std::vector<Rule>& rules, const std::string& license, LicenseUse use,
            bool is_derived, std::vector<Obligation>* obligations) {
  for (const Rule& rule : rules) {
    const bool holds = use == LicenseUse::kComponent ? rule.for_component : rule.for_copied;
    if (!holds || !rule.code) continue;
    obligations->push_back(
        {*rule.code, std::string(rule.sentence), std::string(rule.section), license, is_derived});
  }
}

// Of one licence, its exception included.
std::vector<Obligation> OfLicense(const SpdxExpression& term, LicenseUse use) {
  const std::string name = ToString(term);
  const std::string& id = term.license;
  const LicenseClass own = ClassOfExpression(id, use);
  const LicenseClass loosened = ClassOfExpression(name, use);
  std::vector<Obligation> obligations;
  if (loosened < own && loosened <= LicenseClass::kPermissive) {
    Append(*FindRules("@output-exception"), name, use, false, &obligations);
    return obligations;
  }
  const std::vector<Rule>* rules = FindRules(id);
  if (rules == nullptr && id.ends_with('+')) rules = FindRules(id.substr(0, id.size() - 1));
  const bool is_derived = rules == nullptr;
  if (is_derived) rules = FindRules("@" + std::string(LicenseClassName(own)));
  Append(*rules, name, use, is_derived, &obligations);
  if (loosened == own) return obligations;
  // Of the exception's own lines each stands in place of the licence's.
  std::vector<Obligation> linking;
  Append(*FindRules("@linking-exception"), name, use, false, &linking);
  std::erase_if(obligations, [&linking](const Obligation& obligation) {
    return std::any_of(linking.begin(), linking.end(), [&obligation](const Obligation& other) {
      return other.code == obligation.code;
    });
  });
  obligations.insert(obligations.begin(), linking.begin(), linking.end());
  return obligations;
}

// A choice as the licences that it holds, each once, in order.
using Terms = std::vector<SpdxExpression>;

void AppendNew(const Terms& from, Terms* to) {
  for (const SpdxExpression& term : from) {
    if (std::find(to->begin(), to->end(), term) == to->end()) to->push_back(term);
  }
}

// All ways to take an expression, or the first kMostLicenseChoices of them.
std::vector<Terms> ChoicesOf(const SpdxExpression& expression, bool* is_complete) {
  if (expression.kind == SpdxExpression::Kind::kLicense) return {{expression}};
  std::vector<Terms> choices;
  if (expression.kind == SpdxExpression::Kind::kOr) {
    for (const SpdxExpression& operand : expression.operands) {
      for (Terms& choice : ChoicesOf(operand, is_complete)) {
        if (choices.size() == kMostLicenseChoices) {
          *is_complete = false;
          return choices;
        }
        choices.push_back(std::move(choice));
      }
    }
    return choices;
  }
  choices.emplace_back();
  for (const SpdxExpression& operand : expression.operands) {
    const std::vector<Terms> next = ChoicesOf(operand, is_complete);
    std::vector<Terms> joined;
    for (const Terms& choice : choices) {
      for (const Terms& more : next) {
        if (joined.size() == kMostLicenseChoices) {
          *is_complete = false;
          break;
        }
        joined.push_back(choice);
        AppendNew(more, &joined.back());
      }
    }
    choices = std::move(joined);
  }
  return choices;
}

LicenseChoice MakeChoice(const Terms& terms, LicenseUse use) {
  LicenseChoice choice;
  SpdxExpression joined;
  joined.kind = SpdxExpression::Kind::kAnd;
  joined.operands = terms;
  choice.expression = ToString(terms.size() == 1 ? terms.front() : joined);
  choice.license_class = ClassOfExpression(choice.expression, use);
  for (const SpdxExpression& term : terms) {
    std::vector<Obligation> more = OfLicense(term, use);
    std::move(more.begin(), more.end(), std::back_inserter(choice.obligations));
  }
  return choice;
}

}  // namespace

std::string_view ObligationName(ObligationCode code) { return kNames[static_cast<size_t>(code)]; }

std::optional<ObligationCode> ParseObligationName(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<ObligationCode>(found - kNames.begin());
}

Obligations ObligationsOf(std::string_view expression, LicenseUse use) {
  Obligations result;
  const std::optional<SpdxExpression> parsed = ParseSpdxExpression(expression);
  if (!parsed) return result;
  for (const Terms& terms : ChoicesOf(*parsed, &result.is_complete)) {
    result.choices.push_back(MakeChoice(terms, use));
  }
  return result;
}

}  // namespace copytrace
