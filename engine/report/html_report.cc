// The page is built from engine/report/page at build time, script and style in it, and has two
// holes: a title and the data. The data is the JSON report beside the sides of its findings,
//
//     {"report": …, "sides": {ID: {"rows": …}, …}}
//
// with the sides as side_json.h has them. It stands in a script element of type application/json,
// which no browser runs; "<" is escaped, so that no text can end the element.
#include "engine/report/html_report.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "engine/report/html_text.h"
#include "engine/report/json_report.h"
#include "engine/report/side_json.h"
#include "engine/report/side_view.h"

// The page as built, as the linker sees it.
asm(R"(
    .section .rodata
    .global copytrace_report_page
copytrace_report_page:
    .incbin ")" COPYTRACE_REPORT_PAGE R"("
    .byte 0
    .previous
)");
extern "C" const char copytrace_report_page[];

namespace copytrace {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaxRows = 2000;
constexpr std::string_view kTitleHole = "copytrace report of …";
constexpr std::string_view kDataHole = "\"copytrace report data\"";

std::string EscapedForElement(std::string json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string WriteHtmlReport(const ScanResult& result, const ReportContext& context,
                            const TextsOfFinding& texts_of, const Review& review) {
  Json sides = Json::object();
  for (const Finding& finding : result.findings) {
    const FindingTexts texts = texts_of(finding);
    sides[finding.id] = SideViewToJson(MakeSideView(finding, texts.here, texts.there, kMaxRows));
  }
  const std::string data =
      "{\"report\":" + WriteJsonReport(result, context, review) +
      ",\"sides\":" + sides.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "}";

  const std::string_view page = copytrace_report_page;
  const size_t title = page.find(kTitleHole);
  const size_t hole = page.find(kDataHole, title);
  std::string out;
  out.reserve(page.size() + data.size() + data.size() / 16);
  out += page.substr(0, title);
  out += "copytrace: " + HtmlText(result.root);
  out += page.substr(title + kTitleHole.size(), hole - title - kTitleHole.size());
  out += EscapedForElement(data);
  out += page.substr(hole + kDataHole.size());
  return out;
}

}  // namespace copytrace
