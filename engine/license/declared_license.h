// Licences in a few words that do nothing but name them: a manifest's field, a file that is one
// name. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace copytrace {

// The licence of this very name, or nothing.
std::string LicenseOfName(std::string_view name);

// The licences of a text that has nothing but their names and what joins them: "MIT & GPL". Empty
// where it has more.
std::string LicenseOfNames(std::string_view text);

// What a manifest's licence field means: an SPDX expression, or names of licences in free words.
// Empty where nothing is recognised.
std::string ExpressionOfDeclaredLicense(std::string_view declared);

}  // namespace copytrace
