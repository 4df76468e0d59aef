#include "engine/history/query.h"

#include <fmt/format.h>

#include <chrono>
#include <string_view>

#include "engine/error.h"

namespace copytrace {
namespace {

// A condition with its parameters, joined by AND.
class Conditions {
 public:
  // One of `patterns` fits one of `columns`.
  void AnyFits(const std::vector<std::string>& patterns,
               std::initializer_list<std::string_view> columns) {
    if (patterns.empty()) return;
    std::string any;
    for (const std::string& pattern : patterns) {
      for (const std::string_view column : columns) {
        any += fmt::format("{}{} GLOB ?", any.empty() ? "" : " OR ", column);
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

Answer AskFindings(History* history, const FindingQuery& query) {
  Conditions conditions;
  conditions.AnyFits(query.licenses, {"occurrence.license"});
  conditions.AnyFits(query.classes, {"occurrence.license_class"});
  conditions.AnyFits(query.components, {"occurrence.component", "occurrence.purl",
                                        "json_extract(occurrence.finding, '$.origin.name')"});
  conditions.AnyFits(query.paths, {"occurrence.path"});
  conditions.AnyFits(query.projects, {"scan.project"});
  conditions.AnyFits(query.statuses, {"sighting.status"});
  conditions.AtLeast("scan.started", query.since);
  conditions.AtLeast("first_seen.started", query.first_seen);
  const std::string_view scans = query.all_scans
                                     ? "scan"
                                     : "(SELECT max(id) AS newest FROM scan GROUP BY project) "
                                       "JOIN scan ON scan.id = newest";
  Statement statement = history->database().Prepare(fmt::format(
      "SELECT scan.id AS scan, scan.started AS scanned, scan.project AS project, "
      "occurrence.finding_id AS finding, occurrence.path AS path, "
      "occurrence.start_line AS start_line, occurrence.end_line AS end_line, "
      "occurrence.kind AS kind, occurrence.purl AS origin, occurrence.license AS license, "
      "occurrence.license_class AS license_class, occurrence.score_bits AS score_bits, "
      "sighting.status AS status, sighting.verdict AS verdict, first_seen.started AS first_seen "
      "FROM {} JOIN sighting ON sighting.scan = scan.id "
      "JOIN occurrence ON occurrence.id = sighting.occurrence "
      "JOIN first_seen ON first_seen.project = scan.project "
      "AND first_seen.finding_id = occurrence.finding_id "
      "WHERE 1{} ORDER BY scan.id DESC, occurrence.path, occurrence.start_line LIMIT {}",
      scans, conditions.sql(), query.limit + 1));
  conditions.Bind(&statement);
  return ReadAll(&statement, query.limit);
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
