#include "engine/report/cyclonedx_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "engine/license/purl.h"
#include "engine/report/file_lines.h"
#include "engine/report/printable.h"
#include "engine/report/spdx_license.h"
#include "engine/source/checksum.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kProjectRef[] = "copytrace:project";

// A UUID of version 8 (RFC 9562): made of the content, so that the same content has the same one.
std::string UuidOf(std::string_view content) {
  std::string hex = Hex(PlainSha1(content)).substr(0, 32);
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<size_t>(hex[16]) % 4];
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                     hex.substr(16, 4), hex.substr(20));
}

Json OccurrenceOf(const ReportedFinding& reported, const ScannedFile* file) {
  const Finding& finding = *reported.finding;
  Json occurrence = {{"location", reported.path}, {"line", finding.lines.first}};
  if (file != nullptr) {
    if (const auto bytes = file->lines.BytesOf(finding)) occurrence["offset"] = bytes->begin;
  }
  if (!finding.function.empty()) occurrence["symbol"] = Printable(finding.function);
  std::string context = fmt::format("{}, {}; {}", DescribeCopy(reported),
                                    DescribeLicense(finding.origin), Printable(finding.reason));
  if (!reported.IsOpen()) {
    const std::string& why = reported.judgement.standing_reason;
    context += "; " + (why.empty() ? std::string(StandingName(reported.judgement.standing))
                                   : Printable(why));
  }
  occurrence["additionalContext"] = std::move(context);
  return occurrence;
}

Json MethodOf(const Finding& finding) {
  const bool same_file = finding.whole_file && finding.kind == MatchKind::kIdentical;
  return {{"technique", same_file ? "hash-comparison" : "source-code-analysis"},
          {"confidence", Confidence(finding)},
          {"value", same_file ? finding.origin.swhid
                              : fmt::format("{} {}:{}", MatchKindName(finding.kind),
                                            Printable(finding.origin.path),
                                            ToString(finding.origin.lines))}};
}

class CopiedRelease {
 public:
  void Add(const ReportedFinding& reported, const ScannedFile* file,
           LicenseReferences* references) {
    const Finding& finding = *reported.finding;
    if (first_ == nullptr) first_ = &finding;
    if (!finding.origin.swhid.empty()) swhids_.insert(finding.origin.swhid);
    if (!finding.origin.copyright.empty()) copyrights_.insert(Printable(finding.origin.copyright));
    if (!finding.origin.license.empty()) licenses_.insert(references->Take(finding.origin));
    confidence_ = std::max(confidence_, Confidence(finding));
    occurrences_.push_back(OccurrenceOf(reported, file));
    methods_.push_back(MethodOf(finding));
  }

  Json ToJson(const std::string& ref) const {
    const Origin& origin = first_->origin;
    const std::optional<Purl> purl = ParsePurl(origin.purl);
    Json component = {{"type", "library"}, {"bom-ref", ref}};
    if (purl && !purl->namespace_.empty()) component["group"] = Printable(purl->namespace_);
    component["name"] = Printable(purl ? purl->name : origin.name);
    if (!origin.version.empty()) component["version"] = Printable(origin.version);
    if (!licenses_.empty()) {
      component["licenses"] =
          Json::array({{{"expression", JoinAnd({licenses_.begin(), licenses_.end()})},
                        {"acknowledgement", "concluded"}}});
    }
    if (!copyrights_.empty()) {
      component["copyright"] = fmt::format("{}", fmt::join(copyrights_, "\n"));
    }
    component["purl"] = origin.purl;
    if (!swhids_.empty()) component["swhid"] = swhids_;
    Json evidence = {
        {"identity",
         Json::array({{{"field", "purl"}, {"confidence", confidence_}, {"methods", methods_}}})},
        {"occurrences", occurrences_}};
    component["evidence"] = std::move(evidence);
    return component;
  }

 private:
  const Finding* first_ = nullptr;
  std::set<std::string> swhids_;
  std::set<std::string> copyrights_;
  std::set<std::string> licenses_;
  double confidence_ = 0;
  Json occurrences_ = Json::array();
  Json methods_ = Json::array();
};

const char* SeverityOf(const Advisory& advisory) {
  switch (advisory.severity) {
    case AdvisorySeverity::kUnknown:
      return "unknown";
    case AdvisorySeverity::kNone:
      return "none";
    case AdvisorySeverity::kLow:
      return "low";
    case AdvisorySeverity::kMedium:
      return "medium";
    case AdvisorySeverity::kHigh:
      return "high";
    case AdvisorySeverity::kCritical:
      break;
  }
  return "critical";
}

std::optional<std::string_view> MethodOfVector(std::string_view vector) {
  if (vector.starts_with("CVSS:4.0/")) return "CVSSv4";
  if (vector.starts_with("CVSS:3.1/")) return "CVSSv31";
  if (vector.starts_with("CVSS:3.0/")) return "CVSSv3";
  if (vector.starts_with("AV:")) return "CVSSv2";
  return std::nullopt;
}

Json VulnerabilityOf(const Advisory& advisory, const std::set<std::string>& purls) {
  const Json source = {
      {"name", "OSV"},
      {"url", fmt::format("https://osv.dev/vulnerability/{}", Printable(advisory.id))}};
  Json vulnerability = {{"bom-ref", "advisory:" + Printable(advisory.id)},
                        {"id", Printable(advisory.id)},
                        {"source", source}};
  for (const std::string& alias : advisory.aliases) {
    vulnerability["references"].push_back({{"id", Printable(alias)}, {"source", source}});
  }
  Json rating = Json::object();
  if (advisory.score > 0) rating["score"] = advisory.score;
  rating["severity"] = SeverityOf(advisory);
  if (const auto method = MethodOfVector(advisory.cvss)) {
    rating["method"] = *method;
    rating["vector"] = Printable(advisory.cvss);
  }
  vulnerability["ratings"] = Json::array({std::move(rating)});
  if (advisory.malicious) vulnerability["cwes"] = Json::array({506});  // Embedded Malicious Code
  if (!advisory.summary.empty()) vulnerability["description"] = Printable(advisory.summary);
  if (advisory.malicious) {
    vulnerability["recommendation"] = "Take the code out and find out what it has done.";
  } else if (!advisory.fixed.empty()) {
    vulnerability["recommendation"] = "Mended in " + Printable(advisory.fixed) + ".";
  }
  for (const std::string& purl : purls) vulnerability["affects"].push_back({{"ref", purl}});
  return vulnerability;
}

}  // namespace

std::string WriteCyclonedxReport(const ReportInput& input) {
  std::map<std::string, CopiedRelease> releases;
  LicenseReferences references;
  std::map<std::string, std::pair<Advisory, std::set<std::string>>> advisories;  // by id
  const std::vector<ReportedFinding> findings = ReportedFindings(input);
  ScannedFiles files(input);
  for (const ReportedFinding& reported : findings) {
    if (!reported.IsCopy()) continue;
    for (const Advisory& advisory : reported.finding->advisories) {
      auto& [known, purls] = advisories[advisory.id];
      known = advisory;
      purls.insert(reported.origin().purl);
    }
    releases[reported.origin().purl].Add(reported, files.Read(*reported.finding), &references);
  }
  Json components = Json::array();
  for (const auto& [purl, release] : releases) components.push_back(release.ToJson(purl));

  const std::string name = input.project.empty() ? "project" : Printable(input.project);
  Json metadata = {
      {"tools",
       {{"components",
         Json::array(
             {{{"type", "application"}, {"name", "copytrace"}, {"version", COPYTRACE_VERSION}}})}}},
      {"component", {{"type", "application"}, {"bom-ref", kProjectRef}, {"name", name}}}};
  // What was not copied from the corpus is not in here, and nobody has looked for dependencies.
  Json compositions =
      Json::array({{{"aggregate", "incomplete"}, {"assemblies", Json::array({kProjectRef})}}});
  Json vulnerabilities = Json::array();
  for (const auto& [id, entry] : advisories) {
    vulnerabilities.push_back(VulnerabilityOf(entry.first, entry.second));
  }
  Json body = {{"version", 1},
               {"metadata", std::move(metadata)},
               {"components", std::move(components)},
               {"compositions", std::move(compositions)}};
  if (!vulnerabilities.empty()) body["vulnerabilities"] = std::move(vulnerabilities);
  Json bom = {{"$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json"},
              {"bomFormat", "CycloneDX"},
              {"specVersion", "1.6"},
              {"serialNumber",
               "urn:uuid:" + UuidOf(body.dump(-1, ' ', false, Json::error_handler_t::replace))}};
  bom.update(body);
  return bom.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace copytrace
