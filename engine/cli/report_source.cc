#include "engine/cli/report_source.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "engine/cli/history_option.h"
#include "engine/cli/project.h"
#include "engine/cli/report_output.h"
#include "engine/cli/scan_record.h"
#include "engine/error.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

ScanRecord FindScan(const ReportSourceSettings& settings, History* history) {
  if (settings.scan != 0) return history->GetScan(settings.scan);
  const std::string project =
      settings.project.empty() ? RecordedName(fs::current_path()) : settings.project;
  const auto scans = history->ListScans(project, 1);
  if (scans.empty()) {
    throw Error(
        fmt::format("no scan of {} in the history: run `copytrace scan .`, or name one by --scan, "
                    "or its project by --project",
                    project));
  }
  return scans.front();
}

ReportSource FromFile(const ReportSourceSettings& settings) {
  ReportSource source;
  const auto bytes = ReadBytes(settings.report);
  if (!bytes) throw Error(fmt::format("{}: cannot be read", settings.report));
  source.json = *bytes;
  source.report = ReadJsonReport(source.json, settings.report);
  source.project =
      settings.project.empty() ? ProjectName(source.report.result.root) : settings.project;
  source.in_words = "the report of a scan of " + source.report.result.root;
  return source;
}

ReportSource FromHistory(const ReportSourceSettings& settings, History* history) {
  ReportSource source;
  source.scan = FindScan(settings, history);
  source.json = history->GetReport(source.scan->id);
  source.report = ReadJsonReport(source.json, fmt::format("scan {}", source.scan->id));
  source.project = source.scan->project;
  source.in_words = fmt::format(
      "scan {} of {}{}", source.scan->id, source.scan->started,
      source.scan->revision ? " at commit " + source.scan->revision->substr(0, 12) : "");
  return source;
}

}  // namespace

void AddReportSourceOptions(CLI::App* command, ReportSourceSettings* settings) {
  CLI::Option* report = command
                            ->add_option("REPORT", settings->report,
                                         "A report that `scan --format json` wrote (default: the "
                                         "newest scan of this project in the history)")
                            ->type_name("");
  command->add_option("--scan", settings->scan, "A scan of the history, by its number")
      ->excludes(report)
      ->type_name("N");
  command->add_option("--project", settings->project, "Name of the project in the history")
      ->envname("COPYTRACE_PROJECT")
      ->type_name("NAME");
  AddHistoryOption(command, &settings->history);
}

ReportSource TakeReport(const ReportSourceSettings& settings, History* history) {
  ReportSource source =
      settings.report.empty() ? FromHistory(settings, history) : FromFile(settings);
  if (!source.report.review.done && !source.report.result.findings.empty()) {
    throw Error(fmt::format("{} has no verdicts: it was written by an older copytrace; scan again",
                            source.in_words));
  }
  return source;
}

}  // namespace copytrace
