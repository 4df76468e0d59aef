// `copytrace check`: what a change brings, and nothing else.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/project.h"
#include "engine/cli/report_output.h"
#include "engine/cli/run_options.h"
#include "engine/cli/saved_scan.h"
#include "engine/cli/stats_table.h"
#include "engine/error.h"
#include "engine/report/json_report.h"
#include "engine/report/review_text.h"
#include "engine/review/own_code.h"
#include "engine/source/git_repository.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

struct CheckSettings {
  ChangeQuery query;
  std::string diff;
  RunOptions run;
};

// What a pipeline says of the branch that a change is to be merged into.
std::string BaseFromPipeline() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  if (const std::string commit = variable("CI_MERGE_REQUEST_DIFF_BASE_SHA"); !commit.empty()) {
    return commit;  // GitLab
  }
  if (const std::string branch = variable("GITHUB_BASE_REF"); !branch.empty()) {
    return "origin/" + branch;  // GitHub, of pull requests only
  }
  return "";
}

std::string ReadDiff(const std::string& file) {
  if (file != "-") {
    if (auto text = ReadBytes(file)) return *text;
    throw Error(fmt::format("{}: cannot be read", file));
  }
  std::string text;
  char buffer[1 << 16];
  size_t count = 0;
  while ((count = std::fread(buffer, 1, sizeof(buffer), stdin)) > 0) text.append(buffer, count);
  return text;
}

// Line `number` of the text that starts at line 1, as `rest` is taken through it.
std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// Whether a file holds the new lines of the diff where the diff has them.
bool HoldsNewLines(std::string_view text, const ChangedFile& file) {
  const std::vector<std::string_view> here = LinesOf(text);
  const std::vector<std::string_view> wanted = LinesOf(*file.content);
  for (const LineRange& lines : file.lines) {
    if (lines.last > here.size() || lines.last > wanted.size()) return false;
    for (uint32_t number = lines.first; number <= lines.last; ++number) {
      if (here[number - 1] != wanted[number - 1]) return false;
    }
  }
  return true;
}

// A diff's hunks are all there is of its files, unless the tree that they belong to is at hand.
void CompleteFromTree(const fs::path& root, ChangeSet* change) {
  for (ChangedFile& file : change->files) {
    if (file.content == nullptr) continue;
    auto bytes = ReadBytes(root / file.path);
    if (bytes && HoldsNewLines(*bytes, file)) {
      file.content = std::make_shared<const std::string>(std::move(*bytes));
    }
  }
}

// The changed files as a listing to scan.
TreeListing ListingOf(const ChangeSet& change, const fs::path& root) {
  TreeListing listing;
  listing.skips = change.skips;
  for (const ChangedFile& file : change.files) {
    if (file.lines.empty()) continue;
    listing.entries.push_back({.file = root / file.path,
                               .path = file.path,
                               .bytes = file.content->size(),
                               .content = file.content,
                               .type_name = file.path});
  }
  return listing;
}

class Check {
 public:
  // The settings must outlive this: the options that were parsed into them are filled in further.
  explicit Check(CheckSettings* settings) : settings_(*settings) {}

  int Run() {
    RunOptions& run = settings_.run;
    const fs::path here = fs::current_path();
    repository_ = GitRepository::Find(here);
    if (repository_ == nullptr && settings_.diff.empty()) {
      throw Error(
          fmt::format("{}: in no git repository; check a change with --diff FILE", here.string()));
    }
    root_ = repository_ == nullptr ? here : repository_->root();
    Project project = OpenProject(here, run.config);
    ApplySettings(project.policy, &run);
    if (settings_.query.base.empty()) settings_.query.base = BaseFromPolicy(project.policy);
    CheckRunOptions(run);
    const auto start = std::chrono::steady_clock::now();
    ReadChange();
    const std::unique_ptr<Store> store = OpenStore(run.store);

    ScanOptions scan = run.scan;
    scan.listing = ListingOf(change_, root_);
    scan.listing_name = fmt::format("{} against {}", change_.head, change_.base);
    ScanResult result = FindingsInChange(ScanWithProgress(*store, {}, scan), change_);
    DropBelowMinimum(run, &result);
    const Review review = ReviewChange(result, *store, &project);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;

    Report(result, review, *store, seconds.count());
    SaveScan({root_}, run.store, project.root,
             WriteJsonReport(result, {run.store, store->info(), store->advisories()}, review));
    if (run.stats) std::fputs(StatsTable(result.stages).c_str(), stderr);
    return ExitStatus(run, result, review, "deny");
  }

 private:
  std::string BaseFromPolicy(const Policy& policy) const {
    const auto setting = policy.settings.find("base");
    return setting == policy.settings.end() ? BaseFromPipeline() : setting->second;
  }

  void ReadChange() {
    ChangeQuery& query = settings_.query;
    query.max_file_bytes = settings_.run.scan.limits.max_file_bytes;
    if (settings_.diff.empty()) {
      change_ = repository_->ReadChange(query);
      return;
    }
    const std::string name = settings_.diff == "-" ? "standard input" : settings_.diff;
    change_ = ParseUnifiedDiff(ReadDiff(settings_.diff), name);
    CompleteFromTree(root_, &change_);
  }

  Review ReviewChange(const ScanResult& result, const Store& store, Project* project) {
    // A diff does not say which commit it is of: HEAD may hold its new lines already, so only what
    // the diff itself removes counts as the project's own.
    const bool has_base = settings_.diff.empty();
    OwnCode own(
        change_, has_base ? repository_.get() : nullptr,
        has_base && !result.findings.empty() ? repository_->BaseRevision(settings_.query) : "");
    ReviewInput input;
    input.change = &change_;
    input.find_own = [&](const SourceFile& file, const LineRange& lines) {
      return own.Find(file, lines);
    };
    const auto read = [this](const fs::path& file) { return Read(file); };
    return ReviewInProject(result, settings_.run, store, root_, read, project, std::move(input));
  }

  // A file of the project in the state that is checked.
  std::optional<std::string> Read(const fs::path& file) const {
    const std::string path = file.lexically_relative(root_).generic_string();
    const auto changed = std::ranges::lower_bound(change_.files, path, {}, &ChangedFile::path);
    if (changed != change_.files.end() && changed->path == path) {
      if (changed->content == nullptr) return std::nullopt;
      return *changed->content;
    }
    if (!settings_.diff.empty()) return ReadBytes(file);
    if (settings_.query.staged) return repository_->ReadStagedFile(path);
    if (!settings_.query.head.empty()) return repository_->ReadFile(settings_.query.head, path);
    return ReadBytes(file);
  }

  void Report(const ScanResult& result, const Review& review, const Store& store,
              double seconds) const {
    const RunOptions& run = settings_.run;
    const ReportContext context{run.store, store.info(), store.advisories()};
    const auto file_of = [this](const Finding& finding) -> std::optional<fs::path> {
      return root_ / finding.path;
    };
    const auto bytes_of = [&](const Finding& finding) { return Read(*file_of(finding)); };
    if (const auto report = WriteInFormat(
            run.format, {result, context, review, store, bytes_of, file_of, ProjectName(root_)})) {
      WriteOutput(run.output, *report);
    } else {
      WriteOutput(run.output,
                  WriteCheckText(result, context,
                                 {.color = UseColor(run.output), .wall_seconds = seconds}, review));
    }
  }

  CheckSettings& settings_;
  std::unique_ptr<GitRepository> repository_;
  fs::path root_;
  ChangeSet change_;
};

}  // namespace

Command MakeCheckCommand(CLI::App& program) {
  CLI::App* options =
      program.add_subcommand("check", "Find copied code in what a change brings, for a gate");
  options->footer(
      "Without --base, the change is what this branch has since it left the default branch\n"
      "(origin/HEAD, else main or master), the working tree included: what a pull request from\n"
      "here would bring.\n"
      "Exit status: 0 nothing denied and open, 1 findings (or --exit-code), 2 an error.");
  auto settings = std::make_shared<CheckSettings>();
  CLI::Option* base = options->add_option("--base", settings->query.base,
                                          "Revision that the change is to be merged into");
  base->envname("COPYTRACE_BASE")->type_name("REF");
  CLI::Option* head = options
                          ->add_option("--head", settings->query.head,
                                       "Revision to check (default: the working tree)")
                          ->type_name("REF");
  CLI::Option* staged = options->add_flag("--staged", settings->query.staged,
                                          "Check what `git commit` would commit now");
  staged->excludes(head);
  options
      ->add_option("--diff", settings->diff,
                   "Check the new lines of a unified diff; - is standard input")
      ->type_name("FILE")
      ->excludes(head)
      ->excludes(staged);
  AddRunOptions(options, &settings->run);
  return {options, [settings] { return Check(settings.get()).Run(); }};
}

}  // namespace copytrace
