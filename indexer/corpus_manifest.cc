#include "indexer/corpus_manifest.h"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <utility>

#include "engine/error.h"
#include "engine/license/purl.h"
#include "engine/license/spdx_expression.h"
#include "engine/source/source_tree.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kExample = R"({"purl":"pkg:generic/zlib@1.2.13","path":"zlib-1.2.13/"})";

std::optional<std::string> StringAt(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return std::nullopt;
  if (!found->is_string()) throw Error(fmt::format("\"{}\" must be a string", key));
  return found->get<std::string>();
}

std::string RequiredString(const json& object, const char* key) {
  std::optional<std::string> value = StringAt(object, key);
  if (!value || value->empty()) {
    throw Error(fmt::format("\"{}\" is missing; an entry looks like {}", key, kExample));
  }
  return std::move(*value);
}

DateKind CheckedDateKind(std::string_view text) {
  constexpr std::pair<std::string_view, DateKind> kKinds[] = {{"registry", DateKind::kRegistry},
                                                              {"tag", DateKind::kTag},
                                                              {"changelog", DateKind::kChangelog},
                                                              {"commit", DateKind::kCommit},
                                                              {"file", DateKind::kFile}};
  for (const auto& [name, kind] : kKinds) {
    if (text == name) return kind;
  }
  throw Error(fmt::format(
      "\"released_kind\" is \"{}\"; it must be registry, tag, changelog, commit or file", text));
}

PackageSource ParseEntry(std::string_view line, const fs::path& base) {
  const json object = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) {
    throw Error(fmt::format("not a JSON object; an entry looks like {}", kExample));
  }
  PackageSource source;
  source.purl = CheckedPurl(RequiredString(object, "purl"));
  source.location = base / RequiredString(object, "path");
  if (const auto license = StringAt(object, "license"); license && !license->empty()) {
    source.license = CheckedExpression(*license);
  }
  if (const auto released = StringAt(object, "released"); released && !released->empty()) {
    source.released = CheckedDate(*released);
    source.released_kind = DateKind::kRegistry;
    if (const auto kind = StringAt(object, "released_kind")) {
      source.released_kind = CheckedDateKind(*kind);
    }
  }
  return source;
}

}  // namespace

std::vector<CorpusEntry> ParseCorpusManifest(std::string_view text, const std::string& name,
                                             const fs::path& base) {
  std::vector<CorpusEntry> entries;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (uint32_t number = 1; !text.empty(); ++number) {
    const size_t newline = text.find('\n');
    const std::string_view line = text.substr(0, newline);
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      entries.push_back({ParseEntry(line, base), number});
    } catch (const Error& error) {
      throw Error(fmt::format("{}:{}: {}. Nothing was indexed: mend this line, or take it out",
                              name, number, error.what()));
    }
  }
  return entries;
}

std::vector<CorpusEntry> ReadCorpusManifest(const fs::path& file) {
  const std::string name = EscapeInvalidUtf8(file.native());
  std::ifstream stream(file, std::ios::binary);
  std::stringstream text;
  if (!stream || !(text << stream.rdbuf() || stream.peek() == std::ifstream::traits_type::eof())) {
    throw Error("cannot read the corpus manifest " + name + "; check --manifest");
  }
  std::vector<CorpusEntry> entries = ParseCorpusManifest(text.str(), name, file.parent_path());
  if (entries.empty()) {
    throw Error(fmt::format("the corpus manifest {} lists no package; an entry looks like {}", name,
                            kExample));
  }
  return entries;
}

std::string CheckedPurl(std::string_view text) {
  const std::optional<Purl> purl = ParsePurl(text);
  if (!purl) {
    throw Error(
        fmt::format("\"{}\" is no package URL; it must look like pkg:npm/left-pad@1.3.0", text));
  }
  return ToString(*purl);
}

std::string CheckedExpression(std::string_view text) {
  std::optional<std::string> expression = NormalizeSpdxExpression(text);
  if (!expression) {
    throw Error(fmt::format(
        "\"{}\" is no SPDX licence expression; it must look like MIT or GPL-2.0-only OR MIT",
        text));
  }
  return std::move(*expression);
}

std::string CheckedDate(std::string_view text) {
  // A time of day may follow, as registries give it; the date is what counts.
  const auto digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  bool good = text.size() >= 10 && (text.size() == 10 || text[10] == 'T' || text[10] == ' ');
  for (size_t i = 0; good && i < 10; ++i) good = i == 4 || i == 7 ? text[i] == '-' : digit(i);
  if (good) {
    const int month = (text[5] - '0') * 10 + text[6] - '0';
    const int day = (text[8] - '0') * 10 + text[9] - '0';
    good = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }
  if (!good) {
    throw Error(fmt::format("\"{}\" is no date; it must look like 2022-10-13", text));
  }
  return std::string(text.substr(0, 10));
}

}  // namespace copytrace
