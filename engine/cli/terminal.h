// What the streams of this process are connected to.
#pragma once

#include <cstddef>
#include <string_view>

namespace copytrace {

// `choice` is "auto", "always" or "never". auto: only on a terminal that is not dumb, and only if
// NO_COLOR is unset or empty (no-color.org).
bool UseColor(std::string_view choice, int file_descriptor);

// Columns of the terminal: COLUMNS, else what the terminal on standard output says, else 160.
size_t TerminalWidth();

}  // namespace copytrace
