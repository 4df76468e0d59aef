// `copytrace policy explain LICENCE`: what would happen to code under it, and by which rule.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>

#include "engine/cli/command.h"
#include "engine/cli/project.h"
#include "engine/error.h"
#include "engine/license/spdx_expression.h"
#include "engine/report/printable.h"

namespace copytrace {
namespace {

struct ExplainSettings {
  std::string license;
  std::string path;
  std::string component;
  std::string config;
};

int Explain(const ExplainSettings& settings) {
  const bool none = settings.license == "none" || settings.license == "NONE";
  const auto license = NormalizeSpdxExpression(settings.license);
  if (!license && !none) {
    throw Error(
        fmt::format("\"{}\" is no SPDX licence expression, such as MIT or \"GPL-2.0-only OR "
                    "MIT\"; none stands for code without a licence",
                    settings.license));
  }
  Project project = OpenProject(".", settings.config);
  DetectProjectLicense(project.root, &project.policy);
  const std::string expression = none ? "" : *license;
  const PolicyAnswer answer = Judge(
      project.policy, {.path = settings.path, .purl = settings.component, .license = expression});
  std::string out = fmt::format("{}: {}\n", none ? "no licence" : Printable(expression),
                                VerdictName(answer.verdict));
  out += fmt::format("  because {} ({})\n", Printable(answer.why), Printable(answer.place));
  if (answer.steps.size() > 1) out += "How it was found:\n";
  int number = 0;
  for (const PolicyStep& step : answer.steps) {
    if (answer.steps.size() == 1) break;
    out += fmt::format("  {}. {}{}\n", ++number, Printable(step.says),
                       step.place.empty() ? "" : fmt::format(" ({})", Printable(step.place)));
  }
  out += fmt::format("Policy: {}; project's licence: {}\n",
                     project.policy.file.empty() ? "none found, the defaults hold"
                                                 : Printable(project.policy.file),
                     project.policy.project_license.empty()
                         ? "not known ([project] license)"
                         : fmt::format("{} ({})", Printable(project.policy.project_license),
                                       Printable(project.policy.project_license_from)));
  std::fputs(out.c_str(), stdout);
  return kExitClean;
}

}  // namespace

Command MakePolicyCommand(CLI::App& program) {
  CLI::App* options = program.add_subcommand("policy", "Say what the project's policy means");
  options->require_subcommand(1);
  CLI::App* explain = options->add_subcommand(
      "explain", "What would happen to code under a licence, and by which rule");
  auto settings = std::make_shared<ExplainSettings>();
  explain->add_option("LICENCE", settings->license, "SPDX expression; none: no licence was found")
      ->required()
      ->type_name("");
  explain->add_option("--path", settings->path, "If it were found in this file of the project")
      ->type_name("PATH");
  explain->add_option("--component", settings->component, "If it came from this purl")
      ->type_name("PURL");
  explain
      ->add_option("--config", settings->config,
                   "Policy to judge by (default: .copytrace.toml, found upward)")
      ->envname("COPYTRACE_CONFIG")
      ->type_name("FILE");
  return {options, [settings] { return Explain(*settings); }};
}

}  // namespace copytrace
