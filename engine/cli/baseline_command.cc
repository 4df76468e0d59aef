// `copytrace baseline write`: what is there now, so that only what is new counts from here on.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/project.h"
#include "engine/cli/run_options.h"
#include "engine/error.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

struct BaselineSettings {
  std::string path = ".";
  RunOptions run;
};

int WriteBaseline(BaselineSettings* parsed) {
  const BaselineSettings& settings = *parsed;
  RunOptions& run = parsed->run;
  Project project = OpenProject(settings.path, run.config);
  ApplySettings(project.policy, &run);
  run.baseline.clear();
  CheckRunOptions(run);
  const std::unique_ptr<Store> store = OpenStore(run.store);
  const std::vector<fs::path> roots = {settings.path};
  ScanOptions scan = run.scan;
  std::error_code error;
  const fs::path root = fs::weakly_canonical(settings.path, error);
  if (root == project.root) scan.tree.exclude = project.policy.exclude;
  const ScanResult result = ScanWithProgress(*store, roots, scan);
  const Review review = ReviewInProject(result, run, *store,
                                        fs::is_directory(root, error) ? root : root.parent_path(),
                                        ReadBytes, &project);
  std::vector<Decision> entries = BaselineEntries(result, review);

  const fs::path file = run.output.file == "-" ? project.root / ".copytrace" / "baseline.jsonl"
                                               : fs::path(run.output.file);
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  for (const Decision& entry : entries) out << ToJsonLine(entry) << '\n';
  if (!out.flush()) throw Error(fmt::format("{}: cannot be written", file.string()));
  std::printf("%zu findings in %s; use it with --baseline, or in [settings] of .copytrace.toml\n",
              entries.size(), file.c_str());
  return kExitClean;
}

}  // namespace

Command MakeBaselineCommand(CLI::App& program) {
  CLI::App* options = program.add_subcommand("baseline", "Keep what was found for later runs");
  options->require_subcommand(1);
  CLI::App* write = options->add_subcommand(
      "write", "Write what is found now, as a file for --baseline of `scan` and `check`");
  write->footer("Written to .copytrace/baseline.jsonl of the project, or to --output.");
  auto settings = std::make_shared<BaselineSettings>();
  write->add_option("PATH", settings->path, "Directory or file to scan (default: here)")
      ->type_name("");
  AddRunOptions(write, &settings->run);
  return {options, [settings] { return WriteBaseline(settings.get()); }};
}

}  // namespace copytrace
