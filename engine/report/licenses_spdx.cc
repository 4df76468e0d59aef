// SPDX 2.3 by its specification: clauses 6, 8, 10 and 11. spdx_license.h says what becomes of
// expressions.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "engine/license/license_table.h"
#include "engine/license/spdx_expression.h"
#include "engine/report/licenses_report.h"
#include "engine/report/spdx_license.h"
#include "engine/source/checksum.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

void AddSimpleIds(const SpdxExpression& expression, std::set<std::string>* ids) {
  if (expression.kind == SpdxExpression::Kind::kLicense) ids->insert(expression.license);
  for (const SpdxExpression& operand : expression.operands) AddSimpleIds(operand, ids);
}

// licenseInfoInFiles holds single licences, no expressions.
Json LicensesInFile(const SurveyedFile& file) {
  std::set<std::string> ids;
  for (const LicenseSpan& span : file.license.spans) {
    const std::optional<SpdxExpression> parsed = ParseSpdxExpression(span.expression);
    if (parsed) AddSimpleIds(ToSpdx23(*parsed), &ids);
  }
  return ids.empty() ? Json::array({"NONE"}) : Json(ids);
}

std::string CopyrightText(const SurveyedFile& file) {
  std::string text;
  for (const CopyrightStatement& copyright : file.license.copyrights) {
    text += (text.empty() ? "" : "\n") + copyright.statement;
  }
  return text.empty() ? "NONE" : text;
}

Json FileToJson(const SurveyedFile& file, const std::string& id) {
  const std::string& expression = file.license.expression;
  return {{"SPDXID", id},
          {"fileName", "./" + file.path},
          {"checksums", {{{"algorithm", "SHA1"}, {"checksumValue", Hex(file.sha1)}}}},
          {"licenseConcluded", ToSpdx23(expression)},
          {"licenseInfoInFiles", LicensesInFile(file)},
          {"copyrightText", CopyrightText(file)}};
}

// Each with the lines of the first file that states it.
Json ExtractedTexts(const LicenseSurvey& survey) {
  std::map<std::string, Json> texts;
  for (const SurveyedFile& file : survey.files) {
    for (const ReferenceText& reference : file.references) {
      const std::string id = SpdxReferenceId(reference.id);
      const bool is_blank = reference.text.find_first_not_of(" \t\r\n") == std::string::npos;
      texts.try_emplace(id, Json{{"licenseId", id},
                                 {"extractedText", is_blank ? reference.id : reference.text},
                                 {"name", LicenseFullName(reference.id).value_or(kNoAssertion)},
                                 {"comment", "As it stands in ./" + file.path}});
    }
  }
  Json all = Json::array();
  for (auto& [id, text] : texts) all.push_back(std::move(text));
  return all;
}

// FNV-1a, 64 bit, continued.
uint64_t Mix(uint64_t digest, std::string_view bytes) {
  for (const char byte : bytes) {
    digest = (digest ^ static_cast<unsigned char>(byte)) * 1099511628211u;
  }
  return digest;
}

}  // namespace

std::string WriteLicensesSpdx(const LicenseSurvey& survey, std::string_view name, int64_t created) {
  Json files = Json::array();
  Json relationships = Json::array();
  uint64_t digest = Mix(Mix(14695981039346656037u, name), std::to_string(created));
  for (size_t i = 0; i < survey.files.size(); ++i) {
    const SurveyedFile& file = survey.files[i];
    digest = Mix(Mix(digest, file.path), Hex(file.sha1));
    const std::string id = fmt::format("SPDXRef-File-{}", i + 1);
    files.push_back(FileToJson(file, id));
    relationships.push_back({{"spdxElementId", "SPDXRef-DOCUMENT"},
                             {"relationshipType", "DESCRIBES"},
                             {"relatedSpdxElement", id}});
  }
  const std::string time =
      fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(created)));
  const Json document = {
      {"spdxVersion", "SPDX-2.3"},
      {"dataLicense", "CC0-1.0"},
      {"SPDXID", "SPDXRef-DOCUMENT"},
      {"name", name},
      {"documentNamespace", fmt::format("https://spdx.org/spdxdocs/copytrace-{:016x}", digest)},
      {"creationInfo", {{"created", time}, {"creators", {"Tool: copytrace-" COPYTRACE_VERSION}}}},
      {"files", std::move(files)},
      {"hasExtractedLicensingInfos", ExtractedTexts(survey)},
      {"relationships", std::move(relationships)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace copytrace
