#include "engine/report/document.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/report/printable.h"

namespace copytrace {
namespace {

constexpr size_t kColumns = 100;

// A line broken at spaces, the later ones after `indent`.
std::string Wrapped(std::string_view text, const std::string& first, const std::string& indent) {
  std::string out = first;
  size_t column = DisplayWidth(first);
  bool at_start = true;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const size_t width = DisplayWidth(word);
    if (!at_start && column + 1 + width > kColumns) {
      out += '\n' + indent;
      column = DisplayWidth(indent);
    } else if (!at_start) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
    at_start = false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + '\n';
}

std::string PrintableLines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    out += Printable(text.substr(0, end)) + '\n';
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

struct TextWriter {
  std::string out;

  void operator()(const DocumentHeading& heading) {
    const std::string text = Printable(heading.text);
    out += text + '\n' + std::string(DisplayWidth(text), heading.level == 2 ? '=' : '-') + "\n\n";
  }
  void operator()(const DocumentParagraph& paragraph) {
    out += Wrapped(Printable(paragraph.text), "", "") + '\n';
  }
  void operator()(const DocumentFacts& facts) {
    size_t width = 0;
    for (const auto& [name, value] : facts.facts) width = std::max(width, DisplayWidth(name));
    for (const auto& [name, value] : facts.facts) {
      const std::string padding(width - DisplayWidth(name) + 2, ' ');
      out +=
          Wrapped(Printable(value), Printable(name) + ':' + padding, std::string(width + 3, ' '));
    }
    out += '\n';
  }
  void operator()(const DocumentList& list) {
    for (const std::string& item : list.items) out += Wrapped(Printable(item), "- ", "  ");
    out += '\n';
  }
  void operator()(const TextTable& table) { out += WriteTableText(table) + '\n'; }
  void operator()(const DocumentVerbatim& verbatim) { out += PrintableLines(verbatim.text) + '\n'; }
};

}  // namespace

std::string WriteDocumentText(const Document& document) {
  const std::string title = Printable(document.title);
  TextWriter writer;
  writer.out = title + '\n' + std::string(DisplayWidth(title), '#') + "\n\n";
  for (const DocumentBlock& block : document.blocks) std::visit(writer, block);
  writer.out.pop_back();
  return writer.out;
}

std::optional<std::string> WriteDocument(const Document& document, std::string_view format) {
  if (format == "text") return WriteDocumentText(document);
  if (format == "markdown") return WriteDocumentMarkdown(document);
  if (format == "html") return WriteDocumentHtml(document);
  return std::nullopt;
}

}  // namespace copytrace
