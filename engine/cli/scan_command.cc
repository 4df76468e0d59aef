// `copytrace scan PATH…`: finds copied code and reports it.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/history_option.h"
#include "engine/cli/project.h"
#include "engine/cli/report_output.h"
#include "engine/cli/run_options.h"
#include "engine/cli/saved_scan.h"
#include "engine/cli/scan_cache.h"
#include "engine/cli/scan_input.h"
#include "engine/cli/scan_record.h"
#include "engine/cli/stats_table.h"
#include "engine/error.h"
#include "engine/history/circumstances.h"
#include "engine/report/json_report.h"
#include "engine/report/text_report.h"
#include "engine/review/policy_rules.h"
#include "engine/scan/finding_text.h"
#include "engine/scan/scan.h"
#include "engine/store/store.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

struct ScanSettings {
  std::vector<std::string> paths;
  std::string language;
  std::string files_from;
  bool null_separated = false;
  bool no_ignore = false;
  CacheSettings cache;
  std::string project;
  std::string history;
  bool no_history = false;
  std::vector<std::string> arguments;  // of the program, to be recorded
  RunOptions run;
};

void AddInputOptions(CLI::App* options, ScanSettings* settings) {
  options
      ->add_option("--language", settings->language,
                   "Language of standard input, such as python; else its text says")
      ->type_name("NAME");
  CLI::Option* files_from =
      options
          ->add_option("--files-from", settings->files_from,
                       "Scan the files that FILE lists, one a line; - is standard input")
          ->type_name("FILE");
  options->add_flag("--null", settings->null_separated, "The list separates paths by NUL")
      ->needs(files_from);
  options
      ->add_option("--include", settings->run.scan.tree.include,
                   "Scan only what matches, a pattern as in .gitignore; may be repeated")
      ->allow_extra_args(false)
      ->type_name("GLOB");
  options
      ->add_option("--exclude", settings->run.scan.tree.exclude,
                   "Leave out what matches, a pattern as in .gitignore; may be repeated")
      ->allow_extra_args(false)
      ->type_name("GLOB");
  options->add_flag("--no-ignore", settings->no_ignore,
                    "Scan what .gitignore files leave out, too");
}

void AddHistoryOptions(CLI::App* options, ScanSettings* settings) {
  options
      ->add_option("--project", settings->project,
                   "Name in the history (default: that of the repository or directory)")
      ->envname("COPYTRACE_PROJECT")
      ->type_name("NAME");
  AddHistoryOption(options, &settings->history);
  options->add_flag("--no-history", settings->no_history, "Do not record this scan")
      ->envname("COPYTRACE_NO_HISTORY");
}

bool ScansStandardInput(const ScanSettings& settings) {
  return std::ranges::find(settings.paths, "-") != settings.paths.end();
}

// Throws Error where the arguments that say what to scan contradict each other.
void CheckInput(const ScanSettings& settings) {
  const bool from_stdin = ScansStandardInput(settings);
  if (settings.paths.empty() && settings.files_from.empty()) {
    throw Error("nothing to scan: name a PATH, - for standard input, or a list by --files-from");
  }
  if (from_stdin && settings.files_from == "-") {
    throw Error("standard input cannot be both scanned and the list of --files-from");
  }
  if (!from_stdin && !settings.language.empty()) {
    throw Error("--language says what standard input is: it needs the PATH -");
  }
}

// The roots; what is none is read into scan->listing.
std::vector<fs::path> TakeInput(const ScanSettings& settings, ScanOptions* scan) {
  scan->tree.use_gitignore = !settings.no_ignore;
  std::vector<fs::path> roots(settings.paths.begin(), settings.paths.end());
  std::erase(roots, "-");
  if (!settings.files_from.empty()) {
    scan->listing =
        ListFiles(ReadFileList(settings.files_from, settings.null_separated), scan->tree);
    scan->listing_name = settings.files_from == "-" ? "(list)" : settings.files_from;
  }
  if (ScansStandardInput(settings)) {
    TreeListing input = ReadStandardInput(settings.language, scan->limits);
    std::move(input.entries.begin(), input.entries.end(),
              std::back_inserter(scan->listing.entries));
    scan->listing_name += scan->listing_name.empty() ? "-" : " -";
  }
  return roots;
}

// What the history cannot take is said, and no reason to fail the scan.
void RecordScan(const ScanSettings& settings, const ScanRecord& record, const std::string& json,
                const std::vector<std::optional<std::string>>& excerpts,
                const ScanCircumstances& circumstances) {
  try {
    History history = OpenHistory(settings.history);
    RecordCircumstances(&history, history.Record(record, json, excerpts), circumstances);
  } catch (const Error& e) {
    std::fprintf(stderr, "copytrace: the scan was not recorded: %s\n", e.what());
  }
}

ScanCircumstances CircumstancesOf(const ScanResult& result, const Project& project) {
  const Policy& policy = project.policy;
  ScanCircumstances circumstances;
  circumstances.inputs = result.inputs;
  circumstances.policy_file = policy.file;
  if (!policy.file.empty()) circumstances.policy_text = ReadBytes(policy.file).value_or("");
  circumstances.rules = EffectiveRules(policy);
  circumstances.decision_log = ReadBytes(project.DecisionLog()).value_or("");
  return circumstances;
}

// What the project of the first root leaves out, where the patterns fit the root.
void ExcludeByPolicy(const Project& project, const std::vector<fs::path>& roots,
                     ScanOptions* scan) {
  std::error_code error;
  if (roots.size() != 1 || fs::weakly_canonical(roots[0], error) != project.root) return;
  const std::vector<std::string>& patterns = project.policy.exclude;
  scan->tree.exclude.insert(scan->tree.exclude.end(), patterns.begin(), patterns.end());
}

// The directory that the findings' paths are relative to.
fs::path BaseOfPaths(const std::vector<fs::path>& roots, const ScanOptions& scan) {
  std::error_code error;
  if (roots.size() != 1 || !scan.listing_name.empty()) return fs::current_path();
  const fs::path root = fs::weakly_canonical(roots[0], error);
  return fs::is_directory(root, error) ? root : root.parent_path();
}

int RunScan(ScanSettings* parsed) {
  const ScanSettings& settings = *parsed;
  RunOptions& run = parsed->run;
  CheckInput(settings);
  const std::string first = settings.paths.empty() ? "." : settings.paths.front();
  Project project = OpenProject(first == "-" ? "." : first, run.config);
  ApplySettings(project.policy, &run);
  CheckRunOptions(run);
  const std::unique_ptr<Store> store = OpenStore(run.store);

  ScanOptions scan = run.scan;
  scan.list_inputs = !settings.no_history;
  const std::vector<fs::path> roots = TakeInput(settings, &scan);
  const auto started = std::chrono::system_clock::now();
  ExcludeByPolicy(project, roots, &scan);
  SetCache(settings.cache, run.store, roots, &scan);
  const auto start = std::chrono::steady_clock::now();
  ScanResult result = ScanWithProgress(*store, roots, scan);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  DropBelowMinimum(run, &result);

  const fs::path base = BaseOfPaths(roots, scan);
  const auto read = [&](const fs::path& file) -> std::optional<std::string> {
    for (const TreeEntry& entry : scan.listing.entries) {
      if (entry.content && (base / entry.path).lexically_normal() == file) return *entry.content;
    }
    return ReadBytes(file);
  };
  const Review review = ReviewInProject(result, run, *store, base, read, &project);

  const ReportContext context{run.store, store->info(), store->advisories()};
  const std::string json = WriteJsonReport(result, context, review);
  const ScanPlace place{roots, fs::current_path()};
  const auto file_of = [&](const Finding& finding) { return LocateFile(place, finding); };
  const auto bytes_of = [&](const Finding& finding) -> std::optional<std::string> {
    for (const TreeEntry& entry : scan.listing.entries) {
      if (entry.content && entry.path == finding.path) return *entry.content;
    }
    const auto file = file_of(finding);
    return file ? ReadBytes(*file) : std::nullopt;
  };
  if (run.format == "json") {
    WriteOutput(run.output, json);
  } else if (const auto report = WriteInFormat(
                 run.format,
                 {result, context, review, *store, bytes_of, file_of,
                  settings.project.empty() ? ProjectName(project.root) : settings.project})) {
    WriteOutput(run.output, *report);
  } else {
    WriteOutput(
        run.output,
        WriteTextReport(result, context,
                        {.color = UseColor(run.output), .wall_seconds = seconds.count()}, review));
  }
  SaveScan(roots, run.store, project.root, json);
  if (!settings.no_history) {
    RecordScan(
        settings,
        MakeScanRecord({roots, run.store, project.root, settings.project, settings.arguments},
                       started, seconds.count()),
        json, ExcerptsOf(result, bytes_of), CircumstancesOf(result, project));
  }
  if (run.stats) std::fputs(StatsTable(result.stages).c_str(), stderr);
  return ExitStatus(run, result, review, project.policy.file.empty() ? "any" : "deny");
}

}  // namespace

Command MakeScanCommand(CLI::App& program, std::vector<std::string> arguments) {
  CLI::App* options = program.add_subcommand("scan", "Find copied code, its origin and licence");
  options->footer(
      "Exit status: 0 nothing that --fail-on asks for, 1 findings (or --exit-code), 2 an error.\n"
      "Files that cannot be scanned are listed in the report and do not change the status.");
  auto settings = std::make_shared<ScanSettings>();
  settings->arguments = std::move(arguments);
  options->add_option("PATH", settings->paths, "Directories and files to scan; - is standard input")
      ->type_name("");
  AddRunOptions(options, &settings->run);
  AddInputOptions(options, settings.get());
  AddCacheOptions(options, &settings->cache);
  AddHistoryOptions(options, settings.get());
  return {options, [settings] { return RunScan(settings.get()); }};
}

}  // namespace copytrace
