// What a request asks with: the query of its address, or the JSON object in its body. What does not
// fit is a Problem of status 400 that names it. Not thread-safe.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/server/http.h"

namespace copytrace {

class QueryParameters {
 public:
  // Throws Problem on a name that is none of `known`, and on text that is no UTF-8.
  QueryParameters(const HttpRequest& request, std::initializer_list<std::string_view> known);

  bool Has(std::string_view name) const;
  std::string Text(std::string_view name, size_t max_bytes) const;  // empty where not given
  std::string RequiredText(std::string_view name, size_t max_bytes) const;
  std::vector<std::string> Texts(std::string_view name) const;  // at most 50 of 400 bytes
  int64_t Integer(std::string_view name, int64_t least, int64_t most, int64_t otherwise) const;
  bool Flag(std::string_view name) const;  // "true" and "false"

 private:
  NamedTexts values_;
};

class BodyParameters {
 public:
  // Throws Problem where the body is no JSON object, or has a member that is none of `known`.
  BodyParameters(const HttpRequest& request, std::initializer_list<std::string_view> known);

  // Empty where it is missing or null.
  std::string Text(std::string_view name, size_t max_bytes) const;
  std::string RequiredText(std::string_view name, size_t max_bytes) const;
  int64_t Integer(std::string_view name, int64_t least, int64_t most,
                  std::optional<int64_t> otherwise) const;

 private:
  nlohmann::json values_;
};

bool IsUtf8(std::string_view text);

}  // namespace copytrace
