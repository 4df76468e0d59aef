#include "tests/unit/indexer/temporary_directory.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <fstream>
#include <stdexcept>

namespace copytrace {

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "copytrace-XXXXXX").native();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
  path_ = std::filesystem::canonical(name);
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void TemporaryDirectory::Write(std::string_view name, std::string_view text) const {
  const std::filesystem::path file = path_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

std::string CodeInC(int seed, int functions) {
  std::string text;
  for (int i = 0; i < functions; ++i) {
    text += fmt::format(
        "static int step_{0}_{1}(const struct state_{0} *s, int n) {{\n"
        "  int total = {1};\n"
        "  for (int i = 0; i < n; i++) {{\n"
        "    if (s->items[i].weight > {2}) total += s->items[i].weight * {0};\n"
        "    else total -= s->offset_{1}[i & {3}];\n"
        "  }}\n"
        "  return total ? total : -{2};\n"
        "}}\n\n",
        seed, i, seed * 31 + i, i + 1);
    if ((seed + i) % 2 == 0) text += fmt::format("int table_{0}_{1}[{2}];\n", seed, i, seed + 2);
  }
  return text;
}

}  // namespace copytrace
