// Findings to judgements: policy, decisions, baseline and marks in the source held against each
// finding. Findings are never changed: a changed policy judges again and does not scan again.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/review/copy_place.h"
#include "engine/review/decision.h"
#include "engine/review/next_step.h"
#include "engine/review/policy.h"
#include "engine/review/verdict.h"
#include "engine/scan/finding.h"
#include "engine/source/change.h"

namespace copytrace {

struct Judgement {
  CopyPlace place;
  LineRange shown;  // the finding's lines, clipped to the change where one is checked

  Verdict verdict = Verdict::kWarn;
  std::string why;   // "GPL-3.0-only: strong-copyleft is denied, as nobody said otherwise"
  std::string rule;  // where that is said: ".copytrace.toml:12", "default"

  Standing standing = Standing::kOpen;
  std::string standing_reason;  // "accepted by Ann on 2026-11-22: attributed in NOTICE"

  // The decision that holds, or one that was made about this code and holds no longer.
  std::optional<Decision> decision;
  std::string reopened;  // why it holds no longer; empty where it does, or there is none

  // What is said of the finding besides: a mark that declares another licence than the origin's, or
  // gives no reason; an accepted snippet's second copy. Sentences.
  std::vector<std::string> notes;

  BaselineState baseline = BaselineState::kNone;
  NextStep next;

  // Whether the finding keeps a change from being merged.
  bool Fails() const { return standing == Standing::kOpen && verdict == Verdict::kDeny; }
};

struct Review {
  bool done = false;                  // false: there was no review, and nothing below is filled in
  std::vector<Judgement> judgements;  // one a finding, in their order
  std::string policy_file;            // as found; empty where the defaults hold
  std::string project_license;        // SPDX expression; empty where none is known
  std::string project_license_from;   // ".copytrace.toml:2", "LICENSE"; empty where none is known
  // Decisions and baseline entries that nothing was found for, among the scanned files.
  std::vector<Decision> unused;
  std::vector<Decision> absent;
  // Of a check: what was held against what. Empty otherwise.
  std::string base;
  std::string head;
  uint32_t changed_files = 0;
  uint64_t changed_lines = 0;

  size_t CountFailing() const;
  size_t Count(Standing standing) const;
};

struct ReviewInput {
  const Policy* policy = nullptr;
  std::vector<Decision> decisions;  // the whole log
  std::vector<Decision> baseline;   // only looked at where has_baseline
  bool has_baseline = false;
  std::string today;  // ISO date
  // A finding's path as one relative to the project's root; null where it is one already.
  std::function<std::string(const std::string& path)> project_path;
  // The bytes of a file of the project in the state that was scanned, by its path in the project;
  // nothing where there is none.
  std::function<std::optional<std::string>(const std::string& path)> read;
  // Where the project had these lines of a file before the change, in words ("src/a.c:10"); nothing
  // where it had not. Null where no change is checked.
  std::function<std::optional<std::string>(const SourceFile& file, const LineRange& lines)>
      find_own;
  const ChangeSet* change = nullptr;
  uint32_t threads = 0;  // 0: as many as there are processors
};

// Throws what `read` throws.
Review ReviewFindings(const ScanResult& result, const ReviewInput& input);

// Only the findings that touch new lines of the change.
ScanResult FindingsInChange(ScanResult result, const ChangeSet& change);

}  // namespace copytrace
