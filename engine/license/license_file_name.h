// What the name of a file says of its part in licensing. Thread-safe.
#pragma once

#include <string_view>

namespace copytrace {

// True for LICENSE, COPYING, UNLICENSE, COPYRIGHT … with or without ending (MIT-LICENSE.txt too).
bool IsLicenseFileName(std::string_view path);

// True for files that tell what was done, also to licences: CHANGES, NEWS, HISTORY …
bool IsChangeLog(std::string_view path);

}  // namespace copytrace
