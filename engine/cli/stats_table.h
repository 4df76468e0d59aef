// `--stats`: what each stage of a scan cost.
#pragma once

#include <span>
#include <string>

#include "engine/scan/finding.h"

namespace copytrace {

// One row a stage: CPU seconds, share of all, megabytes that went in, megabytes a CPU second.
std::string StatsTable(std::span<const StageCost> stages);

}  // namespace copytrace
