// The texts behind a finding: the scanned file, and its origin's from the store.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scan/finding.h"
#include "engine/store/store.h"

namespace copytrace {

// Where a scan was pointed at.
struct ScanPlace {
  std::vector<std::filesystem::path> roots;
  std::filesystem::path working_directory;
};

// Where the finding's file is now, if it is still there. Its path is relative to the root, to the
// working directory of a scan of several roots, or the bare name of a root that is a file.
std::optional<std::filesystem::path> LocateFile(const ScanPlace& place, const Finding& finding);

// The whole lines of a decoded text, as far as it has them.
std::string_view LinesIn(std::string_view text, const LineRange& lines);

// The decoded text of a file; nothing where it cannot be read or is no text.
std::optional<std::string> ReadText(const std::filesystem::path& file);

// The origin's decoded text, if the store has kept it.
std::optional<std::string> OriginText(const Store& store, const Origin& origin);

}  // namespace copytrace
