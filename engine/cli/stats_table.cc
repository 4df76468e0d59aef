#include "engine/cli/stats_table.h"

#include <fmt/format.h>

namespace copytrace {

std::string StatsTable(std::span<const StageCost> stages) {
  double total = 0;
  for (const StageCost& cost : stages) total += cost.cpu_seconds;
  std::string out = fmt::format("{:<16}{:>10}{:>8}{:>12}{:>10}{:>10}\n", "stage", "CPU s", "share",
                                "items", "MB", "MB/s");
  for (const StageCost& cost : stages) {
    const double megabytes = static_cast<double>(cost.bytes) / 1e6;
    const double share = total > 0 ? 100 * cost.cpu_seconds / total : 0;
    out += fmt::format("{:<16}{:>10.3f}{:>7.1f}%{:>12}{:>10.2f}", cost.stage, cost.cpu_seconds,
                       share, cost.items, megabytes);
    out += cost.cpu_seconds > 0 && cost.bytes > 0
               ? fmt::format("{:>10.1f}\n", megabytes / cost.cpu_seconds)
               : fmt::format("{:>10}\n", "-");
  }
  return out + fmt::format("{:<16}{:>10.3f}\n", "total", total);
}

}  // namespace copytrace
