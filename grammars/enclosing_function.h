// The function that a match stands in, by a tree-sitter parse made on demand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/language.h"

namespace copytrace {

struct EnclosingFunction {
  std::string name;     // as written, without parameters; "anonymous" is never made up
  uint32_t first_line;  // of the definition, from 1
  uint32_t last_line;
};

// The innermost named function or method around the middle of first_line..last_line that holds all
// of them or, failing that, overlaps most of them. Nothing where there is none within reach (20 KiB
// before the middle and behind it), for languages without a grammar, for windows above 256 KiB, and
// where the parse takes too many steps. Never depends on the clock. Lines are counted from 1.
std::optional<EnclosingFunction> FindEnclosingFunction(Language language, std::string_view text,
                                                       uint32_t first_line, uint32_t last_line);

// The same for a file of any kind: where `path` names a container (see injection.h), only the code
// that holds most of the lines is parsed, in its own language. Lines are those of the outer file.
std::optional<EnclosingFunction> FindFunctionInFile(std::string_view path, Language language,
                                                    std::string_view text, uint32_t first_line,
                                                    uint32_t last_line);

}  // namespace copytrace
