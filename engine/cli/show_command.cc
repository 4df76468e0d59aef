// `copytrace show ID`: both sides of a finding next to each other.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/saved_scan.h"
#include "engine/cli/terminal.h"
#include "engine/error.h"
#include "engine/report/json_report.h"
#include "engine/report/printable.h"
#include "engine/report/side_by_side.h"
#include "engine/store/store.h"
#include "grammars/encoding.h"

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

// Where the finding's file is now. Its path is relative to the root, to the working directory of a
// scan of several roots, or the bare name of a root that is a file.
fs::path LocateFile(const SavedScan& scan, const Finding& finding) {
  std::vector<fs::path> candidates;
  for (const fs::path& root : scan.roots) {
    if (fs::is_directory(root)) {
      candidates.push_back(root / finding.path);
    } else if (root.filename() == finding.path) {
      candidates.push_back(root);
    }
  }
  if (scan.roots.size() != 1) {
    candidates.insert(candidates.begin(), scan.working_directory / finding.path);
  }
  for (const fs::path& file : candidates) {
    if (fs::is_regular_file(file)) return file;
  }
  throw Error(fmt::format("{}: not found under {}: was it moved since the scan?", finding.path,
                          scan.report.result.root));
}

std::optional<Sha1> Sha1OfSwhid(std::string_view swhid) {
  constexpr std::string_view kPrefix = "swh:1:cnt:";
  if (!swhid.starts_with(kPrefix) || swhid.size() != kPrefix.size() + 40) return std::nullopt;
  swhid.remove_prefix(kPrefix.size());
  Sha1 sha1{};
  for (size_t i = 0; i < swhid.size(); ++i) {
    const char c = swhid[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return std::nullopt;
    sha1[i / 2] = static_cast<uint8_t>(sha1[i / 2] << 4 | digit);
  }
  return sha1;
}

// The origin's text, if the store has kept it.
std::optional<std::string> OriginText(const fs::path& directory, const Origin& origin) {
  const auto sha1 = Sha1OfSwhid(origin.swhid);
  if (!sha1) return std::nullopt;
  const std::unique_ptr<Store> store = Store::Open(directory);
  const BlobId blob = store->FindBlobs(std::span(&*sha1, 1)).front();
  if (blob == kNoId) return std::nullopt;
  return store->GetSource(blob);
}

int Show(const ShowSettings& settings) {
  const SavedScan scan = FindScan(settings);
  const Finding* finding = Find(scan.report.result, settings.finding);
  if (finding == nullptr) {
    throw Error(fmt::format("no finding \"{}\" in {}", settings.finding, settings.report));
  }
  const fs::path file = LocateFile(scan, *finding);
  const std::string bytes = ReadFile(file);
  std::string storage;
  const auto here = DecodeText(bytes, &storage);
  if (!here) throw Error(fmt::format("{}: is no text any more", file.string()));
  const auto there =
      OriginText(settings.store.empty() ? scan.store : fs::path(settings.store), finding->origin);
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
