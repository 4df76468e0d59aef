// Which decision is about which finding, now that lines have moved, files have been renamed and the
// corpus has grown. Not thread-safe.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/review/copy_place.h"
#include "engine/review/decision.h"
#include "engine/scan/finding.h"

namespace copytrace {

// What the log says of one finding.
struct DecisionAnswer {
  const Decision* decision = nullptr;  // null: nobody has decided anything about this code
  std::string reopened;                // why it does not hold; empty where it does
  bool second_copy = false;            // the decision is about another copy of this code
};

// The words of a file of the project by its path; null where there is no such file.
using WordsByPath = std::function<const FileWords*(const std::string& path)>;

// One answer a finding. `places[i]` is of `findings[i]`; their paths are what `words` knows.
// REQUIRES: `decisions` are current (CurrentDecisions) and outlive the result.
std::vector<DecisionAnswer> MatchDecisions(const std::vector<Finding>& findings,
                                           const std::vector<CopyPlace>& places,
                                           const std::vector<Decision>& decisions,
                                           const std::string& today, const WordsByPath& words);

}  // namespace copytrace
