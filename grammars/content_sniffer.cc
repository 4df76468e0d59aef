// A profile of lines. A line looks like code by how it ends and by the operators in it; marks are
// what a line of one language begins with and hardly one of another does. A text is code if half of
// its lines look like it, and in the language whose marks weigh most, if at least two different
// ones were seen. Each mark counts a few times only, so that a list of one kind of line decides
// nothing.
#include "grammars/content_sniffer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace copytrace {
namespace {

constexpr size_t kMostBytes = size_t{16} << 10;
constexpr int kMostCounted = 3;  // times that a mark counts
constexpr int kLeastWeight = 4;

struct Mark {
  Language language;
  int weight;
  std::string_view begins;      // of the line, without its indentation
  std::string_view holds = {};  // further on
  std::string_view ends = {};
};

using enum Language;
constexpr Mark kMarks[] = {
    {kC, 2, "#include <", ".h>"},
    {kC, 2, "#include \"", ".h\""},
    {kC, 1, "#define "},
    {kC, 1, "#if"},
    {kC, 1, "#endif"},
    {kC, 2, "typedef "},
    {kC, 2, "static ", "(", "{"},
    {kC, 2, "static ", "(", ")"},
    {kC, 1, "struct ", "", "{"},
    {kC, 1, "int ", "", ";"},
    {kC, 2, "int ", "(", "{"},
    {kC, 2, "int ", "(", ")"},
    {kC, 2, "void ", "(", ")"},
    {kC, 2, "void ", "(", "{"},
    {kC, 1, "char ", "", ";"},
    {kC, 1, "unsigned "},
    {kC, 1, "printf("},
    {kC, 1, "if (", "->"},
    {kCpp, 3, "template <"},
    {kCpp, 3, "template<"},
    {kCpp, 3, "namespace ", "", "{"},
    {kCpp, 3, "using namespace ", "", ";"},
    {kCpp, 3, "#include <iostream>"},
    {kCpp, 3, "#include <vector>"},
    {kCpp, 3, "#include <string>"},
    {kCpp, 2, "std::"},
    {kCpp, 2, "public:"},
    {kCpp, 2, "private:"},
    {kCpp, 1, "class ", "", "{"},
    {kCpp, 2, "", "std::", ";"},
    {kCpp, 1, "", "std::", "{"},
    {kJava, 3, "package ", ".", ";"},
    {kJava, 3, "import java"},
    {kJava, 2, "import ", ".", ";"},
    {kJava, 2, "public class "},
    {kJava, 2, "public static void main"},
    {kJava, 2, "@Override"},
    {kJava, 1, "private final "},
    {kJava, 1, "public ", "(", "{"},
    {kJava, 1, "System.out."},
    {kJavaScript, 2, "function ", "(", "{"},
    {kJavaScript, 2, "var ", " = ", ";"},
    {kJavaScript, 2, "const ", " = require("},
    {kJavaScript, 2, "module.exports"},
    {kJavaScript, 2, "export "},
    {kJavaScript, 1, "const ", " = "},
    {kJavaScript, 1, "let ", " = ", ";"},
    {kJavaScript, 2, "import ", " from '"},
    {kJavaScript, 2, "import ", " from \""},
    {kJavaScript, 1, "console.log("},
    {kJavaScript, 1, "", "=> {"},
    {kJavaScript, 1, "return ", "", ";"},
    {kTypeScript, 3, "interface ", "", "{"},
    {kTypeScript, 3, "export interface "},
    {kTypeScript, 2, "export type "},
    {kTypeScript, 2, "const ", ": ", " = "},
    {kPython, 3, "def ", "(", ":"},
    {kPython, 2, "class ", "", ":"},
    {kPython, 2, "from ", " import "},
    {kPython, 1, "import "},
    {kPython, 1, "if ", "", ":"},
    {kPython, 1, "elif ", "", ":"},
    {kPython, 1, "for ", " in ", ":"},
    {kPython, 1, "else:"},
    {kPython, 2, "", "self."},
    {kPython, 1, "print("},
    {kPython, 1, "return "},
    {kGo, 3, "package ", ""},
    {kGo, 3, "func ", "(", "{"},
    {kGo, 2, "import ("},
    {kGo, 2, "", " := "},
    {kGo, 2, "type ", " struct {"},
    {kGo, 2, "if err != nil {"},
    {kRust, 3, "fn ", "(", "{"},
    {kRust, 3, "pub fn "},
    {kRust, 2, "use ", "::", ";"},
    {kRust, 2, "let ", " = ", ";"},
    {kRust, 2, "let mut "},
    {kRust, 2, "impl"},
    {kRust, 2, "#["},
    {kRust, 1, "match ", "", "{"},
    {kCSharp, 3, "using System"},
    {kCSharp, 2, "using ", ".", ";"},
    {kCSharp, 2, "namespace ", "."},
    {kCSharp, 2, "public ", "{ get;"},
    {kCSharp, 1, "public class "},
    {kPhp, 6, "<?php"},
    {kPhp, 2, "$", " = ", ";"},
    {kPhp, 2, "function ", "($"},
    {kPhp, 1, "echo ", "", ";"},
    {kPhp, 2, "", "$this->"},
    {kRuby, 2, "def "},
    {kRuby, 2, "end"},
    {kRuby, 2, "require '"},
    {kRuby, 2, "", " do |"},
    {kRuby, 2, "attr_"},
    {kRuby, 1, "puts "},
    {kBash, 2, "if [", "; then"},
    {kBash, 2, "fi"},
    {kBash, 2, "done"},
    {kBash, 1, "esac"},
    {kBash, 1, "echo \"$"},
    {kBash, 1, "export ", "="},
    {kBash, 1, "", "=$("},
    {kPerl, 3, "use strict;"},
    {kPerl, 3, "my $", "", ";"},
    {kPerl, 2, "my ", " = @_;"},
    {kPerl, 2, "sub ", "", "{"},
    {kPerl, 2, "", "->{"},
    {kLua, 3, "local ", " = require"},
    {kLua, 2, "local function "},
    {kLua, 1, "local ", " = "},
    {kLua, 2, "function ", "(", ")"},
    {kLua, 1, "", " then"},
    {kLua, 1, "end"},
    {kSql, 3, "CREATE TABLE "},
    {kSql, 2, "INSERT INTO "},
    {kSql, 2, "SELECT "},
    {kSql, 1, "FROM "},
    {kSql, 1, "WHERE "},
    {kSql, 2, "DROP TABLE "},
    {kSql, 2, "ALTER TABLE "},
    {kCss, 1, ".", "", "{"},
    {kCss, 1, "#", "", "{"},
    {kCss, 2, "", "px;"},
    {kCss, 2, "color:", "", ";"},
    {kCss, 2, "background", ":", ";"},
    {kCss, 1, "margin", ":", ";"},
    {kObjectiveC, 4, "@interface "},
    {kObjectiveC, 4, "@implementation "},
    {kObjectiveC, 2, "#import "},
    {kObjectiveC, 2, "@property"},
    {kObjectiveC, 2, "@end"},
    {kSwift, 2, "import Foundation"},
    {kSwift, 2, "func ", "->"},
    {kSwift, 2, "guard let "},
    {kKotlin, 3, "fun ", "(", "{"},
    {kKotlin, 2, "val ", " = "},
    {kKotlin, 1, "import ", "."},
};

bool Matches(const Mark& mark, std::string_view line) {
  if (!line.starts_with(mark.begins)) return false;
  if (!mark.ends.empty() && !line.ends_with(mark.ends)) return false;
  if (mark.holds.empty()) {  // a word alone is the whole line: end, done, fi
    const char last = mark.begins.empty() ? ' ' : mark.begins.back();
    const bool word = std::isalpha(static_cast<unsigned char>(last)) && mark.ends.empty();
    return !word || mark.begins.size() >= 5 || line == mark.begins;
  }
  return line.find(mark.holds, mark.begins.size()) != std::string_view::npos;
}

bool LooksLikeCode(std::string_view line) {
  constexpr std::string_view kOperators[] = {" = ", "==", "!=", "->",  "=>", "::",  "+=", "()",
                                             ":=",  "&&", "||", "(\"", "('", "[i]", "</"};
  constexpr std::string_view kOpenings[] = {"#include", "#define", "#if",  "#endif", "//",   "/*",
                                            "* ",       "import ", "def ", "@",      "$",    "end",
                                            "fi",       "done",    "if [", "for ",   "echo "};
  const char last = line.back();
  if (std::string_view(";{}(\\").find(last) != std::string_view::npos) return true;
  for (const std::string_view text : kOperators) {
    if (line.find(text) != std::string_view::npos) return true;
  }
  const bool call = line.find('(') != std::string_view::npos;
  if ((last == ')' || last == ':' || last == ',') && call) return true;
  for (const std::string_view text : kOpenings) {
    if (line.starts_with(text)) return true;
  }
  return false;
}

size_t CountWords(std::string_view line) {
  size_t words = 0;
  bool inside = false;
  for (const char c : line) {
    const bool letter = std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '\'';
    words += letter && !inside;
    inside = letter;
  }
  return words;
}

struct Profile {
  size_t lines = 0;
  size_t code = 0;
  size_t words = 0;  // on lines that look like no code
};

template <typename Visit>
Profile ProfileOf(std::string_view text, Visit visit) {
  Profile profile;
  text = text.substr(0, kMostBytes);
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    if (line.empty()) continue;
    ++profile.lines;
    if (LooksLikeCode(line)) {
      ++profile.code;
    } else {
      profile.words += CountWords(line);
    }
    visit(line);
  }
  return profile;
}

// Marks of the first language count for the second one as well, which is written like it.
constexpr struct {
  Language base;
  Language extension;
} kExtensions[] = {{kC, kCpp}, {kC, kObjectiveC}, {kJavaScript, kTypeScript}};

}  // namespace

std::optional<Language> SniffLanguage(std::string_view text) {
  std::array<int, std::size(kMarks)> seen{};
  const Profile profile = ProfileOf(text, [&](std::string_view line) {
    for (size_t i = 0; i < std::size(kMarks); ++i) {
      if (seen[i] < kMostCounted && Matches(kMarks[i], line)) ++seen[i];
    }
  });
  if (profile.lines == 0 || profile.code * 2 < profile.lines) return std::nullopt;
  std::array<int, kLanguages> weights{};
  std::array<int, kLanguages> kinds{};
  for (size_t i = 0; i < std::size(kMarks); ++i) {
    const auto language = static_cast<size_t>(kMarks[i].language);
    weights[language] += seen[i] * kMarks[i].weight;
    kinds[language] += seen[i] > 0;
  }
  for (const auto& [base, extension] : kExtensions) {
    const auto to = static_cast<size_t>(extension);
    if (weights[to] < 3) continue;
    weights[to] += weights[static_cast<size_t>(base)];
    kinds[to] += kinds[static_cast<size_t>(base)];
  }
  const auto best = std::ranges::max_element(weights) - weights.begin();
  if (weights[best] < kLeastWeight || (kinds[best] < 2 && weights[best] < 6)) return std::nullopt;
  return static_cast<Language>(best);
}

bool LooksLikeProse(std::string_view text) {
  const Profile profile = ProfileOf(text, [](std::string_view) {});
  const size_t plain = profile.lines - profile.code;
  return profile.lines >= 3 && profile.code * 6 < profile.lines && profile.words >= plain * 5;
}

}  // namespace copytrace
