// Licences: what they ask, and what they say.
#include <string>

#include "engine/error.h"
#include "engine/license/license_full_text.h"
#include "engine/license/license_table.h"
#include "engine/report/license_explanation.h"
#include "engine/server/answer_json.h"
#include "engine/server/answers.h"
#include "engine/server/limits.h"
#include "engine/server/parameters.h"
#include "engine/server/problem.h"

namespace copytrace {

HttpResponse ExplainLicense(Service&, const HttpRequest& request, const std::string&) {
  const QueryParameters parameters(request, {"expression", "project"});
  const LicenseQuestion question{.expression = parameters.RequiredText("expression", kMaxNameBytes),
                                 .project = parameters.Text("project", kMaxNameBytes),
                                 .use = LicenseUse::kCopiedSource};
  Json json;
  try {
    json = Json::parse(ExplainLicenseJson(question));
  } catch (const Error& e) {
    throw Problem(400, e.what());
  }
  for (Json& license : json.at("licenses")) {
    license["has_text"] = FullLicenseText(license.at("id").get<std::string>()).has_value();
  }
  return JsonResponse(json);
}

HttpResponse GetLicenseText(Service&, const HttpRequest& request, const std::string&) {
  const QueryParameters parameters(request, {"id"});
  const auto facts = FactsOfExpression(parameters.RequiredText("id", 100));
  const auto text = facts.size() == 1 ? FullLicenseText(facts[0].id) : std::nullopt;
  if (!text) throw Problem(404, "no text of a licence with this id is at hand");
  return JsonResponse({{"id", facts[0].id},
                       {"name", NullIfEmpty(facts[0].full_name)},
                       {"text", *text}});
}

}  // namespace copytrace
