// copytrace-index as users run it.
#pragma once

#include <filesystem>
#include <string>

namespace copytrace {

struct IndexResult {
  int status = -1;     // exit status; -1 if a signal ended it
  std::string output;  // of both streams, unless the arguments redirect one
};

// Runs in a shell, in `directory`.
IndexResult RunIndexProgram(const std::filesystem::path& directory, const std::string& arguments);

}  // namespace copytrace
