// `copytrace show ID`: both sides of a finding next to each other.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/finding_text.h"
#include "engine/cli/saved_scan.h"
#include "engine/cli/terminal.h"
#include "engine/error.h"
#include "engine/report/json_report.h"
#include "engine/report/printable.h"
#include "engine/report/side_by_side.h"
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

std::string ReadFile(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file)) {
    throw Error(fmt::format("{}: cannot be read", file.string()));
  }
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The finding with this id or the only one that starts with it. Throws Error if there are several.
const Finding* Find(const ScanResult& result, std::string_view id) {
  std::vector<const Finding*> found;
  for (const Finding& finding : result.findings) {
    if (finding.id == id) return &finding;
    if (finding.id.starts_with(id)) found.push_back(&finding);
  }
  if (found.empty()) return nullptr;
  if (found.size() > 1) {
    std::string message = fmt::format("\"{}\" is the start of several findings:", id);
    for (const Finding* finding : found) {
      message +=
          fmt::format("\n  {}  {}:{}", finding->id, Printable(finding->path), finding->lines.first);
    }
    throw Error(message);
  }
  return found.front();
}

// The scan that holds the finding, newest first.
SavedScan FindScan(const ShowSettings& settings) {
  if (!settings.report.empty()) {
    SavedScan scan;
    scan.report = ReadJsonReport(ReadFile(settings.report), settings.report);
    if (fs::exists(scan.report.result.root)) scan.roots = {scan.report.result.root};
    scan.store = scan.report.context.store_directory;
    return scan;
  }
  const std::vector<fs::path> files = ListSavedScans();
  for (const fs::path& file : files) {
    SavedScan scan = LoadSavedScan(file);
    if (Find(scan.report.result, settings.finding) != nullptr) return scan;
  }
  if (files.empty()) {
    throw Error("no scan is remembered yet: run `copytrace scan`, or give --report FILE");
  }
  throw Error(
      fmt::format("no finding \"{}\" in the last {} scans: take the id from the right end of a "
                  "finding's first line, or give --report FILE",
                  settings.finding, files.size()));
}

int Show(const ShowSettings& settings) {
  const SavedScan scan = FindScan(settings);
  const Finding* finding = Find(scan.report.result, settings.finding);
  if (finding == nullptr) {
    throw Error(fmt::format("no finding \"{}\" in {}", settings.finding, settings.report));
  }
  const auto file = LocateFile({scan.roots, scan.working_directory}, *finding);
  if (!file) {
    throw Error(fmt::format("{}: not found under {}: was it moved since the scan?", finding->path,
                            scan.report.result.root));
  }
  const auto here = ReadText(*file);
  if (!here) throw Error(fmt::format("{}: cannot be read, or is no text any more", file->string()));
  const auto store = Store::Open(settings.store.empty() ? scan.store : fs::path(settings.store));
  const auto there = OriginText(*store, finding->origin);
  const std::string out =
      WriteSideBySide(*finding, *here, there,
                      {.color = UseColor(settings.color, STDOUT_FILENO), .width = TerminalWidth()});
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
