// One reader for each kind of manifest; manifest.cc picks by file name. Thread-safe. Each gives
// nothing where the text is malformed or names no package.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/license/manifest.h"

namespace copytrace {

std::optional<PackageManifest> ReadNpmManifest(std::string_view text);
std::optional<PackageManifest> ReadComposerManifest(std::string_view text);
std::optional<PackageManifest> ReadCargoManifest(std::string_view text);
std::optional<PackageManifest> ReadPyprojectManifest(std::string_view text);
std::optional<PackageManifest> ReadMavenManifest(std::string_view text);
std::optional<PackageManifest> ReadNugetManifest(std::string_view text);
std::optional<PackageManifest> ReadPythonMetadata(std::string_view text);
std::optional<PackageManifest> ReadRDescription(std::string_view text);
std::optional<PackageManifest> ReadGemspec(std::string_view text);
std::optional<PackageManifest> ReadGemMetadata(std::string_view text);
std::optional<PackageManifest> ReadGoModule(std::string_view text);
std::optional<PackageManifest> ReadMavenProperties(std::string_view text);
std::optional<PackageManifest> ReadDebianChangelog(std::string_view text);
std::optional<PackageManifest> ReadDebianCopyright(std::string_view text);

}  // namespace copytrace
