#include "engine/cli/run_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>

#include "engine/cli/progress_line.h"
#include "engine/error.h"
#include "engine/report/report_format.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr char kClassWords[] =
    "public-domain, permissive, weak-copyleft, strong-copyleft, network-copyleft, "
    "source-available, proprietary, unknown";

LicenseClass ParseClassOption(const std::string& option, const std::string& word) {
  if (const auto license_class = ParseLicenseClass(word)) return *license_class;
  throw Error(
      fmt::format("{}: \"{}\" is no licence class; use one of {}", option, word, kClassWords));
}

// What --fail-on asks for: a verdict, or a licence class and stricter.
struct FailOn {
  std::optional<Verdict> verdict;
  std::optional<LicenseClass> license_class;
};

FailOn ParseFailOn(const std::string& word) {
  if (word == "none") return {};
  if (word == "any") return {.license_class = LicenseClass::kPublicDomain};
  if (word == "deny" || word == "warn") return {.verdict = ParseVerdict(word)};
  return {.license_class = ParseClassOption("--fail-on", word)};
}

void AddReviewOptions(CLI::App* app, RunOptions* options) {
  app->add_option("--config", options->config,
                  "Policy to judge by (default: .copytrace.toml, found upward)")
      ->envname("COPYTRACE_CONFIG")
      ->type_name("FILE");
  CLI::Option* file = app->add_option("--baseline", options->baseline,
                                      "Findings that were there before, by `copytrace baseline "
                                      "write`; they do not count")
                          ->envname("COPYTRACE_BASELINE")
                          ->type_name("FILE");
  app->add_option("--baseline-from-ref", options->baseline_from_ref,
                  "The same, of what a git revision holds, which is scanned for it")
      ->excludes(file)
      ->type_name("REF");
}

}  // namespace

void AddRunOptions(CLI::App* app, RunOptions* options) {
  options->app = app;
  app->option_defaults()->always_capture_default();
  app->add_option("--store", options->store,
                  "Store to look in, made by `copytrace index add … --store DIR`")
      ->envname("COPYTRACE_STORE")
      ->type_name("DIR");
  app->add_option("--format", options->format,
                  "For people: text, html (one page that opens offline), markdown (a comment); for "
                  "programs: json, sarif, spdx, spdx3, cyclonedx, gitlab, junit, github")
      ->check(CLI::IsMember(ReportFormatNames()))
      ->envname("COPYTRACE_FORMAT")
      ->type_name("WORD");
  AddOutputOptions(app, &options->output);
  app->add_option(
         "--min-class", options->min_class,
         fmt::format("Report only findings of this licence class and stricter: {}", kClassWords))
      ->envname("COPYTRACE_MIN_CLASS")
      ->type_name("CLASS");
  app->add_option("--fail-on", options->fail_on,
                  "Exit with 1 if a finding that counts is denied (deny), denied or warned about "
                  "(warn), of this licence class or stricter (CLASS), there at all (any); none: "
                  "never. Default: deny by a policy file and in `check`, else any")
      ->envname("COPYTRACE_FAIL_ON")
      ->type_name("deny|warn|CLASS|any|none");
  app->add_option("--exit-code", options->exit_code, "Status to exit with instead of 1")
      ->check(CLI::Range(0, 255))
      ->envname("COPYTRACE_EXIT_CODE")
      ->type_name("N");
  app->add_option("--e-value", options->scan.e_value,
                  "Report regions of which chance yields at most this many in a million lines")
      ->check(CLI::PositiveNumber)
      ->envname("COPYTRACE_E_VALUE")
      ->type_name("X");
  AddThreadsOption(app, &options->scan.threads);
  AddMaxFileSizeOption(app, &options->scan.limits.max_file_bytes);
  app->add_option("--file-timeout", options->scan.file_seconds,
                  "Skip a file that takes more seconds of CPU time, and say so")
      ->check(CLI::PositiveNumber)
      ->envname("COPYTRACE_FILE_TIMEOUT")
      ->type_name("SECONDS");
  AddReviewOptions(app, options);
  app->add_flag("--stats", options->stats, "Time and bytes of each stage, on stderr");
}

void ApplySettings(const Policy& policy, RunOptions* options) {
  for (const auto& [key, value] : policy.settings) {
    std::string name = "--" + key;
    std::ranges::replace(name, '_', '-');
    CLI::Option* option = options->app->get_option_no_throw(name);
    if (option == nullptr || option->count() > 0) continue;
    if (key == "baseline" && !options->baseline_from_ref.empty()) continue;
    try {
      option->add_result(value);
      option->run_callback();
    } catch (const CLI::Error& e) {
      throw Error(fmt::format("{}: [settings] {}: {}", policy.file, key, e.what()));
    }
  }
}

void CheckRunOptions(const RunOptions& options) {
  ParseClassOption("--min-class", options.min_class);
  if (!options.fail_on.empty()) ParseFailOn(options.fail_on);
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
  ScanResult result = Scan(store, roots, options);
  for (const std::string& note : result.notes) {
    std::fprintf(stderr, "copytrace: %s\n", note.c_str());
  }
  return result;
}

void DropBelowMinimum(const RunOptions& options, ScanResult* result) {
  const LicenseClass least = ParseClassOption("--min-class", options.min_class);
  std::erase_if(result->findings, [least](const Finding& finding) {
    return finding.origin.license_class < least && !finding.IsMalicious();
  });
}

int ExitStatus(const RunOptions& options, const ScanResult& result, const Review& review,
               const std::string& by_default) {
  const FailOn fail_on = ParseFailOn(options.fail_on.empty() ? by_default : options.fail_on);
  for (size_t i = 0; i < result.findings.size(); ++i) {
    const Judgement& judgement = review.judgements[i];
    if (judgement.standing != Standing::kOpen) continue;
    if ((fail_on.verdict && judgement.verdict >= *fail_on.verdict) ||
        (fail_on.license_class &&
         (result.findings[i].IsMalicious() ||
          result.findings[i].origin.license_class >= *fail_on.license_class))) {
      return options.exit_code;
    }
  }
  return kExitClean;
}

}  // namespace copytrace
