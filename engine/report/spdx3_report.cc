#include "engine/report/spdx3_report.h"

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
#include "engine/source/source_file.h"

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kCreation[] = "_:creation";
// An individual that the specification defines.
constexpr char kNoLicense[] = "expandedlicensing_NoAssertionLicense";

// Ids begin with this; what is made of the content stands in its place in the end.
constexpr std::string_view kNamespace = "urn:copytrace:document#";

std::string Id(std::string_view name) { return std::string(kNamespace) + std::string(name); }

Json Range(uint64_t first, uint64_t last) {
  return {
      {"type", "PositiveIntegerRange"}, {"beginIntegerRange", first}, {"endIntegerRange", last}};
}

Json Swhid(const std::string& swhid) {
  return Json::array({{{"type", "software_ContentIdentifier"},
                       {"software_contentIdentifierType", "swhid"},
                       {"software_contentIdentifierValue", swhid}}});
}

class Graph {
 public:
  explicit Graph(const ReportInput& input) : input_(input) {}

  std::string Write() {
    ScannedFiles files(input_);
    for (const ReportedFinding& reported : ReportedFindings(input_)) {
      if (reported.IsCopy()) AddFinding(reported, files.Read(*reported.finding));
    }
    AddReferences();
    return Finish();
  }

 private:
  // An element of the document.
  Json& Add(std::string_view type, const std::string& id) {
    ids_.push_back(id);
    elements_.push_back({{"type", type}, {"spdxId", id}, {"creationInfo", kCreation}});
    return elements_.back();
  }

  void Relate(const std::string& from, std::string_view type, const std::string& to) {
    Json& relation = Add("Relationship", Id(fmt::format("Relationship-{}", ++relations_)));
    relation["from"] = from;
    relation["relationshipType"] = type;
    relation["to"] = Json::array({to});
  }

  void AddFinding(const ReportedFinding& reported, const ScannedFile* file) {
    const Finding& finding = *reported.finding;
    const auto bytes = file == nullptr ? std::nullopt : file->lines.BytesOf(finding);
    if (!bytes) {
      ++left_out_;
      return;
    }
    const std::string file_id = FileId(reported, *file);
    const std::string package_id = PackageId(finding);
    const std::string license_id = LicenseId(finding.origin);
    const std::string id = Id(fmt::format("Snippet-{}", ++snippets_));
    Json& snippet = Add("software_Snippet", id);
    snippet["name"] = fmt::format("{}:{}", Printable(reported.path), ToString(finding.lines));
    snippet["comment"] = fmt::format("{}; {}", DescribeCopy(reported), Printable(finding.reason));
    if (!reported.judgement.next.attribution.empty()) {
      snippet["software_attributionText"] = Json::array({reported.judgement.next.attribution});
    }
    if (!finding.origin.copyright.empty()) {
      snippet["software_copyrightText"] = Printable(finding.origin.copyright);
    }
    snippet["software_primaryPurpose"] = "source";
    snippet["software_byteRange"] = Range(bytes->begin + 1, bytes->end);
    snippet["software_lineRange"] = Range(finding.lines.first, finding.lines.last);
    snippet["software_snippetFromFile"] = file_id;
    Relate(id, "descendantOf", package_id);
    Relate(id, "hasConcludedLicense", license_id);
    if (const auto& decision = reported.judgement.decision;
        decision && reported.judgement.reopened.empty()) {
      Json& annotation = Add("Annotation", Id(fmt::format("Decision-{}", ++decisions_)));
      annotation["annotationType"] = "review";
      annotation["subject"] = id;
      annotation["statement"] =
          fmt::format("{} by {} on {}: {}{}", DecisionActionName(decision->action),
                      Printable(decision->by), decision->at, Printable(decision->reason),
                      decision->until.empty() ? "" : " (until " + decision->until + ")");
    }
  }

  std::string FileId(const ReportedFinding& reported, const ScannedFile& file) {
    const auto [known, is_new] =
        file_ids_.emplace(reported.path, Id(fmt::format("File-{}", file_ids_.size() + 1)));
    if (is_new) {
      Json& element = Add("software_File", known->second);
      element["name"] = "./" + reported.path;
      element["verifiedUsing"] =
          Json::array({{{"type", "Hash"}, {"algorithm", "sha1"}, {"hashValue", Hex(file.sha1)}}});
      element["software_contentIdentifier"] = Swhid(copytrace::Swhid(file.git_id));
      element["software_primaryPurpose"] = "source";
    }
    return known->second;
  }

  std::string PackageId(const Finding& finding) {
    const Origin& origin = finding.origin;
    const auto [known, is_new] =
        package_ids_.emplace(origin.purl, Id(fmt::format("Origin-{}", package_ids_.size() + 1)));
    if (is_new) {
      Json& package = Add("software_Package", known->second);
      package["name"] = Printable(origin.name);
      if (!origin.version.empty()) package["software_packageVersion"] = Printable(origin.version);
      package["software_packageUrl"] = origin.purl;
      for (const Advisory& advisory : finding.advisories) {
        package["externalRef"].push_back(
            {{"type", "ExternalRef"},
             {"externalRefType", "securityAdvisory"},
             {"locator", Json::array({fmt::format("https://osv.dev/vulnerability/{}",
                                                  Printable(advisory.id))})},
             {"comment", DescribeAdvisory(advisory)}});
      }
    }
    return known->second;
  }

  std::string LicenseId(const Origin& origin) {
    const std::string expression = references_.Take(origin);
    if (expression == kNoAssertion) return kNoLicense;
    return license_ids_.emplace(expression, Id(fmt::format("License-{}", license_ids_.size() + 1)))
        .first->second;
  }

  // The expressions, and the texts behind their LicenseRefs.
  void AddReferences() {
    Json custom = Json::array();
    for (const auto& [id, reference] : references_.all()) {
      Json& text = Add("simplelicensing_SimpleLicensingText", Id(id));
      text["name"] = reference.name;
      text["simplelicensing_licenseText"] = reference.text;
      if (!reference.see_also.empty()) text["comment"] = "See " + reference.see_also;
      custom.push_back({{"type", "DictionaryEntry"}, {"key", id}, {"value", Id(id)}});
    }
    for (const auto& [expression, id] : license_ids_) {
      Json& license = Add("simplelicensing_LicenseExpression", id);
      license["simplelicensing_licenseExpression"] = expression;
      if (expression.find("LicenseRef-") != std::string::npos) {
        license["simplelicensing_customIdToUri"] = custom;
      }
    }
  }

  Json DocumentElement() const {
    Json roots = Json::array();
    for (const auto& [path, id] : file_ids_) roots.push_back(id);
    if (roots.empty()) roots.push_back(Id("Project"));
    return {{"type", "SpdxDocument"},
            {"spdxId", Id("Document")},
            {"creationInfo", kCreation},
            {"name", input_.project.empty() ? "project" : Printable(input_.project)},
            {"comment", DescribeSnippetDocument(left_out_)},
            {"profileConformance", {"core", "software", "simpleLicensing"}},
            {"rootElement", std::move(roots)},
            {"element", ids_}};
  }

  std::string Finish() {
    Json& project = Add("software_Package", Id("Project"));
    project["name"] = input_.project.empty() ? "project" : Printable(input_.project);
    Json& tool = Add("Tool", Id("Tool"));
    tool["name"] = "copytrace " COPYTRACE_VERSION;
    // Created by is an agent, and no person stands behind a scan.
    Json& agent = Add("SoftwareAgent", Id("Agent"));
    agent["name"] = "copytrace";

    Json graph = Json::array();
    graph.push_back({{"type", "CreationInfo"},
                     {"@id", kCreation},
                     {"specVersion", "3.0.1"},
                     {"created", input_.created},
                     {"createdBy", Json::array({Id("Agent")})},
                     {"createdUsing", Json::array({Id("Tool")})}});
    graph.push_back(DocumentElement());
    for (Json& element : elements_) graph.push_back(std::move(element));
    const Json document = {{"@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"},
                           {"@graph", std::move(graph)}};
    return Named(document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  }

  // The namespace of the ids made of the content. A value begins with it, and no value of another
  // kind can: it stands behind a quote, which is escaped in texts.
  static std::string Named(const std::string& text) {
    const std::string placeholder = "\"" + std::string(kNamespace);
    const std::string name =
        fmt::format("\"https://spdx.org/spdxdocs/copytrace-{}#", Hex(PlainSha1(text)));
    std::string out;
    size_t from = 0;
    for (size_t at = text.find(placeholder); at != std::string::npos;
         at = text.find(placeholder, from)) {
      out.append(text, from, at - from).append(name);
      from = at + placeholder.size();
    }
    return out.append(text, from);
  }

  const ReportInput& input_;
  LicenseReferences references_;
  std::map<std::string, std::string> file_ids_;     // by path
  std::map<std::string, std::string> package_ids_;  // by purl
  std::map<std::string, std::string> license_ids_;  // by expression
  std::vector<std::string> ids_;
  std::vector<Json> elements_;
  size_t snippets_ = 0;
  size_t relations_ = 0;
  size_t decisions_ = 0;
  size_t left_out_ = 0;
};

}  // namespace

std::string WriteSpdx3Report(const ReportInput& input) { return Graph(input).Write(); }

}  // namespace copytrace
