#include "engine/review/verdict.h"

#include <array>
#include <cstddef>

namespace copytrace {
namespace {

constexpr std::array<std::string_view, 3> kVerdicts = {"allow", "warn", "deny"};
constexpr std::array<std::string_view, 11> kStandings = {
    "open",   "accepted", "ignored",       "put-off",  "baseline",     "declared",
    "marked", "own-code", "own-component", "excluded", "below-minimum"};
constexpr std::array<std::string_view, 3> kBaselineStates = {"", "new", "unchanged"};

template <typename Enum, size_t N>
std::optional<Enum> Parse(const std::array<std::string_view, N>& names, std::string_view name) {
  for (size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view VerdictName(Verdict verdict) { return kVerdicts[static_cast<size_t>(verdict)]; }

std::optional<Verdict> ParseVerdict(std::string_view name) {
  return Parse<Verdict>(kVerdicts, name);
}

std::string_view StandingName(Standing standing) {
  return kStandings[static_cast<size_t>(standing)];
}

std::optional<Standing> ParseStanding(std::string_view name) {
  return Parse<Standing>(kStandings, name);
}

std::string_view BaselineStateName(BaselineState state) {
  return kBaselineStates[static_cast<size_t>(state)];
}

std::optional<BaselineState> ParseBaselineState(std::string_view name) {
  return Parse<BaselineState>(kBaselineStates, name);
}

}  // namespace copytrace
