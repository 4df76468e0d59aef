#include "engine/advisory/advisory_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/advisory/version_order.h"
#include "engine/error.h"

namespace copytrace {
namespace {

using Json = nlohmann::json;
using Kind = VersionEvent::Kind;

// "12" of "3.0.11-1~deb12u2", by which Debian's security team names the release of an update.
std::string_view SuiteOf(std::string_view version) {
  const size_t at = version.rfind("deb");
  if (at == std::string_view::npos) return {};
  std::string_view rest = version.substr(at + 3);
  const size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  return rest.size() > digits && rest[digits] == 'u' ? rest.substr(0, digits) : std::string_view();
}

class RangeCheck {
 public:
  RangeCheck(VersionScheme scheme, std::string_view version) : scheme_(scheme), version_(version) {}

  bool IsAffected(const VersionRange& range) const {
    std::vector<VersionEvent> events = range.events;
    std::ranges::stable_sort(events, [this](const VersionEvent& a, const VersionEvent& b) {
      return IsBefore(a.version, b.version);
    });
    bool affected = false;
    for (const VersionEvent& event : events) {
      const std::optional<int> order = OrderTo(event.version);
      if (!order) continue;
      if (event.kind == Kind::kIntroduced && *order >= 0) affected = true;
      if ((event.kind == Kind::kFixed || event.kind == Kind::kLimit) && *order >= 0) {
        affected = false;
      }
      if (event.kind == Kind::kLastAffected && *order > 0) affected = false;
    }
    return affected;
  }

  // The first version after this one that mends it; keeps *fixed where that is earlier.
  void FindFixed(const VersionRange& range, std::string* fixed) const {
    for (const VersionEvent& event : range.events) {
      if (event.kind != Kind::kFixed) continue;
      const std::optional<int> order = OrderTo(event.version);
      if (!order || *order >= 0) continue;
      if (fixed->empty() || IsBefore(event.version, *fixed)) *fixed = event.version;
    }
  }

 private:
  // How this version stands to `other`; "0" is before all.
  std::optional<int> OrderTo(const std::string& other) const {
    if (other == "0") return 1;
    return CompareVersions(scheme_, version_, other);
  }

  bool IsBefore(const std::string& a, const std::string& b) const {
    if (a == "0" || b == "0") return a == "0" && b != "0";
    return CompareVersions(scheme_, a, b).value_or(0) < 0;
  }

  VersionScheme scheme_;
  std::string_view version_;
};

bool IsListed(const AdvisoryRecord& record, std::optional<VersionScheme> scheme,
              std::string_view version) {
  return std::ranges::any_of(record.versions, [&](const std::string& listed) {
    return listed == version || (scheme && CompareVersions(*scheme, listed, version) == 0);
  });
}

}  // namespace

std::optional<Advisory> AdvisoryFor(const AdvisoryRecord& record, std::string_view purl_type,
                                    std::string_view version) {
  if (version.empty()) return std::nullopt;
  const std::optional<VersionScheme> scheme = VersionSchemeOf(purl_type);
  bool affected = IsListed(record, scheme, version);
  std::string fixed;
  const std::string_view suite = purl_type == "deb" ? SuiteOf(version) : std::string_view();
  const auto is_of_suite = [&](const VersionRange& range) { return range.suite == suite; };
  const bool by_suite = !suite.empty() && std::ranges::any_of(record.ranges, is_of_suite);
  std::string fixed_elsewhere;  // of ranges that do not hold the version
  for (const VersionRange& range : record.ranges) {
    if (!scheme || (by_suite && !is_of_suite(range))) continue;
    const RangeCheck check(range.is_semantic ? VersionScheme::kSemantic : *scheme, version);
    const bool within = check.IsAffected(range);
    affected |= within;
    check.FindFixed(range, within ? &fixed : &fixed_elsewhere);
  }
  if (!affected) return std::nullopt;
  Advisory advisory = record.advisory;
  advisory.fixed = fixed.empty() ? fixed_elsewhere : fixed;
  return advisory;
}

std::string EncodeAdvisories(const std::vector<AdvisoryRecord>& records) {
  Json array = Json::array();
  for (const AdvisoryRecord& record : records) {
    const Advisory& advisory = record.advisory;
    Json ranges = Json::array();
    for (const VersionRange& range : record.ranges) {
      Json events = Json::array();
      for (const VersionEvent& event : range.events) {
        events.push_back({static_cast<int>(event.kind), event.version});
      }
      ranges.push_back({range.is_semantic, range.suite, std::move(events)});
    }
    array.push_back({{"id", advisory.id},
                     {"aliases", advisory.aliases},
                     {"summary", advisory.summary},
                     {"severity", AdvisorySeverityName(advisory.severity)},
                     {"cvss", advisory.cvss},
                     {"score", advisory.score},
                     {"malicious", advisory.malicious},
                     {"modified", advisory.modified},
                     {"versions", record.versions},
                     {"ranges", std::move(ranges)}});
  }
  return array.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<AdvisoryRecord> DecodeAdvisories(std::string_view bytes) {
  std::vector<AdvisoryRecord> records;
  try {
    for (const Json& value : Json::parse(bytes)) {
      AdvisoryRecord& record = records.emplace_back();
      Advisory& advisory = record.advisory;
      advisory.id = value.at("id").get<std::string>();
      advisory.aliases = value.at("aliases").get<std::vector<std::string>>();
      advisory.summary = value.at("summary").get<std::string>();
      advisory.severity = ParseAdvisorySeverity(value.at("severity").get<std::string>())
                              .value_or(AdvisorySeverity::kUnknown);
      advisory.cvss = value.at("cvss").get<std::string>();
      advisory.score = value.at("score").get<double>();
      advisory.malicious = value.at("malicious").get<bool>();
      advisory.modified = value.at("modified").get<std::string>();
      record.versions = value.at("versions").get<std::vector<std::string>>();
      for (const Json& range : value.at("ranges")) {
        VersionRange& into = record.ranges.emplace_back();
        into.is_semantic = range.at(0).get<bool>();
        into.suite = range.at(1).get<std::string>();
        for (const Json& event : range.at(2)) {
          const int kind = event.at(0).get<int>();
          if (kind < 0 || kind > static_cast<int>(Kind::kLimit)) throw Error("an unknown event");
          into.events.push_back({static_cast<Kind>(kind), event.at(1).get<std::string>()});
        }
      }
    }
  } catch (const Json::exception& e) {
    throw Error(fmt::format("its advisories are malformed ({})", e.what()));
  }
  return records;
}

}  // namespace copytrace
