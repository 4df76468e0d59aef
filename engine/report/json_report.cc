#include "engine/report/json_report.h"

#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/error.h"
#include "engine/license/obligation.h"
#include "engine/report/review_json.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

// A double whose shortest decimal form is the formatted one.
double Rounded(double value, const char* format) {
  return std::strtod(fmt::format(fmt::runtime(format), value).c_str(), nullptr);
}

Json OrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json LinesOrNull(const LineRange& lines) {
  if (lines.first == 0) return nullptr;
  return {{"start_line", lines.first}, {"end_line", lines.last}};
}

Json ColumnOrNull(uint32_t column) { return column == 0 ? Json(nullptr) : Json(column); }

Json OriginToJson(const Origin& origin) {
  return {{"purl", origin.purl},
          {"name", origin.name},
          {"version", OrNull(origin.version)},
          {"released", OrNull(origin.released)},
          {"path", origin.path},
          {"start_line", origin.lines.first},
          {"end_line", origin.lines.last},
          {"function", OrNull(origin.function)},
          {"function_lines", LinesOrNull(origin.function_lines)},
          {"license", OrNull(origin.license)},
          {"license_class", LicenseClassName(origin.license_class)},
          {"license_source", OrNull(LicenseSourceName(origin.license_source))},
          {"copyright", OrNull(origin.copyright)},
          {"swhid", OrNull(origin.swhid)},
          {"unchanged",
           {{"versions", origin.versions},
            {"first_version", OrNull(origin.first_version)},
            {"last_version", OrNull(origin.last_version)}}}};
}

Json RemovedHeaderToJson(const std::optional<RemovedHeader>& header) {
  if (!header) return nullptr;
  return {{"license", OrNull(header->license)},
          {"copyright", OrNull(header->copyright)},
          {"start_line", header->lines.first},
          {"end_line", header->lines.last}};
}

Json FitToJson(const ProjectFit& fit) {
  return {{"project_license", OrNull(fit.project_license)},
          {"stated_in", OrNull(fit.stated_in)},
          {"answer", CompatibilityName(fit.answer)},
          {"rule", OrNull(fit.rule)},
          {"reason", OrNull(fit.reason)},
          {"choice", OrNull(fit.choice)},
          {"narrows_project_to", OrNull(fit.narrows_project_to)}};
}

Json ObligationsToJson(const Finding& finding) {
  Json codes = Json::array();
  for (const std::string_view name : ObligationsTaken(finding)) codes.push_back(name);
  return codes;
}

// The findings' licences, each once: what their copied source asks for, in sentences.
Json LicensesToJson(const ScanResult& result) {
  std::map<std::string, Json> licenses;
  for (const Finding& finding : result.findings) {
    const std::string& license = finding.origin.license;
    if (license.empty() || licenses.contains(license)) continue;
    Json choices = Json::array();
    for (const LicenseChoice& choice : ObligationsOf(license, LicenseUse::kCopiedSource).choices) {
      Json obligations = Json::array();
      for (const Obligation& obligation : choice.obligations) {
        obligations.push_back({{"code", ObligationName(obligation.code)},
                               {"sentence", obligation.sentence},
                               {"section", OrNull(obligation.section)},
                               {"license", obligation.license},
                               {"derived", obligation.is_derived}});
      }
      choices.push_back({{"expression", choice.expression},
                         {"license_class", LicenseClassName(choice.license_class)},
                         {"obligations", std::move(obligations)}});
    }
    licenses[license] = {{"license", license}, {"choices", std::move(choices)}};
  }
  Json all = Json::array();
  for (auto& [license, json] : licenses) all.push_back(std::move(json));
  return all;
}

Json AdvisoriesToJson(const std::vector<Advisory>& advisories) {
  Json array = Json::array();
  for (const Advisory& advisory : advisories) {
    array.push_back(
        {{"id", advisory.id},
         {"aliases", advisory.aliases},
         {"summary", OrNull(advisory.summary)},
         {"severity", AdvisorySeverityName(advisory.severity)},
         {"cvss", OrNull(advisory.cvss)},
         {"score", advisory.score > 0 ? Json(Rounded(advisory.score, "{:.1f}")) : Json(nullptr)},
         {"fixed", OrNull(advisory.fixed)},
         {"malicious", advisory.malicious},
         {"modified", OrNull(advisory.modified)}});
  }
  return array;
}

Json AdvisorySetToJson(const std::optional<AdvisorySet>& set) {
  if (!set) return nullptr;
  return {{"records", set->records},
          {"packages", set->packages},
          {"newest", OrNull(set->newest)},
          {"sha256", set->sha256}};
}

Json SummaryToJson(const ScanResult& result) {
  Json classes = Json::array();
  for (const ClassTotal& total : TotalsByClass(result)) {
    classes.push_back({{"license_class", LicenseClassName(total.license_class)},
                       {"findings", total.findings},
                       {"files", total.files},
                       {"lines", total.lines}});
  }
  return {{"files", result.files},
          {"bytes", result.bytes},
          {"lines", result.lines},
          {"findings", result.findings.size()},
          {"skipped", result.skipped.size()},
          {"by_license_class", std::move(classes)}};
}

std::string StringOrEmpty(const nlohmann::json& value) {
  return value.is_null() ? std::string() : value.get<std::string>();
}

MatchKind ParseKind(std::string_view name) {
  for (const MatchKind kind : {MatchKind::kIdentical, MatchKind::kReformatted, MatchKind::kRenamed,
                               MatchKind::kModified}) {
    if (MatchKindName(kind) == name) return kind;
  }
  throw Error(fmt::format("unknown kind of match \"{}\"", name));
}

LicenseClass ParseClass(std::string_view name) {
  if (const auto license_class = ParseLicenseClass(name)) return *license_class;
  throw Error(fmt::format("unknown licence class \"{}\"", name));
}

LicenseSource ParseSource(std::string_view name) {
  for (const LicenseSource source : {LicenseSource::kNone, LicenseSource::kFile,
                                     LicenseSource::kDirectory, LicenseSource::kRelease}) {
    if (LicenseSourceName(source) == name) return source;
  }
  throw Error(fmt::format("unknown licence source \"{}\"", name));
}

SkipReason ParseSkipReason(std::string_view text) {
  for (const SkipReason reason :
       {SkipReason::kUnreadable, SkipReason::kTooLarge, SkipReason::kBinary, SkipReason::kMinified,
        SkipReason::kNotCode, SkipReason::kBadArchive, SkipReason::kSpecial,
        SkipReason::kTooSlow}) {
    if (SkipReasonText(reason) == text) return reason;
  }
  throw Error(fmt::format("unknown reason of a skip \"{}\"", text));
}

LineRange LinesFromJson(const nlohmann::json& value) {
  return {value.at("start_line").get<uint32_t>(), value.at("end_line").get<uint32_t>()};
}

LineRange LinesOrNone(const nlohmann::json& value) {
  return value.is_null() ? LineRange() : LinesFromJson(value);
}

uint32_t ColumnOrNone(const nlohmann::json& value, const char* key) {
  return value.contains(key) && !value.at(key).is_null() ? value.at(key).get<uint32_t>() : 0;
}

Origin OriginFromJson(const nlohmann::json& value) {
  Origin origin;
  origin.purl = value.at("purl").get<std::string>();
  origin.name = value.at("name").get<std::string>();
  origin.version = StringOrEmpty(value.at("version"));
  origin.released = StringOrEmpty(value.at("released"));
  origin.path = value.at("path").get<std::string>();
  origin.lines = LinesFromJson(value);
  origin.function = StringOrEmpty(value.at("function"));
  origin.function_lines = LinesOrNone(value.value("function_lines", nlohmann::json()));
  origin.license = StringOrEmpty(value.at("license"));
  origin.license_class = ParseClass(value.at("license_class").get<std::string>());
  origin.license_source = ParseSource(StringOrEmpty(value.at("license_source")));
  origin.copyright = StringOrEmpty(value.at("copyright"));
  origin.swhid = StringOrEmpty(value.at("swhid"));
  const auto& unchanged = value.at("unchanged");
  origin.versions = unchanged.at("versions").get<uint32_t>();
  origin.first_version = StringOrEmpty(unchanged.at("first_version"));
  origin.last_version = StringOrEmpty(unchanged.at("last_version"));
  return origin;
}

ProjectFit FitFromJson(const nlohmann::json& value) {
  ProjectFit fit;
  fit.project_license = StringOrEmpty(value.at("project_license"));
  fit.stated_in = StringOrEmpty(value.at("stated_in"));
  const auto answer = ParseCompatibility(value.at("answer").get<std::string>());
  if (!answer) throw Error("unknown answer on compatibility");
  fit.answer = *answer;
  fit.rule = StringOrEmpty(value.at("rule"));
  fit.reason = StringOrEmpty(value.at("reason"));
  fit.choice = StringOrEmpty(value.at("choice"));
  fit.narrows_project_to = StringOrEmpty(value.at("narrows_project_to"));
  return fit;
}

Advisory AdvisoryFromJson(const nlohmann::json& value) {
  Advisory advisory;
  advisory.id = value.at("id").get<std::string>();
  advisory.aliases = value.at("aliases").get<std::vector<std::string>>();
  advisory.summary = StringOrEmpty(value.at("summary"));
  const std::string severity = value.at("severity").get<std::string>();
  const auto parsed = ParseAdvisorySeverity(severity);
  if (!parsed) throw Error(fmt::format("unknown severity \"{}\"", severity));
  advisory.severity = *parsed;
  advisory.cvss = StringOrEmpty(value.at("cvss"));
  advisory.score = value.at("score").is_null() ? 0 : value.at("score").get<double>();
  advisory.fixed = StringOrEmpty(value.at("fixed"));
  advisory.malicious = value.at("malicious").get<bool>();
  advisory.modified = StringOrEmpty(value.at("modified"));
  return advisory;
}

// Nothing of reports that were written before there were advisories.
std::optional<AdvisorySet> AdvisorySetFromJson(const nlohmann::json& store) {
  const auto set = store.find("advisories");
  if (set == store.end() || set->is_null()) return std::nullopt;
  return AdvisorySet{set->at("records").get<uint64_t>(), set->at("packages").get<uint64_t>(),
                     StringOrEmpty(set->at("newest")), set->at("sha256").get<std::string>()};
}

Finding FindingFromJson(const nlohmann::json& value) {
  Finding finding;
  finding.id = value.at("id").get<std::string>();
  finding.path = value.at("path").get<std::string>();
  finding.lines = LinesFromJson(value);
  finding.first_column = ColumnOrNone(value, "start_column");
  finding.last_column = ColumnOrNone(value, "end_column");
  finding.minified = value.value("minified", false);
  finding.whole_file = value.at("whole_file").get<bool>();
  finding.generated = value.at("generated").get<bool>();
  finding.function = StringOrEmpty(value.at("function"));
  finding.function_lines = LinesOrNone(value.value("function_lines", nlohmann::json()));
  finding.kind = ParseKind(value.at("kind").get<std::string>());
  finding.score_bits = value.at("score_bits").get<double>();
  finding.e_value = value.at("e_value").get<double>();
  finding.lines_covered = value.at("lines_covered").get<uint32_t>();
  finding.origin = OriginFromJson(value.at("origin"));
  for (const auto& carrier : value.at("carriers")) {
    finding.carriers.push_back(
        {carrier.at("purl").get<std::string>(), carrier.at("path").get<std::string>()});
  }
  finding.carrier_count = value.at("carrier_count").get<uint32_t>();
  finding.reason = value.at("reason").get<std::string>();
  if (value.contains("compatibility")) finding.fit = FitFromJson(value.at("compatibility"));
  if (value.contains("removed_header") && !value.at("removed_header").is_null()) {
    const nlohmann::json& header = value.at("removed_header");
    finding.removed_header = {StringOrEmpty(header.at("license")),
                              StringOrEmpty(header.at("copyright")), LinesFromJson(header)};
  }
  if (value.contains("advisories")) {
    for (const auto& advisory : value.at("advisories")) {
      finding.advisories.push_back(AdvisoryFromJson(advisory));
    }
  }
  return finding;
}

}  // namespace

Json FindingToJson(const Finding& finding) {
  Json carriers = Json::array();
  for (const Carrier& carrier : finding.carriers) {
    carriers.push_back({{"purl", carrier.purl}, {"path", carrier.path}});
  }
  return {{"id", finding.id},
          {"path", finding.path},
          {"start_line", finding.lines.first},
          {"end_line", finding.lines.last},
          {"start_column", ColumnOrNull(finding.first_column)},
          {"end_column", ColumnOrNull(finding.last_column)},
          {"minified", finding.minified},
          {"whole_file", finding.whole_file},
          {"generated", finding.generated},
          {"function", OrNull(finding.function)},
          {"function_lines", LinesOrNull(finding.function_lines)},
          {"kind", MatchKindName(finding.kind)},
          {"score_bits", Rounded(finding.score_bits, "{:.1f}")},
          {"e_value", Rounded(finding.e_value, "{:.1e}")},
          {"lines_covered", finding.lines_covered},
          {"origin", OriginToJson(finding.origin)},
          {"carriers", std::move(carriers)},
          {"carrier_count", finding.carrier_count},
          {"reason", finding.reason},
          {"obligations", ObligationsToJson(finding)},
          {"compatibility", FitToJson(finding.fit)},
          {"removed_header", RemovedHeaderToJson(finding.removed_header)},
          {"advisories", AdvisoriesToJson(finding.advisories)}};
}

std::string WriteJsonReport(const ScanResult& result, const ReportContext& context,
                            const Review& review) {
  const StoreInfo& store = context.store;
  Json skipped = Json::array();
  for (const SkippedFile& skip : result.skipped) {
    skipped.push_back({{"path", skip.path},
                       {"reason", SkipReasonText(skip.reason)},
                       {"detail", OrNull(skip.detail)}});
  }
  Json findings = Json::array();
  for (size_t i = 0; i < result.findings.size(); ++i) {
    findings.push_back(FindingToJson(result.findings[i]));
    if (review.done) findings.back()["review"] = JudgementToJson(review.judgements[i]);
  }
  Json report = {
      {"tool", {{"name", "copytrace"}, {"version", COPYTRACE_VERSION}, {"report_version", 1}}},
      {"store",
       {{"directory", context.store_directory},
        {"format_version", store.format_version},
        {"generation", store.generation},
        {"components", store.components},
        {"releases", store.releases},
        {"blobs", store.blobs},
        {"has_sources", store.has_sources},
        {"advisories", AdvisorySetToJson(context.advisories)}}},
      {"root", result.root},
      {"summary", SummaryToJson(result)},
      {"skipped", std::move(skipped)},
      {"licenses", LicensesToJson(result)},
      {"findings", std::move(findings)}};
  if (review.done) report["review"] = ReviewToJson(review);
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

namespace {

Judgement JudgementOf(const Finding& finding, const nlohmann::json& value) {
  Judgement judgement = JudgementFromJson(value.at("review"));
  judgement.place.origin_path = finding.origin.path;
  return judgement;
}

void ReadReview(const nlohmann::json& value, JsonReport* report) {
  if (!value.contains("review")) return;
  Review& review = report->review;
  review = ReviewFromJson(value.at("review"));
  review.done = true;
  for (size_t i = 0; i < report->result.findings.size(); ++i) {
    review.judgements.push_back(
        JudgementOf(report->result.findings[i], value.at("findings").at(i)));
  }
}

}  // namespace

JsonFinding ReadJsonFinding(const nlohmann::json& value) {
  JsonFinding read{FindingFromJson(value), std::nullopt};
  if (value.contains("review")) read.judgement = JudgementOf(read.finding, value);
  return read;
}

JsonReport ReadJsonReport(std::string_view text, const std::string& name) {
  JsonReport report;
  try {
    const auto value = nlohmann::json::parse(text);
    const auto& store = value.at("store");
    report.context.store_directory = store.at("directory").get<std::string>();
    report.context.store.format_version = store.at("format_version").get<uint32_t>();
    report.context.store.generation = store.at("generation").get<uint64_t>();
    report.context.store.components = store.at("components").get<uint64_t>();
    report.context.store.releases = store.at("releases").get<uint64_t>();
    report.context.store.blobs = store.at("blobs").get<uint64_t>();
    report.context.store.has_sources = store.at("has_sources").get<bool>();
    report.context.advisories = AdvisorySetFromJson(store);
    ScanResult& result = report.result;
    result.root = value.at("root").get<std::string>();
    result.files = value.at("summary").at("files").get<uint64_t>();
    result.bytes = value.at("summary").at("bytes").get<uint64_t>();
    result.lines = value.at("summary").at("lines").get<uint64_t>();
    for (const auto& skip : value.at("skipped")) {
      result.skipped.push_back({skip.at("path").get<std::string>(),
                                ParseSkipReason(skip.at("reason").get<std::string>()),
                                StringOrEmpty(skip.at("detail"))});
    }
    for (const auto& finding : value.at("findings")) {
      result.findings.push_back(FindingFromJson(finding));
    }
    ReadReview(value, &report);
  } catch (const nlohmann::json::exception& e) {
    throw Error(
        fmt::format("{}: not a JSON report of copytrace ({}); make one with `copytrace "
                    "scan --format json -o FILE`",
                    name, e.what()));
  } catch (const Error& e) {
    throw Error(fmt::format("{}: {}; was it written by a newer copytrace?", name, e.what()));
  }
  return report;
}

}  // namespace copytrace
