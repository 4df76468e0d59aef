#include "engine/report/table_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "engine/report/printable.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

std::string CsvCell(std::string_view text, bool numeric) {
  std::string cell;
  if (!numeric && !text.empty() &&
      std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    cell += '\'';
  }
  cell += text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

Json JsonCell(const std::optional<std::string>& text, bool numeric) {
  if (!text) return nullptr;
  if (!numeric) return *text;
  const Json number = Json::parse(*text, nullptr, false);
  return number.is_number() ? number : Json(*text);
}

}  // namespace

std::string WriteTableText(const TextTable& table) {
  std::vector<std::vector<std::string>> cells;
  auto& heading = cells.emplace_back();
  for (const std::string& column : table.columns) heading.push_back(Printable(column));
  for (const auto& row : table.rows) {
    auto& line = cells.emplace_back();
    for (const auto& cell : row) line.push_back(cell ? Printable(*cell) : "-");
  }
  std::vector<size_t> widths(table.columns.size(), 0);
  for (const auto& line : cells) {
    for (size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], DisplayWidth(line[i]));
  }
  std::string out;
  for (const auto& line : cells) {
    for (size_t i = 0; i < line.size(); ++i) {
      const std::string padding(widths[i] - DisplayWidth(line[i]), ' ');
      if (i > 0) out += "  ";
      out += table.numeric[i] ? padding + line[i] : line[i] + padding;
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
  }
  return out;
}

std::string WriteTableJson(const TextTable& table) {
  Json rows = Json::array();
  for (const auto& row : table.rows) {
    Json object = Json::object();
    for (size_t i = 0; i < row.size(); ++i) {
      object[table.columns[i]] = JsonCell(row[i], table.numeric[i]);
    }
    rows.push_back(std::move(object));
  }
  return rows.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string WriteTableCsv(const TextTable& table) {
  std::string out;
  const auto end_line = [&out] { out += "\r\n"; };
  for (size_t i = 0; i < table.columns.size(); ++i) {
    out += (i == 0 ? "" : ",") + CsvCell(table.columns[i], false);
  }
  end_line();
  for (const auto& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      if (row[i]) out += CsvCell(*row[i], table.numeric[i]);
    }
    end_line();
  }
  return out;
}

}  // namespace copytrace
