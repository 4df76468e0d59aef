// Questions to the history: findings across projects and time.
//
// Answers are tables of text, for whoever shows them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/history/history.h"
#include "engine/report/table_report.h"

namespace copytrace {

enum class FindingOrder : uint8_t {
  kScan,  // newest first, then by path and line, as are all ties
  kPath,
  kOrigin,
  kLicense,
  kClass,  // strictest first
  kScore,  // highest first
  kStatus,
  kVerdict,    // denied first
  kFirstSeen,  // newest first
  kProject,
  kLines,  // most first
};
std::optional<FindingOrder> ParseFindingOrder(std::string_view name);  // "scan", "first_seen"

// "2026", "2026-01", "2026-01-31" or "2026-01-31T08:15:00Z".
bool IsQueryDate(const std::string& text);

// Each empty filter lets everything through. Patterns hold * and ? and stand for the whole text.
struct FindingQuery {
  int64_t scan = 0;                     // of this scan, whatever is said on others; 0: not asked
  std::vector<std::string> ids;         // of findings
  std::vector<std::string> licenses;    // patterns of the expression: "GPL-*"; "none"
  std::vector<std::string> classes;     // names of licence classes
  std::vector<std::string> components;  // patterns of the purl with or without version, or its name
  std::vector<std::string> paths;       // patterns
  std::vector<std::string> projects;    // patterns
  std::vector<std::string> statuses;    // what they count for now: "open", "accepted"
  std::vector<std::string> verdicts;    // "allow", "warn", "deny", "none"
  std::vector<std::string> kinds;       // "renamed"
  std::string text;                     // words, each somewhere in path, origin, licence or id
  std::string since;                    // ISO date: in scans from then on
  std::string first_seen;               // ISO date: not seen in the project before
  bool all_scans = false;               // not only the newest scan of each project
  FindingOrder order = FindingOrder::kScan;
  bool reversed = false;
  size_t offset = 0;
  size_t limit = 10'000;
};

struct Answer {
  TextTable table;
  bool cut = false;  // there were more rows than the limit
};

// Columns: scan, scanned, project, finding, path, start_line, end_line, kind, origin, license,
// license_class, score_bits, status, verdict, first_seen.
Answer AskFindings(History* history, const FindingQuery& query);

// A column of the findings that fit, by value (none: no licence found, no verdict), most frequent
// first.
struct Facet {
  std::string column;  // project, license, class, component, status, verdict, kind
  std::vector<std::pair<std::optional<std::string>, uint64_t>> counts;
};
// Order, offset and limit do not matter. All of them, whatever the number of values.
struct FindingCounts {
  uint64_t total = 0;
  std::vector<Facet> facets;
};
uint64_t CountFindings(History* history, const FindingQuery& query);
FindingCounts CountFindingsByColumn(History* history, const FindingQuery& query);

// Any SELECT on the file, which is opened for reading only and from which nothing else can be
// reached: no other file, no extension. Ends with an Error after `seconds`.
Answer AskSql(const std::filesystem::path& file, const std::string& sql, size_t limit,
              double seconds);

}  // namespace copytrace
