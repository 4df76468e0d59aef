// What is published about the releases that findings come from. Thread-safe.
#pragma once

#include <vector>

#include "engine/scan/finding.h"
#include "engine/store/store.h"

namespace copytrace {

// Fills in the findings' advisories by what the store knows now, whenever the findings were made.
// Throws Error where the store is damaged.
void LookUpAdvisories(const Store& store, std::vector<Finding>* findings);

}  // namespace copytrace
