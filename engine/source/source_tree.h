// Walks files and directories in a fixed order, honouring .gitignore.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/source/skip_reason.h"

namespace copytrace {

struct TreeEntry {
  std::string file;  // to open
  std::string path;  // relative to the scanned root, forward slashes, valid UTF-8
  uint64_t bytes = 0;
  // Of what is no file, such as standard input: its bytes, and a file name to judge them by.
  std::shared_ptr<const std::string> content;
  std::string type_name;
};

struct TreeSkip {
  std::string path;
  SkipReason reason;
  std::string detail;
};

struct TreeListing {
  std::vector<TreeEntry> entries;  // by path, bytewise
  std::vector<TreeSkip> skips;
};

struct TreeOptions {
  // .gitignore files of the tree and above it, up to the top of the repository that it lies in,
  // with its .git/info/exclude; .git itself is always left out.
  bool use_gitignore = true;
  // Patterns as in a .gitignore at the root. With `include`, files are left out unless they, or a
  // directory they are in, match one of them; `exclude` leaves out what matches.
  std::vector<std::string> include;
  std::vector<std::string> exclude;
};

// Lists the regular files below `root`; if `root` is a file, that file alone, under its own name.
// Links are not followed; links, devices and unreadable directories are skips.
// Throws Error if `root` does not exist.
TreeListing ListTree(const std::filesystem::path& root, const TreeOptions& options = {});

// Lists these files under their paths as given, and directories among them as ListTree does. Files
// that are named are listed whatever a .gitignore says; those that are missing are skips.
TreeListing ListFiles(std::span<const std::filesystem::path> files,
                      const TreeOptions& options = {});

// Bytes of a file name that are no UTF-8 come out as %XX, so that reports stay valid text.
std::string EscapeInvalidUtf8(std::string_view name);

}  // namespace copytrace
