#include "engine/source/named_language.h"

#include <fmt/format.h>

#include "engine/error.h"
#include "grammars/language.h"

namespace copytrace {
namespace {

// An ending for each language that has a name of its own.
constexpr std::string_view kEndings[] = {
    "c",   "cpp", "java", "js",  "ts",  "tsx",   "py",    "go",  "rs",  "cs",
    "php", "rb",  "sh",   "kt",  "lua", "swift", "scala", "mm",  "pl",  "R",
    "hs",  "ex",  "dart", "sql", "ps1", "jl",    "ml",    "zig", "css", "scss"};

}  // namespace

std::string FileNameOf(std::string_view language) {
  if (language.empty()) return "input";
  std::string known;
  for (const std::string_view ending : kEndings) {
    std::string name = fmt::format("input.{}", ending);
    const std::string_view found = LanguageName(DetectFileType(name, "").language);
    if (found == language) return name;
    known += fmt::format("{}{}", known.empty() ? "" : ", ", found);
  }
  throw Error(fmt::format("language: \"{}\" is none that is known by name; use one of {}", language,
                          known));
}

}  // namespace copytrace
