#include "engine/license/license_file_name.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace copytrace {

bool IsLicenseFileName(std::string_view path) {
  const size_t slash = path.find_last_of('/');
  std::string name(slash == std::string_view::npos ? path : path.substr(slash + 1));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const std::string_view ending :
       {".txt", ".md", ".markdown", ".rst", ".html", ".htm", ".adoc", ".rtf"}) {
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  }
  // A name with any other ending, such as license.c, is source.
  static constexpr std::array<std::string_view, 12> kEndings = {
      "mit", "bsd",    "apache", "apache2", "gpl",     "lgpl",
      "lib", "lesser", "isc",    "mpl",     "runtime", "libyaml"};
  if (const size_t point = name.rfind('.'); point != std::string::npos && point > 0) {
    const std::string_view ending = std::string_view(name).substr(point + 1);
    const bool is_version = ending.find_first_of("0123456789") == 0;
    const bool is_stem = ending.starts_with("licen") || ending == "copying";
    // COPYING.GPLv2
    const bool is_gnu = ending.starts_with("gplv") || ending.starts_with("lgplv") ||
                        ending.starts_with("agplv") || ending.starts_with("fdlv");
    if (!is_version && !is_stem && !is_gnu &&
        std::find(kEndings.begin(), kEndings.end(), ending) == kEndings.end()) {
      return false;
    }
  }
  for (const std::string_view stem :
       {"license", "licence", "licenses", "licences", "copying", "unlicense", "unlicence",
        "copyright", "notice", "legal", "eula", "patents"}) {
    if (name == stem) return true;
    const bool is_main = stem.starts_with("licen") || stem == "copying" || stem == "unlicense";
    if (!is_main) continue;
    if (name.size() > stem.size() && name.starts_with(stem) &&
        (name[stem.size()] == '-' || name[stem.size()] == '_' || name[stem.size()] == '.')) {
      return true;
    }
    if (name.size() > stem.size() && name.ends_with(stem) &&
        (name[name.size() - stem.size() - 1] == '-' || name[name.size() - stem.size() - 1] == '_' ||
         name[name.size() - stem.size() - 1] == '.')) {
      return true;
    }
  }
  return false;
}

bool IsChangeLog(std::string_view path) {
  const size_t slash = path.find_last_of('/');
  std::string name(slash == std::string_view::npos ? path : path.substr(slash + 1));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  name.resize(std::min(name.find('.'), name.size()));
  return name == "changelog" || name == "changes" || name == "news" || name == "history" ||
         name == "releasenotes" || name == "release-notes" || name == "release_notes";
}

}  // namespace copytrace
