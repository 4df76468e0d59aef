// What a scan was made of and by which rules, beside its report: hashes of its files, the policy,
// the log of decisions. As history.h: one thread at a time.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/history/history.h"
#include "engine/report/audit.h"

namespace copytrace {

// Once for a scan; the same files of several scans are kept once.
void RecordCircumstances(History* history, int64_t scan, const ScanCircumstances& circumstances);

// Nothing of a scan that recorded none.
std::optional<ScanCircumstances> CircumstancesOf(History* history, int64_t scan);

}  // namespace copytrace
