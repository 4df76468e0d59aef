#include "engine/advisory/advisory.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <tuple>

namespace copytrace {
namespace {

constexpr std::array<std::string_view, 6> kSeverityNames = {"unknown", "none", "low",
                                                            "medium",  "high", "critical"};

}  // namespace

std::string_view AdvisorySeverityName(AdvisorySeverity severity) {
  return kSeverityNames[static_cast<size_t>(severity)];
}

std::optional<AdvisorySeverity> ParseAdvisorySeverity(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  if (lower == "moderate") return AdvisorySeverity::kMedium;
  const auto found = std::ranges::find(kSeverityNames, lower);
  if (found == kSeverityNames.end()) return std::nullopt;
  return static_cast<AdvisorySeverity>(found - kSeverityNames.begin());
}

bool IsWorse(const Advisory& a, const Advisory& b) {
  return std::make_tuple(!a.malicious, -static_cast<int>(a.severity), -a.score, a.id) <
         std::make_tuple(!b.malicious, -static_cast<int>(b.severity), -b.score, b.id);
}

std::string NameOf(const Advisory& advisory) {
  std::string name = advisory.id;
  for (size_t i = 0; i < advisory.aliases.size(); ++i) {
    name += (i == 0 ? " (" : ", ") + advisory.aliases[i];
  }
  return advisory.aliases.empty() ? name : name + ")";
}

}  // namespace copytrace
