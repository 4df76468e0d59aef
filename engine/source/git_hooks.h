// Where git looks for hooks. Thread-safe.
#pragma once

#include <filesystem>

namespace copytrace {

// The directory of the hooks of the repository that `inside` lies in, whether or not it is there:
// core.hooksPath, else the one of the common git directory. Absolute. Throws Error where there is
// no repository.
std::filesystem::path HooksDirectory(const std::filesystem::path& inside);

}  // namespace copytrace
