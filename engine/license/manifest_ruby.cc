// Ruby's gems.
//
// *.gemspec is a Ruby program, so no parser gives its values; what is read are plain string
// literals assigned to the fields, as nearly every gemspec has them. A built gem carries the same
// evaluated, as YAML, in its metadata.gz.
#include <yaml-cpp/yaml.h>

#include <vector>

#include "engine/license/declared_license.h"
#include "engine/license/manifest_reader.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

bool IsQuote(char c) { return c == '"' || c == '\''; }

// The string literals of the line after ".field =", in order.
std::vector<std::string> Assigned(std::string_view text, std::string_view field) {
  std::vector<std::string> values;
  const std::string dotted = '.' + std::string(field);
  for (size_t at = text.find(dotted); at != std::string_view::npos;
       at = text.find(dotted, at + 1)) {
    const size_t line_start = text.rfind('\n', at) + 1;
    if (text.substr(line_start, at - line_start).find('#') != std::string_view::npos) continue;
    size_t i = at + dotted.size();
    while (i < text.size() && (text[i] == ' ' || text[i] == '\t')) ++i;
    if (i >= text.size() || text[i] != '=') continue;
    const std::string_view line = text.substr(i, text.find('\n', i) - i);
    for (size_t open = 0; open < line.size(); ++open) {
      if (!IsQuote(line[open])) continue;
      const size_t close = line.find(line[open], open + 1);
      if (close == std::string_view::npos) break;
      values.emplace_back(line.substr(open + 1, close - open - 1));
      open = close;
    }
    // %w[MIT Apache-2.0]
    if (const size_t list = line.find("%w"); list != std::string_view::npos && values.empty()) {
      const size_t end = line.find_first_of("])}", list + 3);
      std::string word;
      for (size_t j = list + 3; j < line.size() && j <= end; ++j) {
        if (line[j] == ' ' || j == end) {
          if (!word.empty()) values.push_back(word);
          word.clear();
        } else {
          word += line[j];
        }
      }
    }
    if (!values.empty()) break;
  }
  return values;
}

// RubyGems: "licenses" lists what the copier may choose from.
std::string JoinChoices(const std::vector<std::string>& declared) {
  std::string joined;
  for (const std::string& each : declared) {
    const std::string license = ExpressionOfDeclaredLicense(each);
    if (!license.empty()) joined += (joined.empty() ? "(" : " OR (") + license + ")";
  }
  return joined.empty() ? "" : NormalizeSpdxExpression(joined).value_or("");
}

std::string ScalarAt(const YAML::Node& map, const char* key) {
  const YAML::Node value = map[key];
  return value && value.IsScalar() ? value.Scalar() : "";
}

}  // namespace

std::optional<PackageManifest> ReadGemspec(std::string_view text) {
  PackageManifest manifest;
  manifest.purl_type = "gem";
  const std::vector<std::string> name = Assigned(text, "name");
  if (name.empty()) return std::nullopt;
  manifest.name = name.front();
  const std::vector<std::string> version = Assigned(text, "version");
  if (!version.empty() && version.front().find('#') == std::string::npos) {
    manifest.version = version.front();
  }
  std::vector<std::string> declared = Assigned(text, "license");
  if (declared.empty()) declared = Assigned(text, "licenses");
  manifest.license = JoinChoices(declared);
  return manifest;
}

// The date is that of the build; where the build was made reproducible it is one of the first days
// of 1970 or 1980, and means nothing.
std::optional<PackageManifest> ReadGemMetadata(std::string_view text) {
  if (!text.starts_with("---")) return std::nullopt;
  PackageManifest manifest;
  manifest.purl_type = "gem";
  try {
    const YAML::Node root = YAML::Load(std::string(text));
    if (!root.IsMap()) return std::nullopt;
    manifest.name = ScalarAt(root, "name");
    const YAML::Node version = root["version"];
    if (version && version.IsMap()) manifest.version = ScalarAt(version, "version");
    const std::string date = ScalarAt(root, "date");
    if (date.size() >= 10 && date >= "1990") manifest.released = date.substr(0, 10);
    std::vector<std::string> licenses;
    const YAML::Node declared = root["licenses"];
    if (declared && declared.IsSequence()) {
      for (const YAML::Node& each : declared) {
        if (each.IsScalar()) licenses.push_back(each.Scalar());
      }
    }
    manifest.license = JoinChoices(licenses);
  } catch (const YAML::Exception&) {
    return std::nullopt;
  }
  if (manifest.name.empty()) return std::nullopt;
  return manifest;
}

}  // namespace copytrace
