// Questions to the history: findings across projects and time.
//
// Answers are tables of text, for whoever shows them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/history/history.h"
#include "engine/report/table_report.h"

namespace copytrace {

// Each empty filter lets everything through. Patterns hold * and ? and stand for the whole text.
struct FindingQuery {
  std::vector<std::string> licenses;    // patterns of the expression: "GPL-*"
  std::vector<std::string> classes;     // names of licence classes
  std::vector<std::string> components;  // patterns of the purl with or without version, or its name
  std::vector<std::string> paths;       // patterns
  std::vector<std::string> projects;    // patterns
  std::vector<std::string> statuses;    // "open" and what was decided
  std::string since;                    // ISO date: in scans from then on
  std::string first_seen;               // ISO date: not seen in the project before
  bool all_scans = false;               // not only the newest scan of each project
  size_t limit = 10'000;
};

struct Answer {
  TextTable table;
  bool cut = false;  // there were more rows than the limit
};

// Newest scan first, then by path and line.
Answer AskFindings(History* history, const FindingQuery& query);

// Any SELECT on the file, which is opened for reading only and from which nothing else can be
// reached: no other file, no extension. Ends with an Error after `seconds`.
Answer AskSql(const std::filesystem::path& file, const std::string& sql, size_t limit,
              double seconds);

}  // namespace copytrace
