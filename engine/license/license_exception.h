// Exceptions joined to the licences that they belong to. Thread-safe.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/license/license_mention.h"

namespace copytrace {

// How the table of names writes an exception: "WITH Classpath-exception-2.0".
inline constexpr std::string_view kWith = "WITH ";

// Joins each to the nearest licence that can have it, the one before it first; the mentions of
// exceptions themselves are gone then. Returns the last that no licence was named for.
std::optional<LicenseMention> AttachExceptions(std::vector<LicenseMention>* mentions);

}  // namespace copytrace
