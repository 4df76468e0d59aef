#include "engine/report/notice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "engine/license/license_data.h"
#include "engine/license/license_full_text.h"
#include "engine/license/license_table.h"
#include "engine/license/spdx_expression.h"
#include "engine/report/report_input.h"

namespace copytrace {
namespace {

// Why the code stays; empty where nobody said that it may.
std::string GroundsToKeep(const Judgement& judgement) {
  switch (judgement.standing) {
    case Standing::kAccepted:
    case Standing::kDeclared:
      return judgement.standing_reason.empty() ? std::string(StandingName(judgement.standing))
                                               : judgement.standing_reason;
    case Standing::kOpen:
    case Standing::kBaseline:
      if (judgement.verdict == Verdict::kAllow) return "allowed by the policy: " + judgement.why;
      break;
    default:
      break;
  }
  return {};
}

LeftOut LeaveOut(const Finding& finding, const Judgement& judgement) {
  LeftOut out;
  out.path = judgement.place.path.empty() ? finding.path : judgement.place.path;
  out.lines = finding.lines;
  out.purl = finding.origin.purl;
  out.license = finding.origin.license;
  switch (judgement.standing) {
    case Standing::kOpen:
      out.is_undecided = true;
      out.why = judgement.verdict == Verdict::kDeny ? "denied, and nobody has accepted it"
                                                    : "a warning, and nobody has accepted it";
      break;
    case Standing::kBaseline:
      out.is_undecided = true;
      out.why = "in the baseline, and nobody has decided about it";
      break;
    case Standing::kPutOff:
      out.is_undecided = true;
      out.why = "to be replaced: " + judgement.standing_reason;
      break;
    default:
      out.why = std::string(StandingName(judgement.standing));
      if (!judgement.standing_reason.empty()) out.why += ": " + judgement.standing_reason;
  }
  return out;
}

// The ids of an expression: licences without "+", and exceptions.
void CollectIds(const SpdxExpression& expression, std::set<std::string>* licenses,
                std::set<std::string>* exceptions) {
  if (expression.kind == SpdxExpression::Kind::kLicense) {
    std::string id = expression.license;
    if (id.ends_with('+')) id.pop_back();
    licenses->insert(id);
    if (!expression.exception.empty()) exceptions->insert(expression.exception);
  }
  for (const SpdxExpression& operand : expression.operands) {
    CollectIds(operand, licenses, exceptions);
  }
}

class LicenseList {
 public:
  void Add(const NoticeComponent& component) {
    const auto expression = ParseSpdxExpression(component.taken);
    if (!expression) return;
    std::set<std::string> licenses;
    std::set<std::string> exceptions;
    CollectIds(*expression, &licenses, &exceptions);
    for (const std::string& id : licenses) users_[{id, false}].insert(component.purl);
    for (const std::string& id : exceptions) users_[{id, true}].insert(component.purl);
  }

  std::vector<NoticeLicense> Take() const {
    std::vector<NoticeLicense> all;
    for (const auto& [key, purls] : users_) {
      NoticeLicense license;
      license.id = key.first;
      license.is_exception = key.second;
      license.full_name = LicenseFullName(license.id).value_or("");
      if (!license.is_exception) license.text = FullLicenseText(license.id).value_or("");
      license.used.assign(purls.begin(), purls.end());
      all.push_back(std::move(license));
    }
    return all;
  }

 private:
  std::map<std::pair<std::string, bool>, std::set<std::string>> users_;
};

std::vector<std::string> LeftToPeople(const Notice& notice,
                                      const std::set<std::string>& with_notice_file) {
  std::vector<std::string> to_do;
  for (const NoticeComponent& component : notice.components) {
    if (component.license.empty()) {
      to_do.push_back(fmt::format(
          "{}: no licence was found, so there is no text to give; state the permission that it is "
          "kept by.",
          component.purl));
    } else if (component.copyrights.empty()) {
      to_do.push_back(
          fmt::format("{}: the copied files name no holder of the copyright; the package may.",
                      component.purl));
    }
    if (with_notice_file.contains(component.purl)) {
      to_do.push_back(
          fmt::format("{}: {} asks to pass on what the package's NOTICE file says, where it has "
                      "one.",
                      component.purl, component.taken));
    }
  }
  for (const NoticeLicense& license : notice.licenses) {
    if (!license.text.empty()) continue;
    const bool listed = !license.id.starts_with("LicenseRef-");
    to_do.push_back(
        fmt::format("{}: add the text{}.", license.id,
                    listed ? fmt::format(" of https://spdx.org/licenses/{}.html", license.id)
                           : " that the package has"));
  }
  return to_do;
}

std::string TitleOf(const NoticeComponent& component) {
  return component.version.empty() ? component.name : component.name + " " + component.version;
}

void AddLicenseText(const NoticeLicense& license, Document* document) {
  document->blocks.push_back(DocumentHeading{
      3, license.full_name.empty() ? license.id
                                   : fmt::format("{} ({})", license.full_name, license.id)});
  document->blocks.push_back(
      DocumentParagraph{fmt::format("Of {}.", fmt::join(license.used, ", "))});
  if (!license.text.empty()) {
    document->blocks.push_back(DocumentVerbatim{std::string(license.text)});
  } else {
    document->blocks.push_back(DocumentParagraph{"The text is not part of this file."});
  }
}

void AddLeftOut(const Notice& notice, Document* document) {
  document->blocks.push_back(DocumentHeading{2, "Not covered by this notice"});
  if (notice.left_out.empty()) {
    document->blocks.push_back(DocumentParagraph{"Nothing: every finding is covered."});
    return;
  }
  TextTable table;
  table.columns = {"file", "lines", "from", "licence", "why"};
  table.numeric.assign(table.columns.size(), false);
  for (const LeftOut& out : notice.left_out) {
    table.rows.push_back({out.path, ToString(out.lines), out.purl,
                          out.license.empty() ? "none found" : out.license, out.why});
  }
  document->blocks.push_back(std::move(table));
}

}  // namespace

size_t Notice::CountUndecided() const {
  return static_cast<size_t>(std::ranges::count_if(left_out, &LeftOut::is_undecided));
}

Notice MakeNotice(const ScanResult& result, const Review& review) {
  Notice notice;
  std::map<std::tuple<std::string, std::string, std::string>, NoticeComponent> components;
  std::set<std::string> with_notice_file;
  for (size_t i = 0; i < result.findings.size(); ++i) {
    const Finding& finding = result.findings[i];
    const Judgement& judgement = review.judgements[i];
    const Origin& origin = finding.origin;
    const std::string grounds = GroundsToKeep(judgement);
    if (grounds.empty()) {
      notice.left_out.push_back(LeaveOut(finding, judgement));
      continue;
    }
    const std::string& choice = judgement.next.license_choice;
    const std::string taken = choice.empty() ? origin.license : choice;
    NoticeComponent& component = components[{origin.name, origin.purl, taken}];
    component.purl = origin.purl;
    component.name = origin.name;
    component.version = origin.version;
    component.license = origin.license;
    component.taken = taken;
    if (!origin.copyright.empty()) component.copyrights.push_back(origin.copyright);
    component.places.push_back({judgement.place.path.empty() ? finding.path : judgement.place.path,
                                finding.lines, finding.whole_file, origin.path, origin.lines,
                                std::string(MatchKindName(finding.kind))});
    component.grounds.push_back(grounds);
    const auto asks = [](const Obligation& obligation) {
      return obligation.code == ObligationCode::kNoticeFile;
    };
    if (std::ranges::any_of(judgement.next.obligations, asks)) {
      with_notice_file.insert(origin.purl);
    }
  }
  const auto once = [](auto* values, const auto& key) {
    std::ranges::sort(*values, {}, key);
    values->erase(std::unique(values->begin(), values->end()), values->end());
  };
  const auto place_key = [](const NoticePlace& place) {
    return std::tie(place.path, place.lines.first, place.lines.last, place.origin_path,
                    place.origin_lines.first, place.origin_lines.last, place.kind);
  };
  LicenseList licenses;
  for (auto& [key, component] : components) {
    once(&component.copyrights, std::identity());
    once(&component.places, place_key);
    once(&component.grounds, std::identity());
    licenses.Add(component);
    notice.components.push_back(std::move(component));
  }
  notice.licenses = licenses.Take();
  notice.to_do = LeftToPeople(notice, with_notice_file);
  std::ranges::stable_sort(notice.left_out, [](const LeftOut& a, const LeftOut& b) {
    return std::tie(a.path, a.lines.first) < std::tie(b.path, b.lines.first);
  });
  return notice;
}

Document DescribeNotice(const Notice& notice, const NoticeWords& words) {
  Document document;
  document.title = "Third-party notices of " + words.project;
  auto& blocks = document.blocks;
  if (notice.components.empty()) {
    blocks.push_back(DocumentParagraph{
        "No code of others that may stay was found: there is nothing to attribute."});
  } else {
    blocks.push_back(DocumentParagraph{fmt::format(
        "{} holds code that was copied from the packages below and is kept under their licences, "
        "whose texts follow. Where a text has a place for a year and a holder, the copyright lines "
        "of the package stand for it.",
        words.project)});
  }
  blocks.push_back(DocumentParagraph{
      fmt::format("Made by copytrace {} from {}.", COPYTRACE_VERSION, words.made_from)});
  if (!notice.components.empty()) blocks.push_back(DocumentHeading{2, "Packages"});
  for (const NoticeComponent& component : notice.components) {
    blocks.push_back(DocumentHeading{3, TitleOf(component)});
    DocumentFacts facts;
    facts.facts.emplace_back("Package", component.purl);
    facts.facts.emplace_back("Licence",
                             component.license.empty() ? "none found" : component.license);
    if (component.taken != component.license) {
      facts.facts.emplace_back("Taken under", component.taken);
    }
    for (const std::string& line : component.copyrights) {
      facts.facts.emplace_back("Copyright", line);
    }
    for (const std::string& grounds : component.grounds) facts.facts.emplace_back("Kept", grounds);
    blocks.push_back(std::move(facts));
    TextTable table;
    table.columns = {"file here", "lines", "file there", "lines there", "copy"};
    table.numeric.assign(table.columns.size(), false);
    for (const NoticePlace& place : component.places) {
      table.rows.push_back({place.path, place.whole_file ? "all" : ToString(place.lines),
                            place.origin_path, ToString(place.origin_lines), place.kind});
    }
    blocks.push_back(std::move(table));
  }
  if (!notice.licenses.empty()) blocks.push_back(DocumentHeading{2, "Licence texts"});
  for (const NoticeLicense& license : notice.licenses) AddLicenseText(license, &document);
  if (!notice.to_do.empty()) {
    blocks.push_back(DocumentHeading{2, "To be added by hand"});
    blocks.push_back(DocumentList{notice.to_do});
  }
  if (words.with_left_out) AddLeftOut(notice, &document);
  return document;
}

}  // namespace copytrace
