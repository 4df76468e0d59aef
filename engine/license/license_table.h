// What is known of each licence: its class as a component and for copied source.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace copytrace {

// From the loosest to the strictest obligations. kUnknown comes last: no licence found is no grant.
enum class LicenseClass : uint8_t {
  kPublicDomain = 0,
  kPermissive = 1,
  kWeakCopyleft = 2,
  kStrongCopyleft = 3,
  kNetworkCopyleft = 4,
  kSourceAvailable = 5,
  kProprietary = 6,
  kUnknown = 7,
};

std::string_view LicenseClassName(LicenseClass license_class);  // "strong-copyleft"
// By name, or by the alias words forbidden, restricted, reciprocal, notice, permissive,
// unencumbered, unknown. Nothing for any other word.
std::optional<LicenseClass> ParseLicenseClass(std::string_view name);

// The class that applies to copied source under this SPDX expression: the strictest of an AND, the
// loosest of an OR (the copier may choose). Malformed or empty: kUnknown. An exception that allows
// linking does not loosen copied source.
LicenseClass ClassOfExpression(std::string_view expression);

// The class of a component used as such, linked and not copied from: here an exception that allows
// linking does count ("GPL-2.0-only WITH Classpath-exception-2.0" is weak-copyleft).
LicenseClass ComponentClassOfExpression(std::string_view expression);

// The full name of a licence by its SPDX id ("MIT License"), or nothing.
std::optional<std::string_view> LicenseFullName(std::string_view spdx_id);

}  // namespace copytrace
