// The part of the JSON report that a review adds: to the whole, and to each finding. Thread-safe.
#pragma once

#include <nlohmann/json.hpp>

#include "engine/review/review.h"

namespace copytrace {

nlohmann::ordered_json JudgementToJson(const Judgement& judgement);

// All of the review but its judgements.
nlohmann::ordered_json ReviewToJson(const Review& review);

// Read back what these wrote. Throw nlohmann::json::exception, or Error on an unknown word. The
// decision of a judgement, and those that nothing was found for, are read back, too.
Judgement JudgementFromJson(const nlohmann::json& value);
Review ReviewFromJson(const nlohmann::json& value);

}  // namespace copytrace
