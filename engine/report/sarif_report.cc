#include "engine/report/sarif_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <utility>

#include "engine/report/file_lines.h"
#include "engine/report/printable.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

struct Rule {
  LicenseClass license_class;
  const char* name;
  const char* full;
};

// What copying from a source of each class means; the policy says what is done about it.
constexpr std::array<Rule, 8> kRules = {{
    {LicenseClass::kPublicDomain, "CopiedPublicDomainCode",
     "Code that stands elsewhere without conditions. Nothing is owed; saying where it is from "
     "helps "
     "whoever maintains it."},
    {LicenseClass::kPermissive, "CopiedPermissiveCode",
     "Code copied from a source under a permissive licence. It may stay if the copyright notice "
     "and the licence's text are kept with it."},
    {LicenseClass::kWeakCopyleft, "CopiedWeakCopyleftCode",
     "Code copied from a source whose licence asks that the file or library it is in stays under "
     "the same licence, source included."},
    {LicenseClass::kStrongCopyleft, "CopiedStrongCopyleftCode",
     "Code copied from a source whose licence asks that the whole work is passed on under the same "
     "licence, source included."},
    {LicenseClass::kNetworkCopyleft, "CopiedNetworkCopyleftCode",
     "Code copied from a source whose licence asks that users are given the source of the whole "
     "work, those included who use it over a network."},
    {LicenseClass::kSourceAvailable, "CopiedSourceAvailableCode",
     "Code copied from a source that may be read but not used freely: its licence restricts who "
     "may use it, or what for."},
    {LicenseClass::kProprietary, "CopiedProprietaryCode",
     "Code copied from a source that is not free to copy without leave of its owner."},
    {LicenseClass::kUnknown, "CopiedCodeWithoutLicence",
     "Code copied from a source for which no licence was found. No licence is no grant: without "
     "one nothing may be copied."},
}};

constexpr char kHelp[] =
    "copytrace has found this code in a release of another project. Look at both sides with "
    "`copytrace show ID`. Then take the code out, depend on the package instead, or keep to the "
    "licence: the result's properties hold the attribution to add and the snippet block to put "
    "around the code. What is settled is recorded with `copytrace decide ID "
    "accept|ignore|replace --reason …`.";

constexpr char kMaliciousRule[] = "copied-code/malicious-package";
constexpr int kMaliciousIndex = static_cast<int>(kRules.size());

std::string RuleId(LicenseClass license_class) {
  return fmt::format("copied-code/{}", LicenseClassName(license_class));
}

Json RulesToJson() {
  Json rules = Json::array();
  for (const Rule& rule : kRules) {
    const std::string_view name = LicenseClassName(rule.license_class);
    rules.push_back(
        {{"id", RuleId(rule.license_class)},
         {"name", rule.name},
         {"shortDescription",
          {{"text", rule.license_class == LicenseClass::kUnknown
                        ? std::string("Copied code for which no licence was found.")
                        : fmt::format("Copied code under a licence of the class {}.", name)}}},
         {"fullDescription", {{"text", rule.full}}},
         {"help", {{"text", kHelp}}},
         {"defaultConfiguration", {{"level", "warning"}}},
         {"properties",
          {{"tags", {"licence", "provenance", name}},
           {"precision", "high"},
           {"problem.severity", "warning"}}}});
  }
  rules.push_back(
      {{"id", kMaliciousRule},
       {"name", "CopiedMaliciousCode"},
       {"shortDescription",
        {{"text", "Code copied from a package that was published to do harm."}}},
       {"fullDescription",
        {{"text",
          "Code copied from a package that a published advisory names as malicious, whatever its "
          "licence says. Take it out, and find out what it has done where it ran."}}},
       {"help", {{"text", kHelp}}},
       {"defaultConfiguration", {{"level", "error"}}},
       {"properties",
        {{"tags", {"security", "malicious-code", "provenance"}},
         {"precision", "high"},
         {"problem.severity", "error"},
         {"security-severity", "10.0"}}}});
  return rules;
}

// RFC 3986: a relative reference of which every byte outside the unreserved ones is spelled out.
std::string ToUri(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

// In SARIF "[text](1)" is a link to a location; no text of ours is (section 3.11.6).
std::string MessageText(std::string text) {
  if (text.find("](") == std::string::npos) return text;
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

const char* LevelOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kAllow:
      return "note";
    case Verdict::kWarn:
      return "warning";
    case Verdict::kDeny:
      break;
  }
  return "error";
}

std::string MessageOf(const ReportedFinding& reported) {
  const Judgement& judgement = reported.judgement;
  std::string text =
      fmt::format("{}: {}.", DescribeCopy(reported), DescribeLicense(reported.origin()));
  for (const Advisory& advisory : reported.finding->advisories) {
    text += fmt::format(" Advisory: {}.", DescribeAdvisory(advisory));
  }
  if (!judgement.why.empty()) text += fmt::format(" {}.", Printable(judgement.why));
  for (const std::string& note : judgement.notes) text += fmt::format(" {}.", Printable(note));
  if (!judgement.next.action.empty()) text += fmt::format(" {}.", Printable(judgement.next.action));
  return MessageText(std::move(text));
}

// Nothing where the finding counts, or is left to the baseline.
std::optional<Json> SuppressionOf(const ReportedFinding& reported) {
  const Judgement& judgement = reported.judgement;
  if (judgement.standing == Standing::kOpen || judgement.standing == Standing::kBaseline) return {};
  const bool in_source =
      judgement.standing == Standing::kDeclared || judgement.standing == Standing::kMarked;
  const std::string why = judgement.standing_reason.empty()
                              ? std::string(StandingName(judgement.standing))
                              : Printable(judgement.standing_reason);
  return Json{{"kind", in_source ? "inSource" : "external"},
              {"status", "accepted"},
              {"justification", why}};
}

Json RegionOf(const ReportedFinding& reported, const ScannedFile* file) {
  FileLines::Columns columns{1, 2};  // of a file that is gone: some of the last line
  if (file != nullptr) {
    columns = file->lines.ColumnsOf(*reported.finding, reported.lines).value_or(columns);
  }
  return {{"startLine", reported.lines.first},
          {"startColumn", columns.first},
          {"endLine", reported.lines.last},
          {"endColumn", columns.end}};
}

Json AdvisoriesOf(const Finding& finding) {
  Json advisories = Json::array();
  for (const Advisory& advisory : finding.advisories) {
    advisories.push_back({{"id", advisory.id},
                          {"aliases", advisory.aliases},
                          {"severity", AdvisorySeverityName(advisory.severity)},
                          {"score", advisory.score},
                          {"summary", advisory.summary},
                          {"fixed", advisory.fixed},
                          {"malicious", advisory.malicious}});
  }
  return advisories;
}

Json PropertiesOf(const ReportedFinding& reported) {
  const Finding& finding = *reported.finding;
  const Origin& origin = finding.origin;
  const Judgement& judgement = reported.judgement;
  Json properties = {{"findingId", finding.id},
                     {"kind", MatchKindName(finding.kind)},
                     {"confidence", Confidence(finding)},
                     {"origin",
                      {{"purl", origin.purl},
                       {"path", origin.path},
                       {"startLine", origin.lines.first},
                       {"endLine", origin.lines.last},
                       {"licence", origin.license},
                       {"licenceClass", LicenseClassName(origin.license_class)},
                       {"copyright", origin.copyright},
                       {"swhid", origin.swhid},
                       {"carriers", finding.carrier_count},
                       {"reason", finding.reason}}},
                     {"advisories", AdvisoriesOf(finding)},
                     {"verdict", VerdictName(judgement.verdict)},
                     {"standing", StandingName(judgement.standing)}};
  const NextStep& next = judgement.next;
  Json obligations = Json::array();
  for (const Obligation& obligation : next.obligations) obligations.push_back(obligation.sentence);
  properties["next"] = {{"action", next.action},
                        {"attribution", next.attribution},
                        {"snippetBegin", next.snippet_begin},
                        {"snippetEnd", next.snippet_end},
                        {"package", next.package},
                        {"obligations", std::move(obligations)}};
  return properties;
}

// The results that stay: all, or of too many the open and strict ones, in their order.
std::vector<size_t> Kept(const std::vector<ReportedFinding>& findings) {
  std::vector<size_t> kept(findings.size());
  std::iota(kept.begin(), kept.end(), size_t{0});
  if (kept.size() <= kMostSarifResults) return kept;
  std::ranges::stable_sort(kept, [&](size_t a, size_t b) {
    const auto rank = [&](size_t i) {
      return std::pair(findings[i].IsOpen(), findings[i].judgement.verdict);
    };
    return rank(a) > rank(b);
  });
  kept.resize(kMostSarifResults);
  std::ranges::sort(kept);
  return kept;
}

Json Notifications(const ScanResult& result, size_t left_out) {
  Json notifications = Json::array();
  const auto add = [&](const char* level, std::string text) {
    notifications.push_back({{"level", level}, {"message", {{"text", std::move(text)}}}});
  };
  if (left_out > 0) {
    add("warning", fmt::format("{} findings, the mildest, are left out: a run may hold {}. The "
                               "JSON report has them all.",
                               left_out, kMostSarifResults));
  }
  std::map<std::string_view, size_t> skips;
  for (const SkippedFile& skip : result.skipped) ++skips[SkipReasonText(skip.reason)];
  for (const auto& [reason, count] : skips) {
    add("note",
        fmt::format("{} file{} not scanned: {}.", count, count == 1 ? " was" : "s were", reason));
  }
  return notifications;
}

Json ResultsOf(const ReportInput& input, const std::vector<ReportedFinding>& findings,
               const std::vector<size_t>& kept) {
  const bool has_baseline = std::ranges::any_of(findings, [](const ReportedFinding& reported) {
    return reported.judgement.baseline != BaselineState::kNone;
  });
  Json results = Json::array();
  ScannedFiles files(input);
  std::map<std::string, int> times;
  for (const size_t i : kept) {
    const ReportedFinding& reported = findings[i];
    const LicenseClass license_class = reported.origin().license_class;
    const bool malicious = reported.finding->IsMalicious();
    Json result = {
        {"ruleId", malicious ? kMaliciousRule : RuleId(license_class)},
        {"ruleIndex", malicious ? kMaliciousIndex : static_cast<int>(license_class)},
        {"level", LevelOf(reported.judgement.verdict)},
        {"message", {{"text", MessageOf(reported)}}},
        {"locations",
         {{{"physicalLocation",
            {{"artifactLocation", {{"uri", ToUri(reported.path)}, {"uriBaseId", "%SRCROOT%"}}},
             {"region", RegionOf(reported, files.Read(*reported.finding))}}}}}},
        {"partialFingerprints",
         {{"primaryLocationLineHash",
           fmt::format("{}:{}", reported.finding->id, ++times[reported.finding->id])}}}};
    if (has_baseline) {
      result["baselineState"] =
          reported.judgement.baseline == BaselineState::kUnchanged ? "unchanged" : "new";
    }
    if (const auto suppression = SuppressionOf(reported)) {
      result["suppressions"] = Json::array({*suppression});
    }
    result["properties"] = PropertiesOf(reported);
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace

std::string WriteSarifReport(const ReportInput& input) {
  const std::vector<ReportedFinding> findings = ReportedFindings(input);
  const std::vector<size_t> kept = Kept(findings);
  Json invocation = {{"executionSuccessful", true}};
  Json notifications = Notifications(input.result, findings.size() - kept.size());
  if (!notifications.empty()) invocation["toolExecutionNotifications"] = std::move(notifications);
  Json run = {{"tool",
               {{"driver",
                 {{"name", "copytrace"},
                  {"semanticVersion", COPYTRACE_VERSION},
                  {"version", COPYTRACE_VERSION},
                  {"rules", RulesToJson()}}}}},
              {"automationDetails", {{"id", "copytrace/"}}},
              {"columnKind", "utf16CodeUnits"},
              {"invocations", Json::array({std::move(invocation)})},
              {"results", ResultsOf(input, findings, kept)}};
  const Json report = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                       {"version", "2.1.0"},
                       {"runs", Json::array({std::move(run)})}};
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace copytrace
