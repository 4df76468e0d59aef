// package.json (npm) and composer.json (PHP).
#include <nlohmann/json.hpp>

#include "engine/license/declared_license.h"
#include "engine/license/manifest_reader.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

using nlohmann::json;

// Deeper nesting than any real manifest's is refused before the parser's recursion can hurt.
constexpr int kDeepest = 200;

std::optional<json> ParseObject(std::string_view text) {
  bool too_deep = false;
  const json::parser_callback_t watch_depth = [&too_deep](int depth, json::parse_event_t, json&) {
    too_deep = too_deep || depth > kDeepest;
    return !too_deep;
  };
  json parsed =
      json::parse(text, watch_depth, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (too_deep || !parsed.is_object()) return std::nullopt;
  return parsed;
}

std::string StringAt(const json& object, const char* key) {
  if (!object.is_object()) return "";
  const auto member = object.find(key);
  if (member == object.end()) return "";
  if (member->is_string()) return member->get<std::string>();
  return "";
}

std::string DeclaredNpm(const std::string& declared) {
  if (declared.starts_with("SEE LICENSE IN") || declared.starts_with("SEE LICENCE IN")) return "";
  if (declared == "UNLICENSED") return "LicenseRef-scancode-proprietary-license";
  return ExpressionOfDeclaredLicense(declared);
}

// One entry of "license" or "licenses": a string, or an object with "type" and "url".
std::string NpmEntry(const json& entry) {
  if (entry.is_string()) return DeclaredNpm(entry.get<std::string>());
  std::string license = DeclaredNpm(StringAt(entry, "type"));
  if (license.empty()) license = DeclaredNpm(StringAt(entry, "name"));
  if (license.empty()) license = DeclaredNpm(StringAt(entry, "url"));
  return license;
}

std::string JoinEntries(const json& entries, const char* op) {
  std::string joined;
  for (const json& entry : entries) {
    const std::string license = NpmEntry(entry);
    if (license.empty()) continue;
    joined += (joined.empty() ? "(" : std::string(" ") + op + " (") + license + ")";
  }
  return joined.empty() ? "" : NormalizeSpdxExpression(joined).value_or("");
}

void SplitScope(std::string_view full_name, PackageManifest* manifest) {
  const size_t slash = full_name.find('/');
  if (slash != std::string_view::npos) {
    manifest->namespace_ = full_name.substr(0, slash);
    full_name.remove_prefix(slash + 1);
  }
  manifest->name = full_name;
}

}  // namespace

std::optional<PackageManifest> ReadNpmManifest(std::string_view text) {
  const std::optional<json> root = ParseObject(text);
  if (!root) return std::nullopt;
  PackageManifest manifest;
  manifest.purl_type = "npm";
  SplitScope(StringAt(*root, "name"), &manifest);
  manifest.version = StringAt(*root, "version");
  for (const char* key : {"license", "licenses", "licence"}) {
    const auto declared = root->find(key);
    if (declared == root->end()) continue;
    // The old list form offers a choice, as npm's documentation of "licenses" had it.
    manifest.license = declared->is_array() ? JoinEntries(*declared, "OR") : NpmEntry(*declared);
    if (!manifest.license.empty()) break;
  }
  if (manifest.name.empty() && manifest.license.empty()) return std::nullopt;
  return manifest;
}

std::optional<PackageManifest> ReadComposerManifest(std::string_view text) {
  const std::optional<json> root = ParseObject(text);
  if (!root) return std::nullopt;
  PackageManifest manifest;
  manifest.purl_type = "composer";
  SplitScope(StringAt(*root, "name"), &manifest);
  manifest.version = StringAt(*root, "version");
  const auto declared = root->find("license");
  if (declared != root->end()) {
    // Composer's schema: a list of licences is a choice.
    manifest.license = declared->is_array() ? JoinEntries(*declared, "OR") : NpmEntry(*declared);
  }
  if (manifest.name.empty() && manifest.license.empty()) return std::nullopt;
  return manifest;
}

}  // namespace copytrace
