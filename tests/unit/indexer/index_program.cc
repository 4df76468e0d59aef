#include "tests/unit/indexer/index_program.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <cstdio>

namespace copytrace {

IndexResult RunIndexProgram(const std::filesystem::path& directory, const std::string& arguments) {
  const std::string command =
      fmt::format("cd '{}' && '{}' {} 2>&1", directory.native(), INDEX_PROGRAM, arguments);
  FILE* pipe = ::popen(command.c_str(), "r");
  IndexResult result;
  char buffer[4096];
  for (size_t got; (got = std::fread(buffer, 1, sizeof(buffer), pipe)) > 0;) {
    result.output.append(buffer, got);
  }
  const int status = ::pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

}  // namespace copytrace
