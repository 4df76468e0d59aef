// Package manifests: who a package is, and what licence it declares. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace copytrace {

struct PackageManifest {
  std::string purl_type;  // "npm", "cargo", "pypi", "maven", "gem", "composer", "deb", "nuget", …
  std::string namespace_;  // "@babel" of @babel/core, Maven's groupId; may be empty
  std::string name;        // without namespace
  std::string version;
  std::string license;   // canonical SPDX expression, or empty where none is declared or known
  std::string released;  // ISO date where the manifest has one (debian/changelog …); may be empty
};

// Whether a file of this name is a manifest that ParseManifest reads.
bool IsManifestFileName(std::string_view path);

// package.json, Cargo.toml, PKG-INFO and METADATA, pyproject.toml, pom.xml, pom.properties,
// *.gemspec, a gem's metadata.gz (its text unpacked), composer.json, *.nuspec, go.mod, DESCRIPTION,
// debian/changelog, debian/copyright (DEP-5: licence only).
// `path` is relative to the package's root. Nothing where the text is malformed.
std::optional<PackageManifest> ParseManifest(std::string_view path, std::string_view text);

// "pkg:npm/%40babel/core@7.0.0": the type's own rules of case, percent-encoded.
std::string MakePurl(const PackageManifest& manifest);

}  // namespace copytrace
