// Adds up what is known of the tokens of a language family.
#pragma once

#include "engine/store/records.h"

namespace copytrace {

// *sum += added.
void AddStatisticsTo(FamilyStatistics* sum, const FamilyStatistics& added);

// Leaves out document frequencies that say nothing: 1, and those up to file_count / 2^15.
void PruneStatistics(FamilyStatistics* statistics);

}  // namespace copytrace
