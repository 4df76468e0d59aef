#include <fmt/format.h>

#include <string>

#include "engine/report/document.h"
#include "engine/report/html_text.h"
#include "engine/report/printable.h"
#include "engine/source/checksum.h"

namespace copytrace {
namespace {

constexpr std::string_view kStyle =
    R"(:root{color-scheme:light dark;--line:#8884;--faint:#8881}
body{font:1rem/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.7rem;line-height:1.2}
h2{font-size:1.25rem;margin-top:2.2rem;border-bottom:1px solid var(--line)}
h3{font-size:1.05rem;margin-top:1.6rem}
p,li,dd,td{overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem}
dt{font-weight:600}
dd{margin:0}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.88rem}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line)}
th{white-space:nowrap}
.number{text-align:right;font-variant-numeric:tabular-nums}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:.82rem/1.45 ui-monospace,monospace;
background:var(--faint);padding:.8rem 1rem}
@media print{body{max-width:none;margin:0;font-size:10pt}.wide{overflow:visible}
h2,h3{break-after:avoid}tr,dl{break-inside:avoid}thead{display:table-header-group}
pre{background:none;border-left:2px solid #888;padding:0 0 0 .8rem}}
@media(max-width:40rem){dl{display:block}dd{margin-bottom:.4rem}}
)";

struct HtmlWriter {
  std::string out;

  void operator()(const DocumentHeading& heading) {
    out += fmt::format("<h{0}>{1}</h{0}>\n", heading.level, HtmlText(heading.text));
  }
  void operator()(const DocumentParagraph& paragraph) {
    out += "<p>" + HtmlText(paragraph.text) + "</p>\n";
  }
  void operator()(const DocumentFacts& facts) {
    out += "<dl>\n";
    for (const auto& [name, value] : facts.facts) {
      out += "<dt>" + HtmlText(name) + "</dt><dd>" + HtmlText(value) + "</dd>\n";
    }
    out += "</dl>\n";
  }
  void operator()(const DocumentList& list) {
    out += "<ul>\n";
    for (const std::string& item : list.items) out += "<li>" + HtmlText(item) + "</li>\n";
    out += "</ul>\n";
  }
  void operator()(const TextTable& table) {
    out += "<div class=\"wide\"><table>\n<thead><tr>";
    const auto number = [&](size_t column) {
      return table.numeric[column] ? " class=\"number\"" : "";
    };
    for (size_t i = 0; i < table.columns.size(); ++i) {
      out += fmt::format("<th scope=\"col\"{}>{}</th>", number(i), HtmlText(table.columns[i]));
    }
    out += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
      out += "<tr>";
      for (size_t i = 0; i < row.size(); ++i) {
        out += fmt::format("<td{}>{}</td>", number(i), HtmlText(row[i].value_or("")));
      }
      out += "</tr>\n";
    }
    out += "</tbody>\n</table></div>\n";
  }
  void operator()(const DocumentVerbatim& verbatim) {
    out += "<pre>";
    std::string_view text = verbatim.text;
    while (!text.empty()) {
      const size_t end = text.find('\n');
      out += HtmlText(text.substr(0, end)) + '\n';
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    out += "</pre>\n";
  }
};

}  // namespace

std::string WriteDocumentHtml(const Document& document) {
  const std::string title = HtmlText(document.title);
  HtmlWriter writer;
  writer.out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'sha256-{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n",
      Base64(PlainSha256(kStyle)), title, kStyle, title);
  for (const DocumentBlock& block : document.blocks) std::visit(writer, block);
  return writer.out + "</main>\n</body>\n</html>\n";
}

}  // namespace copytrace
