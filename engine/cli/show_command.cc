// `copytrace show ID`: both sides of a finding next to each other.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/saved_scan.h"
#include "engine/cli/scan_input.h"
#include "engine/cli/terminal.h"
#include "engine/error.h"
#include "engine/report/json_report.h"
#include "engine/report/review_text.h"
#include "engine/report/side_by_side.h"
#include "engine/scan/finding_text.h"
#include "engine/store/store.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

struct ShowSettings {
  std::string finding;
  std::string report;
  std::string store;
  std::string color = "auto";
};

int Show(const ShowSettings& settings) {
  const SavedScan scan = FindSavedScan(settings.finding, settings.report);
  const Finding* finding = FindFinding(scan.report.result, settings.finding);
  if (finding == nullptr) {
    throw Error(fmt::format("no finding \"{}\" in {}", settings.finding, settings.report));
  }
  const auto file = LocateFile({scan.roots, scan.working_directory}, *finding);
  if (!file && finding->path == kStandardInputPath) {
    throw Error(
        "this finding came by standard input, which is not kept: scan the file itself, then "
        "show the finding of that scan");
  }
  if (!file) {
    throw Error(fmt::format("{}: not found under {}: was it moved since the scan?", finding->path,
                            scan.report.result.root));
  }
  const auto here = ReadText(*file);
  if (!here) throw Error(fmt::format("{}: cannot be read, or is no text any more", file->string()));
  const auto store = Store::Open(settings.store.empty() ? scan.store : fs::path(settings.store));
  const auto there = OriginText(*store, finding->origin);
  std::string out =
      WriteSideBySide(*finding, *here, there,
                      {.color = UseColor(settings.color, STDOUT_FILENO), .width = TerminalWidth()});
  const auto index = static_cast<size_t>(finding - scan.report.result.findings.data());
  if (index < scan.report.review.judgements.size()) {
    out += DescribeNextStep(scan.report.review.judgements[index],
                            UseColor(settings.color, STDOUT_FILENO));
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return kExitClean;
}

}  // namespace

Command MakeShowCommand(CLI::App& program) {
  CLI::App* options =
      program.add_subcommand("show", "Show both sides of a finding next to each other");
  auto settings = std::make_shared<ShowSettings>();
  options->add_option("FINDING", settings->finding, "Id of a finding, or the start of one")
      ->required()
      ->type_name("");
  options
      ->add_option("--report", settings->report, "JSON report to look in (default: the last scans)")
      ->type_name("FILE");
  options
      ->add_option("--store", settings->store,
                   "Store with the origin's source (default: the scan's)")
      ->type_name("DIR");
  options->add_option("--color", settings->color, "auto: on a terminal, unless NO_COLOR is set")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->envname("COPYTRACE_COLOR")
      ->type_name("WORD");
  return {options, [settings] { return Show(*settings); }};
}

}  // namespace copytrace
