#include "engine/report/license_explanation.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "engine/error.h"
#include "engine/license/compatibility.h"
#include "engine/license/obligation.h"
#include "engine/license/spdx_expression.h"
#include "engine/report/printable.h"
#include "engine/report/terminal_style.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

Json OrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string Normalized(const std::string& expression) {
  const std::optional<std::string> normalized = NormalizeSpdxExpression(expression);
  if (normalized) return *normalized;
  throw Error(fmt::format("\"{}\" is no SPDX expression; write one like \"MIT OR Apache-2.0\"",
                          expression));
}

std::string_view UseName(LicenseUse use) {
  return use == LicenseUse::kComponent ? "component" : "copied-source";
}

std::string DescribeLicense(const LicenseFacts& license, const TerminalStyle& style) {
  std::string out = style.Bold(Printable(license.id));
  if (!license.full_name.empty()) out += "  " + Printable(license.full_name);
  out +=
      fmt::format("\n  as a component: {}; copied source: {}{}\n",
                  style.ByClass(license.component_class, LicenseClassName(license.component_class)),
                  style.ByClass(license.snippet_class, LicenseClassName(license.snippet_class)),
                  license.is_doubtful ? style.Yellow("  (doubtful)") : "");
  if (!license.note.empty()) out += fmt::format("  {}\n", license.note);
  return out;
}

std::string DescribeChoice(const LicenseChoice& choice, const TerminalStyle& style) {
  std::string out =
      fmt::format("{} asks of who passes it on:\n", style.Bold(Printable(choice.expression)));
  if (choice.obligations.empty()) out += "  nothing\n";
  const bool names_licenses = choice.expression.find(" AND ") != std::string::npos;
  bool has_derived = false;
  for (const Obligation& obligation : choice.obligations) {
    has_derived = has_derived || obligation.is_derived;
    std::string from = names_licenses ? Printable(obligation.license) : "";
    if (!obligation.section.empty()) {
      from += (from.empty() ? "" : ", ") + std::string("section ") + obligation.section;
    }
    out += fmt::format("  {:<18} {}{}{}\n", ObligationName(obligation.code), obligation.sentence,
                       from.empty() ? "" : "  " + style.Dim("(" + from + ")"),
                       obligation.is_derived ? " *" : "");
  }
  if (has_derived) out += "  * by its class; the licence itself must be read\n";
  return out;
}

std::string DescribeCompatibility(const LicenseQuestion& question, const TerminalStyle& style) {
  const CompatibilityAnswer answer =
      CheckCompatibility(question.project, question.expression, question.use);
  const std::string words(CompatibilityInWords(answer.answer));
  const bool fits = answer.answer == Compatibility::kCompatible;
  std::string out = fmt::format(
      "In a project under {}, {}: {}\n  {}  {}\n", style.Bold(Printable(question.project)),
      question.use == LicenseUse::kComponent ? "used as a component" : "as copied source",
      fits ? style.Bold(words) : style.Red(words), answer.reason,
      style.Dim("(rule " + answer.rule + ")"));
  if (answer.steps.size() < 2) return out;
  for (const CompatibilityStep& step : answer.steps) {
    out += fmt::format("    {} in {}: {}. {}\n", Printable(step.finding), Printable(step.project),
                       CompatibilityInWords(step.answer), step.reason);
  }
  return out;
}

Json CompatibilityToJson(const LicenseQuestion& question) {
  const CompatibilityAnswer answer =
      CheckCompatibility(question.project, question.expression, question.use);
  Json steps = Json::array();
  for (const CompatibilityStep& step : answer.steps) {
    steps.push_back({{"project", step.project},
                     {"finding", step.finding},
                     {"answer", CompatibilityName(step.answer)},
                     {"rule", step.rule},
                     {"reason", step.reason}});
  }
  return {{"project", question.project},
          {"answer", CompatibilityName(answer.answer)},
          {"rule", answer.rule},
          {"reason", answer.reason},
          {"choice", OrNull(answer.choice)},
          {"narrows_project_to", OrNull(answer.narrows_project_to)},
          {"steps", std::move(steps)}};
}

LicenseQuestion Checked(const LicenseQuestion& question) {
  LicenseQuestion checked = question;
  checked.expression = Normalized(question.expression);
  if (!question.project.empty()) checked.project = Normalized(question.project);
  return checked;
}

}  // namespace

std::string ExplainLicenseText(const LicenseQuestion& asked, bool color) {
  const LicenseQuestion question = Checked(asked);
  const TerminalStyle style(color);
  std::string out;
  for (const LicenseFacts& license : FactsOfExpression(question.expression)) {
    out += DescribeLicense(license, style) + '\n';
  }
  const Obligations obligations = ObligationsOf(question.expression, question.use);
  for (const LicenseChoice& choice : obligations.choices) {
    out += DescribeChoice(choice, style) + '\n';
  }
  if (!obligations.is_complete) {
    out += fmt::format("There are more choices than these {}.\n\n", obligations.choices.size());
  }
  if (!question.project.empty()) out += DescribeCompatibility(question, style) + '\n';
  return out + style.Dim("A summary to plan by, not legal advice: the licence counts.") + '\n';
}

std::string ExplainLicenseJson(const LicenseQuestion& asked) {
  const LicenseQuestion question = Checked(asked);
  Json licenses = Json::array();
  for (const LicenseFacts& license : FactsOfExpression(question.expression)) {
    licenses.push_back({{"id", license.id},
                        {"name", OrNull(license.full_name)},
                        {"class", LicenseClassName(license.component_class)},
                        {"snippet_class", LicenseClassName(license.snippet_class)},
                        {"doubtful", license.is_doubtful},
                        {"note", OrNull(license.note)}});
  }
  const Obligations obligations = ObligationsOf(question.expression, question.use);
  Json choices = Json::array();
  for (const LicenseChoice& choice : obligations.choices) {
    Json asks = Json::array();
    for (const Obligation& obligation : choice.obligations) {
      asks.push_back({{"code", ObligationName(obligation.code)},
                      {"sentence", obligation.sentence},
                      {"section", OrNull(obligation.section)},
                      {"license", obligation.license},
                      {"derived", obligation.is_derived}});
    }
    choices.push_back({{"expression", choice.expression},
                       {"class", LicenseClassName(choice.license_class)},
                       {"obligations", std::move(asks)}});
  }
  const Json answer = {
      {"expression", question.expression},
      {"use", UseName(question.use)},
      {"class", LicenseClassName(ClassOfExpression(question.expression, question.use))},
      {"licenses", std::move(licenses)},
      {"choices", std::move(choices)},
      {"all_choices", obligations.is_complete},
      {"compatibility", question.project.empty() ? Json(nullptr) : CompatibilityToJson(question)}};
  return answer.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace copytrace
