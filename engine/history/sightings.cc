#include "engine/history/sightings.h"

namespace copytrace {
namespace {

std::optional<std::string> TextOrNone(const Statement& row, int column) {
  return row.IsNull(column) ? std::nullopt : std::optional(row.Text(column));
}

}  // namespace

std::optional<SeenFinding> FindSighting(History* history, std::string_view finding, int64_t scan) {
  Statement row = history->database().Prepare(
      "SELECT standing.scan, occurrence.finding, standing.status, standing.verdict, "
      "first_seen.started, excerpt.text "
      "FROM occurrence JOIN standing ON standing.occurrence = occurrence.id "
      "JOIN scan ON scan.id = standing.scan "
      "JOIN first_seen ON first_seen.project = scan.project AND first_seen.finding_id = ?1 "
      "LEFT JOIN excerpt ON excerpt.occurrence = occurrence.id "
      "WHERE occurrence.finding_id = ?1 AND (?2 = 0 OR standing.scan = ?2) "
      "ORDER BY standing.scan DESC, standing.place LIMIT 1");
  row.Bind(finding).Bind(scan);
  if (!row.Step()) return std::nullopt;
  return SeenFinding{.scan = history->GetScan(row.Integer(0)),
                     .finding = row.Text(1),
                     .status = row.Text(2),
                     .verdict = TextOrNone(row, 3),
                     .first_seen = row.Text(4),
                     .excerpt = TextOrNone(row, 5)};
}

std::optional<FindingSightings> SightingsOf(History* history, const std::string& project,
                                            const std::string& finding, size_t limit) {
  FindingSightings seen;
  Statement first = history->database().Prepare(
      "SELECT first_seen.started, "
      "(SELECT count(*) FROM scan WHERE project = ?1 AND id >= first_seen.scan) "
      "FROM first_seen WHERE project = ?1 AND finding_id = ?2");
  if (!first.Bind(project).Bind(finding).Step()) return std::nullopt;
  seen.first_seen = first.Text(0);
  seen.scans = static_cast<uint64_t>(first.Integer(1));

  Statement rows = history->database().Prepare(
      "SELECT scan.id, scan.started, scan.revision, path, start_line, end_line, purl, license, "
      "status, verdict FROM occurrence JOIN sighting ON sighting.occurrence = occurrence.id "
      "JOIN scan ON scan.id = sighting.scan "
      "WHERE finding_id = ? AND project = ? ORDER BY scan.id DESC, place");
  rows.Bind(finding).Bind(project);
  while (rows.Step()) {
    if (++seen.total > limit) continue;
    seen.sightings.push_back(
        {.scan = rows.Integer(0),
         .started = rows.Text(1),
         .revision = TextOrNone(rows, 2),
         .path = rows.Text(3),
         .lines = {static_cast<uint32_t>(rows.Integer(4)), static_cast<uint32_t>(rows.Integer(5))},
         .origin = rows.Text(6),
         .license = TextOrNone(rows, 7),
         .status = rows.Text(8),
         .verdict = TextOrNone(rows, 9)});
  }
  return seen;
}

}  // namespace copytrace
