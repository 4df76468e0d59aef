// What is known of each licence: its class as a component and for copied source.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

// What somebody does with the licensed work.
enum class LicenseUse : uint8_t {
  kComponent,     // uses it as such: links, imports, ships it beside
  kCopiedSource,  // has its source, whole or in part, in source of the project's own
};

LicenseClass ClassOfExpression(std::string_view expression, LicenseUse use);

// One licence of an expression, with its exception where it has one, and what is known of it.
struct LicenseFacts {
  std::string id;         // canonical: "GPL-2.0-only WITH Classpath-exception-2.0"
  std::string full_name;  // "" where none is known
  LicenseClass component_class = LicenseClass::kUnknown;
  LicenseClass snippet_class = LicenseClass::kUnknown;
  bool is_doubtful = false;  // lawyers may see it in another class: `note` says why
  std::string note;          // why it stands in its class, a clause of ours; may be empty
};

// The licences of an expression, each once, in its order. Empty where it is malformed.
std::vector<LicenseFacts> FactsOfExpression(std::string_view expression);

// The ids of an expression, licences and exceptions, that are not on the SPDX list, each once: they
// stand for texts that whoever gets the expression must be given.
std::vector<std::string> UnlistedIds(std::string_view expression);

// The full name of a licence by its SPDX id ("MIT License"), or nothing.
std::optional<std::string_view> LicenseFullName(std::string_view spdx_id);

}  // namespace copytrace
