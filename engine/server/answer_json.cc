#include "engine/server/answer_json.h"

#include <cstdlib>

#include "engine/license/purl.h"

namespace copytrace {

HttpResponse JsonResponse(const Json& json, int status) {
  HttpResponse response;
  response.status = status;
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return response;
}

Json ToJson(const ScanRecord& scan) {
  return {{"id", scan.id},
          {"started", scan.started},
          {"seconds", scan.seconds},
          {"project", scan.project},
          {"revision", OrNull(scan.revision)},
          {"root", scan.root},
          {"store", scan.store.string()},
          {"generation", scan.generation},
          {"tool_version", scan.tool_version},
          {"options", scan.options},
          {"files", scan.files},
          {"bytes", scan.bytes},
          {"lines", scan.lines},
          {"findings", scan.findings},
          {"skipped", scan.skipped}};
}

Json ToJson(const RecordedDecision& recorded) {
  const Decision& decision = recorded.decision;
  return {{"id", recorded.id},
          {"project", recorded.project},
          {"finding", recorded.finding},
          {"scan", recorded.scan ? Json(*recorded.scan) : Json(nullptr)},
          {"action", DecisionActionName(decision.action)},
          {"reason", decision.reason},
          {"by", decision.by},
          {"at", decision.at},
          {"until", NullIfEmpty(decision.until)},
          {"path", decision.place.path},
          {"start_line", decision.lines.first},
          {"end_line", decision.lines.last},
          {"origin", decision.origin},
          {"license", NullIfEmpty(decision.license)}};
}

Json ToJson(const StoreInfo& info, const std::string& directory) {
  return {{"directory", directory},         {"format_version", info.format_version},
          {"generation", info.generation},  {"components", info.components},
          {"releases", info.releases},      {"blobs", info.blobs},
          {"has_sources", info.has_sources}};
}

Json FindingRowsToJson(const Answer& answer) {
  Json rows = Json::array();
  for (const auto& cells : answer.table.rows) {
    Json row = Json::object();
    for (size_t i = 0; i < cells.size(); ++i) {
      const std::string& name =
          answer.table.columns[i] == "finding" ? "id" : answer.table.columns[i];
      if (!cells[i]) {
        row[name] = nullptr;
      } else if (name == "score_bits") {
        row[name] = std::strtod(cells[i]->c_str(), nullptr);
      } else if (name == "scan" || name == "start_line" || name == "end_line") {
        row[name] = std::strtoll(cells[i]->c_str(), nullptr, 10);
      } else {
        row[name] = *cells[i];
      }
      if (name != "origin") continue;
      const auto purl = ParsePurl(*cells[i]);
      row["component"] = purl ? WithoutVersion(*purl) : *cells[i];
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace copytrace
