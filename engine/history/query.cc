#include "engine/history/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <string_view>

#include "engine/error.h"
#include "engine/license/license_table.h"

namespace copytrace {
namespace {

constexpr std::array<std::string_view, 11> kOrders = {"scan",       "path",    "origin", "license",
                                                      "class",      "score",   "status", "verdict",
                                                      "first_seen", "project", "lines"};

constexpr std::string_view kName = "json_extract(occurrence.finding, '$.origin.name')";

// A condition with its parameters, joined by AND.
class Conditions {
 public:
  // One of `patterns` fits one of `columns`; "none" where `can_lack`: the column is NULL.
  void AnyFits(const std::vector<std::string>& patterns,
               std::initializer_list<std::string_view> columns, bool can_lack = false) {
    if (patterns.empty()) return;
    std::string any;
    for (const std::string& pattern : patterns) {
      for (const std::string_view column : columns) {
        any += any.empty() ? "" : " OR ";
        if (can_lack && pattern == "none") {
          any += fmt::format("{} IS NULL", column);
          continue;
        }
        any += fmt::format("{} GLOB ?", column);
        parameters_.push_back(Escaped(pattern));
      }
    }
    sql_ += " AND (" + any + ")";
  }

  void AtLeast(std::string_view column, const std::string& value) {
    if (value.empty()) return;
    sql_ += fmt::format(" AND {} >= ?", column);
    parameters_.push_back(value);
  }

  // Each word of `text` stands in one of `columns`, without regard to case.
  void HoldsWords(std::string_view text, std::initializer_list<std::string_view> columns) {
    while (!text.empty()) {
      const size_t begin = text.find_first_not_of(" \t\r\n");
      if (begin == std::string_view::npos) return;
      text.remove_prefix(begin);
      const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n"));
      std::string any;
      for (const std::string_view column : columns) {
        any += fmt::format("{}instr(lower({}), lower(?))", any.empty() ? "" : " OR ", column);
        parameters_.emplace_back(word);
      }
      sql_ += " AND (" + any + ")";
      text.remove_prefix(word.size());
    }
  }

  void IsOneOf(std::string_view column, const std::vector<std::string>& values) {
    if (values.empty()) return;
    sql_ += fmt::format(" AND {} IN (SELECT value FROM json_each(?))", column);
    parameters_.push_back(nlohmann::json(values).dump());
  }

  const std::string& sql() const { return sql_; }
  void Bind(Statement* statement) const {
    for (const std::string& parameter : parameters_) statement->Bind(parameter);
  }

 private:
  // GLOB knows sets in brackets, too; here they are plain text.
  static std::string Escaped(std::string_view pattern) {
    std::string out;
    for (const char c : pattern) out += c == '[' ? std::string("[[]") : std::string(1, c);
    return out;
  }

  std::string sql_;
  std::vector<std::string> parameters_;
};

// Scans, their sightings with what these count for now, and the texts: all that is asked of.
std::string Sources(const FindingQuery& query) {
  const std::string scans =
      query.scan != 0 ? fmt::format("(SELECT * FROM scan WHERE id = {}) AS scan", query.scan)
      : query.all_scans
          ? "scan"
          : "(SELECT max(id) AS newest FROM scan GROUP BY project) JOIN scan ON scan.id = newest";
  return scans +
         " JOIN standing ON standing.scan = scan.id "
         "JOIN occurrence ON occurrence.id = standing.occurrence "
         "JOIN first_seen ON first_seen.project = scan.project "
         "AND first_seen.finding_id = occurrence.finding_id";
}

Conditions ConditionsOf(const FindingQuery& query) {
  Conditions conditions;
  conditions.IsOneOf("occurrence.finding_id", query.ids);
  conditions.AnyFits(query.licenses, {"occurrence.license"}, true);
  conditions.AnyFits(query.classes, {"occurrence.license_class"});
  conditions.AnyFits(query.components, {"occurrence.component", "occurrence.purl", kName});
  conditions.AnyFits(query.paths, {"occurrence.path"});
  conditions.AnyFits(query.projects, {"scan.project"});
  conditions.AnyFits(query.statuses, {"standing.status"});
  conditions.AnyFits(query.verdicts, {"standing.verdict"}, true);
  conditions.AnyFits(query.kinds, {"occurrence.kind"});
  conditions.AtLeast("scan.started", query.since);
  conditions.AtLeast("first_seen.started", query.first_seen);
  conditions.HoldsWords(query.text, {"occurrence.path", "occurrence.purl",
                                     "ifnull(occurrence.license, '')", "occurrence.finding_id",
                                     "ifnull(json_extract(occurrence.finding, '$.function'), '')"});
  return conditions;
}

std::string StrictnessOfClass() {
  std::string sql = "CASE occurrence.license_class";
  for (int i = 0; i <= static_cast<int>(LicenseClass::kUnknown); ++i) {
    sql += fmt::format(" WHEN '{}' THEN {}", LicenseClassName(static_cast<LicenseClass>(i)), i);
  }
  return sql + " END";
}

std::string OrderOf(const FindingQuery& query) {
  std::string column;
  bool falls = false;  // as it is meant to be read first
  switch (query.order) {
    case FindingOrder::kScan:
      column = "scan.id", falls = true;
      break;
    case FindingOrder::kPath:
      column = "occurrence.path";
      break;
    case FindingOrder::kOrigin:
      column = "occurrence.purl";
      break;
    case FindingOrder::kLicense:
      column = "occurrence.license";
      break;
    case FindingOrder::kClass:
      column = StrictnessOfClass(), falls = true;
      break;
    case FindingOrder::kScore:
      column = "occurrence.score_bits", falls = true;
      break;
    case FindingOrder::kStatus:
      column = "standing.status";
      break;
    case FindingOrder::kVerdict:
      column =
          "CASE standing.verdict WHEN 'deny' THEN 3 WHEN 'warn' THEN 2 WHEN 'allow' THEN 1 END";
      falls = true;
      break;
    case FindingOrder::kFirstSeen:
      column = "first_seen.started", falls = true;
      break;
    case FindingOrder::kProject:
      column = "scan.project";
      break;
    case FindingOrder::kLines:
      column = "occurrence.end_line - occurrence.start_line", falls = true;
      break;
  }
  return fmt::format("{}{}, occurrence.path, occurrence.start_line, scan.id DESC, standing.place",
                     column, falls != query.reversed ? " DESC" : "");
}

Answer ReadAll(Statement* statement, size_t limit) {
  Answer answer;
  TextTable& table = answer.table;
  const int columns = statement->columns();
  for (int i = 0; i < columns; ++i) table.columns.push_back(statement->ColumnName(i));
  table.numeric.assign(static_cast<size_t>(columns), true);
  while (statement->Step()) {
    if (table.rows.size() == limit) {
      answer.cut = true;
      break;
    }
    auto& row = table.rows.emplace_back();
    for (int i = 0; i < columns; ++i) {
      const int type = statement->Type(i);
      if (type == SQLITE_TEXT || type == SQLITE_BLOB) table.numeric[static_cast<size_t>(i)] = false;
      if (type == SQLITE_NULL) {
        row.push_back(std::nullopt);
      } else {
        row.push_back(statement->Text(i));
      }
    }
  }
  return answer;
}

int AllowReading(void*, int action, const char*, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

}  // namespace

bool IsQueryDate(const std::string& text) {
  static const std::regex kDate("[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]{8}Z)?)?)?");
  return std::regex_match(text, kDate);
}

std::optional<FindingOrder> ParseFindingOrder(std::string_view name) {
  const auto found = std::ranges::find(kOrders, name);
  if (found == kOrders.end()) return std::nullopt;
  return static_cast<FindingOrder>(found - kOrders.begin());
}

Answer AskFindings(History* history, const FindingQuery& query) {
  const Conditions conditions = ConditionsOf(query);
  Statement statement = history->database().Prepare(fmt::format(
      "SELECT scan.id AS scan, scan.started AS scanned, scan.project AS project, "
      "occurrence.finding_id AS finding, occurrence.path AS path, "
      "occurrence.start_line AS start_line, occurrence.end_line AS end_line, "
      "occurrence.kind AS kind, occurrence.purl AS origin, occurrence.license AS license, "
      "occurrence.license_class AS license_class, occurrence.score_bits AS score_bits, "
      "standing.status AS status, standing.verdict AS verdict, first_seen.started AS first_seen "
      "FROM {} WHERE 1{} ORDER BY {} LIMIT {} OFFSET {}",
      Sources(query), conditions.sql(), OrderOf(query), query.limit + 1, query.offset));
  conditions.Bind(&statement);
  return ReadAll(&statement, query.limit);
}

uint64_t CountFindings(History* history, const FindingQuery& query) {
  const Conditions conditions = ConditionsOf(query);
  Statement statement = history->database().Prepare(
      fmt::format("SELECT count(*) FROM {} WHERE 1{}", Sources(query), conditions.sql()));
  conditions.Bind(&statement);
  statement.Step();
  return static_cast<uint64_t>(statement.Integer(0));
}

FindingCounts CountFindingsByColumn(History* history, const FindingQuery& query) {
  const Conditions conditions = ConditionsOf(query);
  Statement statement = history->database().Prepare(
      fmt::format("SELECT scan.project AS project, occurrence.license AS license, "
                  "occurrence.license_class AS class, occurrence.component AS component, "
                  "standing.status AS status, standing.verdict AS verdict, occurrence.kind AS kind "
                  "FROM {} WHERE 1{}",
                  Sources(query), conditions.sql()));
  conditions.Bind(&statement);
  std::vector<std::map<std::optional<std::string>, uint64_t>> columns(
      static_cast<size_t>(statement.columns()));
  FindingCounts counts;
  while (statement.Step()) {
    ++counts.total;
    for (size_t i = 0; i < columns.size(); ++i) {
      const int column = static_cast<int>(i);
      ++columns[i][statement.IsNull(column) ? std::nullopt : std::optional(statement.Text(column))];
    }
  }
  for (size_t i = 0; i < columns.size(); ++i) {
    Facet facet{statement.ColumnName(static_cast<int>(i)), {columns[i].begin(), columns[i].end()}};
    std::ranges::stable_sort(facet.counts, std::greater<>(),
                             [](const auto& count) { return count.second; });
    counts.facets.push_back(std::move(facet));
  }
  return counts;
}

Answer AskSql(const std::filesystem::path& file, const std::string& sql, size_t limit,
              double seconds) {
  Sqlite database(file, Sqlite::Mode::kReadOnly);
  sqlite3_set_authorizer(database.handle(), AllowReading, nullptr);
  sqlite3_limit(database.handle(), SQLITE_LIMIT_LENGTH, 16 << 20);
  auto deadline = std::chrono::steady_clock::now() +
                  std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                      std::chrono::duration<double>(seconds));
  sqlite3_progress_handler(
      database.handle(), 10'000,
      [](void* data) -> int {
        return std::chrono::steady_clock::now() >
               *static_cast<std::chrono::steady_clock::time_point*>(data);
      },
      &deadline);
  Statement statement = database.Prepare(sql);
  return ReadAll(&statement, limit);
}

}  // namespace copytrace
