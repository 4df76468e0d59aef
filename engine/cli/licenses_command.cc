// `copytrace licenses PATH…`: the licence that every file states, and a summary by directory.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/terminal.h"
#include "engine/error.h"
#include "engine/report/licenses_report.h"
#include "engine/scan/license_survey.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

struct LicensesSettings {
  std::vector<std::string> paths;
  std::string format = "text";
  std::string output = "-";
  std::string color = "auto";
  LicenseSurveyOptions survey;
};

void WriteOutput(const std::string& output, const std::string& report) {
  if (output == "-") {
    if (std::fwrite(report.data(), 1, report.size(), stdout) != report.size() ||
        std::fflush(stdout) != 0) {
      throw Error("standard output cannot be written to");
    }
    return;
  }
  std::ofstream out(output, std::ios::binary | std::ios::trunc);
  out << report;
  if (!out.flush()) throw Error(fmt::format("{}: cannot be written", output));
}

int RunLicenses(const LicensesSettings& settings) {
  const std::vector<fs::path> roots(settings.paths.begin(), settings.paths.end());
  const LicenseSurvey survey = SurveyLicenses(roots, settings.survey);
  if (settings.format == "json") {
    WriteOutput(settings.output, WriteLicensesJson(survey));
  } else if (settings.format == "spdx") {
    const fs::path root = fs::absolute(roots.front()).lexically_normal();
    const fs::path name = root.has_filename() ? root.filename() : root.parent_path().filename();
    WriteOutput(settings.output, WriteLicensesSpdx(survey, name.string()));
  } else {
    const int stream = settings.output == "-" ? STDOUT_FILENO : -1;
    WriteOutput(settings.output, WriteLicensesText(survey, UseColor(settings.color, stream)));
  }
  return kExitClean;
}

}  // namespace

Command MakeLicensesCommand(CLI::App& program) {
  CLI::App* options =
      program.add_subcommand("licenses", "Tell the licence of every file, and of each directory");
  options->footer("Exit status: 0, or 2 on an error. A file that states nothing is no grant.");
  auto settings = std::make_shared<LicensesSettings>();
  options->add_option("PATH", settings->paths, "Files and directories")->required()->type_name("");
  options->add_option("--format", settings->format, "text, json, or spdx (2.3, JSON)")
      ->check(CLI::IsMember({"text", "json", "spdx"}))
      ->type_name("WORD");
  options->add_option("-o,--output", settings->output, "File to write to; - is stdout")
      ->type_name("FILE");
  options
      ->add_option("--threads", settings->survey.threads, "Threads; 0: as many as the machine has")
      ->check(CLI::Range(0, 1024))
      ->envname("COPYTRACE_THREADS")
      ->type_name("N");
  options
      ->add_option("--max-file-size", settings->survey.max_file_bytes,
                   "Skip files above this size, such as 500K or 4M, and say so")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("SIZE");
  options->add_flag("!--no-gitignore", settings->survey.use_gitignore,
                    "Read files that .gitignore leaves out, too");
  options->add_option("--color", settings->color, "auto: on a terminal, unless NO_COLOR is set")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->envname("COPYTRACE_COLOR")
      ->type_name("WORD");
  return {options, [settings] { return RunLicenses(*settings); }};
}

}  // namespace copytrace
