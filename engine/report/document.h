// Documents for people who keep them: headings, paragraphs, facts, tables and texts, and how they
// look as text, Markdown and a page of HTML. Everything in a document is untrusted and plain: each
// writer spells out what would mean something to its format. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/report/table_report.h"

namespace copytrace {

struct DocumentHeading {
  int level = 2;  // 2 or 3; the title is the only one of level 1
  std::string text;
};

struct DocumentParagraph {
  std::string text;
};

// Names with a value each.
struct DocumentFacts {
  std::vector<std::pair<std::string, std::string>> facts;
};

struct DocumentList {
  std::vector<std::string> items;
};

// Kept line by line as it is.
struct DocumentVerbatim {
  std::string text;
};

using DocumentBlock = std::variant<DocumentHeading, DocumentParagraph, DocumentFacts, DocumentList,
                                   TextTable, DocumentVerbatim>;

struct Document {
  std::string title;
  std::vector<DocumentBlock> blocks;
};

// Lines of a hundred columns, but for tables and verbatim text.
std::string WriteDocumentText(const Document& document);

// CommonMark with GitHub's tables.
std::string WriteDocumentMarkdown(const Document& document);

// One page without scripts, fit for printing; its Content-Security-Policy allows its own style,
// which is the same in every page, and nothing else.
std::string WriteDocumentHtml(const Document& document);

// By the name of a format: "text", "markdown", "html"; nothing for any other.
std::optional<std::string> WriteDocument(const Document& document, std::string_view format);

}  // namespace copytrace
