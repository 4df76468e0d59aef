// Languages that somebody names who has a text and no file. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace copytrace {

// A file name that is of this language, "input.py" of "python"; "input" of "", by which nothing is
// told. Throws Error, naming the languages that are known.
std::string FileNameOf(std::string_view language);

}  // namespace copytrace
