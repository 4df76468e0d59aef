// copytrace: says where code was copied from and under which licence.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <vector>

#include "engine/cli/command.h"
#include "engine/error.h"
#include "engine/store/bus_error.h"

int main(int argc, char** argv) {
  using namespace copytrace;
  ExplainBusErrors("copytrace");
  CLI::App program("Says where code was copied from, and under which licence.", "copytrace");
  program.set_version_flag("--version", "copytrace " COPYTRACE_VERSION);
  program.require_subcommand(1);

  const std::vector<Command> commands = {
      MakeScanCommand(program, {argv + 1, argv + argc}),
      MakeCheckCommand(program),
      MakeShowCommand(program),
      MakeDecideCommand(program),
      MakeBaselineCommand(program),
      MakePolicyCommand(program),
      MakeHookCommand(program),
      MakeHistoryCommand(program),
      MakeQueryCommand(program),
      MakeNoticeCommand(program),
      MakeAuditCommand(program),
      MakeServeCommand(program),
      MakeLicensesCommand(program),
      MakeIndexCommand(program, argv),
  };
  program.footer(
      "Exit status: 0 nothing to report, 1 findings (see `scan --fail-on`), 2 an error.\n"
      "Start with:  copytrace index add DIRECTORY --store STORE\n"
      "             copytrace scan PATH --store STORE\n");

  try {
    program.parse(argc, argv);
    for (const Command& command : commands) {
      if (command.options->parsed()) return command.run();
    }
  } catch (const CLI::ParseError& e) {
    return program.exit(e) == 0 ? kExitClean : kExitError;
  } catch (const Error& e) {
    std::fprintf(stderr, "copytrace: %s\n", e.what());
  } catch (const std::exception& e) {
    std::fprintf(stderr, "copytrace: unexpected failure: %s\n", e.what());
  }
  return kExitError;
}
