#include "engine/license/debian_copyright.h"

#include <array>
#include <cctype>
#include <map>
#include <utility>

#include "engine/license/declared_license.h"
#include "engine/license/header_field.h"
#include "engine/license/license_detector.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {
namespace {

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
  const std::string lower = LowerAscii(name);
  for (const auto& [short_name, expression] : kShortNames) {
    if (lower == short_name) return std::string(expression);
  }
  return ExpressionOfDeclaredLicense(name);
}

}  // namespace

// Words between the names are "and", "or", commas and bars.
std::string ExpressionOfDep5License(std::string_view field) {
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
    const std::string lower = LowerAscii(word);
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

namespace {

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

// What stands below a License field's first line, with "." for an empty line taken away.
std::string LicenseText(const std::string& value) {
  std::string text;
  std::string_view rest = value;
  TakeHeaderLine(&rest);
  while (!rest.empty()) {
    const std::string_view line = TakeHeaderLine(&rest);
    if (line != ".") text += line;
    text += '\n';
  }
  return text;
}

// Parts are patterns between spaces; old files separate them with commas, too.
std::vector<std::string> SplitPatterns(std::string_view value) {
  std::vector<std::string> patterns;
  std::string pattern;
  for (const char c : std::string(value) + ' ') {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      pattern += c;
      continue;
    }
    if (pattern.ends_with(',')) pattern.pop_back();
    if (pattern.starts_with("./")) pattern.erase(0, 2);
    if (!pattern.empty()) patterns.push_back(std::move(pattern));
    pattern.clear();
  }
  return patterns;
}

std::string LicenseRef(std::string_view name) {
  std::string reference = "LicenseRef-debian-";
  for (const char c : name) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.';
    if (plain || reference.back() != '-') reference += plain ? c : '-';
  }
  while (reference.back() == '-') reference.pop_back();
  return reference;
}

// By name, by the text that stands with it, by the text of a stanza of its own.
std::string LicenseOf(const std::string& field,
                      const std::map<std::string, std::string>& standalone) {
  const std::string name = FirstLine(field);
  std::string expression = ExpressionOfDep5License(name);
  if (!expression.empty()) return expression;
  expression = DetectLicense(LicenseText(field)).expression;
  if (!expression.empty()) return expression;
  const auto found = standalone.find(LowerAscii(name));
  if (found != standalone.end()) expression = DetectLicense(found->second).expression;
  if (!expression.empty() || name.empty()) return expression;
  return LicenseRef(name);
}

}  // namespace

DebianCopyright DebianCopyright::Parse(std::string_view text) {
  DebianCopyright result;
  const std::string_view whole = text;
  const HeaderStanza head = TakeHeaderStanza(&text);
  if (HeaderValue(head, "format").empty() && HeaderValue(head, "format-specification").empty()) {
    result.declared_ = DetectLicense(whole).expression;
    return result;
  }
  std::vector<std::pair<std::string, std::string>> files;  // Files, License
  std::map<std::string, std::string> standalone;           // name in lower case, text
  while (!text.empty()) {
    const HeaderStanza stanza = TakeHeaderStanza(&text);
    const std::string license = HeaderValue(stanza, "license");
    std::string patterns = HeaderValue(stanza, "files");
    if (!patterns.empty()) {
      files.emplace_back(std::move(patterns), license);
    } else if (!license.empty()) {
      standalone.emplace(LowerAscii(FirstLine(license)), LicenseText(license));
    }
  }
  std::string first;
  for (const auto& [patterns, field] : files) {
    Stanza stanza{SplitPatterns(patterns), LicenseOf(field, standalone)};
    if (first.empty()) first = stanza.license;
    if (stanza.patterns == std::vector<std::string>{"*"} && !stanza.license.empty()) {
      result.declared_ = stanza.license;
      result.covers_all_ = true;
    }
    result.stanzas_.push_back(std::move(stanza));
  }
  if (!result.covers_all_) {
    result.declared_ = ExpressionOfDep5License(FirstLine(HeaderValue(head, "license")));
    if (result.declared_.empty()) result.declared_ = first;
  }
  return result;
}

const std::string& DebianCopyright::Of(std::string_view path) const {
  static const std::string kNone;
  for (size_t i = stanzas_.size(); i-- > 0;) {
    for (const std::string& pattern : stanzas_[i].patterns) {
      if (pattern == "*") return kNone;
      if (MatchesFilesPattern(pattern, path)) return stanzas_[i].license;
    }
  }
  return kNone;
}

// The usual two-finger match: on a mismatch, the last '*' takes one character more.
bool MatchesFilesPattern(std::string_view pattern, std::string_view path) {
  size_t p = 0, s = 0;
  size_t star = std::string_view::npos, star_path = 0;
  while (s < path.size()) {
    const bool escaped = p + 1 < pattern.size() && pattern[p] == '\\';
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_path = s;
    } else if (p < pattern.size() &&
               (escaped ? pattern[p + 1] == path[s] : pattern[p] == '?' || pattern[p] == path[s])) {
      p += escaped ? 2 : 1;
      ++s;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      s = ++star_path;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace copytrace
