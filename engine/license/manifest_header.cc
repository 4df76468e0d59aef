// Manifests of header fields as in mail (RFC 5322): Python's PKG-INFO and METADATA, R's
// DESCRIPTION, Debian's copyright (DEP-5) and changelog.
#include <cstdlib>

#include "engine/license/debian_copyright.h"
#include "engine/license/declared_license.h"
#include "engine/license/header_field.h"
#include "engine/license/license_detector.h"
#include "engine/license/manifest_reader.h"
#include "engine/license/python_classifier.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {

namespace {

bool IsIsoDate(std::string_view text) {
  if (text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

}  // namespace

std::optional<PackageManifest> ReadPythonMetadata(std::string_view text) {
  const HeaderStanza stanza = TakeHeaderStanza(&text);
  PackageManifest manifest;
  manifest.purl_type = "pypi";
  manifest.name = HeaderValue(stanza, "name");
  manifest.version = HeaderValue(stanza, "version");
  if (manifest.name.empty()) return std::nullopt;
  manifest.license = ExpressionOfDeclaredLicense(HeaderValue(stanza, "license-expression"));
  const std::string declared = HeaderValue(stanza, "license");
  if (manifest.license.empty() && declared.find('\n') == std::string::npos) {
    manifest.license = ExpressionOfDeclaredLicense(declared);
  }
  if (manifest.license.empty()) {
    for (const HeaderField& field : stanza) {
      if (field.name == "classifier") AddPythonClassifier(field.value, &manifest.license);
    }
  }
  // Some put the whole licence text into the field.
  if (manifest.license.empty()) manifest.license = DetectLicense(declared).expression;
  return manifest;
}

std::optional<PackageManifest> ReadRDescription(std::string_view text) {
  const HeaderStanza stanza = TakeHeaderStanza(&text);
  PackageManifest manifest;
  manifest.purl_type = "cran";
  manifest.name = HeaderValue(stanza, "package");
  manifest.version = HeaderValue(stanza, "version");
  if (manifest.name.empty()) return std::nullopt;
  manifest.released = HeaderValue(stanza, "date/publication").substr(0, 10);
  if (manifest.released.empty()) manifest.released = HeaderValue(stanza, "packaged").substr(0, 10);
  if (!IsIsoDate(manifest.released)) manifest.released.clear();  // some write "Tue Jan 10"
  // "GPL (>= 2)", "MIT + file LICENSE", "GPL-2 | GPL-3": '+ file' adds the holder's name only.
  std::string declared = HeaderValue(stanza, "license");
  if (const size_t file = declared.find("+ file"); file != std::string::npos) declared.resize(file);
  std::string spaced;
  for (size_t i = 0; i < declared.size(); ++i) {
    const bool or_later = declared.compare(i, 2, ">=") == 0;
    if (or_later) {
      const size_t close = declared.find(')', i);
      spaced += declared.substr(i + 2, close - i - 2) + " or later ";
      if (close == std::string::npos) break;
      i = close;
    } else if (declared[i] != '(') {
      spaced += declared[i];
    }
  }
  manifest.license = ExpressionOfDep5License(declared);
  if (declared.find(">=") != std::string::npos || manifest.license.empty()) {
    manifest.license = ExpressionOfDeclaredLicense(spaced);
  }
  return manifest;
}

// "name (1.2-3) unstable; urgency=low … -- Who <mail>  Mon, 02 Jan 2006 15:04:05 +0000"
std::optional<PackageManifest> ReadDebianChangelog(std::string_view text) {
  const std::string_view head = TrimSpace(TakeHeaderLine(&text));
  const size_t open = head.find(" (");
  const size_t close = head.find(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    return std::nullopt;
  }
  PackageManifest manifest;
  manifest.purl_type = "deb";
  manifest.namespace_ = "debian";
  manifest.name = head.substr(0, open);
  manifest.version = head.substr(open + 2, close - open - 2);
  if (manifest.name.empty() || manifest.name.find(' ') != std::string::npos) return std::nullopt;
  while (!text.empty()) {
    const std::string_view line = TakeHeaderLine(&text);
    if (!line.starts_with(" -- ")) continue;
    static constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const size_t comma = line.rfind(',');
    if (comma == std::string_view::npos) break;
    const std::string date(TrimSpace(line.substr(comma + 1)));
    char* after_day = nullptr;
    const long day = std::strtol(date.c_str(), &after_day, 10);
    const std::string_view rest = TrimSpace(after_day);
    const size_t month = rest.size() < 8 ? std::string_view::npos : kMonths.find(rest.substr(0, 3));
    const long year = month == std::string_view::npos
                          ? 0
                          : std::strtol(std::string(rest.substr(3)).c_str(), nullptr, 10);
    if (day < 1 || day > 31 || year < 1970 || year > 9999 || month % 3 != 0) break;
    const auto append = [&manifest](long number) {
      if (!manifest.released.empty()) manifest.released += '-';
      if (number < 10) manifest.released += '0';
      manifest.released += std::to_string(number);
    };
    append(year);
    append(static_cast<long>(month / 3 + 1));
    append(day);
    break;
  }
  return manifest;
}

std::optional<PackageManifest> ReadDebianCopyright(std::string_view text) {
  PackageManifest manifest;
  manifest.purl_type = "deb";
  manifest.namespace_ = "debian";
  manifest.license = DebianCopyright::Parse(text).declared();
  if (manifest.license.empty()) return std::nullopt;
  return manifest;
}

}  // namespace copytrace
