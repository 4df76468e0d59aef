// Package URLs: pkg:type/namespace/name@version?qualifiers#subpath (the purl specification).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace copytrace {

struct Purl {
  std::string type;        // lower case
  std::string namespace_;  // decoded, segments joined by '/'; may be empty
  std::string name;        // decoded
  std::string version;     // decoded; may be empty
  std::string qualifiers;  // as written; may be empty
  std::string subpath;     // as written; may be empty
  bool operator==(const Purl&) const = default;
};

std::optional<Purl> ParsePurl(std::string_view text);
std::string ToString(const Purl& purl);        // canonical, percent-encoded
std::string WithoutVersion(const Purl& purl);  // the component's purl: type, namespace, name
std::string ComponentName(const Purl& purl);   // "@babel/core", "left-pad", "org.x:y" for maven

}  // namespace copytrace
