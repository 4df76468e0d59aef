// Matches to findings: names, functions, licences and ids added.
#pragma once

#include <string>
#include <vector>

#include "engine/match/match.h"
#include "engine/scan/finding.h"
#include "engine/source/source_file.h"
#include "engine/store/store.h"

namespace copytrace {

// The findings of one file, in the order of its matches. Matches of a small part of a generated file
// with another generated file are left out: both projects ran the same generator. Where the store
// keeps no sources, that cannot be told, and they stay in. Thread-safe.
std::vector<Finding> BuildFindings(const Store& store, const SourceFile& file,
                                   const std::vector<Match>& matches);

}  // namespace copytrace
