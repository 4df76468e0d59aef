// `copytrace history list|show|diff|prune`: the scans that were made.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/history_option.h"
#include "engine/cli/terminal.h"
#include "engine/error.h"
#include "engine/history/decision_record.h"
#include "engine/history/history.h"
#include "engine/report/json_report.h"
#include "engine/report/printable.h"
#include "engine/report/table_report.h"
#include "engine/report/text_report.h"

namespace copytrace {
namespace {

struct HistorySettings {
  std::string history;
  std::string project;
  std::string format = "text";
  std::string before;
  size_t limit = 50;
  int64_t scan = 0;
  int64_t other = 0;
};

void Print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

TextTable TableOf(const std::vector<ScanRecord>& scans) {
  TextTable table;
  table.columns = {"scan",  "started", "project", "revision", "findings",
                   "files", "lines",   "seconds", "store",    "generation"};
  table.numeric = {true, false, false, false, true, true, true, true, false, true};
  for (const ScanRecord& scan : scans) {
    std::optional<std::string> revision;
    if (scan.revision) revision = scan.revision->substr(0, 12);
    table.rows.push_back({std::to_string(scan.id), scan.started, scan.project, revision,
                          std::to_string(scan.findings), std::to_string(scan.files),
                          std::to_string(scan.lines), fmt::format("{:.2f}", scan.seconds),
                          scan.store.string(), std::to_string(scan.generation)});
  }
  return table;
}

int List(const HistorySettings& settings) {
  History history = OpenHistory(settings.history);
  const TextTable table = TableOf(history.ListScans(settings.project, settings.limit));
  Print(settings.format == "json"  ? WriteTableJson(table)
        : settings.format == "csv" ? WriteTableCsv(table)
                                   : WriteTableText(table));
  return kExitClean;
}

// What was decided about the findings of a scan since, oldest first.
std::string DecisionsUpon(History* history, const ScanRecord& scan) {
  const std::vector<RecordedDecision> decisions = ListDecisions(
      history, {.project = scan.project, .limit = std::numeric_limits<int32_t>::max()});
  std::string out;
  for (auto recorded = decisions.rbegin(); recorded != decisions.rend(); ++recorded) {
    if (recorded->scan != scan.id) continue;
    const Decision& decision = recorded->decision;
    out += Printable(fmt::format("  {} {}:{}-{} from {}{} by {} on {}: {}  {}",
                                 DecisionActionName(decision.action), decision.place.path,
                                 decision.lines.first, decision.lines.last, decision.origin,
                                 decision.until.empty() ? "" : " until " + decision.until,
                                 decision.by.empty() ? "somebody" : decision.by, decision.at,
                                 decision.reason, recorded->finding)) +
           "\n";
  }
  return out.empty() ? "" : "\nDecided upon this scan:\n" + out;
}

int Show(const HistorySettings& settings) {
  History history = OpenHistory(settings.history);
  const std::string json = history.GetReport(settings.scan);
  if (settings.format == "json") {
    Print(json);
    return kExitClean;
  }
  const ScanRecord scan = history.GetScan(settings.scan);
  std::string options;
  for (const std::string& option : scan.options) options += ' ' + option;
  Print(fmt::format("scan {} of {}{}, {}\n  copytrace{}\n\n", scan.id, scan.project,
                    scan.revision ? " at " + scan.revision->substr(0, 12) : "", scan.started,
                    options));
  const JsonReport report = ReadJsonReport(json, fmt::format("scan {}", scan.id));
  Print(WriteTextReport(report.result, report.context,
                        {.color = UseColor("auto", STDOUT_FILENO), .wall_seconds = scan.seconds},
                        report.review));
  Print(DecisionsUpon(&history, scan));
  return kExitClean;
}

std::string Line(const std::string& finding, char sign) {
  const auto json = nlohmann::json::parse(finding);
  const auto& origin = json.at("origin");
  const auto license = origin.at("license");
  return Printable(fmt::format("{} {}:{}-{}  {}  {} ({})  {}", sign,
                               json.at("path").get<std::string>(), json.at("start_line").get<int>(),
                               json.at("end_line").get<int>(), origin.at("purl").get<std::string>(),
                               license.is_null() ? "no licence found" : license.get<std::string>(),
                               origin.at("license_class").get<std::string>(),
                               json.at("id").get<std::string>())) +
         "\n";
}

int Diff(const HistorySettings& settings) {
  History history = OpenHistory(settings.history);
  const ScanDifference difference = history.Compare(settings.scan, settings.other);
  if (settings.format == "json") {
    nlohmann::ordered_json out = {{"before", settings.scan},
                                  {"after", settings.other},
                                  {"appeared", nlohmann::ordered_json::array()},
                                  {"disappeared", nlohmann::ordered_json::array()},
                                  {"unchanged", difference.unchanged}};
    for (const auto& finding : difference.appeared) {
      out["appeared"].push_back(nlohmann::ordered_json::parse(finding));
    }
    for (const auto& finding : difference.disappeared) {
      out["disappeared"].push_back(nlohmann::ordered_json::parse(finding));
    }
    Print(out.dump(2) + "\n");
    return kExitClean;
  }
  for (const std::string& finding : difference.disappeared) Print(Line(finding, '-'));
  for (const std::string& finding : difference.appeared) Print(Line(finding, '+'));
  Print(fmt::format("{} appeared, {} disappeared, {} unchanged\n", difference.appeared.size(),
                    difference.disappeared.size(), difference.unchanged));
  return kExitClean;
}

int Prune(const HistorySettings& settings) {
  History history = OpenHistory(settings.history);
  Print(fmt::format("{} scans removed\n", history.Prune(settings.before)));
  return kExitClean;
}

}  // namespace

Command MakeHistoryCommand(CLI::App& program) {
  CLI::App* options = program.add_subcommand("history", "The scans that were made");
  options->require_subcommand(1);
  auto settings = std::make_shared<HistorySettings>();
  const auto add_format = [&](CLI::App* command, const std::vector<std::string>& words) {
    command->add_option("--format", settings->format, "How to print it")
        ->check(CLI::IsMember(words))
        ->type_name("WORD");
  };

  CLI::App* list = options->add_subcommand("list", "The scans, newest first");
  list->add_option("--project", settings->project, "Only of this project")->type_name("NAME");
  list->add_option("--limit", settings->limit, "At most so many")->type_name("N");
  add_format(list, {"text", "json", "csv"});
  CLI::App* show = options->add_subcommand("show", "The report of a scan, as it was");
  show->add_option("SCAN", settings->scan, "Its number")->required()->type_name("");
  add_format(show, {"text", "json"});
  CLI::App* diff =
      options->add_subcommand("diff", "What appeared and disappeared between two scans");
  diff->add_option("A", settings->scan, "The earlier scan")->required()->type_name("");
  diff->add_option("B", settings->other, "The later scan")->required()->type_name("");
  add_format(diff, {"text", "json"});
  CLI::App* prune = options->add_subcommand(
      "prune", "Remove scans before a date, but the newest of each project");
  prune->add_option("--before", settings->before, "ISO date")->required()->type_name("DATE");
  for (CLI::App* command : {list, show, diff, prune}) {
    AddHistoryOption(command, &settings->history);
  }
  return {options, [=] {
            if (list->parsed()) return List(*settings);
            if (show->parsed()) return Show(*settings);
            if (diff->parsed()) return Diff(*settings);
            return Prune(*settings);
          }};
}

}  // namespace copytrace
