// pom.xml (Maven) and *.nuspec (NuGet).
#include <pugixml.hpp>

#include "engine/license/declared_license.h"
#include "engine/license/manifest_reader.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

std::string_view LocalName(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node Child(const pugi::xml_node& parent, std::string_view name) {
  for (const pugi::xml_node& child : parent.children()) {
    if (LocalName(child) == name) return child;
  }
  return {};
}

std::string Text(const pugi::xml_node& parent, std::string_view name) {
  const std::string_view text = Child(parent, name).text().get();
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// "${project.version}" and the like: only the build tool knows.
bool IsVariable(std::string_view value) { return value.find("${") != std::string_view::npos; }

}  // namespace

std::optional<PackageManifest> ReadMavenManifest(std::string_view text) {
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size())) return std::nullopt;
  const pugi::xml_node project = Child(document, "project");
  if (!project) return std::nullopt;
  const pugi::xml_node parent = Child(project, "parent");
  PackageManifest manifest;
  manifest.purl_type = "maven";
  manifest.name = Text(project, "artifactId");
  manifest.namespace_ = Text(project, "groupId");
  manifest.version = Text(project, "version");
  if (manifest.namespace_.empty() || IsVariable(manifest.namespace_)) {
    manifest.namespace_ = Text(parent, "groupId");
  }
  if (manifest.version.empty() || manifest.version == "${parent.version}" ||
      manifest.version == "${project.parent.version}") {
    manifest.version = Text(parent, "version");
  }
  if (IsVariable(manifest.version)) manifest.version.clear();
  std::vector<std::string> licenses;
  for (const pugi::xml_node& license : Child(project, "licenses").children()) {
    if (LocalName(license) != "license") continue;
    std::string expression = ExpressionOfDeclaredLicense(Text(license, "name"));
    const std::string url = Text(license, "url");
    if (expression.empty()) expression = ExpressionOfDeclaredLicense(url);
    if (expression.empty()) expression = ExpressionOfDeclaredLicense(Text(license, "comments"));
    licenses.push_back(std::move(expression));
  }
  manifest.license = JoinAnd(licenses);
  if (manifest.name.empty()) return std::nullopt;
  return manifest;
}

std::optional<PackageManifest> ReadNugetManifest(std::string_view text) {
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size())) return std::nullopt;
  const pugi::xml_node metadata = Child(Child(document, "package"), "metadata");
  if (!metadata) return std::nullopt;
  PackageManifest manifest;
  manifest.purl_type = "nuget";
  manifest.name = Text(metadata, "id");
  manifest.version = Text(metadata, "version");
  if (IsVariable(manifest.version) || manifest.version.starts_with('$')) manifest.version.clear();
  const pugi::xml_node license = Child(metadata, "license");
  if (std::string_view(license.attribute("type").value()) != "file") {
    manifest.license = ExpressionOfDeclaredLicense(Text(metadata, "license"));
  }
  if (manifest.license.empty()) {
    manifest.license = ExpressionOfDeclaredLicense(Text(metadata, "licenseUrl"));
  }
  if (manifest.name.empty()) return std::nullopt;
  return manifest;
}

}  // namespace copytrace
