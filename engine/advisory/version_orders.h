// The orders that version_order.h chooses from, a file each. As CompareVersions, of strings whose
// length is bounded. Thread-safe.
#pragma once

#include <optional>
#include <string_view>

namespace copytrace {

std::optional<int> CompareSemantic(std::string_view a, std::string_view b, bool ignore_case);
std::optional<int> ComparePython(std::string_view a, std::string_view b);
std::optional<int> CompareDebian(std::string_view a, std::string_view b);
std::optional<int> CompareMaven(std::string_view a, std::string_view b);
std::optional<int> CompareGem(std::string_view a, std::string_view b);
std::optional<int> CompareComposer(std::string_view a, std::string_view b);
std::optional<int> CompareDotted(std::string_view a, std::string_view b);

// Decimal digits by value, however many; an empty string is 0.
int CompareDigits(std::string_view a, std::string_view b);

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline char LowerLetter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace copytrace
