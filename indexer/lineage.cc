#include "indexer/lineage.h"

#include <xxhash.h>

#include "indexer/archive_name.h"

namespace copytrace {

std::string WithoutVersions(std::string_view path) {
  std::string result;
  for (size_t slash; (slash = path.find('/')) != std::string_view::npos;
       path.remove_prefix(slash + 1)) {
    // Split as if a name stood before it, so that a directory that is a version goes altogether.
    const std::string_view segment = path.substr(0, slash);
    if (SplitNameVersion("x-" + std::string(segment)).name == "x") continue;
    result += SplitNameVersion(segment).name;
    result += '/';
  }
  return result.append(path);
}

uint32_t LineageOf(std::string_view component_purl, std::string_view path) {
  std::string key(component_purl);
  key += '\0';
  key += WithoutVersions(path);
  return static_cast<uint32_t>(XXH3_64bits(key.data(), key.size()));
}

}  // namespace copytrace
