// Matches to findings: names, functions, licences and ids added.
#pragma once

#include <string>
#include <vector>

#include "engine/match/match.h"
#include "engine/scan/finding.h"
#include "engine/source/source_file.h"
#include "engine/store/store.h"

namespace copytrace {

// The findings of one file, in the order of its matches. Thread-safe.
std::vector<Finding> BuildFindings(const Store& store, const SourceFile& file,
                                   const std::vector<Match>& matches);

}  // namespace copytrace
