// What a scan is given that is no directory: standard input and lists of files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source/source_file.h"
#include "engine/source/source_tree.h"

namespace copytrace {

inline constexpr char kStandardInputPath[] = "(standard input)";

// Standard input as one file of that path; of more than the limit no more is read than shows
// it. `language` is a name as in reports, or empty: then the text says. Throws Error.
TreeListing ReadStandardInput(std::string_view language, const SourceLimits& limits);

// The paths that `file` lists, "-" being standard input: one a line, or up to a NUL each. Empty
// ones are left out. Throws Error.
std::vector<std::filesystem::path> ReadFileList(const std::string& file, bool null_separated);

}  // namespace copytrace
