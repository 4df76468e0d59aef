// `copytrace licenses PATH…`: the licence that every file states, and a summary by directory.
// `copytrace licenses explain EXPRESSION`: what such a licence asks for, and where it fits.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/command_options.h"
#include "engine/cli/document_time.h"
#include "engine/error.h"
#include "engine/report/license_explanation.h"
#include "engine/report/licenses_report.h"
#include "engine/scan/license_survey.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

struct LicensesSettings {
  std::vector<std::string> paths;
  std::string format = "text";
  OutputSettings output;
  LicenseSurveyOptions survey;
};

struct ExplainSettings {
  LicenseQuestion question;
  std::string use = "copied-source";
  std::string format = "text";
  OutputSettings output;
};

// SOURCE_DATE_EPOCH (reproducible-builds.org) or, without it, the time of the newest file read: the
// same tree gives the same document.
int64_t DocumentTime(const LicenseSurvey& survey) {
  if (const auto epoch = SourceDateEpoch()) return *epoch;
  int64_t newest = 0;
  for (const SurveyedFile& file : survey.files) newest = std::max(newest, file.modified);
  return newest;
}

int RunLicenses(const LicensesSettings& settings) {
  if (settings.paths.empty()) throw Error("nothing to read: name a PATH, or see --help");
  const std::vector<fs::path> roots(settings.paths.begin(), settings.paths.end());
  const LicenseSurvey survey = SurveyLicenses(roots, settings.survey);
  if (settings.format == "json") {
    WriteOutput(settings.output, WriteLicensesJson(survey));
  } else if (settings.format == "spdx") {
    const fs::path root = fs::absolute(roots.front()).lexically_normal();
    const fs::path name = root.has_filename() ? root.filename() : root.parent_path().filename();
    WriteOutput(settings.output, WriteLicensesSpdx(survey, name.string(), DocumentTime(survey)));
  } else {
    WriteOutput(settings.output, WriteLicensesText(survey, UseColor(settings.output)));
  }
  return kExitClean;
}

int RunExplain(const ExplainSettings& settings) {
  LicenseQuestion question = settings.question;
  question.use = settings.use == "component" ? LicenseUse::kComponent : LicenseUse::kCopiedSource;
  WriteOutput(settings.output, settings.format == "json"
                                   ? ExplainLicenseJson(question)
                                   : ExplainLicenseText(question, UseColor(settings.output)));
  return kExitClean;
}

void AddExplainOptions(CLI::App* options, ExplainSettings* settings) {
  options->add_option("EXPRESSION", settings->question.expression, "An SPDX licence expression")
      ->required()
      ->type_name("");
  options
      ->add_option("--project", settings->question.project,
                   "Licence of a project: say whether the work may go into it, and by which rule")
      ->type_name("EXPRESSION");
  options
      ->add_option("--use", settings->use,
                   "copied-source: in source of the project's own; component: linked or shipped")
      ->check(CLI::IsMember({"copied-source", "component"}))
      ->type_name("WORD");
  options->add_option("--format", settings->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("WORD");
  AddOutputOptions(options, &settings->output);
}

}  // namespace

Command MakeLicensesCommand(CLI::App& program) {
  CLI::App* options =
      program.add_subcommand("licenses", "Tell the licence of every file, and of each directory");
  options->footer(
      "Exit status: 0, or 2 on an error. A file that states nothing is no grant.\n"
      "The time in an SPDX document is SOURCE_DATE_EPOCH, else that of the newest file.");
  auto settings = std::make_shared<LicensesSettings>();
  options->add_option("PATH", settings->paths, "Files and directories")->type_name("");
  options->add_option("--format", settings->format, "text, json, or spdx (2.3, JSON)")
      ->check(CLI::IsMember({"text", "json", "spdx"}))
      ->type_name("WORD");
  AddOutputOptions(options, &settings->output);
  AddThreadsOption(options, &settings->survey.threads);
  AddMaxFileSizeOption(options, &settings->survey.max_file_bytes);
  options->add_flag("!--no-gitignore,!--no-ignore", settings->survey.use_gitignore,
                    "Read files that .gitignore leaves out, too");

  CLI::App* explain = options->add_subcommand(
      "explain",
      "Tell what a licence asks for, and whether it fits a project's (./explain is a "
      "path)");
  auto explain_settings = std::make_shared<ExplainSettings>();
  AddExplainOptions(explain, explain_settings.get());
  return {options, [settings, explain, explain_settings] {
            return explain->parsed() ? RunExplain(*explain_settings) : RunLicenses(*settings);
          }};
}

}  // namespace copytrace
