#include "engine/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace copytrace {
namespace {

constexpr size_t kDefaultWidth = 160;
constexpr size_t kMaxWidth = 400;

std::string_view Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

}  // namespace

bool UseColor(std::string_view choice, int file_descriptor) {
  if (choice != "auto") return choice == "always";
  return isatty(file_descriptor) == 1 && Environment("NO_COLOR").empty() &&
         Environment("TERM") != "dumb";
}

size_t TerminalWidth() {
  const long columns = std::strtol(std::string(Environment("COLUMNS")).c_str(), nullptr, 10);
  if (columns > 0) return std::min(static_cast<size_t>(columns), kMaxWidth);
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return std::min<size_t>(size.ws_col, kMaxWidth);
  }
  return kDefaultWidth;
}

}  // namespace copytrace
