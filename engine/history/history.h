// Every scan that was made: what was scanned, when, with what result. One SQLite file, to which
// scans are added and from which nothing disappears but by Prune.
//
// A History belongs to one thread. Several processes may use one file at the same time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/history/sqlite.h"

namespace copytrace {

struct ScanRecord {
  int64_t id = 0;       // given by the history, from 1
  std::string started;  // UTC, as 2026-01-31T08:15:00Z
  double seconds = 0;
  std::string project;
  std::optional<std::string> revision;       // git commit of the scanned tree
  std::string root;                          // as given
  std::vector<std::filesystem::path> roots;  // absolute
  std::filesystem::path working_directory;
  std::filesystem::path project_root;  // absolute: where its decisions are; empty where not known
  std::filesystem::path store;         // absolute
  uint64_t generation = 0;             // of the store
  std::string tool_version;
  std::vector<std::string> options;
  uint64_t files = 0;
  uint64_t bytes = 0;
  uint64_t lines = 0;
  uint64_t findings = 0;
  uint64_t skipped = 0;
};

// The findings that only one of two scans has, each as an object of the JSON report. A finding is
// the same in both if its id is.
struct ScanDifference {
  std::vector<std::string> appeared;
  std::vector<std::string> disappeared;
  uint64_t unchanged = 0;
};

class History {
 public:
  // Creates the file where there is none, for its owner alone. Throws Error where it cannot be read or written.
  explicit History(const std::filesystem::path& file);

  // $XDG_STATE_HOME/copytrace/history.db, by default under ~/.local/state; nothing without a home.
  static std::optional<std::filesystem::path> DefaultFile();

  // Of `record`, what the JSON report says is taken from there, and the id is given. Returns it.
  // `excerpts[i]` are the lines of finding i as they were scanned, as far as they are at hand.
  int64_t Record(const ScanRecord& record, std::string_view json_report,
                 const std::vector<std::optional<std::string>>& excerpts = {});

  // Newest first, of lower ids than `before`.
  std::vector<ScanRecord> ListScans(std::string_view project, size_t limit,
                                    int64_t before = std::numeric_limits<int64_t>::max());
  bool HasScan(int64_t id);
  ScanRecord GetScan(int64_t id);  // throws Error if there is none

  // The JSON report, byte for byte as it was recorded.
  std::string GetReport(int64_t id);
  std::string GetReportWithoutFindings(int64_t id);  // its "findings" are an empty array

  // The newest scan that has a finding of this id or the only one whose id starts so.
  std::optional<int64_t> FindScanOf(std::string_view finding_id);

  ScanDifference Compare(int64_t before, int64_t after);

  // Removes the scans that started before `date` (ISO), but the newest of each project, and the
  // evidence that no scan has any more. Returns how many scans.
  uint64_t Prune(std::string_view date);

  Sqlite& database() { return database_; }

 private:
  Sqlite database_;
};

}  // namespace copytrace
