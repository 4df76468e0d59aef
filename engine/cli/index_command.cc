// `copytrace index …` is `copytrace-index …`, the way git runs git-foo: the program beside this one
// or, failing that, the first on PATH.
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "engine/cli/command.h"
#include "engine/error.h"

namespace copytrace {
namespace {

constexpr char kProgram[] = "copytrace-index";

[[noreturn]] void RunIndexer(char** arguments) {
  while (*arguments != nullptr && std::string_view(*arguments) != "index") ++arguments;
  static char name[] = "copytrace-index";
  *arguments = name;  // the word "index" becomes the new program's argv[0]

  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) execv((self.parent_path() / kProgram).c_str(), arguments);
  execvp(kProgram, arguments);
  throw Error(fmt::format("cannot run {}: {}; install it beside copytrace or on PATH", kProgram,
                          std::strerror(errno)));
}

}  // namespace

Command MakeIndexCommand(CLI::App& program, char** arguments) {
  CLI::App* options =
      program.add_subcommand("index", "Build or extend a store (runs copytrace-index)");
  options->prefix_command();
  options->set_help_flag();
  return {options, [arguments]() -> int { RunIndexer(arguments); }};
}

}  // namespace copytrace
