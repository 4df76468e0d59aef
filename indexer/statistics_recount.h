// What a corpus says about tokens, counted anew for a store from which releases are taken.
#pragma once

#include <map>
#include <optional>
#include <span>

#include "engine/store/records.h"
#include "engine/store/store.h"

namespace copytrace {

// The statistics of `store` without the releases `gone` (ascending), by family; families without a
// file are left out. Nothing where the store keeps no sources to count from, or no blob goes.
std::optional<std::map<LanguageFamily, FamilyStatistics>> RecountStatistics(
    const Store& store, std::span<const ReleaseId> gone);

}  // namespace copytrace
