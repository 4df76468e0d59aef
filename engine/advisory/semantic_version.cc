// Semantic Versioning 2.0.0, section 11: numbers from left to right, then a version with a
// pre-release before the one without, pre-releases identifier by identifier, numbers before words.
// What follows "+" does not count. Registries hold versions with fewer numbers or more (NuGet has
// four), and tags with a "v" in front: missing numbers are 0.
#include <algorithm>
#include <string>
#include <vector>

#include "engine/advisory/version_orders.h"

namespace copytrace {
namespace {

struct SemanticVersion {
  std::vector<std::string> numbers;
  std::vector<std::string> pre_release;
};

// The parts between dots; nothing where one is empty.
std::optional<std::vector<std::string>> Split(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const size_t end = text.find('.');
    if (end == 0 || text.empty()) return std::nullopt;
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool IsNumber(std::string_view text) { return std::ranges::all_of(text, IsDigit); }

std::optional<SemanticVersion> Parse(std::string_view text, bool ignore_case) {
  text = text.substr(0, text.find('+'));
  if (text.starts_with('v') || text.starts_with('V') || text.starts_with('=')) {
    text.remove_prefix(1);
  }
  SemanticVersion version;
  const size_t hyphen = text.find('-');
  const auto numbers = Split(text.substr(0, hyphen));
  if (!numbers || !std::ranges::all_of(*numbers, IsNumber)) return std::nullopt;
  version.numbers = *numbers;
  if (hyphen != std::string_view::npos) {
    auto pre_release = Split(text.substr(hyphen + 1));
    if (!pre_release) return std::nullopt;
    for (std::string& part : *pre_release) {
      if (ignore_case) std::ranges::transform(part, part.begin(), LowerLetter);
    }
    version.pre_release = *std::move(pre_release);
  }
  return version;
}

int CompareIdentifiers(const std::string& a, const std::string& b) {
  const bool a_number = IsNumber(a);
  const bool b_number = IsNumber(b);
  if (a_number && b_number) return CompareDigits(a, b);
  if (a_number != b_number) return a_number ? -1 : 1;
  return a.compare(b);
}

}  // namespace

std::optional<int> CompareSemantic(std::string_view a, std::string_view b, bool ignore_case) {
  const auto left = Parse(a, ignore_case);
  const auto right = Parse(b, ignore_case);
  if (!left || !right) return std::nullopt;
  for (size_t i = 0; i < std::max(left->numbers.size(), right->numbers.size()); ++i) {
    const auto number = [i](const SemanticVersion& version) {
      return i < version.numbers.size() ? std::string_view(version.numbers[i])
                                        : std::string_view("0");
    };
    if (const int order = CompareDigits(number(*left), number(*right)); order != 0) return order;
  }
  const auto& a_pre = left->pre_release;
  const auto& b_pre = right->pre_release;
  if (a_pre.empty() || b_pre.empty()) return static_cast<int>(a_pre.empty()) - b_pre.empty();
  for (size_t i = 0; i < std::min(a_pre.size(), b_pre.size()); ++i) {
    if (const int order = CompareIdentifiers(a_pre[i], b_pre[i]); order != 0) return order;
  }
  return a_pre.size() == b_pre.size() ? 0 : a_pre.size() < b_pre.size() ? -1 : 1;
}

}  // namespace copytrace
