#include "engine/server/parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/server/problem.h"

namespace copytrace {
namespace {

constexpr size_t kMaxTexts = 50;
constexpr size_t kMaxTextBytes = 400;
constexpr int kMaxDepth = 8;  // of the JSON of a body

void CheckSize(std::string_view name, std::string_view text, size_t max_bytes) {
  if (text.size() > max_bytes) {
    throw Problem(400, fmt::format("{}: at most {} bytes", name, max_bytes));
  }
}

void CheckRange(std::string_view name, int64_t value, int64_t least, int64_t most) {
  if (value < least || value > most) {
    throw Problem(400, fmt::format("{}: a number from {} to {}", name, least, most));
  }
}

}  // namespace

bool IsUtf8(std::string_view text) {
  // The parser of JSON knows, and takes nothing else in strings.
  std::string quoted = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') {
      quoted += ' ';
    } else {
      quoted += c;
    }
  }
  return nlohmann::json::accept(quoted + "\"");
}

QueryParameters::QueryParameters(const HttpRequest& request,
                                 std::initializer_list<std::string_view> known)
    : values_(request.query) {
  for (const auto& [name, value] : values_) {
    if (std::ranges::find(known, name) == known.end()) {
      throw Problem(400, "there is no such parameter here; /api/openapi.json names them");
    }
    if (!IsUtf8(value) || value.find('\0') != std::string::npos) {
      throw Problem(400, fmt::format("{}: is no UTF-8", name));
    }
  }
}

bool QueryParameters::Has(std::string_view name) const {
  return std::ranges::find(values_, name, &NamedTexts::value_type::first) != values_.end();
}

std::string QueryParameters::Text(std::string_view name, size_t max_bytes) const {
  std::string text;
  for (const auto& [key, value] : values_) {
    if (key == name) text = value;
  }
  CheckSize(name, text, max_bytes);
  return text;
}

std::string QueryParameters::RequiredText(std::string_view name, size_t max_bytes) const {
  std::string text = Text(name, max_bytes);
  if (text.empty()) throw Problem(400, fmt::format("{}: is missing", name));
  return text;
}

std::vector<std::string> QueryParameters::Texts(std::string_view name) const {
  std::vector<std::string> texts;
  for (const auto& [key, value] : values_) {
    if (key != name || value.empty()) continue;
    CheckSize(name, value, kMaxTextBytes);
    if (texts.size() == kMaxTexts) {
      throw Problem(400, fmt::format("{}: at most {} times", name, kMaxTexts));
    }
    texts.push_back(value);
  }
  return texts;
}

int64_t QueryParameters::Integer(std::string_view name, int64_t least, int64_t most,
                                 int64_t otherwise) const {
  const std::string text = Text(name, 20);
  if (text.empty()) return otherwise;
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw Problem(400, fmt::format("{}: a number from {} to {}", name, least, most));
  }
  CheckRange(name, value, least, most);
  return value;
}

bool QueryParameters::Flag(std::string_view name) const {
  const std::string text = Text(name, 5);
  if (text.empty() || text == "false") return false;
  if (text == "true") return true;
  throw Problem(400, fmt::format("{}: true or false", name));
}

BodyParameters::BodyParameters(const HttpRequest& request,
                               std::initializer_list<std::string_view> known) {
  bool too_deep = false;
  const auto bounded = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    too_deep = too_deep || depth > kMaxDepth;
    return !too_deep;
  };
  values_ = nlohmann::json::parse(request.body, bounded, false);
  if (too_deep || !values_.is_object()) throw Problem(400, "the body is no JSON object");
  for (const auto& [name, value] : values_.items()) {
    if (std::ranges::find(known, name) == known.end()) {
      throw Problem(400,
                    "the body has a member that does not belong there; /api/openapi.json "
                    "names them");
    }
  }
}

std::string BodyParameters::Text(std::string_view name, size_t max_bytes) const {
  const auto value = values_.find(std::string(name));
  if (value == values_.end() || value->is_null()) return {};
  if (!value->is_string()) throw Problem(400, fmt::format("{}: a text", name));
  auto text = value->get<std::string>();
  CheckSize(name, text, max_bytes);
  return text;
}

std::string BodyParameters::RequiredText(std::string_view name, size_t max_bytes) const {
  std::string text = Text(name, max_bytes);
  if (text.empty()) throw Problem(400, fmt::format("{}: is missing", name));
  return text;
}

int64_t BodyParameters::Integer(std::string_view name, int64_t least, int64_t most,
                                std::optional<int64_t> otherwise) const {
  const auto value = values_.find(std::string(name));
  if (value == values_.end() || value->is_null()) {
    if (otherwise) return *otherwise;
    throw Problem(400, fmt::format("{}: is missing", name));
  }
  if (!value->is_number_integer()) {
    throw Problem(400, fmt::format("{}: a number from {} to {}", name, least, most));
  }
  const auto number = value->get<int64_t>();
  CheckRange(name, number, least, most);
  return number;
}

}  // namespace copytrace
