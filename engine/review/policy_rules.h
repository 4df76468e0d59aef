// A policy's rules as a list, the defaults included, for whoever must show what was in force.
// Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "engine/review/policy.h"

namespace copytrace {

struct EffectiveRule {
  std::string what;     // "licences MIT*", "class permissive", "paths src/**: class unknown"
  std::string verdict;  // "allow", "warn", "deny", "left out", or a limit
  std::string place;    // ".copytrace.toml:12", "default"
};

// In the order in which they are asked, the first that says something deciding.
std::vector<EffectiveRule> EffectiveRules(const Policy& policy);

}  // namespace copytrace
