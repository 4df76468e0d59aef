// [epoch:]upstream[-revision], deb-version(7): the epoch as a number, then both parts by turns of
// non-digits and digits. Among non-digits letters come before all others, and a tilde before
// everything, even the end.
#include <algorithm>

#include "engine/advisory/version_orders.h"

namespace copytrace {
namespace {

struct DebianVersion {
  std::string_view epoch;
  std::string_view upstream;
  std::string_view revision;
};

bool IsAllowed(char c) {
  return IsDigit(c) || IsLetter(c) || std::string_view(".+-~:").find(c) != std::string_view::npos;
}

std::optional<DebianVersion> Parse(std::string_view text) {
  DebianVersion version;
  if (const size_t colon = text.find(':'); colon != std::string_view::npos) {
    version.epoch = text.substr(0, colon);
    text.remove_prefix(colon + 1);
    if (version.epoch.empty() || !std::ranges::all_of(version.epoch, IsDigit)) return std::nullopt;
  }
  if (text.empty() || !std::ranges::all_of(text, IsAllowed)) return std::nullopt;
  const size_t hyphen = text.rfind('-');
  version.upstream = text.substr(0, hyphen);
  if (hyphen != std::string_view::npos) version.revision = text.substr(hyphen + 1);
  return version;
}

// Of the first character of a run of non-digits; 0 at its end.
int Weight(std::string_view text) {
  if (text.empty() || IsDigit(text[0])) return 0;
  if (text[0] == '~') return -1;
  return IsLetter(text[0]) ? text[0] : text[0] + 256;
}

int CompareParts(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    while (Weight(a) != 0 || Weight(b) != 0) {
      if (Weight(a) != Weight(b)) return Weight(a) - Weight(b);
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
    const auto take_digits = [](std::string_view* text) {
      size_t count = 0;
      while (count < text->size() && IsDigit((*text)[count])) ++count;
      const std::string_view digits = text->substr(0, count);
      text->remove_prefix(count);
      return digits;
    };
    const std::string_view a_digits = take_digits(&a);
    const std::string_view b_digits = take_digits(&b);
    if (const int order = CompareDigits(a_digits, b_digits); order != 0) return order;
  }
  return 0;
}

}  // namespace

std::optional<int> CompareDebian(std::string_view a, std::string_view b) {
  const auto left = Parse(a);
  const auto right = Parse(b);
  if (!left || !right) return std::nullopt;
  if (const int order = CompareDigits(left->epoch, right->epoch); order != 0) return order;
  if (const int order = CompareParts(left->upstream, right->upstream); order != 0) return order;
  return CompareParts(left->revision, right->revision);
}

}  // namespace copytrace
