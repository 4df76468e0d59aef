#include "engine/license/manifest.h"

#include "engine/license/manifest_reader.h"
#include "engine/license/purl.h"

namespace copytrace {
namespace {

using Reader = std::optional<PackageManifest> (*)(std::string_view);

std::string_view FileName(std::string_view path) {
  const size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool InDirectory(std::string_view path, std::string_view directory) {
  const size_t slash = path.find_last_of('/');
  return slash != std::string_view::npos && FileName(path.substr(0, slash)) == directory;
}

Reader ReaderOf(std::string_view path) {
  const std::string_view name = FileName(path);
  if (name == "package.json") return ReadNpmManifest;
  if (name == "composer.json") return ReadComposerManifest;
  if (name == "Cargo.toml" || name == "Cargo.toml.orig") return ReadCargoManifest;
  if (name == "pyproject.toml") return ReadPyprojectManifest;
  if (name == "pom.xml" || name.ends_with(".pom")) return ReadMavenManifest;
  if (name.ends_with(".nuspec")) return ReadNugetManifest;
  if (name == "PKG-INFO" || name == "METADATA") return ReadPythonMetadata;
  if (name == "DESCRIPTION") return ReadRDescription;
  if (name.ends_with(".gemspec")) return ReadGemspec;
  if (name == "metadata.gz") return ReadGemMetadata;
  if (name == "go.mod") return ReadGoModule;
  if (name == "pom.properties") return ReadMavenProperties;
  if (InDirectory(path, "debian") && name == "changelog") return ReadDebianChangelog;
  if (InDirectory(path, "debian") && name == "copyright") return ReadDebianCopyright;
  return nullptr;
}

}  // namespace

bool IsManifestFileName(std::string_view path) { return ReaderOf(path) != nullptr; }

std::optional<PackageManifest> ParseManifest(std::string_view path, std::string_view text) {
  const Reader reader = ReaderOf(path);
  if (reader == nullptr) return std::nullopt;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return reader(text);
}

std::string MakePurl(const PackageManifest& manifest) {
  Purl purl;
  purl.type = manifest.purl_type;
  purl.namespace_ = manifest.namespace_;
  purl.name = manifest.name;
  purl.version = manifest.version;
  return ToString(purl);
}

}  // namespace copytrace
