#include <array>
#include <utility>

#include "engine/license/license_table.h"

namespace copytrace {
namespace {

constexpr std::array<std::string_view, 8> kNames = {
    "public-domain",    "permissive",       "weak-copyleft", "strong-copyleft",
    "network-copyleft", "source-available", "proprietary",   "unknown"};

// The words that users of other scanners set their policies in.
constexpr std::array<std::pair<std::string_view, LicenseClass>, 5> kAliases = {{
    {"forbidden", LicenseClass::kNetworkCopyleft},
    {"restricted", LicenseClass::kStrongCopyleft},
    {"reciprocal", LicenseClass::kWeakCopyleft},
    {"notice", LicenseClass::kPermissive},
    {"unencumbered", LicenseClass::kPublicDomain},
}};

}  // namespace

std::string_view LicenseClassName(LicenseClass license_class) {
  return kNames[static_cast<size_t>(license_class)];
}

std::optional<LicenseClass> ParseLicenseClass(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<LicenseClass>(i);
  }
  for (const auto& [alias, license_class] : kAliases) {
    if (alias == name) return license_class;
  }
  return std::nullopt;
}

}  // namespace copytrace
