// `copytrace audit`: the document of a scan for an auditor.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <memory>
#include <string>

#include "engine/cli/command.h"
#include "engine/cli/command_options.h"
#include "engine/cli/history_option.h"
#include "engine/cli/report_source.h"
#include "engine/history/circumstances.h"
#include "engine/report/audit.h"
#include "engine/source/checksum.h"

namespace copytrace {
namespace {

struct AuditSettings {
  ReportSourceSettings source;
  std::string format = "markdown";
  bool files = false;
  OutputSettings output;
};

std::vector<std::pair<std::string, std::string>> FactsOf(const ReportSource& source) {
  std::vector<std::pair<std::string, std::string>> facts = {{"Project", source.project}};
  if (source.scan) {
    const ScanRecord& scan = *source.scan;
    facts.emplace_back("Scan", fmt::format("{} in the history", scan.id));
    facts.emplace_back("Started", scan.started);
    facts.emplace_back("Took", fmt::format("{:.2f} s", scan.seconds));
    facts.emplace_back("Commit", scan.revision.value_or("in no git repository"));
    for (const auto& root : scan.roots) facts.emplace_back("Scanned", root.string());
    facts.emplace_back("From directory", scan.working_directory.string());
    facts.emplace_back("Command", fmt::format("copytrace {}", fmt::join(scan.options, " ")));
    facts.emplace_back("Tool", "copytrace " + scan.tool_version);
  } else {
    facts.emplace_back("Scanned", source.report.result.root);
  }
  const ReportContext& context = source.report.context;
  facts.emplace_back(
      "Corpus", fmt::format("{}, generation {}, format {}: {} releases of {} packages, {} files",
                            source.scan ? source.scan->store.string() : context.store_directory,
                            context.store.generation, context.store.format_version,
                            context.store.releases, context.store.components, context.store.blobs));
  return facts;
}

int WriteAudit(const AuditSettings& settings) {
  std::unique_ptr<History> history;
  if (settings.source.report.empty()) {
    history = std::make_unique<History>(HistoryFile(settings.source.history));
  }
  const ReportSource source = TakeReport(settings.source, history.get());
  AuditFacts facts;
  facts.project = source.project;
  facts.scan = FactsOf(source);
  facts.report = &source.report;
  facts.report_sha256 = Hex(PlainSha256(source.json));
  if (source.scan) facts.circumstances = CircumstancesOf(history.get(), source.scan->id);
  facts.with_files = settings.files;
  const std::string text = WriteDocument(DescribeAudit(facts), settings.format).value();
  WriteOutput(settings.output, text);
  std::fprintf(stderr, "SHA-256 of this document: %s\n", Hex(PlainSha256(text)).c_str());
  return kExitClean;
}

}  // namespace

Command MakeAuditCommand(CLI::App& program) {
  CLI::App* options =
      program.add_subcommand("audit", "Write what was scanned, found and decided, for an auditor");
  auto settings = std::make_shared<AuditSettings>();
  AddReportSourceOptions(options, &settings->source);
  options->add_option("--format", settings->format, "markdown, html or text")
      ->check(CLI::IsMember({"markdown", "html", "text"}))
      ->type_name("WORD");
  options->add_flag("--files", settings->files, "List every scanned file with its SHA-256");
  AddOutputOptions(options, &settings->output);
  options->footer(
      "The same scan gives the same bytes; their SHA-256 is printed on standard error. Hashes of\n"
      "files, the policy and the log of decisions are those that were recorded with the scan.");
  return {options, [settings] { return WriteAudit(*settings); }};
}

}  // namespace copytrace
