// Manifests of header fields as in mail (RFC 5322): Python's PKG-INFO and METADATA, R's
// DESCRIPTION, Debian's copyright (DEP-5) and changelog.
#include <array>
#include <cstdlib>
#include <vector>

#include "engine/license/license_detector.h"
#include "engine/license/license_notice.h"
#include "engine/license/manifest_reader.h"
#include "engine/license/python_classifier.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

struct Field {
  std::string name;  // lower case
  std::string value;
};
using Stanza = std::vector<Field>;

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string_view TakeLine(std::string_view* text) {
  const size_t end = text->find('\n');
  std::string_view line = text->substr(0, end);
  text->remove_prefix(end == std::string_view::npos ? text->size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return lower;
}

// Reads one stanza, up to an empty line or the end.
Stanza TakeStanza(std::string_view* text) {
  Stanza stanza;
  while (!text->empty()) {
    const std::string_view line = TakeLine(text);
    if (line.empty()) {
      if (stanza.empty()) continue;
      break;
    }
    if (line[0] == '#') continue;
    if (line[0] == ' ' || line[0] == '\t') {
      if (!stanza.empty()) stanza.back().value += '\n' + std::string(Trim(line));
      continue;
    }
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    stanza.push_back({Lower(line.substr(0, colon)), std::string(Trim(line.substr(colon + 1)))});
  }
  return stanza;
}

std::string ValueOf(const Stanza& stanza, std::string_view name) {
  for (const Field& field : stanza) {
    if (field.name == name) return field.value;
  }
  return "";
}

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

// DEP-5's short names that are not SPDX ids; "GPL-2" is "version 2 only", "GPL-2+" "or later".
std::string Dep5License(std::string_view name) {
  constexpr std::array<std::array<std::string_view, 2>, 10> kShortNames = {{
      {"expat", "MIT"},
      {"artistic", "Artistic-1.0-Perl"},
      {"apache-2", "Apache-2.0"},
      {"cc0", "CC0-1.0"},
      {"public-domain", "LicenseRef-scancode-public-domain"},
      {"bsd-3-clause", "BSD-3-Clause"},
      {"bsd-2-clause", "BSD-2-Clause"},
      {"bsd-4-clause", "BSD-4-Clause"},
      {"perl", "Artistic-1.0-Perl OR GPL-1.0-or-later"},
      {"zlib/libpng", "Zlib"},
  }};
  const std::string lower = Lower(name);
  for (const auto& [short_name, expression] : kShortNames) {
    if (lower == short_name) return std::string(expression);
  }
  return ExpressionOfDeclaredLicense(name);
}

// "GPL-2+ or Artistic and BSD-3-clause", with commas that bind looser than both.
std::string Dep5Expression(std::string_view field) {
  std::string expression;
  std::string name;
  std::string with;
  std::vector<std::string> words(1);
  for (const char c : field) {
    if (c == ' ' || c == '\t' || c == ',' || c == '|') {
      if (!words.back().empty()) words.emplace_back();
      if (c == '|') words.back() = "or", words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  const auto close_name = [&] {
    if (name.empty()) return true;
    const std::string license = Dep5License(name);
    if (license.empty()) return false;
    expression += '(' + license + ')';
    name.clear();
    return true;
  };
  bool complete = true;
  for (const std::string& word : words) {
    const std::string lower = Lower(word);
    if (lower == "and" || lower == "or" || lower == "and/or") {
      complete = close_name() && complete;
      if (!expression.empty() && expression.back() == ')') {
        expression += lower == "and" ? " AND " : " OR ";
      }
    } else if (!word.empty()) {
      name += (name.empty() ? "" : " ") + word;
    }
  }
  complete = close_name() && complete;
  if (!complete) return ExpressionOfDeclaredLicense(field);
  return NormalizeSpdxExpression(expression).value_or("");
}

}  // namespace

std::optional<PackageManifest> ReadPythonMetadata(std::string_view text) {
  const Stanza stanza = TakeStanza(&text);
  PackageManifest manifest;
  manifest.purl_type = "pypi";
  manifest.name = ValueOf(stanza, "name");
  manifest.version = ValueOf(stanza, "version");
  if (manifest.name.empty()) return std::nullopt;
  manifest.license = ExpressionOfDeclaredLicense(ValueOf(stanza, "license-expression"));
  const std::string declared = ValueOf(stanza, "license");
  if (manifest.license.empty() && declared.find('\n') == std::string::npos) {
    manifest.license = ExpressionOfDeclaredLicense(declared);
  }
  if (manifest.license.empty()) {
    for (const Field& field : stanza) {
      if (field.name == "classifier") AddPythonClassifier(field.value, &manifest.license);
    }
  }
  // Some put the whole licence text into the field.
  if (manifest.license.empty()) manifest.license = DetectLicense(declared).expression;
  return manifest;
}

std::optional<PackageManifest> ReadRDescription(std::string_view text) {
  const Stanza stanza = TakeStanza(&text);
  PackageManifest manifest;
  manifest.purl_type = "cran";
  manifest.name = ValueOf(stanza, "package");
  manifest.version = ValueOf(stanza, "version");
  if (manifest.name.empty()) return std::nullopt;
  manifest.released = ValueOf(stanza, "date/publication").substr(0, 10);
  // "GPL (>= 2)", "MIT + file LICENSE", "GPL-2 | GPL-3": '+ file' adds the holder's name only.
  std::string declared = ValueOf(stanza, "license");
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
  manifest.license = Dep5Expression(declared);
  if (declared.find(">=") != std::string::npos || manifest.license.empty()) {
    manifest.license = ExpressionOfDeclaredLicense(spaced);
  }
  return manifest;
}

// "name (1.2-3) unstable; urgency=low … -- Who <mail>  Mon, 02 Jan 2006 15:04:05 +0000"
std::optional<PackageManifest> ReadDebianChangelog(std::string_view text) {
  const std::string_view head = Trim(TakeLine(&text));
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
    const std::string_view line = TakeLine(&text);
    if (!line.starts_with(" -- ")) continue;
    static constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const size_t comma = line.rfind(',');
    if (comma == std::string_view::npos) break;
    const std::string date(Trim(line.substr(comma + 1)));
    char* after_day = nullptr;
    const long day = std::strtol(date.c_str(), &after_day, 10);
    const std::string_view rest = Trim(after_day);
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
  const Stanza head = TakeStanza(&text);
  if (ValueOf(head, "format").empty() && ValueOf(head, "format-specification").empty()) {
    return std::nullopt;
  }
  manifest.license = Dep5Expression(FirstLine(ValueOf(head, "license")));
  std::string first;
  while (!text.empty()) {
    const Stanza stanza = TakeStanza(&text);
    const std::string files = ValueOf(stanza, "files");
    if (files.empty()) continue;
    const std::string license = Dep5Expression(FirstLine(ValueOf(stanza, "license")));
    if (first.empty()) first = license;
    if (files == "*" && !license.empty()) {
      manifest.license = license;
      break;
    }
  }
  if (manifest.license.empty()) manifest.license = first;
  return manifest;
}

}  // namespace copytrace
