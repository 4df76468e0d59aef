// `copytrace decide FINDING accept|ignore|replace`: a line in the project's log of decisions.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "engine/cli/command.h"
#include "engine/cli/project.h"
#include "engine/cli/saved_scan.h"
#include "engine/error.h"
#include "engine/report/printable.h"
#include "engine/review/decision.h"
#include "engine/source/git_repository.h"

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
};

// Who decides: as git would name the author of a commit here, else the user.
std::string Author(const fs::path& root) {
  if (const auto repository = GitRepository::Find(root)) {
    if (const std::string name = repository->UserName(); !name.empty()) return name;
  }
  const char* user = std::getenv("USER");
  return user == nullptr ? "" : user;
}

int Decide(const DecideSettings& settings) {
  if (settings.reason.find_first_not_of(" \t\n") == std::string::npos) {
    throw Error("--reason must say why: who reads the log next year will want to know");
  }
  if (!settings.until.empty()) {
    if (!IsIsoDate(settings.until)) {
      throw Error(fmt::format("--until: \"{}\" is no date, such as 2027-06-30", settings.until));
    }
    if (settings.until < Today()) {
      throw Error(fmt::format("--until: {} is in the past", settings.until));
    }
  }
  const SavedScan scan = FindSavedScan(settings.finding, settings.report);
  const Finding* finding = FindFinding(scan.report.result, settings.finding);
  if (finding == nullptr) {
    throw Error(fmt::format("no finding \"{}\" in {}", settings.finding, settings.report));
  }
  const auto index = static_cast<size_t>(finding - scan.report.result.findings.data());
  if (!scan.report.review.done) {
    throw Error("the report was made by an older copytrace; scan again");
  }
  const Judgement& judgement = scan.report.review.judgements[index];
  const Project project = OpenProject(scan.project.empty() ? fs::current_path() : scan.project, "");

  Decision decision = DecisionAbout(*finding, judgement.place);
  decision.action = *ParseDecisionAction(settings.action);
  decision.reason = settings.reason;
  decision.by = settings.by.empty() ? Author(project.root) : settings.by;
  decision.at = Now();
  decision.until = settings.until;
  if (judgement.decision && !(judgement.decision->place.path == judgement.place.path &&
                              judgement.decision->place.content == judgement.place.content &&
                              judgement.decision->place.copy == judgement.place.copy)) {
    decision.supersedes = judgement.decision->place;
  }
  AppendDecision(project.DecisionLog(), decision);
  std::printf("%s: %s:%u-%u from %s, in %s; commit it with the change\n", settings.action.c_str(),
              Printable(judgement.place.path).c_str(), finding->lines.first, finding->lines.last,
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
  return {options, [settings] { return Decide(*settings); }};
}

}  // namespace copytrace
