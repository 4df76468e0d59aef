// What people have decided about findings: the log in .copytrace/decisions.jsonl, one JSON object a
// line, only ever added to.
//
//   {"action":"accept","path":"src/pad.js","lines":[10,20],"content":"57-00c0ffee00c0ffee",
//    "origin":"pkg:npm/left-pad@1.3.0","origin_path":"index.js","license":"MIT",
//    "reason":"attributed in NOTICE","by":"Ann","at":"2026-11-22T10:00:00Z","until":"2027-06-30"}
//
// Lines are kept in the order in which they were added; git may join two branches' lines in any
// order (merge=union), because the newest `at` counts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/review/copy_place.h"
#include "engine/scan/finding.h"

namespace copytrace {

enum class DecisionAction : uint8_t {
  kAccept,    // the code stays under its licence
  kIgnore,    // no copy, or none that matters
  kReplace,   // the code will be taken out: open until then, unless put off to a date
  kBaseline,  // was there before: of a baseline, not of the log
};
std::string_view DecisionActionName(DecisionAction action);  // "accept", "ignore", "replace"
std::optional<DecisionAction> ParseDecisionAction(std::string_view name);

struct Decision {
  DecisionAction action = DecisionAction::kAccept;
  CopyPlace place;
  LineRange lines;      // when it was made
  std::string origin;   // purl, with version
  std::string license;  // of the origin, when it was made; empty where none was found
  std::string reason;
  std::string by;
  std::string at;     // "2026-11-22T10:00:00Z"
  std::string until;  // ISO date, the last day on which it holds; empty: for good
  // Ids of the advisories on the origin's release that were known when it was made.
  std::vector<std::string> advisories;
  // An older decision, about another place or other content, that this one stands in for.
  std::optional<CopyPlace> supersedes;  // its path, content and copy
  bool operator==(const Decision&) const = default;
};

// A decision about this finding, all but action, reason, by, at and until filled in.
Decision DecisionAbout(const Finding& finding, const CopyPlace& place);

// A line of the log, without its end.
std::string ToJsonLine(const Decision& decision);

// The decisions of a log, or the entries of a baseline, in the order of their lines. Throws Error,
// with the line, where one is malformed; `name` is what the message calls the text.
std::vector<Decision> ParseDecisions(std::string_view text, const std::string& name);

// Of decisions about the same place and content, the newest: by `at`, then by order; without those
// that a newer one supersedes. In order.
std::vector<Decision> CurrentDecisions(const std::vector<Decision>& log);

// Adds a line to the log, which is made if it is missing, with a .gitattributes beside it by which
// git joins the logs of two branches. Throws Error where it cannot be written.
void AppendDecision(const std::filesystem::path& log, const Decision& decision);

// "2027-06-30": a date that there is.
bool IsIsoDate(std::string_view text);

}  // namespace copytrace
