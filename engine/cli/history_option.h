// The option --history and the file it stands for.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "engine/history/history.h"

namespace copytrace {

void AddHistoryOption(CLI::App* command, std::string* file);

// The file of `option`, or the user's. Throws Error where neither is there.
std::filesystem::path HistoryFile(const std::string& option);

inline History OpenHistory(const std::string& option) { return History(HistoryFile(option)); }

}  // namespace copytrace
