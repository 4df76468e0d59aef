// The day of a release, from what its container tells of times.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace copytrace {

// The ISO date of `newest`, the latest time stamp in an archive (seconds since 1970, UTC). Empty
// where it tells nothing: packers that make archives reproducible give all members one time.
std::string DateOfNewestMember(int64_t newest);

// The day of "2020-01-14T19:47:44Z". Empty for other texts.
std::string DateOfTimestamp(std::string_view text);

}  // namespace copytrace
