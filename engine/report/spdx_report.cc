#include "engine/report/spdx_report.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/report/file_lines.h"
#include "engine/report/printable.h"
#include "engine/report/spdx_license.h"
#include "engine/source/checksum.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kDocument[] = "SPDXRef-DOCUMENT";
constexpr char kProject[] = "SPDXRef-Project";

std::string OrNoAssertion(const std::string& text) {
  return text.empty() ? std::string(kNoAssertion) : text;
}

Json Relationship(std::string_view from, std::string_view type, std::string_view to) {
  return {{"spdxElementId", from}, {"relationshipType", type}, {"relatedSpdxElement", to}};
}

// Section 9.3 and 9.4: both ends belong to the range, and the first byte is the first.
Json RangesOf(const Finding& finding, const FileLines::Bytes& bytes, const std::string& file) {
  return {{{"startPointer", {{"reference", file}, {"offset", bytes.begin + 1}}},
           {"endPointer", {{"reference", file}, {"offset", bytes.end}}}},
          {{"startPointer", {{"reference", file}, {"lineNumber", finding.lines.first}}},
           {"endPointer", {{"reference", file}, {"lineNumber", finding.lines.last}}}}};
}

Json AnnotationOf(const Decision& decision) {
  return {{"annotationDate", decision.at},
          {"annotationType", "REVIEW"},
          {"annotator", "Person: " + OrNoAssertion(Printable(decision.by))},
          {"comment",
           fmt::format("{}: {}{}", DecisionActionName(decision.action), Printable(decision.reason),
                       decision.until.empty() ? "" : " (until " + decision.until + ")")}};
}

class Document {
 public:
  explicit Document(const ReportInput& input) : input_(input) {}

  std::string Write() {
    relationships_.push_back(Relationship(kDocument, "DESCRIBES", kProject));
    packages_.push_back(ProjectPackage());
    ScannedFiles files(input_);
    for (const ReportedFinding& reported : ReportedFindings(input_)) {
      if (reported.IsCopy()) AddFinding(reported, files.Read(*reported.finding));
    }
    return Finish();
  }

 private:
  Json ProjectPackage() const {
    const std::string& license = input_.review.project_license;
    return {{"SPDXID", kProject},
            {"name", input_.project.empty() ? "project" : Printable(input_.project)},
            {"downloadLocation", kNoAssertion},
            {"filesAnalyzed", false},
            {"licenseConcluded", kNoAssertion},
            {"licenseDeclared", ParseSpdxExpression(license) && license.find("Ref-") == license.npos
                                    ? license
                                    : std::string(kNoAssertion)},
            {"copyrightText", kNoAssertion}};
  }

  void AddFinding(const ReportedFinding& reported, const ScannedFile* file) {
    const Finding& finding = *reported.finding;
    const auto bytes = file == nullptr ? std::nullopt : file->lines.BytesOf(finding);
    if (!bytes) {
      ++left_out_;
      return;
    }
    const std::string file_id = FileId(reported, file->sha1);
    const std::string package_id = PackageId(finding);
    const std::string id = fmt::format("SPDXRef-Snippet-{}", snippets_.size() + 1);
    const bool declared = reported.judgement.standing == Standing::kDeclared;
    const std::string license = references_.Take(finding.origin);
    Json snippet = {
        {"SPDXID", id},
        {"name", fmt::format("{}:{}", Printable(reported.path), ToString(finding.lines))},
        {"snippetFromFile", file_id},
        {"ranges", RangesOf(finding, *bytes, file_id)},
        {"licenseConcluded", license},
        {"licenseInfoInSnippets", Json::array({declared ? license : std::string(kNoAssertion)})},
        {"licenseComments",
         finding.origin.license.empty()
             ? "No licence was found at the origin: no licence is no grant."
             : fmt::format("Concluded from the {} that the code was copied from.",
                           LicenseSourceName(finding.origin.license_source))},
        {"copyrightText", OrNoAssertion(Printable(finding.origin.copyright))},
        {"comment", fmt::format("{}; {}", DescribeCopy(reported), Printable(finding.reason))}};
    if (!reported.judgement.next.attribution.empty()) {
      snippet["attributionTexts"] = Json::array({reported.judgement.next.attribution});
    }
    if (const auto& decision = reported.judgement.decision;
        decision && reported.judgement.reopened.empty()) {
      snippet["annotations"] = Json::array({AnnotationOf(*decision)});
    }
    snippets_.push_back(std::move(snippet));
    relationships_.push_back(Relationship(id, "DESCENDANT_OF", package_id));
  }

  std::string FileId(const ReportedFinding& reported, const Sha1& sha1) {
    const auto [known, is_new] =
        file_ids_.emplace(reported.path, fmt::format("SPDXRef-File-{}", file_ids_.size() + 1));
    if (is_new) {
      files_.push_back(
          {{"SPDXID", known->second},
           {"fileName", "./" + reported.path},
           {"checksums", Json::array({{{"algorithm", "SHA1"}, {"checksumValue", Hex(sha1)}}})},
           {"licenseConcluded", kNoAssertion},
           {"licenseInfoInFiles", Json::array({kNoAssertion})},
           {"copyrightText", kNoAssertion}});
      relationships_.push_back(Relationship(kDocument, "DESCRIBES", known->second));
    }
    return known->second;
  }

  std::string PackageId(const Finding& finding) {
    const Origin& origin = finding.origin;
    const auto [known, is_new] = package_ids_.emplace(
        origin.purl, fmt::format("SPDXRef-Origin-{}", package_ids_.size() + 1));
    if (is_new) {
      Json package = {{"SPDXID", known->second}, {"name", Printable(origin.name)}};
      if (!origin.version.empty()) package["versionInfo"] = Printable(origin.version);
      package.update(Json{{"downloadLocation", kNoAssertion},
                          {"filesAnalyzed", false},
                          {"licenseConcluded", kNoAssertion},
                          {"licenseDeclared", kNoAssertion},
                          {"copyrightText", kNoAssertion},
                          {"externalRefs", Json::array({{{"referenceCategory", "PACKAGE-MANAGER"},
                                                         {"referenceType", "purl"},
                                                         {"referenceLocator", origin.purl}}})}});
      for (const Advisory& advisory : finding.advisories) {
        package["externalRefs"].push_back(
            {{"referenceCategory", "SECURITY"},
             {"referenceType", "advisory"},
             {"referenceLocator",
              fmt::format("https://osv.dev/vulnerability/{}", Printable(advisory.id))},
             {"comment", DescribeAdvisory(advisory)}});
      }
      packages_.push_back(std::move(package));
    }
    return known->second;
  }

  std::string Finish() {
    Json extracted = Json::array();
    for (const auto& [id, reference] : references_.all()) {
      Json info = {{"licenseId", id}, {"name", reference.name}, {"extractedText", reference.text}};
      if (!reference.see_also.empty()) info["seeAlsos"] = Json::array({reference.see_also});
      extracted.push_back(std::move(info));
    }
    Json body = {{"packages", std::move(packages_)},
                 {"files", std::move(files_)},
                 {"snippets", std::move(snippets_)},
                 {"hasExtractedLicensingInfos", std::move(extracted)},
                 {"relationships", std::move(relationships_)}};
    const Sha1 digest = PlainSha1(body.dump(-1, ' ', false, Json::error_handler_t::replace));
    Json document = {
        {"spdxVersion", "SPDX-2.3"},
        {"dataLicense", "CC0-1.0"},
        {"SPDXID", kDocument},
        {"name", input_.project.empty() ? "project" : Printable(input_.project)},
        {"documentNamespace", fmt::format("https://spdx.org/spdxdocs/copytrace-{}", Hex(digest))},
        {"creationInfo",
         {{"created", input_.created}, {"creators", {"Tool: copytrace-" COPYTRACE_VERSION}}}},
        {"comment", DescribeSnippetDocument(left_out_)}};
    document.update(body);
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }

  const ReportInput& input_;
  LicenseReferences references_;
  std::map<std::string, std::string> file_ids_;     // by path
  std::map<std::string, std::string> package_ids_;  // by purl
  Json packages_ = Json::array();
  Json files_ = Json::array();
  Json snippets_ = Json::array();
  Json relationships_ = Json::array();
  size_t left_out_ = 0;
};

}  // namespace

std::string WriteSpdxReport(const ReportInput& input) { return Document(input).Write(); }

}  // namespace copytrace
