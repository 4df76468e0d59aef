// The list of packages that a user writes by hand or by script: JSON Lines, one package a line.
//
//   {"purl":"pkg:generic/zlib@1.2.13","path":"zlib-1.2.13/","license":"Zlib","released":"2022-10-13"}
//
// `purl` and `path` must stand there. `path` is a directory, an archive or a file, relative to the
// manifest. `license` is an SPDX expression, `released` an ISO date, `released_kind` one of
// registry (the default), tag, changelog, commit, file. Empty lines are allowed; other keys are
// not looked at.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/package_source.h"

namespace copytrace {

struct CorpusEntry {
  PackageSource source;  // its location as written, joined with the manifest's directory
  uint32_t line = 0;     // from 1
};

// Throws Error naming the file and line of the first malformed entry: a corpus that is silently
// short of a package is worse than a run that does not start. That a path exists is not checked.
std::vector<CorpusEntry> ReadCorpusManifest(const std::filesystem::path& file);

// The same of a text; `name` is what messages call it, `base` what paths are relative to.
std::vector<CorpusEntry> ParseCorpusManifest(std::string_view text, const std::string& name,
                                             const std::filesystem::path& base);

// What follows throws Error with a message that says what the value should look like.
std::string CheckedPurl(std::string_view text);        // canonical
std::string CheckedExpression(std::string_view text);  // canonical
std::string CheckedDate(std::string_view text);        // as it is: "2022-10-13"

}  // namespace copytrace
