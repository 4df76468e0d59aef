#include "engine/cli/scan_input.h"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <utility>

#include "engine/error.h"
#include "engine/source/named_language.h"

namespace copytrace {

TreeListing ReadStandardInput(std::string_view language, const SourceLimits& limits) {
  TreeEntry entry;
  entry.path = kStandardInputPath;
  entry.type_name = FileNameOf(language);
  std::string content;
  char buffer[1 << 16];
  while (content.size() <= limits.max_file_bytes) {
    const size_t got = std::fread(buffer, 1, sizeof(buffer), stdin);
    if (got == 0) break;
    content.append(buffer, got);
  }
  if (std::ferror(stdin) != 0) throw Error("standard input cannot be read");
  entry.bytes = content.size();
  entry.content = std::make_shared<const std::string>(std::move(content));
  TreeListing listing;
  listing.entries.push_back(std::move(entry));
  return listing;
}

std::vector<std::filesystem::path> ReadFileList(const std::string& file, bool null_separated) {
  std::ifstream opened;
  if (file != "-") {
    opened.open(file, std::ios::binary);
    if (!opened) throw Error(fmt::format("--files-from: {} cannot be read", file));
  }
  std::istream& in = file == "-" ? std::cin : opened;
  std::vector<std::filesystem::path> paths;
  for (std::string path; std::getline(in, path, null_separated ? '\0' : '\n');) {
    if (!null_separated && path.ends_with('\r')) path.pop_back();
    if (!path.empty()) paths.emplace_back(path);
  }
  if (in.bad()) throw Error(fmt::format("--files-from: {} cannot be read to its end", file));
  return paths;
}

}  // namespace copytrace
