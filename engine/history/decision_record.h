// Decisions as they are made: in the project's log and in the history, or in neither.
//
// Not thread-safe: as a History.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/history/history.h"
#include "engine/review/decision.h"
#include "engine/review/review.h"
#include "engine/scan/finding.h"

namespace copytrace {

struct DecisionRequest {
  DecisionAction action = DecisionAction::kAccept;
  std::string reason;
  std::string until;  // ISO date or empty
  std::string by;     // empty: who git says, else the user
};

// What a decision is about, and what the history is to know it by.
struct DecisionSubject {
  const Finding& finding;
  const Judgement& judgement;
  std::filesystem::path project_root;  // absolute: where .copytrace is
  std::string project;                 // its name in the history
  std::optional<int64_t> scan;         // that the finding is from, if it was recorded
};

struct RecordedDecision {
  int64_t id = 0;  // 0: not in a history
  std::string project;
  std::string finding;
  std::optional<int64_t> scan;
  Decision decision;
};

// Throws Error where the reason is blank or `until` is no date to come.
void CheckDecision(const DecisionRequest& request);

// Where the decisions of a scanned project are; for scans of before that was recorded, where they
// would be looked for now.
std::filesystem::path ProjectRootOf(const ScanRecord& scan);

// The project's log. Throws Error where the folder is gone, cannot be written to, or the log is a
// link to a place outside of it.
std::filesystem::path DecisionLogOf(const std::filesystem::path& project_root);

// Writes it down in both; without a history, in the log alone. Throws Error, and has then done
// nothing.
RecordedDecision Decide(History* history, const DecisionSubject& subject,
                        const DecisionRequest& request);

struct DecisionQuery {
  std::string project;  // empty: of all
  std::string finding;  // empty: about all
  int64_t before = std::numeric_limits<int64_t>::max();
  size_t limit = 100;
};

std::vector<RecordedDecision> ListDecisions(History* history, const DecisionQuery& query);

}  // namespace copytrace
