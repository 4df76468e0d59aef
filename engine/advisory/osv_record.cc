#include "engine/advisory/osv_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "engine/advisory/cvss.h"
#include "engine/license/purl.h"

namespace copytrace {
namespace {

using Json = nlohmann::json;
using Kind = VersionEvent::Kind;

constexpr size_t kLongestSummary = 300;

struct Ecosystem {
  std::string_view name;
  std::string_view type;        // of the purl
  std::string_view namespace_;  // of the purl, where the ecosystem is one of several of the type
  char separator;               // of namespace and name; 0: there is no namespace
};
constexpr std::array<Ecosystem, 20> kEcosystems = {{
    {"npm", "npm", "", '/'},
    {"PyPI", "pypi", "", 0},
    {"crates.io", "cargo", "", 0},
    {"Go", "golang", "", '/'},
    {"Maven", "maven", "", ':'},
    {"NuGet", "nuget", "", 0},
    {"RubyGems", "gem", "", 0},
    {"Packagist", "composer", "", '/'},
    {"Debian", "deb", "debian", 0},
    {"Ubuntu", "deb", "ubuntu", 0},
    {"Hex", "hex", "", 0},
    {"Pub", "pub", "", 0},
    {"CRAN", "cran", "", 0},
    {"Hackage", "hackage", "", 0},
    {"GitHub Actions", "github", "", '/'},
    {"SwiftURL", "swift", "", '/'},
    {"ConanCenter", "conan", "", 0},
    {"Bioconductor", "bioconductor", "", 0},
    {"Alpine", "apk", "alpine", 0},
    {"Bitnami", "bitnami", "", 0},
}};

std::string TextOf(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

const Json& MemberOf(const Json& object, const char* key) {
  static const Json kNone;
  if (!object.is_object()) return kNone;
  const auto it = object.find(key);
  return it == object.end() ? kNone : *it;
}

std::vector<std::string> TextsOf(const Json& object, const char* key) {
  std::vector<std::string> texts;
  for (const Json& text : MemberOf(object, key)) {
    if (text.is_string()) texts.push_back(text.get<std::string>());
  }
  return texts;
}

// The first line that says something, cut between characters.
std::string FirstLine(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n#");
  if (start == std::string_view::npos) return {};
  text.remove_prefix(start);
  text = text.substr(0, text.find_first_of("\r\n"));
  if (text.size() <= kLongestSummary) return std::string(text);
  size_t end = kLongestSummary;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

// From the list `severity`: version 3 before the others, for its scores are comparable.
void ReadScores(const Json& scores, Advisory* advisory) {
  int best = -1;
  for (const Json& entry : scores) {
    const std::string type = TextOf(entry, "type");
    const std::string text = TextOf(entry, "score");
    if (const auto word = ParseAdvisorySeverity(text)) {
      advisory->severity = std::max(advisory->severity, *word);
      continue;
    }
    const int rank = type == "CVSS_V3" ? 2 : type == "CVSS_V4" ? 1 : type == "CVSS_V2" ? 0 : -1;
    if (rank <= best) continue;
    best = rank;
    advisory->cvss = text;
    const std::optional<double> score = CvssBaseScore(text);
    advisory->score = score.value_or(0);
    advisory->severity = score ? CvssRating(*score) : AdvisorySeverity::kUnknown;
  }
}

// What the database itself says in a word outweighs what its vector amounts to.
void ReadWord(const Json& specific, Advisory* advisory) {
  const auto word = ParseAdvisorySeverity(TextOf(specific, "severity"));
  if (word && *word != AdvisorySeverity::kUnknown) advisory->severity = *word;
}

Advisory ReadAdvisory(const Json& record) {
  Advisory advisory;
  advisory.id = TextOf(record, "id");
  advisory.aliases = TextsOf(record, "aliases");
  std::ranges::sort(advisory.aliases);
  advisory.summary = FirstLine(TextOf(record, "summary"));
  if (advisory.summary.empty()) advisory.summary = FirstLine(TextOf(record, "details"));
  advisory.modified = TextOf(record, "modified");
  const auto is_malicious = [](const std::string& id) { return id.starts_with("MAL-"); };
  advisory.malicious =
      is_malicious(advisory.id) || std::ranges::any_of(advisory.aliases, is_malicious);
  ReadScores(MemberOf(record, "severity"), &advisory);
  ReadWord(MemberOf(record, "database_specific"), &advisory);
  return advisory;
}

// "pkg:github/acme/pad" of "https://github.com/acme/pad.git"; empty for any other host.
std::string PurlOfRepository(std::string_view url) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kHosts = {
      {{"https://github.com/", "github"},
       {"https://gitlab.com/", "gitlab"},
       {"https://bitbucket.org/", "bitbucket"}}};
  for (const auto& [host, type] : kHosts) {
    if (!url.starts_with(host)) continue;
    std::string_view path = url.substr(host.size());
    while (path.ends_with('/')) path.remove_suffix(1);
    if (path.ends_with(".git")) path.remove_suffix(4);
    const size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return {};
    return WithoutVersion({.type = std::string(type),
                           .namespace_ = std::string(path.substr(0, slash)),
                           .name = std::string(path.substr(slash + 1))});
  }
  return {};
}

// The packages that an entry of `affected` is about.
std::vector<std::string> PurlsOf(const Json& affected) {
  const Json& package = MemberOf(affected, "package");
  if (auto purl = ParsePurl(TextOf(package, "purl"))) return {WithoutVersion(*purl)};
  const std::string purl = PurlOfPackage(TextOf(package, "ecosystem"), TextOf(package, "name"));
  if (!purl.empty()) return {purl};
  std::vector<std::string> purls;
  for (const Json& range : MemberOf(affected, "ranges")) {
    const std::string of_repository = PurlOfRepository(TextOf(range, "repo"));
    if (!of_repository.empty() && std::ranges::find(purls, of_repository) == purls.end()) {
      purls.push_back(of_repository);
    }
  }
  return purls;
}

void ReadRanges(const Json& affected, AdvisoryRecord* record) {
  const std::string ecosystem = TextOf(MemberOf(affected, "package"), "ecosystem");
  const size_t colon = ecosystem.find(':');
  for (const Json& value : MemberOf(affected, "ranges")) {
    const std::string type = TextOf(value, "type");
    if (type != "SEMVER" && type != "ECOSYSTEM") continue;
    VersionRange range;
    range.is_semantic = type == "SEMVER";
    if (colon != std::string::npos) range.suite = ecosystem.substr(colon + 1);
    for (const Json& event : MemberOf(value, "events")) {
      for (const auto& [name, kind] : {std::pair{"introduced", Kind::kIntroduced},
                                       {"fixed", Kind::kFixed},
                                       {"last_affected", Kind::kLastAffected},
                                       {"limit", Kind::kLimit}}) {
        std::string version = TextOf(event, name);
        if (!version.empty() && version != "*") range.events.push_back({kind, std::move(version)});
      }
    }
    if (!range.events.empty()) record->ranges.push_back(std::move(range));
  }
}

void ReadAffected(const Json& affected, const Advisory& advisory, OsvRecord* out) {
  for (const std::string& purl : PurlsOf(affected)) {
    const auto [entry, is_new] = out->packages.try_emplace(purl);
    AdvisoryRecord& record = entry->second;
    if (is_new) {
      record.advisory = advisory;
      ReadScores(MemberOf(affected, "severity"), &record.advisory);
      ReadWord(MemberOf(affected, "ecosystem_specific"), &record.advisory);
      ReadWord(MemberOf(affected, "database_specific"), &record.advisory);
    }
    for (std::string& version : TextsOf(affected, "versions")) {
      record.versions.push_back(std::move(version));
    }
    ReadRanges(affected, &record);
  }
}

}  // namespace

std::string PurlOfPackage(std::string_view ecosystem, std::string_view name) {
  ecosystem = ecosystem.substr(0, ecosystem.find(':'));
  const auto found = std::ranges::find(kEcosystems, ecosystem, &Ecosystem::name);
  if (found == kEcosystems.end() || name.empty()) return {};
  Purl purl;
  purl.type = found->type;
  purl.namespace_ = found->namespace_;
  const size_t cut = found->separator == 0 ? std::string_view::npos : name.rfind(found->separator);
  if (cut != std::string_view::npos) purl.namespace_ = name.substr(0, cut);
  purl.name = name.substr(cut == std::string_view::npos ? 0 : cut + 1);
  return purl.name.empty() ? std::string() : WithoutVersion(purl);
}

OsvRecord ReadOsvRecord(std::string_view json) {
  OsvRecord record;
  const Json value = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!value.is_object()) {
    record.problem = value.is_discarded() ? "is no JSON" : "is no object";
    return record;
  }
  record.id = TextOf(value, "id");
  if (record.id.empty()) {
    record.problem = "has no id";
    return record;
  }
  record.withdrawn = !TextOf(value, "withdrawn").empty();
  if (record.withdrawn) return record;
  const Json& affected = MemberOf(value, "affected");
  if (!affected.is_array() || affected.empty()) {
    record.problem = "names no affected package";
    return record;
  }
  const Advisory advisory = ReadAdvisory(value);
  for (const Json& entry : affected) ReadAffected(entry, advisory, &record);
  std::erase_if(record.packages, [](const auto& package) {
    return package.second.versions.empty() && package.second.ranges.empty();
  });
  if (record.packages.empty()) {
    record.problem = "names no package with versions in an ecosystem that is known here";
  }
  return record;
}

}  // namespace copytrace
