#include "engine/report/licenses_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <vector>

#include "engine/license/spdx_expression.h"
#include "engine/report/printable.h"
#include "engine/report/terminal_style.h"
#include "engine/source/skip_reason.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMostNamed = 4;  // expressions of a directory in the text report
constexpr std::string_view kNoAssertion = "NOASSERTION";

Json OrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

// Two decimals, whose shortest form is printed.
double Rounded(double value) { return std::strtod(fmt::format("{:.2f}", value).c_str(), nullptr); }

std::string Dump(const Json& json) {
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

Json FileToJson(const SurveyedFile& file) {
  Json spans = Json::array();
  for (const LicenseSpan& span : file.license.spans) {
    spans.push_back({{"start_line", span.first_line},
                     {"end_line", span.last_line},
                     {"layer", LicenseLayerName(span.layer)},
                     {"expression", span.expression},
                     {"confidence", Rounded(span.confidence)}});
  }
  Json copyrights = Json::array();
  for (const CopyrightStatement& copyright : file.license.copyrights) {
    copyrights.push_back({{"line", copyright.line},
                          {"statement", copyright.statement},
                          {"holder", OrNull(copyright.holder)},
                          {"years", OrNull(copyright.years)}});
  }
  const std::string& expression = file.license.expression;
  return {{"path", file.path},
          {"expression", OrNull(expression)},
          {"class", LicenseClassName(ComponentClassOfExpression(expression))},
          {"snippet_class", LicenseClassName(ClassOfExpression(expression))},
          {"confidence", Rounded(file.license.confidence)},
          {"spans", std::move(spans)},
          {"copyrights", std::move(copyrights)}};
}

Json DirectoryToJson(const SurveyedDirectory& directory) {
  Json found = Json::array();
  for (const ExpressionCount& count : directory.found) {
    found.push_back({{"expression", count.expression}, {"files", count.files}});
  }
  Json disagreements = Json::array();
  for (const LicenseDisagreement& other : directory.disagreements) {
    disagreements.push_back(
        {{"expression", other.expression}, {"files", other.files}, {"example", other.example}});
  }
  return {{"path", directory.path},
          {"files", directory.files},
          {"files_with_license", directory.stating},
          {"declared", OrNull(directory.declared)},
          {"found", std::move(found)},
          {"snippet_class", LicenseClassName(directory.strictest)},
          {"disagreements", std::move(disagreements)}};
}

std::string Hex(const Sha1& sha1) {
  std::string hex;
  for (const uint8_t byte : sha1) hex += fmt::format("{:02x}", byte);
  return hex;
}

void AddReferences(const SpdxExpression& expression, std::set<std::string>* ids) {
  for (const std::string& id : {expression.license, expression.exception}) {
    if (id.starts_with("LicenseRef-")) ids->insert(id);
  }
  for (const SpdxExpression& operand : expression.operands) AddReferences(operand, ids);
}

// One row of a table by directory, to its depth.
std::string DescribeDirectory(const SurveyedDirectory& directory, const TerminalStyle& style) {
  std::string found;
  for (size_t i = 0; i < directory.found.size() && i < kMostNamed; ++i) {
    const ExpressionCount& count = directory.found[i];
    found +=
        fmt::format("{}{} ({})", i == 0 ? "" : ", ",
                    style.ByClass(ClassOfExpression(count.expression), Printable(count.expression)),
                    count.files);
  }
  if (directory.found.size() > kMostNamed) {
    found += fmt::format(" and {} more", directory.found.size() - kMostNamed);
  }
  std::string out =
      fmt::format("{}  {} of {} files state a licence", style.Bold(Printable(directory.path)),
                  directory.stating, directory.files);
  if (!found.empty()) out += ": " + found;
  out += '\n';
  if (!directory.declared.empty()) {
    out += fmt::format("  declared: {}\n", style.ByClass(ClassOfExpression(directory.declared),
                                                         Printable(directory.declared)));
  }
  for (const LicenseDisagreement& other : directory.disagreements) {
    out += fmt::format("  {} {} in {} file{}, such as {}\n", style.Yellow("not declared:"),
                       Printable(other.expression), other.files, other.files == 1 ? "" : "s",
                       Printable(other.example));
  }
  return out;
}

std::string DescribeFile(const SurveyedFile& file, const TerminalStyle& style) {
  const std::string& expression = file.license.expression;
  std::string out =
      fmt::format("{}  {}", Printable(file.path),
                  style.ByClass(ClassOfExpression(expression), Printable(expression)));
  std::string places;
  for (const LicenseSpan& span : file.license.spans) {
    places += fmt::format("{}{} {}", places.empty() ? "" : ", ", LicenseLayerName(span.layer),
                          span.first_line);
    if (span.last_line != span.first_line) places += fmt::format("-{}", span.last_line);
    if (span.confidence < 0.995) places += fmt::format(" at {:.0f} %", 100 * span.confidence);
  }
  return out + "  " + style.Dim("(" + places + ")") + '\n';
}

}  // namespace

std::string WriteLicensesText(const LicenseSurvey& survey, bool color) {
  const TerminalStyle style(color);
  std::string out;
  for (const SurveyedDirectory& directory : survey.directories) {
    const bool is_root = directory.path == ".";
    if (is_root || !directory.declared.empty()) out += DescribeDirectory(directory, style);
  }
  out += '\n';
  for (const SurveyedFile& file : survey.files) {
    if (!file.license.expression.empty()) out += DescribeFile(file, style);
  }
  const auto silent =
      std::count_if(survey.files.begin(), survey.files.end(),
                    [](const SurveyedFile& file) { return file.license.expression.empty(); });
  out += fmt::format("\n{} files state no licence, which is no grant\n", silent);
  if (!survey.skipped.empty()) {
    out += fmt::format("{} skipped:\n", survey.skipped.size());
    for (const TreeSkip& skip : survey.skipped) {
      out += fmt::format("  {}: {}\n", Printable(skip.path), SkipReasonText(skip.reason));
    }
  }
  return out;
}

std::string WriteLicensesJson(const LicenseSurvey& survey) {
  Json files = Json::array();
  for (const SurveyedFile& file : survey.files) files.push_back(FileToJson(file));
  Json directories = Json::array();
  for (const SurveyedDirectory& directory : survey.directories) {
    directories.push_back(DirectoryToJson(directory));
  }
  Json skipped = Json::array();
  for (const TreeSkip& skip : survey.skipped) {
    skipped.push_back({{"path", skip.path},
                       {"reason", SkipReasonText(skip.reason)},
                       {"detail", OrNull(skip.detail)}});
  }
  return Dump({{"files", std::move(files)},
               {"directories", std::move(directories)},
               {"skipped", std::move(skipped)}});
}

std::string WriteLicensesSpdx(const LicenseSurvey& survey, std::string_view name) {
  Json files = Json::array();
  Json described = Json::array();
  std::set<std::string> references;
  uint64_t digest = 14695981039346656037u;  // FNV-1a over the files' hashes
  for (size_t i = 0; i < survey.files.size(); ++i) {
    const SurveyedFile& file = survey.files[i];
    for (const uint8_t byte : file.sha1) digest = (digest ^ byte) * 1099511628211u;
    const std::string id = fmt::format("SPDXRef-File-{}", i + 1);
    Json in_file = Json::array();
    std::set<std::string> seen;
    for (const LicenseSpan& span : file.license.spans) {
      const std::optional<SpdxExpression> parsed = ParseSpdxExpression(span.expression);
      if (!parsed) continue;
      AddReferences(*parsed, &references);
      if (seen.insert(span.expression).second) in_file.push_back(span.expression);
    }
    if (in_file.empty()) in_file.push_back("NONE");
    std::string notice;
    for (const CopyrightStatement& copyright : file.license.copyrights) {
      notice += (notice.empty() ? "" : "\n") + copyright.statement;
    }
    const std::string& expression = file.license.expression;
    files.push_back(
        {{"SPDXID", id},
         {"fileName", "./" + file.path},
         {"checksums", {{{"algorithm", "SHA1"}, {"checksumValue", Hex(file.sha1)}}}},
         {"licenseConcluded", expression.empty() ? std::string(kNoAssertion) : expression},
         {"licenseInfoInFiles", std::move(in_file)},
         {"copyrightText", notice.empty() ? "NONE" : notice}});
    described.push_back(id);
  }
  Json extracted = Json::array();
  for (const std::string& id : references) {
    extracted.push_back({{"licenseId", id},
                         {"extractedText", "See the files that refer to this licence."},
                         {"name", LicenseFullName(id).value_or(kNoAssertion)}});
  }
  Json document = {
      {"spdxVersion", "SPDX-2.3"},
      {"dataLicense", "CC0-1.0"},
      {"SPDXID", "SPDXRef-DOCUMENT"},
      {"name", name},
      {"documentNamespace", fmt::format("https://spdx.org/spdxdocs/copytrace-{:016x}", digest)},
      {"creationInfo",
       {{"created", "1970-01-01T00:00:00Z"}, {"creators", {"Tool: copytrace-" COPYTRACE_VERSION}}}},
      {"documentDescribes", std::move(described)},
      {"files", std::move(files)},
      {"hasExtractedLicensingInfos", std::move(extracted)}};
  return Dump(document);
}

}  // namespace copytrace
