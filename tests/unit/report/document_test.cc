#include "engine/report/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace copytrace {
namespace {

using testing::HasSubstr;
using testing::Not;

Document Sample() {
  Document document;
  document.title = "Papers of shop";
  TextTable table;
  table.columns = {"file", "lines"};
  table.numeric = {false, true};
  table.rows = {{"src/a|b.js", "12"}, {std::nullopt, "7"}};
  document.blocks = {DocumentHeading{2, "What was found"},
                     DocumentParagraph{"1. First, some words."},
                     DocumentFacts{{{"Package", "pkg:npm/pad@1.0.0"}, {"Of", "Ann"}}},
                     DocumentList{{"one", "two"}},
                     table,
                     DocumentVerbatim{"Line one\n\n  indented ``` line\n"}};
  return document;
}

TEST(DocumentTest, AsText) {
  EXPECT_EQ(WriteDocumentText(Sample()), R"(Papers of shop
##############

What was found
==============

1. First, some words.

Package:  pkg:npm/pad@1.0.0
Of:       Ann

- one
- two

file        lines
src/a|b.js     12
-               7

Line one

  indented ``` line
)");
}

TEST(DocumentTest, AsMarkdown) {
  EXPECT_EQ(WriteDocumentMarkdown(Sample()), R"(# Papers of shop

## What was found

1\. First, some words.

- **Package:** pkg:npm/pad@&#8203;1.0.0
- **Of:** Ann

- one
- two

| file | lines |
| --- | ---: |
| src/a\|b.js | 12 |
|  | 7 |

````
Line one

  indented ``` line
````
)");
}

TEST(DocumentTest, AsHtml) {
  const std::string html = WriteDocumentHtml(Sample());
  EXPECT_THAT(html, HasSubstr("<h1>Papers of shop</h1>\n<h2>What was found</h2>\n"));
  EXPECT_THAT(html, HasSubstr("<dt>Package</dt><dd>pkg:npm/pad@1.0.0</dd>"));
  EXPECT_THAT(html, HasSubstr("<td>src/a|b.js</td><td class=\"number\">12</td>"));
  EXPECT_THAT(html, HasSubstr("<pre>Line one\n\n  indented ``` line\n</pre>"));
  EXPECT_THAT(html, HasSubstr("default-src 'none'; style-src 'sha256-"));
}

TEST(DocumentTest, LongLinesBreakBetweenWords) {
  std::string words = "word";
  for (int i = 0; i < 40; ++i) words += " word";
  Document document{"T", {DocumentList{{words}}}};
  const std::string text = WriteDocumentText(document);
  EXPECT_THAT(text, HasSubstr("word\n  word"));
  for (size_t start = 0; start < text.size();) {
    const size_t end = text.find('\n', start);
    EXPECT_LE(end - start, 100u);
    start = end + 1;
  }
}

// Whatever a cell holds, it is text in every format.
TEST(DocumentTest, NothingInItMeansAnything) {
  const std::string hostile =
      "<script>alert(1)</script> \x1b[31m \u202e | `x` [a](javascript:b) \n# not a heading & \"'";
  Document document;
  document.title = hostile;
  TextTable table;
  table.columns = {hostile};
  table.numeric = {false};
  table.rows = {{hostile}};
  document.blocks = {DocumentHeading{2, hostile},
                     DocumentParagraph{hostile},
                     DocumentFacts{{{hostile, hostile}}},
                     DocumentList{{hostile}},
                     table,
                     DocumentVerbatim{hostile}};
  for (const char* format : {"text", "markdown", "html"}) {
    const std::string out = WriteDocument(document, format).value();
    EXPECT_THAT(out, Not(HasSubstr("\x1b"))) << format;
    EXPECT_THAT(out, Not(HasSubstr("\u202e"))) << format;
  }
  const std::string html = WriteDocumentHtml(document);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  const std::string markdown = WriteDocumentMarkdown(document);
  const std::string before_verbatim = markdown.substr(0, markdown.find("```"));
  EXPECT_THAT(before_verbatim, Not(HasSubstr("](")));
  EXPECT_THAT(before_verbatim, Not(testing::ContainsRegex("[^\\\\]<script")));
  EXPECT_EQ(WriteDocument(document, "pdf"), std::nullopt);
}

}  // namespace
}  // namespace copytrace
