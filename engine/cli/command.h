// A command of the program: its options, which parsing fills in, and what it does then.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace copytrace {

// Exit statuses of all commands. An error outranks findings.
inline constexpr int kExitClean = 0;
inline constexpr int kExitFindings = 1;
inline constexpr int kExitError = 2;

struct Command {
  CLI::App* options;         // belongs to the program's CLI::App
  std::function<int()> run;  // returns the exit status; throws Error
};

// `arguments` are the program's own, for the history.
Command MakeScanCommand(CLI::App& program, std::vector<std::string> arguments);
Command MakeCheckCommand(CLI::App& program);
Command MakeDecideCommand(CLI::App& program);
Command MakeBaselineCommand(CLI::App& program);
Command MakePolicyCommand(CLI::App& program);
Command MakeHookCommand(CLI::App& program);
Command MakeLicensesCommand(CLI::App& program);
Command MakeHistoryCommand(CLI::App& program);
Command MakeQueryCommand(CLI::App& program);
Command MakeAuditCommand(CLI::App& program);
Command MakeNoticeCommand(CLI::App& program);
Command MakeServeCommand(CLI::App& program);
Command MakeShowCommand(CLI::App& program);
// `arguments` are the program's own, argv: all that follows the word "index" is handed on.
Command MakeIndexCommand(CLI::App& program, char** arguments);

}  // namespace copytrace
