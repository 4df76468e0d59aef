// The two texts of a recorded finding, long after its scan. Thread-safe.
#pragma once

#include <string>

#include "engine/history/sightings.h"
#include "engine/report/json_report.h"
#include "engine/report/side_view.h"
#include "engine/store/store.h"

namespace copytrace {

// The scanned lines come from the file while it still has them as they were, else from what the
// history has kept of them; the origin's from the store, which may be null. Files are looked for
// only where the scan was made, and none outside of it is read, wherever a link may lead.
SideView SidesOf(const SeenFinding& seen, const Finding& finding, const Store* store);

}  // namespace copytrace
