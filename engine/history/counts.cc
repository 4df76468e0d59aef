#include "engine/history/counts.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace copytrace {
namespace {

// How many of `these` are not among `those`.
uint64_t CountMissing(const std::set<std::string>& these, const std::set<std::string>& those) {
  return static_cast<uint64_t>(
      std::ranges::count_if(these, [&](const std::string& id) { return !those.contains(id); }));
}

std::set<std::string> IdsOf(History* history, int64_t scan) {
  Statement rows = history->database().Prepare(
      "SELECT finding_id FROM sighting JOIN occurrence ON occurrence.id = occurrence "
      "WHERE scan = ?");
  rows.Bind(scan);
  std::set<std::string> ids;
  while (rows.Step()) ids.insert(rows.Text(0));
  return ids;
}

}  // namespace

std::vector<ProjectScans> ListProjects(History* history, size_t limit) {
  Statement rows = history->database().Prepare(
      "SELECT project, count(*), max(id) FROM scan GROUP BY project ORDER BY project LIMIT ?");
  rows.Bind(static_cast<int64_t>(limit));
  std::vector<ProjectScans> projects;
  while (rows.Step()) {
    projects.push_back({rows.Text(0), static_cast<uint64_t>(rows.Integer(1)), rows.Integer(2)});
  }
  return projects;
}

StandingCounts CountStandings(History* history, int64_t scan) {
  Statement rows = history->database().Prepare(
      "SELECT license_class, status, ifnull(verdict, 'none'), count(*) "
      "FROM standing JOIN occurrence ON occurrence.id = occurrence "
      "WHERE scan = ? GROUP BY 1, 2, 3");
  rows.Bind(scan);
  StandingCounts counts;
  while (rows.Step()) {
    const auto count = static_cast<uint64_t>(rows.Integer(3));
    counts.by_class[rows.Text(0)] += count;
    counts.by_status[rows.Text(1)] += count;
    if (rows.Text(1) == "open") counts.by_verdict[rows.Text(2)] += count;
  }
  return counts;
}

uint64_t CountScansOf(History* history, const std::string& project) {
  Statement row = history->database().Prepare("SELECT count(*) FROM scan WHERE project = ?");
  row.Bind(project).Step();
  return static_cast<uint64_t>(row.Integer(0));
}

std::vector<ScanCounts> CountScans(History* history, const std::string& project, size_t limit) {
  // One scan more than is asked for, which the oldest is held against.
  const std::vector<ScanRecord> scans =
      project.empty() ? std::vector<ScanRecord>() : history->ListScans(project, limit + 1);
  std::vector<ScanCounts> all;
  std::set<std::string> before;
  Statement rows = history->database().Prepare(
      "SELECT finding_id, license_class, status "
      "FROM sighting JOIN occurrence ON occurrence.id = occurrence WHERE scan = ?");
  for (auto scan = scans.rbegin(); scan != scans.rend(); ++scan) {
    ScanCounts counts{.scan = scan->id,
                      .started = scan->started,
                      .revision = scan->revision,
                      .findings = scan->findings,
                      .lines = scan->lines};
    std::set<std::string> ids;
    rows.Bind(scan->id);
    while (rows.Step()) {
      ids.insert(rows.Text(0));
      ++counts.by_class[rows.Text(1)];
      ++counts.by_status[rows.Text(2)];
    }
    rows.Reset();
    if (scan != scans.rbegin()) {
      counts.appeared = CountMissing(ids, before);
      counts.disappeared = CountMissing(before, ids);
    }
    before = std::move(ids);
    all.push_back(std::move(counts));
  }
  if (all.size() > limit) all.erase(all.begin());
  return all;
}

FindingDifference CompareFindings(History* history, int64_t before, int64_t after) {
  const std::set<std::string> old_ids = IdsOf(history, before);
  const std::set<std::string> new_ids = IdsOf(history, after);
  FindingDifference difference;
  std::ranges::set_difference(new_ids, old_ids, std::back_inserter(difference.appeared));
  std::ranges::set_difference(old_ids, new_ids, std::back_inserter(difference.disappeared));
  difference.unchanged = new_ids.size() - difference.appeared.size();
  return difference;
}

}  // namespace copytrace
