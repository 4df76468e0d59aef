// Untrusted strings (paths, names, source lines) made safe and measurable for a terminal.
// Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace copytrace {

// Valid UTF-8 in which nothing moves the cursor, changes colours, reorders or breaks the line:
// control characters, bidirectional controls and line separators come out as \x1b or \u202e, bytes
// that are no UTF-8 as \xNN. Everything else is kept.
std::string Printable(std::string_view text);

// Columns that printable text takes in a terminal: 2 for East Asian wide characters and emoji, 0
// for combining marks.
size_t DisplayWidth(std::string_view printable);

// The longest head of `printable` that takes at most `columns`.
std::string_view HeadOfWidth(std::string_view printable, size_t columns);

}  // namespace copytrace
