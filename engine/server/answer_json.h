// The values of the history as the schemas of openapi.json have them. Thread-safe.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "engine/history/decision_record.h"
#include "engine/history/history.h"
#include "engine/history/query.h"
#include "engine/server/http.h"
#include "engine/store/store.h"

namespace copytrace {

using Json = nlohmann::ordered_json;

HttpResponse JsonResponse(const Json& json, int status = 200);

inline Json OrNull(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json(nullptr);
}
inline Json NullIfEmpty(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json ToJson(const ScanRecord& scan);
Json ToJson(const RecordedDecision& decision);
Json ToJson(const StoreInfo& info, const std::string& directory);

// The rows of AskFindings.
Json FindingRowsToJson(const Answer& answer);

}  // namespace copytrace
