// The files that the server hands out, as they were when the program was built. Thread-safe.
#pragma once

#include <string_view>

namespace copytrace {

struct PageFile {
  std::string_view type;
  std::string_view bytes;
};

// By the path of an address, and the page for those that it makes up itself; null where there is
// neither. Paths are looked up in a table, never in a file system.
const PageFile* FindPageFile(std::string_view path);

}  // namespace copytrace
