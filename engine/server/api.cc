#include "engine/server/api.h"

#include <optional>
#include <string>

#include "engine/server/answers.h"
#include "engine/server/page_files.h"
#include "engine/server/problem.h"

namespace copytrace {
namespace {

HttpResponse GetFile(Service&, const HttpRequest& request, const std::string&) {
  const PageFile* file = FindPageFile(request.path);
  if (file == nullptr) throw Problem(404, "there is nothing at this address");
  HttpResponse response;
  response.type = file->type;
  response.fixed = file->bytes;
  return response;
}

constexpr Route kRoutes[] = {
    {"GET", "/api/openapi.json", GetFile},
    {"GET", "/report/report.schema.json", GetFile},
    {"GET", "/api/health", GetHealth},
    {"GET", "/api/about", GetAbout},
    {"GET", "/api/projects", ListProjects},
    {"GET", "/api/trend", GetTrend},
    {"GET", "/api/scans", ListScans},
    {"GET", "/api/scans/{scan}", GetScan},
    {"GET", "/api/scans/{scan}/report", GetReport},
    {"GET", "/api/diff", CompareScans},
    {"GET", "/api/findings", ListFindings},
    {"GET", "/api/facets", CountFindings},
    {"GET", "/api/findings/{id}", GetFinding},
    {"GET", "/api/findings/{id}/sides", GetSides},
    {"GET", "/api/findings/{id}/history", GetFindingHistory},
    {"GET", "/api/decisions", ListDecisions},
    {"POST", "/api/decisions", PostDecision},
    {"POST", "/api/search", Search},
    {"GET", "/api/license", ExplainLicense},
    {"GET", "/api/license-text", GetLicenseText},
};

// What stands for the braces, which are one segment, not empty; "" for a pattern without them.
std::optional<std::string> ArgumentOf(std::string_view pattern, std::string_view path) {
  const size_t open = pattern.find('{');
  if (open == std::string_view::npos) {
    return pattern == path ? std::optional<std::string>("") : std::nullopt;
  }
  const std::string_view before = pattern.substr(0, open);
  const std::string_view after = pattern.substr(pattern.find('}') + 1);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) ||
      !path.ends_with(after)) {
    return std::nullopt;
  }
  const std::string_view argument =
      path.substr(before.size(), path.size() - before.size() - after.size());
  if (argument.find('/') != std::string_view::npos) return std::nullopt;
  return std::string(argument);
}

}  // namespace

std::span<const Route> ApiRoutes() { return kRoutes; }

HttpResponse AnswerRequest(Service& service, const HttpRequest& request) {
  const std::string_view method =
      request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
  bool is_known = false;
  for (const Route& route : kRoutes) {
    const auto argument = ArgumentOf(route.path, request.path);
    if (!argument) continue;
    is_known = true;
    if (route.method == method) return route.answer(service, request, *argument);
  }
  if (is_known) throw Problem(405, "this address is asked another way; see /api/openapi.json");
  if (method != "GET") throw Problem(404, "there is nothing at this address");
  return GetFile(service, request, "");
}

}  // namespace copytrace
