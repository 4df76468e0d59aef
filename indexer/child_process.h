// Runs another program of the user's, without a shell. Thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace copytrace {

struct ChildResult {
  bool found = true;   // whether there is such a program
  int status = 0;      // its exit status; 128 and its signal's number where one ended it
  std::string output;  // its standard output
  std::string errors;  // its standard error
};

// Runs `arguments[0]`, looked up in PATH, with empty standard input, in `directory`, which must be
// writable; waits for its end. Each argument reaches it as it is.
ChildResult RunProgram(const std::vector<std::string>& arguments,
                       const std::filesystem::path& directory);

}  // namespace copytrace
