#include "engine/report/side_json.h"

#include <optional>
#include <utility>

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

Json LineToJson(const std::optional<ShownLine>& line) {
  if (!line) return nullptr;
  Json out = Json::array({line->number});
  for (const CodePiece& piece : line->pieces) {
    out.push_back(10 * static_cast<int>(piece.syntax) + static_cast<int>(piece.relation));
    out.push_back(piece.text);
  }
  return out;
}

}  // namespace

Json SideViewToJson(const SideView& view) {
  Json rows = Json::array();
  for (const SideRow& row : view.rows) {
    rows.push_back({static_cast<int>(row.relation), LineToJson(row.here), LineToJson(row.there)});
  }
  return {{"rows", std::move(rows)},
          {"rows_left_out", view.rows_left_out},
          {"here_missing", view.here_missing},
          {"there_missing", view.there_missing}};
}

}  // namespace copytrace
