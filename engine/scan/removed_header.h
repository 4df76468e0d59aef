// Whether a copied file lost what its origin says at its head of licence and copyright.
#pragma once

#include <optional>
#include <string_view>

#include "engine/scan/finding.h"

namespace copytrace {

// `copy` and `origin` are the texts of both files, decoded. Nothing where the match does not hold
// nearly all that stands below the origin's header, from its start, or the copy still says it all.
// Thread-safe.
std::optional<RemovedHeader> FindRemovedHeader(std::string_view copy, std::string_view origin,
                                               const LineRange& origin_lines, bool whole_file);

}  // namespace copytrace
