// Files that stand in the store as a whole.
#pragma once

#include <cstdint>

#include "engine/match/query.h"
#include "engine/source/source_file.h"

namespace copytrace {

// H for a file that is equal as a whole to one which `component_count` components hold: all of its
// k-grams are shared, each as rare as the file is. Tiny files (an empty module, a re-export) stay
// below any threshold, so that the world's many equal ones are no findings.
// `query` is described; for prose and data, which have no tokens, it is empty.
float WholeFileBits(const SourceFile& file, const Query& query, const TokenModel& model,
                    uint32_t component_count);

}  // namespace copytrace
