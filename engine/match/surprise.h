// Whether an alignment says more than code at large says by itself.
#pragma once

#include <span>

#include "engine/match/align.h"
#include "engine/match/query.h"
#include "engine/store/evidence.h"

namespace copytrace {

// Bits that the alignment lacks to what one author's code says: 0 of nearly all copies, dozens and
// more of what an interface, a tool or a habit dictates. 0, too, where code of the family was never
// counted. REQUIRES: pairs not empty.
float LackingSurprise(const Query& query, const Evidence& evidence,
                      std::span<const AlignedPair> pairs);

}  // namespace copytrace
