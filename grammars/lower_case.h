// Names of files, languages and packages compared whatever their case. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace copytrace {

// A to Z become a to z; every other byte stays, whatever the locale.
inline std::string LowerCase(std::string_view text) {
  std::string lower(text);
  constexpr int kCaseBit = 'a' - 'A';
  for (char& c : lower) c = static_cast<char>(c | (c >= 'A' && c <= 'Z' ? kCaseBit : 0));
  return lower;
}

}  // namespace copytrace
