// Reports to record, and a history in a directory of its own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/history/history.h"
#include "engine/report/json_report.h"
#include "tests/unit/indexer/temporary_directory.h"
#include "tests/unit/report/finding_fixtures.h"

namespace copytrace {

inline std::string ReportOf(const std::vector<Finding>& findings) {
  ScanResult result = TwoFindings();
  result.findings = findings;
  return WriteJsonReport(result, StoreOfTwoReleases());
}

inline Finding FindingAt(const std::string& id, const std::string& path, uint32_t line) {
  Finding finding = GplFinding();
  finding.id = id;
  finding.path = path;
  finding.lines = {line, line + 10};
  return finding;
}

// The same, reviewed: finding i stands as `judgements[i]` says.
inline std::string ReportOf(const std::vector<Finding>& findings,
                            const std::vector<Judgement>& judgements) {
  ScanResult result = TwoFindings();
  result.findings = findings;
  Review review;
  review.done = true;
  review.judgements = judgements;
  return WriteJsonReport(result, StoreOfTwoReleases(), review);
}

inline Judgement JudgementOf(const Finding& finding, Verdict verdict,
                             Standing standing = Standing::kOpen) {
  Judgement judgement;
  judgement.place = {.path = finding.path,
                     .content = {7, 0xc0ffee},
                     .component = "pkg:npm/%40acme/pad",
                     .origin_path = finding.origin.path};
  judgement.shown = finding.lines;
  judgement.verdict = verdict;
  judgement.why = "as the test has it";
  judgement.standing = standing;
  return judgement;
}

inline ScanRecord RecordOf(const std::string& project, const std::string& started) {
  ScanRecord record;
  record.project = project;
  record.started = started;
  record.seconds = 1.5;
  record.roots = {"/src/" + project};
  record.working_directory = "/src";
  record.store = "/store";
  record.options = {"scan", project};
  return record;
}

}  // namespace copytrace
