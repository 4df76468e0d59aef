// The paths of openapi.json and what answers them. Thread-safe.
#pragma once

#include <span>
#include <string_view>

#include "engine/server/http.h"
#include "engine/server/service.h"

namespace copytrace {

struct Route {
  std::string_view method;
  std::string_view path;  // as in openapi.json: "/api/scans/{scan}"
  // `argument` is what stands for the part in braces.
  HttpResponse (*answer)(Service& service, const HttpRequest& request, const std::string& argument);
};

// In the order of the file.
std::span<const Route> ApiRoutes();

// The answer of the route that fits, of a file of the page, or of the page itself for addresses
// that it makes up. Throws Problem where there is none.
HttpResponse AnswerRequest(Service& service, const HttpRequest& request);

}  // namespace copytrace
