#include "engine/review/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>
#include <tuple>

#include "engine/error.h"
#include "engine/license/purl.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> kActions = {"accept", "ignore", "replace", "baseline"};
constexpr char kAttributes[] = "decisions.jsonl merge=union\n";

std::string StringAt(const nlohmann::json& value, const char* key) {
  const auto found = value.find(key);
  return found == value.end() || found->is_null() ? std::string() : found->get<std::string>();
}

Decision FromJson(const nlohmann::json& value) {
  Decision decision;
  const auto action = ParseDecisionAction(value.at("action").get<std::string>());
  if (!action) {
    throw Error(fmt::format("\"{}\" is no action", value.at("action").get<std::string>()));
  }
  decision.action = *action;
  decision.place.path = value.at("path").get<std::string>();
  const std::string content = value.at("content").get<std::string>();
  const auto key = ParseContentKey(content);
  if (!key) throw Error(fmt::format("\"{}\" is no content key", content));
  decision.place.content = *key;
  decision.lines = {value.at("lines").at(0).get<uint32_t>(),
                    value.at("lines").at(1).get<uint32_t>()};
  decision.origin = value.at("origin").get<std::string>();
  const auto purl = ParsePurl(decision.origin);
  decision.place.component = purl ? WithoutVersion(*purl) : decision.origin;
  decision.place.origin_path = StringAt(value, "origin_path");
  decision.place.copy = value.value("copy", 1u);
  decision.license = StringAt(value, "license");
  decision.reason = StringAt(value, "reason");
  decision.by = StringAt(value, "by");
  decision.at = StringAt(value, "at");
  decision.until = StringAt(value, "until");
  if (!decision.until.empty() && !IsIsoDate(decision.until)) {
    throw Error(fmt::format("\"{}\" is no date, such as 2027-06-30", decision.until));
  }
  if (const auto known = value.find("advisories"); known != value.end()) {
    decision.advisories = known->get<std::vector<std::string>>();
  }
  if (const auto older = value.find("supersedes"); older != value.end()) {
    const auto older_key = ParseContentKey(older->at("content").get<std::string>());
    if (!older_key) throw Error("\"supersedes\" has no content key");
    decision.supersedes = CopyPlace{.path = older->at("path").get<std::string>(),
                                    .content = *older_key,
                                    .copy = older->value("copy", 1u)};
  }
  return decision;
}

}  // namespace

std::string_view DecisionActionName(DecisionAction action) {
  return kActions[static_cast<size_t>(action)];
}

std::optional<DecisionAction> ParseDecisionAction(std::string_view name) {
  for (size_t i = 0; i < kActions.size(); ++i) {
    if (kActions[i] == name) return static_cast<DecisionAction>(i);
  }
  return std::nullopt;
}

Decision DecisionAbout(const Finding& finding, const CopyPlace& place) {
  Decision decision{.place = place,
                    .lines = finding.lines,
                    .origin = finding.origin.purl,
                    .license = finding.origin.license};
  for (const Advisory& advisory : finding.advisories) decision.advisories.push_back(advisory.id);
  return decision;
}

std::string ToJsonLine(const Decision& decision) {
  Json line = {{"action", DecisionActionName(decision.action)},
               {"path", decision.place.path},
               {"lines", {decision.lines.first, decision.lines.last}},
               {"content", ToString(decision.place.content)},
               {"origin", decision.origin},
               {"origin_path", decision.place.origin_path},
               {"license", decision.license.empty() ? Json(nullptr) : Json(decision.license)}};
  if (decision.place.copy > 1) line["copy"] = decision.place.copy;
  for (const auto& [key, value] :
       {std::pair("reason", &decision.reason), std::pair("by", &decision.by),
        std::pair("at", &decision.at), std::pair("until", &decision.until)}) {
    if (!value->empty()) line[key] = *value;
  }
  if (!decision.advisories.empty()) line["advisories"] = decision.advisories;
  if (decision.supersedes) {
    line["supersedes"] = {{"path", decision.supersedes->path},
                          {"content", ToString(decision.supersedes->content)}};
    if (decision.supersedes->copy > 1) line["supersedes"]["copy"] = decision.supersedes->copy;
  }
  return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<Decision> ParseDecisions(std::string_view text, const std::string& name) {
  std::vector<Decision> decisions;
  uint64_t number = 0;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    const auto fail = [&](const char* what) {
      const bool conflict =
          line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>");
      throw Error(fmt::format(
          "{}:{}: {}", name, number,
          conflict
              ? "an unresolved merge: take the three marker lines out and keep the others"
              : fmt::format("no decision of copytrace ({}); restore the line or remove it", what)));
    };
    try {
      decisions.push_back(FromJson(nlohmann::json::parse(line)));
    } catch (const nlohmann::json::exception& e) {
      fail(e.what());
    } catch (const Error& e) {
      fail(e.what());
    }
  }
  return decisions;
}

std::vector<Decision> CurrentDecisions(const std::vector<Decision>& log) {
  // By place and content: the index of the newest.
  std::map<std::tuple<std::string, ContentKey, uint32_t>, size_t> newest;
  for (size_t i = 0; i < log.size(); ++i) {
    const auto key = std::tuple(log[i].place.path, log[i].place.content, log[i].place.copy);
    const auto [entry, is_new] = newest.try_emplace(key, i);
    if (!is_new && log[i].at >= log[entry->second].at) entry->second = i;
  }
  for (const Decision& decision : log) {
    if (!decision.supersedes) continue;
    const CopyPlace& place = *decision.supersedes;
    const auto older = newest.find(std::tuple(place.path, place.content, place.copy));
    if (older != newest.end() && log[older->second].at <= decision.at &&
        &log[older->second] != &decision) {
      newest.erase(older);
    }
  }
  std::vector<size_t> kept;
  for (const auto& [key, index] : newest) kept.push_back(index);
  std::ranges::sort(kept);
  std::vector<Decision> current;
  for (const size_t index : kept) current.push_back(log[index]);
  return current;
}

void AppendDecision(const fs::path& log, const Decision& decision) {
  std::error_code error;
  fs::create_directories(log.parent_path(), error);
  const fs::path attributes = log.parent_path() / ".gitattributes";
  if (!fs::exists(log, error) && !fs::exists(attributes, error)) {
    std::ofstream(attributes, std::ios::binary) << kAttributes;
  }
  // A log whose last line was left without an end must not swallow the next one.
  bool needs_end = false;
  {
    std::ifstream in(log, std::ios::binary | std::ios::ate);
    if (in && in.tellg() > 0) {
      in.seekg(-1, std::ios::end);
      needs_end = in.get() != '\n';
    }
  }
  const uintmax_t size = fs::file_size(log, error);
  const bool is_new = static_cast<bool>(error);
  std::ofstream out(log, std::ios::binary | std::ios::app);
  out << (needs_end ? "\n" : "") + ToJsonLine(decision) + "\n";
  if (!out.flush()) {
    if (!is_new) fs::resize_file(log, size, error);
    throw Error(fmt::format("{}: cannot be written; the decision was not kept", log.string()));
  }
}

bool IsIsoDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](size_t begin, size_t length) {
    int value = 0;
    for (const char c : text.substr(begin, length)) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return false;
  return std::chrono::year_month_day(std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

}  // namespace copytrace
