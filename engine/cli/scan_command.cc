// `copytrace scan PATH…`: finds copied code and reports it.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/command_options.h"
#include "engine/cli/finding_text.h"
#include "engine/cli/history_option.h"
#include "engine/cli/progress_line.h"
#include "engine/cli/saved_scan.h"
#include "engine/cli/scan_input.h"
#include "engine/cli/scan_record.h"
#include "engine/cli/stats_table.h"
#include "engine/cli/terminal.h"
#include "engine/error.h"
#include "engine/report/html_report.h"
#include "engine/report/json_report.h"
#include "engine/report/text_report.h"
#include "engine/scan/scan.h"
#include "engine/store/store.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr char kClassWords[] =
    "public-domain, permissive, weak-copyleft, strong-copyleft, network-copyleft, "
    "source-available, proprietary, unknown";

struct ScanSettings {
  std::vector<std::string> paths;
  std::string store;
  std::string format = "text";
  OutputSettings output;
  std::string min_class = "public-domain";
  std::string fail_on = "any";
  int exit_code = kExitFindings;
  bool stats = false;
  std::string language;
  std::string files_from;
  bool null_separated = false;
  bool no_ignore = false;
  std::string project;
  std::string history;
  bool no_history = false;
  std::vector<std::string> arguments;  // of the program, to be recorded
  ScanOptions scan;
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
      ->add_option("--include", settings->scan.tree.include,
                   "Scan only what matches, a pattern as in .gitignore; may be repeated")
      ->allow_extra_args(false)
      ->type_name("GLOB");
  options
      ->add_option("--exclude", settings->scan.tree.exclude,
                   "Leave out what matches, a pattern as in .gitignore; may be repeated")
      ->allow_extra_args(false)
      ->type_name("GLOB");
  options->add_flag("--no-ignore", settings->no_ignore,
                    "Scan what .gitignore files leave out, too");
}

void AddOptions(CLI::App* options, ScanSettings* settings) {
  options->add_option("PATH", settings->paths, "Directories and files to scan; - is standard input")
      ->type_name("");
  options->option_defaults()->always_capture_default();
  options
      ->add_option("--store", settings->store,
                   "Store to look in, made by `copytrace index add … --store DIR`")
      ->envname("COPYTRACE_STORE")
      ->type_name("DIR");
  options
      ->add_option("--format", settings->format, "text, json, or html: one page that opens offline")
      ->check(CLI::IsMember({"text", "json", "html"}))
      ->envname("COPYTRACE_FORMAT")
      ->type_name("WORD");
  AddOutputOptions(options, &settings->output);
  options
      ->add_option(
          "--min-class", settings->min_class,
          fmt::format("Report only findings of this licence class and stricter: {}", kClassWords))
      ->envname("COPYTRACE_MIN_CLASS")
      ->type_name("CLASS");
  options
      ->add_option("--fail-on", settings->fail_on,
                   "Exit with 1 if a reported finding is of this licence class or stricter; any: "
                   "on every finding; none: never")
      ->envname("COPYTRACE_FAIL_ON")
      ->type_name("CLASS|any|none");
  options->add_option("--exit-code", settings->exit_code, "Status to exit with instead of 1")
      ->check(CLI::Range(0, 255))
      ->envname("COPYTRACE_EXIT_CODE")
      ->type_name("N");
  options
      ->add_option("--e-value", settings->scan.e_value,
                   "Report regions of which chance yields at most this many in a million lines")
      ->check(CLI::PositiveNumber)
      ->envname("COPYTRACE_E_VALUE")
      ->type_name("X");
  AddThreadsOption(options, &settings->scan.threads);
  AddMaxFileSizeOption(options, &settings->scan.limits.max_file_bytes);
  AddInputOptions(options, settings);
  options
      ->add_option("--project", settings->project,
                   "Name in the history (default: that of the repository or directory)")
      ->envname("COPYTRACE_PROJECT")
      ->type_name("NAME");
  AddHistoryOption(options, &settings->history);
  options->add_flag("--no-history", settings->no_history, "Do not record this scan")
      ->envname("COPYTRACE_NO_HISTORY");
  options->add_flag("--stats", settings->stats, "Time and bytes of each stage, on stderr");
}

LicenseClass ParseClassOption(const std::string& option, const std::string& word) {
  if (const auto license_class = ParseLicenseClass(word)) return *license_class;
  throw Error(
      fmt::format("{}: \"{}\" is no licence class; use one of {}", option, word, kClassWords));
}

std::unique_ptr<Store> OpenStore(const std::string& directory) {
  if (directory.empty()) {
    throw Error(
        "no store given: use --store DIR or set COPYTRACE_STORE; `copytrace index add DIRECTORY "
        "--store DIR` makes one");
  }
  std::unique_ptr<Store> store = Store::Open(directory);
  if (store->info().blobs == 0) {
    throw Error(
        fmt::format("{}: the store holds no files, so nothing can be found; fill it with "
                    "`copytrace index add DIRECTORY --store {}`",
                    directory, directory));
  }
  return store;
}

ScanResult ScanWithProgress(const Store& store, const std::vector<fs::path>& roots,
                            ScanOptions options) {
  ProgressLine line;
  options.progress = [&line](uint64_t done, uint64_t total) { line.Update(done, total); };
  return Scan(store, roots, options);
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
void RecordScan(const ScanSettings& settings, const ScanRecord& record, const std::string& json) {
  if (settings.no_history) return;
  try {
    OpenHistory(settings.history).Record(record, json);
  } catch (const Error& e) {
    std::fprintf(stderr, "copytrace: the scan was not recorded: %s\n", e.what());
  }
}

int RunScan(const ScanSettings& settings) {
  const LicenseClass min_class = ParseClassOption("--min-class", settings.min_class);
  std::optional<LicenseClass> fail_on;
  if (settings.fail_on == "any") {
    fail_on = LicenseClass::kPublicDomain;
  } else if (settings.fail_on != "none") {
    fail_on = ParseClassOption("--fail-on", settings.fail_on);
  }
  CheckInput(settings);
  const std::unique_ptr<Store> store = OpenStore(settings.store);

  ScanOptions scan = settings.scan;
  const std::vector<fs::path> roots = TakeInput(settings, &scan);
  const auto started = std::chrono::system_clock::now();
  const auto start = std::chrono::steady_clock::now();
  ScanResult result = ScanWithProgress(*store, roots, scan);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::erase_if(result.findings, [min_class](const Finding& finding) {
    return finding.origin.license_class < min_class;
  });

  const ReportContext context{settings.store, store->info()};
  const std::string json = WriteJsonReport(result, context);
  if (settings.format == "json") {
    WriteOutput(settings.output, json);
  } else if (settings.format == "html") {
    const ScanPlace place{roots, fs::current_path()};
    WriteOutput(settings.output, WriteHtmlReport(result, context, [&](const Finding& finding) {
                  const auto file = LocateFile(place, finding);
                  return FindingTexts{file ? ReadText(*file) : std::nullopt,
                                      OriginText(*store, finding.origin)};
                }));
  } else {
    WriteOutput(settings.output, WriteTextReport(result, context,
                                                 {.color = UseColor(settings.output),
                                                  .wall_seconds = seconds.count()}));
  }
  SaveScan(roots, settings.store, json);
  RecordScan(settings,
             MakeScanRecord({roots, settings.store, settings.project, settings.arguments}, started,
                            seconds.count()),
             json);
  if (settings.stats) std::fputs(StatsTable(result.stages).c_str(), stderr);

  const bool failed = fail_on && std::any_of(result.findings.begin(), result.findings.end(),
                                             [fail_on](const Finding& finding) {
                                               return finding.origin.license_class >= *fail_on;
                                             });
  return failed ? settings.exit_code : kExitClean;
}

}  // namespace

Command MakeScanCommand(CLI::App& program, std::vector<std::string> arguments) {
  CLI::App* options = program.add_subcommand("scan", "Find copied code, its origin and licence");
  options->footer(
      "Exit status: 0 nothing at or above --fail-on, 1 findings (or --exit-code), 2 an error.\n"
      "Files that cannot be scanned are listed in the report and do not change the status.");
  auto settings = std::make_shared<ScanSettings>();
  settings->arguments = std::move(arguments);
  AddOptions(options, settings.get());
  return {options, [settings] { return RunScan(*settings); }};
}

}  // namespace copytrace
