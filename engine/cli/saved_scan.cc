#include "engine/cli/saved_scan.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>

#include "engine/error.h"
#include "engine/report/printable.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::optional<fs::path> ScanDirectory() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && state[0] == '/') return fs::path(state) / "copytrace" / "scans";
  const char* home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return std::nullopt;
  return fs::path(home) / ".local" / "state" / "copytrace" / "scans";
}

// Sorts by time, and differs between processes.
std::string NewName() {
  const auto now = std::chrono::system_clock::now();
  const auto nanoseconds =
      std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count() %
      1'000'000'000;
  return fmt::format("{:%Y%m%dT%H%M%S}.{:09}Z-{}.json",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(now)), nanoseconds, getpid());
}

void RemoveOldScans() {
  const std::vector<fs::path> scans = ListSavedScans();
  for (size_t i = kKeptScans; i < scans.size(); ++i) {
    std::error_code ignored;
    fs::remove(scans[i], ignored);
  }
}

}  // namespace

bool SaveScan(const std::vector<fs::path>& roots, const fs::path& store, const fs::path& project,
              const std::string& json_report) {
  const auto directory = ScanDirectory();
  std::error_code error;
  if (!directory) return false;
  fs::create_directories(*directory, error);
  if (error) return false;

  Json saved = {{"roots", Json::array()},
                {"working_directory", fs::current_path(error).string()},
                {"store", fs::absolute(store).string()},
                {"project", project.string()}};
  for (const fs::path& root : roots) saved["roots"].push_back(fs::absolute(root).string());

  const fs::path file = *directory / NewName();
  fs::path partial = file;
  partial += ".part";
  {
    std::ofstream out(partial, std::ios::binary);
    out << saved.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << json_report;
    if (!out.flush()) {
      fs::remove(partial, error);
      return false;
    }
  }
  fs::rename(partial, file, error);
  if (error) return false;
  RemoveOldScans();
  return true;
}

std::vector<fs::path> ListSavedScans() {
  std::vector<fs::path> scans;
  const auto directory = ScanDirectory();
  if (!directory) return scans;
  std::error_code error;
  for (fs::directory_iterator it(*directory, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".json") scans.push_back(it->path());
  }
  std::sort(scans.rbegin(), scans.rend());
  return scans;
}

SavedScan LoadSavedScan(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string head;
  std::getline(in, head);
  const std::string report((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  SavedScan scan;
  try {
    const auto saved = nlohmann::json::parse(head);
    for (const auto& root : saved.at("roots")) scan.roots.emplace_back(root.get<std::string>());
    scan.working_directory = saved.at("working_directory").get<std::string>();
    scan.store = saved.at("store").get<std::string>();
    scan.project = saved.value("project", "");
    // It was kept as a string in the first line at first.
    scan.report = ReadJsonReport(
        saved.contains("report") ? saved.at("report").get<std::string>() : report, file.string());
  } catch (const nlohmann::json::exception& e) {
    throw Error(fmt::format("{}: not a saved scan ({}); remove it", file.string(), e.what()));
  }
  return scan;
}

const Finding* FindFinding(const ScanResult& result, std::string_view id) {
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

SavedScan FindSavedScan(const std::string& finding, const std::string& report) {
  if (!report.empty()) {
    SavedScan scan;
    std::ifstream in(report, std::ios::binary);
    if (!in || fs::is_directory(report)) throw Error(fmt::format("{}: cannot be read", report));
    scan.report = ReadJsonReport(
        std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()), report);
    if (fs::exists(scan.report.result.root)) scan.roots = {scan.report.result.root};
    scan.store = scan.report.context.store_directory;
    return scan;
  }
  const std::vector<fs::path> files = ListSavedScans();
  for (const fs::path& file : files) {
    SavedScan scan = LoadSavedScan(file);
    if (FindFinding(scan.report.result, finding) != nullptr) return scan;
  }
  if (files.empty()) {
    throw Error("no scan is remembered yet: run `copytrace scan`, or give --report FILE");
  }
  throw Error(
      fmt::format("no finding \"{}\" in the last {} scans: take the id from the right end of a "
                  "finding's first line, or give --report FILE",
                  finding, files.size()));
}

}  // namespace copytrace
