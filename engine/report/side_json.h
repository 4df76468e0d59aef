// Both sides of a finding as JSON, for pages that draw them. Thread-safe.
//
//   {"rows": [[relation, here, there], …], "rows_left_out": 0,
//    "here_missing": false, "there_missing": false}
//
// A relation is the number of a LineRelation; a side is null or [number, code, text, code, text,
// …], each text preceded by 10 × its Syntax + its TokenRelation.
#pragma once

#include <nlohmann/json.hpp>

#include "engine/report/side_view.h"

namespace copytrace {

nlohmann::ordered_json SideViewToJson(const SideView& view);

}  // namespace copytrace
