// A finding hardly changes from scan to scan, so its text is kept once (`occurrence`, by the digest
// of its JSON) and a scan keeps a number a finding (`sighting`): a thousand nightly scans of a
// hundred findings each are a hundred texts and a hundred thousand pairs of numbers.
//
// What was found stays as it was found: triggers refuse changes of evidence, and deletions but
// those of `history prune`, which says so in `pruning` within its own transaction. Decisions stay
// even then.
#include "engine/history/schema.h"

#include <fmt/format.h>

#include <iterator>

#include "engine/error.h"

namespace copytrace {
namespace {

// Step i brings a file from version i to i + 1. Steps are never changed, only added.
constexpr const char* kSteps[] = {
    R"(
CREATE TABLE scan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started TEXT NOT NULL,              -- UTC, as 2026-01-31T08:15:00Z
  seconds REAL NOT NULL,
  project TEXT NOT NULL,
  revision TEXT,                      -- git commit of the scanned tree
  root TEXT NOT NULL,                 -- as given
  roots TEXT NOT NULL,                -- absolute, a JSON array
  working_directory TEXT NOT NULL,
  store TEXT NOT NULL,                -- absolute
  generation INTEGER NOT NULL,        -- of the store
  tool_version TEXT NOT NULL,
  options TEXT NOT NULL,              -- the arguments, a JSON array
  files INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  findings INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  report TEXT NOT NULL                -- the JSON report without its findings
);
CREATE INDEX scan_by_project ON scan (project, id);
CREATE TABLE occurrence (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,        -- SHA-256 of `finding`
  finding_id TEXT NOT NULL,
  path TEXT NOT NULL,
  start_line INTEGER NOT NULL,
  end_line INTEGER NOT NULL,
  kind TEXT NOT NULL,
  score_bits REAL NOT NULL,
  e_value REAL NOT NULL,
  component TEXT NOT NULL,            -- purl without version
  purl TEXT NOT NULL,
  license TEXT,
  license_class TEXT NOT NULL,
  finding TEXT NOT NULL               -- as in the JSON report
);
CREATE INDEX occurrence_by_finding ON occurrence (finding_id);
CREATE INDEX occurrence_by_component ON occurrence (component);
CREATE TABLE sighting (
  scan INTEGER NOT NULL REFERENCES scan (id),
  place INTEGER NOT NULL,             -- in the report, from 0
  occurrence INTEGER NOT NULL REFERENCES occurrence (id),
  status TEXT NOT NULL,               -- open, or what was decided
  verdict TEXT,                       -- allow, warn, deny
  PRIMARY KEY (scan, place)
) WITHOUT ROWID;
CREATE INDEX sighting_by_occurrence ON sighting (occurrence, scan);
CREATE TABLE first_seen (             -- of a finding in a project
  project TEXT NOT NULL,
  finding_id TEXT NOT NULL,
  scan INTEGER NOT NULL,
  started TEXT NOT NULL,
  PRIMARY KEY (project, finding_id)
) WITHOUT ROWID;
CREATE TABLE pruning (now INTEGER NOT NULL);
CREATE TRIGGER scan_stays BEFORE UPDATE ON scan
  BEGIN SELECT RAISE(ABORT, 'a recorded scan is never changed'); END;
CREATE TRIGGER scan_kept BEFORE DELETE ON scan WHEN NOT EXISTS (SELECT 1 FROM pruning)
  BEGIN SELECT RAISE(ABORT, 'a recorded scan is removed by history prune only'); END;
CREATE TRIGGER occurrence_stays BEFORE UPDATE ON occurrence
  BEGIN SELECT RAISE(ABORT, 'recorded evidence is never changed'); END;
CREATE TRIGGER occurrence_kept BEFORE DELETE ON occurrence WHEN NOT EXISTS (SELECT 1 FROM pruning)
  BEGIN SELECT RAISE(ABORT, 'recorded evidence is removed by history prune only'); END;
CREATE TRIGGER sighting_stays BEFORE UPDATE ON sighting
  BEGIN SELECT RAISE(ABORT, 'recorded evidence is never changed'); END;
CREATE TRIGGER sighting_kept BEFORE DELETE ON sighting WHEN NOT EXISTS (SELECT 1 FROM pruning)
  BEGIN SELECT RAISE(ABORT, 'recorded evidence is removed by history prune only'); END;
)",
    R"(
ALTER TABLE scan ADD COLUMN project_root TEXT NOT NULL DEFAULT '';  -- absolute: where decisions are
ALTER TABLE sighting ADD COLUMN until TEXT;  -- the last day on which its status holds
DROP TRIGGER sighting_stays;
UPDATE sighting SET (status, verdict, until) = (
  SELECT ifnull(json_extract(finding, '$.review.standing'), 'open'),
         json_extract(finding, '$.review.verdict'),
         json_extract(finding, '$.review.decision.until')
  FROM occurrence WHERE occurrence.id = sighting.occurrence);
CREATE TRIGGER sighting_stays BEFORE UPDATE ON sighting
  BEGIN SELECT RAISE(ABORT, 'recorded evidence is never changed'); END;
CREATE TABLE excerpt (                -- the lines of a finding, as they were scanned
  occurrence INTEGER PRIMARY KEY REFERENCES occurrence (id),
  text TEXT NOT NULL
);
CREATE TRIGGER excerpt_stays BEFORE UPDATE ON excerpt
  BEGIN SELECT RAISE(ABORT, 'recorded evidence is never changed'); END;
CREATE TRIGGER excerpt_kept BEFORE DELETE ON excerpt WHEN NOT EXISTS (SELECT 1 FROM pruning)
  BEGIN SELECT RAISE(ABORT, 'recorded evidence is removed by history prune only'); END;
CREATE TABLE decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  project TEXT NOT NULL,
  finding_id TEXT NOT NULL,
  scan INTEGER,                       -- that it was made upon; NULL: one that was not recorded
  action TEXT NOT NULL,               -- accept, ignore, replace
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  at TEXT NOT NULL,                   -- UTC, as 2026-01-31T08:15:00Z
  until TEXT,                         -- ISO date, the last day on which it holds; NULL: for good
  path TEXT NOT NULL,                 -- in the project
  start_line INTEGER NOT NULL,
  end_line INTEGER NOT NULL,
  purl TEXT NOT NULL,
  license TEXT,
  line TEXT NOT NULL                  -- of the project's .copytrace/decisions.jsonl
);
CREATE INDEX decision_by_finding ON decision (project, finding_id, id);
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
  BEGIN SELECT RAISE(ABORT, 'a recorded decision is never changed'); END;
CREATE TRIGGER decision_kept BEFORE DELETE ON decision
  BEGIN SELECT RAISE(ABORT, 'a recorded decision is never removed'); END;
CREATE VIEW standing AS               -- what a sighting counts for now, with later decisions
  SELECT sighting.scan, sighting.place, sighting.occurrence, sighting.verdict, ifnull(
    (SELECT CASE WHEN until < date('now') THEN 'open'
                 WHEN action = 'accept' THEN 'accepted'
                 WHEN action = 'ignore' THEN 'ignored'
                 WHEN until IS NULL THEN 'open'
                 ELSE 'put-off' END
     FROM decision WHERE decision.project = scan.project
       AND decision.finding_id = occurrence.finding_id AND decision.at >= scan.started
     ORDER BY decision.id DESC LIMIT 1),
    CASE WHEN sighting.until < date('now') AND status IN ('accepted', 'ignored', 'put-off')
         THEN 'open' ELSE status END) AS status
  FROM sighting JOIN scan ON scan.id = sighting.scan
  JOIN occurrence ON occurrence.id = sighting.occurrence;
)",
    R"(
CREATE TABLE manifest (               -- the files of a scan; the same files are kept once
  digest TEXT PRIMARY KEY,            -- SHA-256 of `files`, in hex
  files TEXT NOT NULL                 -- a JSON array of [path, SHA-256, bytes, lines, language]
);
CREATE TABLE circumstance (           -- what else a scan rested on
  scan INTEGER PRIMARY KEY REFERENCES scan (id),
  manifest TEXT NOT NULL REFERENCES manifest (digest),
  policy TEXT NOT NULL,               -- JSON: file, text, and the rules that were in force
  decisions TEXT NOT NULL             -- the project's .copytrace/decisions.jsonl
);
CREATE INDEX circumstance_by_manifest ON circumstance (manifest);
CREATE TRIGGER manifest_stays BEFORE UPDATE ON manifest
  BEGIN SELECT RAISE(ABORT, 'recorded evidence is never changed'); END;
CREATE TRIGGER manifest_kept BEFORE DELETE ON manifest WHEN NOT EXISTS (SELECT 1 FROM pruning)
  BEGIN SELECT RAISE(ABORT, 'recorded evidence is removed by history prune only'); END;
CREATE TRIGGER circumstance_stays BEFORE UPDATE ON circumstance
  BEGIN SELECT RAISE(ABORT, 'recorded evidence is never changed'); END;
CREATE TRIGGER circumstance_kept BEFORE DELETE ON circumstance
  WHEN NOT EXISTS (SELECT 1 FROM pruning)
  BEGIN SELECT RAISE(ABORT, 'recorded evidence is removed by history prune only'); END;
)",
};

constexpr int64_t kApplication = 0x43707954;  // "CpyT"

int64_t ReadPragma(Sqlite* database, std::string_view name) {
  Statement statement = database->Prepare(fmt::format("PRAGMA {}", name));
  return statement.Step() ? statement.Integer(0) : 0;
}

}  // namespace

void MigrateHistory(Sqlite* database) { MigrateHistoryTo(database, std::size(kSteps)); }

void MigrateHistoryTo(Sqlite* database, int64_t newest) {
  const auto version_of = [database] { return ReadPragma(database, "user_version"); };
  const int64_t found = version_of();
  if (found == newest && ReadPragma(database, "application_id") == kApplication) return;
  const int64_t application = ReadPragma(database, "application_id");
  if ((found != 0 && application != kApplication) || (found == 0 && application != 0)) {
    throw Error(fmt::format("{}: is a database of something else: name another file by --history",
                            sqlite3_db_filename(database->handle(), "main")));
  }
  if (found > newest) {
    throw Error(fmt::format("{}: was written by a newer copytrace (version {}, this one knows {})",
                            sqlite3_db_filename(database->handle(), "main"), found, newest));
  }
  for (int64_t version = found; version < newest; ++version) {
    Transaction transaction(database);
    if (version_of() <= version) {  // else another process was faster
      database->Run(kSteps[version]);
      database->Run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                kApplication, version + 1));
    }
    transaction.Commit();
  }
}

}  // namespace copytrace
