// Code and findings for the review tests, of our own making.
#pragma once

#include <string>

#include "engine/review/copy_place.h"
#include "engine/scan/finding.h"
#include "engine/source/source_file.h"

namespace copytrace {

// Twelve lines of JavaScript.
inline const std::string kSnippet =
    "function balance(accounts, day) {\n"
    "  let total = 0;\n"
    "  for (const account of accounts) {\n"
    "    if (account.closed && account.closed < day) continue;\n"
    "    const rate = account.rate === undefined ? 0.02 : account.rate;\n"
    "    total += account.amount * (1 + rate * day / 365);\n"
    "    for (const fee of account.fees || []) {\n"
    "      total -= fee.amount;\n"
    "    }\n"
    "  }\n"
    "  return Math.round(total * 100) / 100;\n"
    "}\n";
inline constexpr uint32_t kSnippetLines = 12;

inline SourceFile JavaScript(const std::string& text, const std::string& path = "src/bank.js") {
  return MakeSourceFile(path, text, {});
}

// `count` lines of code that are like nothing else.
inline std::string OtherLines(int count, const std::string& name = "other") {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += "const " + name + std::to_string(i) + " = \"" + name + std::to_string(i * 7) + "\";\n";
  }
  return text;
}

inline std::string Reindented(const std::string& text) {
  std::string out = "if (true) {\n";
  bool at_start = true;
  for (const char c : text) {
    if (at_start) out += "\t\t";
    at_start = c == '\n';
    out += c;
  }
  return out + "}\n";
}

inline Finding FindingAt(const std::string& path, LineRange lines) {
  Finding finding;
  finding.id = "0123456789ab";
  finding.path = path;
  finding.lines = lines;
  finding.score_bits = 80;
  finding.lines_covered = lines.last - lines.first + 1;
  finding.origin.purl = "pkg:npm/bank@1.2.0";
  finding.origin.name = "bank";
  finding.origin.version = "1.2.0";
  finding.origin.path = "lib/balance.js";
  finding.origin.lines = {3, 14};
  finding.origin.license = "GPL-3.0-only";
  finding.origin.license_class = LicenseClass::kStrongCopyleft;
  finding.origin.copyright = "Copyright 2020 A. Banker";
  return finding;
}

}  // namespace copytrace
