// Manifests of plain lines: go.mod, and the pom.properties that Maven puts into a jar.
#include "engine/license/header_field.h"
#include "engine/license/manifest_reader.h"

namespace copytrace {

// "module github.com/acme/rocket/v2": the path is the name; a version stands elsewhere.
std::optional<PackageManifest> ReadGoModule(std::string_view text) {
  PackageManifest manifest;
  manifest.purl_type = "golang";
  while (!text.empty()) {
    std::string_view line = TrimSpace(TakeHeaderLine(&text));
    if (!line.starts_with("module")) continue;
    line.remove_prefix(6);
    if (!line.starts_with(' ') && !line.starts_with('\t') && !line.starts_with('"')) continue;
    line = TrimSpace(line.substr(0, line.find("//")));
    if (line.size() >= 2 && (line[0] == '"' || line[0] == '`') && line.back() == line[0]) {
      line = line.substr(1, line.size() - 2);
    }
    const size_t slash = line.rfind('/');
    if (slash != std::string_view::npos) manifest.namespace_ = line.substr(0, slash);
    manifest.name = line.substr(slash == std::string_view::npos ? 0 : slash + 1);
    break;
  }
  if (manifest.name.empty()) return std::nullopt;
  return manifest;
}

std::optional<PackageManifest> ReadMavenProperties(std::string_view text) {
  PackageManifest manifest;
  manifest.purl_type = "maven";
  while (!text.empty()) {
    const std::string_view line = TrimSpace(TakeHeaderLine(&text));
    const size_t equals = line.find('=');
    if (equals == std::string_view::npos || line.starts_with('#')) continue;
    const std::string_view key = TrimSpace(line.substr(0, equals));
    const std::string value(TrimSpace(line.substr(equals + 1)));
    if (key == "groupId") manifest.namespace_ = value;
    if (key == "artifactId") manifest.name = value;
    if (key == "version") manifest.version = value;
  }
  if (manifest.name.empty()) return std::nullopt;
  return manifest;
}

}  // namespace copytrace
