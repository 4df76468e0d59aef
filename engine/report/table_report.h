// A table of text as bytes, a function a format. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace copytrace {

struct TextTable {
  std::vector<std::string> columns;
  std::vector<bool> numeric;  // by column: to the right in text, numbers in JSON
  std::vector<std::vector<std::optional<std::string>>> rows;
};

// Columns as wide as their widest cell; hostile names are spelled out.
std::string WriteTableText(const TextTable& table);

// An array of objects, a member a column; what is missing is null.
std::string WriteTableJson(const TextTable& table);

// RFC 4180, with a heading. A cell that a spreadsheet would take for a formula is preceded by an
// apostrophe, which it shows as text: https://owasp.org/www-community/attacks/CSV_Injection.
std::string WriteTableCsv(const TextTable& table);

}  // namespace copytrace
