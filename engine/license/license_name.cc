#include "engine/license/license_name.h"

#include <algorithm>
#include <array>
#include <string>

namespace copytrace {
namespace {

constexpr uint32_t H(std::string_view word) { return LicenseWordHash(word); }

constexpr std::array kFillers = {H("the"),     H("license"),   H("licenses"), H("licensed"),
                                 H("version"), H("v"),         H("ver"),      H("versions"),
                                 H("a"),       H("agreement"), H("www"),      H("html")};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view WithoutZeros(std::string_view number) {
  while (number.ends_with(".0")) number.remove_suffix(2);
  return number;
}

}  // namespace

std::vector<NameWord> FoldNameWords(std::string_view text, std::span<const LicenseWord> words) {
  std::vector<NameWord> folded;
  folded.reserve(words.size());
  std::string word;
  for (uint32_t i = 0; i < words.size(); ++i) {
    if (!words[i].in_wording && IsCommentWord(words[i].hash)) continue;
    if (std::find(kFillers.begin(), kFillers.end(), words[i].hash) != kFillers.end()) continue;
    const std::string_view raw = text.substr(words[i].begin, words[i].end - words[i].begin);
    if (std::none_of(raw.begin(), raw.end(), IsDigit)) {
      folded.push_back({words[i].hash, i});
      continue;
    }
    word.assign(raw);
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (const size_t at = word.find("licenc"); at != std::string::npos) word[at + 5] = 's';
    std::string_view rest = word;
    const size_t digit =
        static_cast<size_t>(std::find_if(rest.begin(), rest.end(), IsDigit) - rest.begin());
    const bool number_follows =
        digit < rest.size() &&
        std::all_of(rest.begin() + static_cast<std::ptrdiff_t>(digit), rest.end(),
                    [](char c) { return IsDigit(c) || c == '.'; });
    if (number_follows) {
      std::string_view name = rest.substr(0, digit);
      if (name.size() > 2 && name.ends_with('v')) name.remove_suffix(1);
      if (name == "v") name = {};
      if (name.size() == 1) {  // "x11" is a name of its own
        folded.push_back({LicenseWordHash(rest), i});
        continue;
      }
      if (!name.empty()) folded.push_back({LicenseWordHash(name), i});
      rest = WithoutZeros(rest.substr(digit));
    }
    folded.push_back({LicenseWordHash(rest), i});
  }
  return folded;
}

}  // namespace copytrace
