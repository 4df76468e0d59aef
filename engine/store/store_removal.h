// Takes releases out of a store: a generation without them, as table files.
#pragma once

#include <span>
#include <vector>

#include "engine/store/database.h"
#include "engine/store/records.h"
#include "engine/store/store_state.h"

namespace copytrace {

// Writes to `tables`, which are by Column and empty, what makes of the published generation, whose
// state is `state`, the next one without `gone`. Returns the state of that. Throws MalformedRecord.
// REQUIRES: `gone` ascending, without duplicates, each below state.info.releases.
StoreState WriteWithout(const Database& published, const StoreState& state,
                        std::span<const ReleaseId> gone, std::vector<TableFile>& tables);

}  // namespace copytrace
