#include <string>

#include "engine/report/document.h"
#include "engine/report/markdown_text.h"

namespace copytrace {
namespace {

// A line that would begin a list or a heading of the older kind, and so mean something.
std::string Line(std::string_view text) {
  std::string line = MarkdownText(text);
  const size_t digits = line.find_first_not_of("0123456789");
  if (line.starts_with('-') || line.starts_with('=') || line.starts_with(' ')) {
    line = (line[0] == ' ' ? "&#32;" : "\\" + line.substr(0, 1)) + line.substr(1);
  } else if (digits != 0 && digits != std::string::npos && line[digits] == '.') {
    line.insert(digits, "\\");
  }
  return line;
}

struct MarkdownWriter {
  std::string out;

  void operator()(const DocumentHeading& heading) {
    out += std::string(static_cast<size_t>(heading.level), '#') + ' ' + MarkdownText(heading.text) +
           "\n\n";
  }
  void operator()(const DocumentParagraph& paragraph) { out += Line(paragraph.text) + "\n\n"; }
  void operator()(const DocumentFacts& facts) {
    for (const auto& [name, value] : facts.facts) {
      out += "- **" + MarkdownText(name) + ":** " + MarkdownText(value) + '\n';
    }
    out += '\n';
  }
  void operator()(const DocumentList& list) {
    for (const std::string& item : list.items) out += "- " + Line(item) + '\n';
    out += '\n';
  }
  void operator()(const TextTable& table) {
    std::string rule;
    for (size_t i = 0; i < table.columns.size(); ++i) {
      out += "| " + MarkdownText(table.columns[i]) + ' ';
      rule += table.numeric[i] ? "| ---: " : "| --- ";
    }
    out += "|\n" + rule + "|\n";
    for (const auto& row : table.rows) {
      for (const auto& cell : row) out += "| " + MarkdownText(cell.value_or("")) + ' ';
      out += "|\n";
    }
    out += '\n';
  }
  void operator()(const DocumentVerbatim& verbatim) {
    out += MarkdownCodeBlock(verbatim.text) + '\n';
  }
};

}  // namespace

std::string WriteDocumentMarkdown(const Document& document) {
  MarkdownWriter writer;
  writer.out = "# " + MarkdownText(document.title) + "\n\n";
  for (const DocumentBlock& block : document.blocks) std::visit(writer, block);
  writer.out.pop_back();
  return writer.out;
}

}  // namespace copytrace
