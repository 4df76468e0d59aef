// A request and its answer, without the library that carries them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace copytrace {

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;
  std::string path;    // decoded
  NamedTexts query;    // decoded; a name may come several times
  NamedTexts headers;  // names in lower case
  std::string body;

  // Empty where there is none; of several the first.
  std::string_view Header(std::string_view name) const {
    for (const auto& [header, value] : headers) {
      if (header == name) return value;
    }
    return {};
  }
};

struct HttpResponse {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::string body;
  std::string_view fixed;  // instead of the body: bytes that are there as long as the program
  NamedTexts headers;
};

}  // namespace copytrace
