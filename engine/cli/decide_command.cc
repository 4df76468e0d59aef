// `copytrace decide FINDING accept|ignore|replace`: a line in the project's log of decisions, and a
// row in the history.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "engine/cli/command.h"
#include "engine/cli/history_option.h"
#include "engine/cli/saved_scan.h"
#include "engine/cli/scan_record.h"
#include "engine/error.h"
#include "engine/history/decision_record.h"
#include "engine/report/printable.h"
#include "engine/review/project.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

struct DecideSettings {
  std::string finding;
  std::string action;
  std::string reason;
  std::string until;
  std::string by;
  std::string report;
  std::string history;
  bool no_history = false;
};

// The history to record it in; null where none is wanted, or there is no home to keep one in.
std::unique_ptr<History> HistoryOf(const DecideSettings& settings) {
  if (settings.no_history) return nullptr;
  if (settings.history.empty() && !History::DefaultFile()) return nullptr;
  return std::make_unique<History>(HistoryFile(settings.history));
}

int RunDecide(const DecideSettings& settings) {
  const DecisionRequest request{.action = *ParseDecisionAction(settings.action),
                                .reason = settings.reason,
                                .until = settings.until,
                                .by = settings.by};
  CheckDecision(request);
  const SavedScan scan = FindSavedScan(settings.finding, settings.report);
  const Finding* finding = FindFinding(scan.report.result, settings.finding);
  if (finding == nullptr) {
    throw Error(fmt::format("no finding \"{}\" in {}", settings.finding, settings.report));
  }
  const auto index = static_cast<size_t>(finding - scan.report.result.findings.data());
  if (!scan.report.review.done) {
    throw Error("the report was made by an older copytrace; scan again");
  }
  const Project project = OpenProject(scan.project.empty() ? fs::current_path() : scan.project, "");
  const std::unique_ptr<History> history = HistoryOf(settings);
  DecisionSubject subject{.finding = *finding,
                          .judgement = scan.report.review.judgements[index],
                          .project_root = project.root,
                          .project = RecordedName(project.root)};
  if (history != nullptr) {
    if ((subject.scan = history->FindScanOf(finding->id))) {
      subject.project = history->GetScan(*subject.scan).project;
    }
  }
  const Decision decision = Decide(history.get(), subject, request).decision;
  std::printf("%s: %s:%u-%u from %s, in %s; commit it with the change\n", settings.action.c_str(),
              Printable(decision.place.path).c_str(), finding->lines.first, finding->lines.last,
              Printable(finding->origin.purl).c_str(), project.DecisionLog().c_str());
  if (decision.action == DecisionAction::kReplace && decision.until.empty()) {
    std::puts("The finding goes on failing until the code is gone; --until DATE puts it off.");
  }
  return kExitClean;
}

}  // namespace

Command MakeDecideCommand(CLI::App& program) {
  CLI::App* options = program.add_subcommand(
      "decide", "Write down what is to become of a finding, in .copytrace/decisions.jsonl");
  options->footer(
      "accept: the code stays, its licence is kept to. ignore: it is no copy, or does not matter.\n"
      "replace: it will be taken out; with --until it does not fail before that day.\n"
      "A decision is about this code in this place; it moves with the code, and does not cover a\n"
      "second copy. Deciding again supersedes it.");
  auto settings = std::make_shared<DecideSettings>();
  options->add_option("FINDING", settings->finding, "Id of a finding, or the start of one")
      ->required()
      ->type_name("");
  options->add_option("ACTION", settings->action, "accept, ignore or replace")
      ->required()
      ->check(CLI::IsMember({"accept", "ignore", "replace"}))
      ->type_name("");
  options->add_option("--reason", settings->reason, "Why")->required()->type_name("TEXT");
  options->add_option("--until", settings->until, "Last day on which it holds, such as 2027-06-30")
      ->type_name("DATE");
  options->add_option("--by", settings->by, "Who decides (default: git's user.name)")
      ->type_name("NAME");
  options
      ->add_option("--report", settings->report, "JSON report to look in (default: the last scans)")
      ->type_name("FILE");
  AddHistoryOption(options, &settings->history);
  options->add_flag("--no-history", settings->no_history, "Do not record it in the history")
      ->envname("COPYTRACE_NO_HISTORY");
  return {options, [settings] { return RunDecide(*settings); }};
}

}  // namespace copytrace
