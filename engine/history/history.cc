#include "engine/history/history.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>

#include "engine/error.h"
#include "engine/history/schema.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view kScanColumns =
    "id, started, seconds, project, revision, root, roots, working_directory, store, generation, "
    "tool_version, options, files, bytes, lines, findings, skipped, project_root";

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string Digest(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return {reinterpret_cast<const char*>(digest.data()), size};
}

// "pkg:npm/left-pad" of "pkg:npm/left-pad@1.3.0?arch=x#lib".
std::string ComponentOf(std::string_view purl) {
  return std::string(purl.substr(0, purl.find_first_of("@?#", purl.find('/'))));
}

std::optional<std::string> OptionalText(const Json& object, const char* key) {
  const auto it = object.find(key);
  if (it == object.end() || !it->is_string()) return std::nullopt;
  return it->get<std::string>();
}

fs::path Prepared(const fs::path& file) {
  std::error_code error;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
  if (error) {
    throw Error(fmt::format("{}: cannot be created ({}): name another file by --history",
                            file.parent_path().string(), error.message()));
  }
  // It holds code: whoever makes it says who else may read it.
  const int made = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (made >= 0) ::close(made);
  return file;
}

ScanRecord ReadScan(const Statement& row) {
  ScanRecord scan;
  scan.id = row.Integer(0);
  scan.started = row.Text(1);
  scan.seconds = row.Real(2);
  scan.project = row.Text(3);
  if (!row.IsNull(4)) scan.revision = row.Text(4);
  scan.root = row.Text(5);
  for (const auto& root : Json::parse(row.Text(6))) {
    scan.roots.emplace_back(root.get<std::string>());
  }
  scan.working_directory = row.Text(7);
  scan.store = row.Text(8);
  scan.generation = static_cast<uint64_t>(row.Integer(9));
  scan.tool_version = row.Text(10);
  for (const auto& option : Json::parse(row.Text(11))) scan.options.push_back(option);
  scan.files = static_cast<uint64_t>(row.Integer(12));
  scan.bytes = static_cast<uint64_t>(row.Integer(13));
  scan.lines = static_cast<uint64_t>(row.Integer(14));
  scan.findings = static_cast<uint64_t>(row.Integer(15));
  scan.skipped = static_cast<uint64_t>(row.Integer(16));
  scan.project_root = row.Text(17);
  return scan;
}

// Adds the finding if no scan has had one like it; its number in either case.
int64_t RecordOccurrence(Sqlite* database, const Json& finding) {
  const std::string text = Dump(finding);
  const std::string digest = Digest(text);
  Statement known = database->Prepare("SELECT id FROM occurrence WHERE digest = CAST(? AS BLOB)");
  if (known.Bind(digest).Step()) return known.Integer(0);
  const Json& origin = finding.at("origin");
  const auto purl = origin.at("purl").get<std::string>();
  database
      ->Prepare(
          "INSERT INTO occurrence (digest, finding_id, path, start_line, end_line, kind, "
          "score_bits, e_value, component, purl, license, license_class, finding) "
          "VALUES (CAST(? AS BLOB), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .Bind(digest)
      .Bind(finding.at("id").get<std::string>())
      .Bind(finding.at("path").get<std::string>())
      .Bind(finding.at("start_line").get<int64_t>())
      .Bind(finding.at("end_line").get<int64_t>())
      .Bind(finding.at("kind").get<std::string>())
      .Bind(finding.at("score_bits").get<double>())
      .Bind(finding.at("e_value").get<double>())
      .Bind(ComponentOf(purl))
      .Bind(purl)
      .BindOptional(OptionalText(origin, "license"))
      .Bind(origin.at("license_class").get<std::string>())
      .Bind(text)
      .Run();
  return database->last_row_id();
}

// Findings of a scan by id.
std::map<std::string, std::string> FindingsOf(Sqlite* database, int64_t scan) {
  Statement rows = database->Prepare(
      "SELECT finding_id, finding FROM sighting JOIN occurrence ON occurrence.id = occurrence "
      "WHERE scan = ?");
  rows.Bind(scan);
  std::map<std::string, std::string> findings;
  while (rows.Step()) findings[rows.Text(0)] = rows.Text(1);
  return findings;
}

}  // namespace

History::History(const fs::path& file) : database_(Prepared(file), Sqlite::Mode::kReadWrite) {
  database_.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
  MigrateHistory(&database_);
}

std::optional<fs::path> History::DefaultFile() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && state[0] == '/') return fs::path(state) / "copytrace" / "history.db";
  const char* home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return std::nullopt;
  return fs::path(home) / ".local" / "state" / "copytrace" / "history.db";
}

int64_t History::Record(const ScanRecord& record, std::string_view json_report,
                        const std::vector<std::optional<std::string>>& excerpts) {
  Json report = Json::parse(json_report);
  const Json findings = std::move(report.at("findings"));
  report["findings"] = Json::array();
  Json roots = Json::array();
  for (const fs::path& root : record.roots) roots.push_back(root.string());
  const Json& summary = report.at("summary");

  Transaction transaction(&database_);
  database_
      .Prepare(
          "INSERT INTO scan (started, seconds, project, revision, root, roots, working_directory, "
          "store, generation, tool_version, options, files, bytes, lines, findings, skipped, "
          "report, project_root) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .Bind(record.started)
      .Bind(record.seconds)
      .Bind(record.project)
      .BindOptional(record.revision)
      .Bind(report.at("root").get<std::string>())
      .Bind(Dump(roots))
      .Bind(record.working_directory.string())
      .Bind(record.store.string())
      .Bind(report.at("store").at("generation").get<int64_t>())
      .Bind(report.at("tool").at("version").get<std::string>())
      .Bind(Dump(record.options))
      .Bind(summary.at("files").get<int64_t>())
      .Bind(summary.at("bytes").get<int64_t>())
      .Bind(summary.at("lines").get<int64_t>())
      .Bind(static_cast<int64_t>(findings.size()))
      .Bind(summary.at("skipped").get<int64_t>())
      .Bind(Dump(report))
      .Bind(record.project_root.string())
      .Run();
  const int64_t scan = database_.last_row_id();
  Statement sighting = database_.Prepare(
      "INSERT INTO sighting (scan, place, occurrence, status, verdict, until) "
      "VALUES (?, ?, ?, ?, ?, ?)");
  Statement excerpt = database_.Prepare("INSERT OR IGNORE INTO excerpt VALUES (?, ?)");
  Statement first_seen = database_.Prepare("INSERT OR IGNORE INTO first_seen VALUES (?, ?, ?, ?)");
  for (size_t place = 0; place < findings.size(); ++place) {
    const Json& finding = findings[place];
    const Json review = finding.value("review", Json::object());
    const Json decision = review.value("decision", Json());
    const int64_t occurrence = RecordOccurrence(&database_, finding);
    sighting.Bind(scan)
        .Bind(static_cast<int64_t>(place))
        .Bind(occurrence)
        .Bind(OptionalText(review, "standing").value_or("open"))
        .BindOptional(OptionalText(review, "verdict"))
        .BindOptional(decision.is_object() ? OptionalText(decision, "until") : std::nullopt)
        .Run();
    if (place < excerpts.size() && excerpts[place]) {
      excerpt.Bind(occurrence).Bind(*excerpts[place]).Run();
    }
    first_seen.Bind(record.project)
        .Bind(finding.at("id").get<std::string>())
        .Bind(scan)
        .Bind(record.started)
        .Run();
  }
  transaction.Commit();
  return scan;
}

std::vector<ScanRecord> History::ListScans(std::string_view project, size_t limit, int64_t before) {
  Statement rows = database_.Prepare(
      fmt::format("SELECT {} FROM scan WHERE (?1 = '' OR project = ?1) AND id < ?3 "
                  "ORDER BY id DESC LIMIT ?2",
                  kScanColumns));
  rows.Bind(project).Bind(static_cast<int64_t>(limit)).Bind(before);
  std::vector<ScanRecord> scans;
  while (rows.Step()) scans.push_back(ReadScan(rows));
  return scans;
}

bool History::HasScan(int64_t id) {
  return database_.Prepare("SELECT 1 FROM scan WHERE id = ?").Bind(id).Step();
}

ScanRecord History::GetScan(int64_t id) {
  Statement row = database_.Prepare(fmt::format("SELECT {} FROM scan WHERE id = ?", kScanColumns));
  if (!row.Bind(id).Step()) {
    throw Error(fmt::format("no scan {} in the history: `copytrace history list` names them", id));
  }
  return ReadScan(row);
}

std::string History::GetReportWithoutFindings(int64_t id) {
  Statement row = database_.Prepare("SELECT report FROM scan WHERE id = ?");
  if (!row.Bind(id).Step()) {
    throw Error(fmt::format("no scan {} in the history: `copytrace history list` names them", id));
  }
  return row.Text(0);
}

std::string History::GetReport(int64_t id) {
  Json report = Json::parse(GetReportWithoutFindings(id));
  Statement rows = database_.Prepare(
      "SELECT finding FROM sighting JOIN occurrence ON occurrence.id = occurrence "
      "WHERE scan = ? ORDER BY place");
  rows.Bind(id);
  while (rows.Step()) report["findings"].push_back(Json::parse(rows.Text(0)));
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<int64_t> History::FindScanOf(std::string_view finding_id) {
  Statement ids = database_.Prepare(
      "SELECT DISTINCT finding_id FROM occurrence WHERE finding_id >= ?1 AND "
      "finding_id < ?1 || char(0x10ffff) ORDER BY finding_id LIMIT 2");
  ids.Bind(finding_id);
  if (!ids.Step()) return std::nullopt;
  const std::string id = ids.Text(0);
  if (id != finding_id && ids.Step()) {
    throw Error(fmt::format("\"{}\" is the start of several findings: {}, {} …", finding_id, id,
                            ids.Text(0)));
  }
  Statement newest = database_.Prepare(
      "SELECT max(scan) FROM sighting JOIN occurrence ON occurrence.id = occurrence "
      "WHERE finding_id = ?");
  newest.Bind(id).Step();
  return newest.Integer(0);
}

ScanDifference History::Compare(int64_t before, int64_t after) {
  GetScan(before);
  GetScan(after);
  const auto old_findings = FindingsOf(&database_, before);
  const auto new_findings = FindingsOf(&database_, after);
  ScanDifference difference;
  for (const auto& [id, finding] : new_findings) {
    if (old_findings.contains(id)) {
      ++difference.unchanged;
    } else {
      difference.appeared.push_back(finding);
    }
  }
  for (const auto& [id, finding] : old_findings) {
    if (!new_findings.contains(id)) difference.disappeared.push_back(finding);
  }
  return difference;
}

uint64_t History::Prune(std::string_view date) {
  Transaction transaction(&database_);
  database_.Run(
      "INSERT INTO pruning VALUES (1);"
      "CREATE TEMP TABLE old AS SELECT id FROM scan WHERE 0");
  database_
      .Prepare(
          "INSERT INTO old SELECT id FROM scan WHERE started < ? AND "
          "id NOT IN (SELECT max(id) FROM scan GROUP BY project)")
      .Bind(date)
      .Run();
  Statement count = database_.Prepare("SELECT count(*) FROM old");
  count.Step();
  const auto removed = static_cast<uint64_t>(count.Integer(0));
  database_.Run(
      "DELETE FROM sighting WHERE scan IN (SELECT id FROM old);"
      "DELETE FROM circumstance WHERE scan IN (SELECT id FROM old);"
      "DELETE FROM manifest WHERE digest NOT IN (SELECT manifest FROM circumstance);"
      "DELETE FROM scan WHERE id IN (SELECT id FROM old);"
      "DELETE FROM excerpt WHERE occurrence NOT IN (SELECT occurrence FROM sighting);"
      "DELETE FROM occurrence WHERE id NOT IN (SELECT occurrence FROM sighting);"
      "DELETE FROM pruning");
  count = database_.Prepare("DROP TABLE old");
  count.Run();
  transaction.Commit();
  return removed;
}

}  // namespace copytrace
