// Gem::Version of RubyGems: segments of digits or letters, "-" for ".pre."; zeros at the end and
// before the first letters do not count; words come before numbers, so that "1.0.a" is before 1.0.
#include <algorithm>
#include <string>
#include <vector>

#include "engine/advisory/version_orders.h"

namespace copytrace {
namespace {

// Nothing where it is no version: [0-9]+(\.[0-9a-zA-Z]+)*(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?
std::optional<std::vector<std::string>> Segments(std::string_view text) {
  if (text.empty() || !IsDigit(text[0])) return std::nullopt;
  std::string dotted;
  for (const char c : text) {
    if (c == '-') {
      dotted += ".pre.";
    } else if (c == '.' || IsDigit(c) || IsLetter(c)) {
      dotted += c;
    } else {
      return std::nullopt;
    }
  }
  std::vector<std::string> segments;
  for (size_t i = 0; i < dotted.size();) {
    if (dotted[i] == '.') {
      ++i;
      continue;
    }
    const bool number = IsDigit(dotted[i]);
    std::string segment;
    while (i < dotted.size() && dotted[i] != '.' && IsDigit(dotted[i]) == number) {
      segment += dotted[i++];
    }
    segments.push_back(std::move(segment));
  }
  const auto is_zero = [](const std::string& segment) {
    return IsDigit(segment[0]) && CompareDigits(segment, "") == 0;
  };
  const auto word = std::ranges::find_if(
      segments, [](const std::string& segment) { return IsLetter(segment[0]); });
  std::vector<std::string> head(segments.begin(), word);
  std::vector<std::string> tail(word, segments.end());
  for (auto* part : {&head, &tail}) {
    while (!part->empty() && is_zero(part->back())) part->pop_back();
  }
  head.insert(head.end(), tail.begin(), tail.end());
  return head;
}

}  // namespace

std::optional<int> CompareGem(std::string_view a, std::string_view b) {
  const auto left = Segments(a);
  const auto right = Segments(b);
  if (!left || !right) return std::nullopt;
  for (size_t i = 0; i < std::max(left->size(), right->size()); ++i) {
    const std::string x = i < left->size() ? (*left)[i] : "0";
    const std::string y = i < right->size() ? (*right)[i] : "0";
    const bool x_word = IsLetter(x[0]);
    const bool y_word = IsLetter(y[0]);
    const int order = x_word != y_word ? (x_word ? -1 : 1)
                      : x_word         ? x.compare(y)
                                       : CompareDigits(x, y);
    if (order != 0) return order;
  }
  return 0;
}

}  // namespace copytrace
