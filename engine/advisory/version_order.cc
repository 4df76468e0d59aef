#include "engine/advisory/version_order.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "engine/advisory/version_orders.h"

namespace copytrace {
namespace {

constexpr size_t kLongest = 256;

constexpr std::array<std::pair<std::string_view, VersionScheme>, 17> kSchemes = {{
    {"npm", VersionScheme::kSemantic},
    {"cargo", VersionScheme::kSemantic},
    {"golang", VersionScheme::kSemantic},
    {"hex", VersionScheme::kSemantic},
    {"pub", VersionScheme::kSemantic},
    {"swift", VersionScheme::kSemantic},
    {"github", VersionScheme::kSemantic},
    {"gitlab", VersionScheme::kSemantic},
    {"bitbucket", VersionScheme::kSemantic},
    {"nuget", VersionScheme::kNuGet},
    {"pypi", VersionScheme::kPython},
    {"deb", VersionScheme::kDebian},
    {"maven", VersionScheme::kMaven},
    {"gem", VersionScheme::kGem},
    {"composer", VersionScheme::kComposer},
    {"cran", VersionScheme::kDotted},
    {"hackage", VersionScheme::kDotted},
}};

}  // namespace

std::optional<VersionScheme> VersionSchemeOf(std::string_view purl_type) {
  const auto found =
      std::ranges::find(kSchemes, purl_type, [](const auto& scheme) { return scheme.first; });
  return found == kSchemes.end() ? std::nullopt : std::optional(found->second);
}

std::optional<int> CompareVersions(VersionScheme scheme, std::string_view a, std::string_view b) {
  if (a.size() > kLongest || b.size() > kLongest) return std::nullopt;
  switch (scheme) {
    case VersionScheme::kSemantic:
      return CompareSemantic(a, b, /*ignore_case=*/false);
    case VersionScheme::kNuGet:
      return CompareSemantic(a, b, /*ignore_case=*/true);
    case VersionScheme::kPython:
      return ComparePython(a, b);
    case VersionScheme::kDebian:
      return CompareDebian(a, b);
    case VersionScheme::kMaven:
      return CompareMaven(a, b);
    case VersionScheme::kGem:
      return CompareGem(a, b);
    case VersionScheme::kComposer:
      return CompareComposer(a, b);
    case VersionScheme::kDotted:
      return CompareDotted(a, b);
  }
  return std::nullopt;
}

int CompareDigits(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  const int order = a.compare(b);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

std::optional<int> CompareDotted(std::string_view a, std::string_view b) {
  const auto parts = [](std::string_view text) {
    std::vector<std::string_view> numbers;
    while (true) {
      const size_t end = text.find_first_of(".-");
      const std::string_view part = text.substr(0, end);
      if (part.empty() || !std::ranges::all_of(part, IsDigit)) return decltype(numbers)();
      numbers.push_back(part);
      if (end == std::string_view::npos) return numbers;
      text.remove_prefix(end + 1);
    }
  };
  const auto left = parts(a);
  const auto right = parts(b);
  if (left.empty() || right.empty()) return std::nullopt;
  for (size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    if (const int order = CompareDigits(left[i], right[i]); order != 0) return order;
  }
  return left.size() == right.size() ? 0 : left.size() < right.size() ? -1 : 1;
}

}  // namespace copytrace
