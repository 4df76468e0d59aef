// The texts of the SPDX list, word for word, as attribution documents hand them on. Linked in as
// they are, nothing parsed at start-up. Thread-safe.
#pragma once

#include <optional>
#include <string_view>

namespace copytrace {

// By canonical id, "MIT"; lines ended by LF. Nothing for an id that is not on the list, and for
// exceptions, whose texts the list does not have.
std::optional<std::string_view> FullLicenseText(std::string_view spdx_id);

}  // namespace copytrace
