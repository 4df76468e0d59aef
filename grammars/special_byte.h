// Bytes as the special tokens of several languages tell them apart.
#pragma once

#include <string_view>

namespace copytrace {

inline bool IsLetter(char c) { return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_'; }
inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsWord(char c) {
  return IsLetter(c) || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80;
}
inline bool IsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
inline bool Contains(std::string_view set, char c) {
  return c != 0 && set.find(c) != std::string_view::npos;
}
// May delimit a quote operator of Perl, Ruby or Elixir.
inline bool IsDelimiter(char c) { return c > ' ' && c < 0x7f && !IsWord(c); }

inline constexpr std::string_view kSymbols = "!#$%&*+./<=>?@\\^|-~:";

}  // namespace copytrace
