// The words of a judgement: what the policy says of a finding, and whether the finding stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace copytrace {

// From the mildest to the strictest.
enum class Verdict : uint8_t {
  kAllow,  // nothing to do
  kWarn,   // may stay, if what the licence asks is done
  kDeny,   // must not be merged unless somebody accepts it
};
std::string_view VerdictName(Verdict verdict);  // "allow", "warn", "deny"
std::optional<Verdict> ParseVerdict(std::string_view name);

// Why a finding does not count, if it does not. Only an open one can fail a run.
enum class Standing : uint8_t {
  kOpen,
  kAccepted,      // by a decision: the code stays, its licence is kept to
  kIgnored,       // by a decision: it is no copy, or does not matter
  kPutOff,        // by a decision: the code is to be replaced, by a date that has not come
  kBaseline,      // was there before
  kDeclared,      // an SPDX snippet in the source declares it, rightly
  kMarked,        // a mark in the source says to ignore it
  kOwnCode,       // the project had this code before the change, elsewhere or in another form
  kOwnComponent,  // the origin is the project's own: the policy says so
  kExcluded,      // the policy leaves the path out
  kBelowMinimum,  // shorter, or of a lower score, than the policy asks for
};
// "open", "accepted", "ignored", "put-off", "baseline", "declared", "marked", "own-code",
// "own-component", "excluded", "below-minimum"
std::string_view StandingName(Standing standing);
std::optional<Standing> ParseStanding(std::string_view name);

// Against a baseline.
enum class BaselineState : uint8_t { kNone, kNew, kUnchanged };  // kNone: no baseline was given
std::string_view BaselineStateName(BaselineState state);         // "", "new", "unchanged"
std::optional<BaselineState> ParseBaselineState(std::string_view name);

}  // namespace copytrace
