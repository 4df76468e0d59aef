// Base scores of CVSS vectors: version 3.0 and 3.1 (specification 3.1, section 7.1), and version 2
// (its guide, section 3.2.1). Those of version 4, which come from a table of expert judgement, are
// not computed. Pure, thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "engine/advisory/advisory.h"

namespace copytrace {

// From 0 to 10. Nothing where `vector` is none of these versions, or lacks a base metric.
std::optional<double> CvssBaseScore(std::string_view vector);

// The rating of a base score, section 5 of the specification of 3.1.
AdvisorySeverity CvssRating(double score);

}  // namespace copytrace
