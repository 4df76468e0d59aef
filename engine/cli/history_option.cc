#include "engine/cli/history_option.h"

#include "engine/error.h"

namespace copytrace {

void AddHistoryOption(CLI::App* command, std::string* file) {
  command
      ->add_option("--history", *file,
                   "History to use (default: history.db of this user's, under ~/.local/state)")
      ->envname("COPYTRACE_HISTORY")
      ->type_name("FILE");
}

std::filesystem::path HistoryFile(const std::string& option) {
  if (!option.empty()) return option;
  if (const auto file = History::DefaultFile()) return *file;
  throw Error("no home directory to keep the history in: name a file by --history");
}

}  // namespace copytrace
