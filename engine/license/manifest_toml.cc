// Cargo.toml (Rust) and pyproject.toml (Python: PEP 621, PEP 639 and Poetry).
#include <toml++/toml.h>

#include <algorithm>
#include <string>

#include "engine/license/declared_license.h"
#include "engine/license/manifest_reader.h"
#include "engine/license/python_classifier.h"

namespace copytrace {
namespace {

// What is read of these files is ASCII. Other bytes are blanked first: the parser's tables of
// letters run into undefined behaviour on some code points outside of strings.
std::optional<toml::table> ParseTable(std::string_view text) {
  std::string ascii(text);
  std::replace_if(
      ascii.begin(), ascii.end(), [](char c) { return (c & 0x80) != 0; }, '?');
  try {
    return toml::parse(ascii);
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
}

std::string StringAt(const toml::node_view<const toml::node>& node) {
  return node.value_or(std::string());
}

}  // namespace

std::optional<PackageManifest> ReadCargoManifest(std::string_view text) {
  const std::optional<toml::table> parsed = ParseTable(text);
  if (!parsed) return std::nullopt;
  const toml::table& root = *parsed;
  PackageManifest manifest;
  manifest.purl_type = "cargo";
  manifest.name = StringAt(root["package"]["name"]);
  manifest.version = StringAt(root["package"]["version"]);
  manifest.license = ExpressionOfDeclaredLicense(StringAt(root["package"]["license"]));
  if (manifest.name.empty()) return std::nullopt;
  return manifest;
}

std::optional<PackageManifest> ReadPyprojectManifest(std::string_view text) {
  const std::optional<toml::table> parsed = ParseTable(text);
  if (!parsed) return std::nullopt;
  const toml::table& root = *parsed;
  PackageManifest manifest;
  manifest.purl_type = "pypi";
  for (const auto& project : {root["project"], root["tool"]["poetry"]}) {
    if (manifest.name.empty()) manifest.name = StringAt(project["name"]);
    if (manifest.version.empty()) manifest.version = StringAt(project["version"]);
    for (const auto& declared : {project["license"], project["license"]["text"]}) {
      if (!manifest.license.empty()) break;
      manifest.license = ExpressionOfDeclaredLicense(StringAt(declared));
    }
    const toml::array* classifiers = project["classifiers"].as_array();
    if (!manifest.license.empty() || classifiers == nullptr) continue;
    for (const toml::node& classifier : *classifiers) {
      AddPythonClassifier(classifier.value_or(std::string()), &manifest.license);
    }
  }
  if (manifest.name.empty() && manifest.license.empty()) return std::nullopt;
  return manifest;
}

}  // namespace copytrace
