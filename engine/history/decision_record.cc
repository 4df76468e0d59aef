// The log in the project is what later scans go by; the history is what an auditor reads. A
// decision is first added to the history within a transaction, then to the log, then the
// transaction is committed: a log that cannot be written rolls the history back, and a commit that
// fails takes the line out of the log again.
#include "engine/history/decision_record.h"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>

#include "engine/error.h"
#include "engine/review/project.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

Decision MakeDecision(const DecisionSubject& subject, const DecisionRequest& request) {
  const Judgement& judgement = subject.judgement;
  Decision decision = DecisionAbout(subject.finding, judgement.place);
  decision.action = request.action;
  decision.reason = request.reason;
  decision.by = request.by.empty() ? AuthorIn(subject.project_root) : request.by;
  decision.at = Now();
  decision.until = request.until;
  if (judgement.decision && !(judgement.decision->place.path == judgement.place.path &&
                              judgement.decision->place.content == judgement.place.content &&
                              judgement.decision->place.copy == judgement.place.copy)) {
    decision.supersedes = judgement.decision->place;
  }
  return decision;
}

std::optional<std::string> TextOrNull(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

int64_t Insert(Sqlite* database, const RecordedDecision& recorded) {
  const Decision& decision = recorded.decision;
  Statement insert = database->Prepare(
      "INSERT INTO decision (project, finding_id, scan, action, reason, decided_by, at, until, "
      "path, start_line, end_line, purl, license, line) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.Bind(recorded.project).Bind(recorded.finding);
  if (recorded.scan) {
    insert.Bind(*recorded.scan);
  } else {
    insert.BindNull();
  }
  insert.Bind(DecisionActionName(decision.action))
      .Bind(decision.reason)
      .Bind(decision.by)
      .Bind(decision.at)
      .BindOptional(TextOrNull(decision.until))
      .Bind(decision.place.path)
      .Bind(int64_t{decision.lines.first})
      .Bind(int64_t{decision.lines.last})
      .Bind(decision.origin)
      .BindOptional(TextOrNull(decision.license))
      .Bind(ToJsonLine(decision))
      .Run();
  return database->last_row_id();
}

uintmax_t SizeOf(const fs::path& file) {
  std::error_code error;
  const uintmax_t size = fs::file_size(file, error);
  return error ? 0 : size;
}

}  // namespace

void CheckDecision(const DecisionRequest& request) {
  if (request.reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Error("the reason must say why: who reads the log next year will want to know");
  }
  if (request.until.empty()) return;
  if (!IsIsoDate(request.until)) {
    throw Error(fmt::format("until: \"{}\" is no date, such as 2027-06-30", request.until));
  }
  if (request.until < Today()) {
    throw Error(fmt::format("until: {} is in the past", request.until));
  }
}

fs::path ProjectRootOf(const ScanRecord& scan) {
  if (!scan.project_root.empty()) return scan.project_root;
  return OpenProject(scan.roots.empty() ? scan.working_directory : scan.roots.front(), "").root;
}

fs::path DecisionLogOf(const fs::path& project_root) {
  std::error_code error;
  const fs::path root = fs::canonical(project_root, error);
  if (error || !fs::is_directory(root, error)) {
    throw Error(fmt::format("{}: the project's folder is gone; scan the project where it is now",
                            project_root.string()));
  }
  const fs::path log = root / ".copytrace" / "decisions.jsonl";
  if (fs::weakly_canonical(log, error) != log || error) {
    throw Error(
        fmt::format("{}: is a link, or below one: decisions are written to a file of the "
                    "project only",
                    log.string()));
  }
  fs::path there = log;
  while (!fs::exists(there, error)) there = there.parent_path();
  if (::access(there.c_str(), fs::is_directory(there, error) ? W_OK | X_OK : W_OK) != 0) {
    throw Error(fmt::format("{}: cannot be written to", there.string()));
  }
  return log;
}

RecordedDecision Decide(History* history, const DecisionSubject& subject,
                        const DecisionRequest& request) {
  CheckDecision(request);
  const fs::path log = DecisionLogOf(subject.project_root);
  RecordedDecision recorded{.project = subject.project,
                            .finding = subject.finding.id,
                            .scan = subject.scan,
                            .decision = MakeDecision(subject, request)};
  if (history == nullptr) {
    AppendDecision(log, recorded.decision);
    return recorded;
  }
  Transaction transaction(&history->database());
  recorded.id = Insert(&history->database(), recorded);
  const uintmax_t size = SizeOf(log);
  AppendDecision(log, recorded.decision);
  try {
    transaction.Commit();
  } catch (const Error&) {
    std::error_code ignored;
    fs::resize_file(log, size, ignored);
    throw;
  }
  return recorded;
}

std::vector<RecordedDecision> ListDecisions(History* history, const DecisionQuery& query) {
  Statement rows = history->database().Prepare(
      "SELECT id, project, finding_id, scan, line FROM decision "
      "WHERE (?1 = '' OR project = ?1) AND (?2 = '' OR finding_id = ?2) AND id < ?3 "
      "ORDER BY id DESC LIMIT ?4");
  rows.Bind(query.project)
      .Bind(query.finding)
      .Bind(query.before)
      .Bind(static_cast<int64_t>(query.limit));
  std::vector<RecordedDecision> decisions;
  while (rows.Step()) {
    RecordedDecision recorded{.id = rows.Integer(0),
                              .project = rows.Text(1),
                              .finding = rows.Text(2),
                              .decision = ParseDecisions(rows.Text(4), "history").at(0)};
    if (!rows.IsNull(3)) recorded.scan = rows.Integer(3);
    decisions.push_back(std::move(recorded));
  }
  return decisions;
}

}  // namespace copytrace
