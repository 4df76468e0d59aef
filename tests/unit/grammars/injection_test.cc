// Code in other files: which regions are found, and that tokens keep the places of the outer file.
#include "grammars/injection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace copytrace {
namespace {

struct Read {
  FileType type;
  TokenizedText tokenized;
};

Read ReadFile(std::string_view path, std::string_view text) {
  Read read = {DetectFileType(path, text.substr(0, 16384)), {}};
  TokenizeFile(path, text, &read.type, &read.tokenized);
  return read;
}

constexpr std::string_view kScriptCode = R"(function pad(text, width) {
  let out = text; // grows
  while (out.length < width) {
    out = " " + out;
  }
  return out;
}
)";
constexpr std::string_view kPythonCode = R"(def pad(text, width):
    out = "a\tb"  # grows
    while len(out) < width:
        out = " " + out
    return "%s" % out
)";

std::vector<uint32_t> N0(const TokenizedText& text) {
  std::vector<uint32_t> hashes;
  for (const Token& token : text.tokens) hashes.push_back(token.n0);
  return hashes;
}

std::vector<uint32_t> Lines(const TokenizedText& text) {
  std::vector<uint32_t> lines;
  for (const Token& token : text.tokens) lines.push_back(token.line);
  return lines;
}

TokenizedText TokensOf(Language language, std::string_view text) {
  TokenizedText result;
  Tokenize(language, text, &result);
  return result;
}

void ExpectPlacesOfTheOuterText(const TokenizedText& tokenized, std::string_view text) {
  uint32_t last = 0;
  for (const Token& token : tokenized.tokens) {
    ASSERT_LT(token.offset, text.size());
    EXPECT_GE(token.offset, last);
    EXPECT_EQ(token.line, 1 + std::count(text.begin(), text.begin() + token.offset, '\n'));
    last = token.offset;
  }
}

// The snippet alone gives the same tokens, `line` lines further up.
void ExpectSnippet(std::string_view path, std::string_view text, Language language,
                   std::string_view snippet, uint32_t first_line) {
  const Read read = ReadFile(path, text);
  EXPECT_EQ(read.type.kind, ContentKind::kCode) << path;
  EXPECT_EQ(read.type.language, language) << path;
  const TokenizedText alone = TokensOf(language, snippet);
  EXPECT_EQ(N0(read.tokenized), N0(alone)) << path;
  std::vector<uint32_t> lines = Lines(alone);
  for (uint32_t& line : lines) line += first_line - 1;
  EXPECT_EQ(Lines(read.tokenized), lines) << path;
  ExpectPlacesOfTheOuterText(read.tokenized, text);
}

std::string Indented(std::string_view code, std::string_view indent) {
  std::string result;
  while (!code.empty()) {
    const size_t end = code.find('\n') + 1;
    result.append(indent).append(code.substr(0, end));
    code.remove_prefix(end);
  }
  return result;
}

std::string JsonLines(std::string_view code) {
  std::string result;
  while (!code.empty()) {
    const size_t end = code.find('\n');
    result += "    \"";
    for (const char c : code.substr(0, end)) {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
    code.remove_prefix(end + 1);
    result += code.empty() ? "\"\n" : "\\n\",\n";
  }
  return result;
}

TEST(InjectionTest, ScriptsInPages) {
  const std::string script(kScriptCode);
  const auto page = [&](std::string_view tag) {
    return "<p>it's a function(x)</p>\n<!-- <script>no()</script> -->\n" + std::string(tag) +
           script + "</script>\n<b>{</b>\n";
  };
  using enum Language;
  ExpectSnippet("a.html", page("<script>\n"), kJavaScript, script, 4);
  ExpectSnippet("a.HTM", page("<SCRIPT type='module' defer>"), kJavaScript, script, 3);
  ExpectSnippet("a.vue", page("<script lang=\"ts\" setup>\n"), kTypeScript, script, 4);
  ExpectSnippet("a.svelte", page("<script\n  lang=\"ts\">\n"), kTypeScript, script, 5);
  const Read none = ReadFile("a.html", page("<script type=\"application/json\">"));
  EXPECT_EQ(none.type.kind, ContentKind::kData);
  EXPECT_TRUE(none.tokenized.tokens.empty());
  EXPECT_EQ(ReadFile("a.html", "<p>function a() { return 1; }</p>").type.kind, ContentKind::kData);
}

TEST(InjectionTest, ScriptsAndStylesInTheirOrder) {
  const std::string text = "<style>\na { b: c }\n</style>\n<script>\n" + std::string(kScriptCode) +
                           "</script>\n<script>last()</script>\n";
  const Read read = ReadFile("a.html", text);
  EXPECT_EQ(read.type.language, Language::kJavaScript);
  ExpectPlacesOfTheOuterText(read.tokenized, text);
  ASSERT_GE(read.tokenized.tokens.size(), 20u);
  EXPECT_EQ(read.tokenized.tokens.front().n0, TokenHash("a"));
  EXPECT_EQ(read.tokenized.tokens.front().line, 2u);
  EXPECT_EQ(read.tokenized.tokens.back().line, 13u);
  EXPECT_EQ(read.tokenized.line_count, 13u);
}

TEST(InjectionTest, ScriptsInPhp) {
  const std::string text =
      "<h1>it's</h1>\n<?php foreach ($rows as $row) { echo $row->name; } ?>\n<script>\n"
      "const a = <?= json($b) ?>;\n" +
      std::string(kScriptCode) + "</script>\n<?php f($c);";
  const Read read = ReadFile("a.php", text);
  EXPECT_EQ(read.type.kind, ContentKind::kCode);
  EXPECT_EQ(read.type.language, Language::kJavaScript);
  ExpectPlacesOfTheOuterText(read.tokenized, text);
  const auto hashes = N0(read.tokenized);
  for (const std::string_view word : {"foreach", "$row", "json", "const", "pad", "$c"}) {
    EXPECT_NE(std::ranges::find(hashes, TokenHash(word)), hashes.end()) << word;
  }
  EXPECT_EQ(std::ranges::find(hashes, TokenHash("h1")), hashes.end());
}

TEST(InjectionTest, BlocksInProse) {
  using enum Language;
  const std::string python(kPythonCode);
  ExpectSnippet("README.md", "# Title\n\nSome `code`.\n```python\n" + python + "```\nmore\n",
                kPython, python, 5);
  ExpectSnippet("a.markdown", "~~~~ {.py .x}\n" + python + "~~~\n~~~~\n", kPython, python + "~~~\n",
                2);
  ExpectSnippet("a.Rmd",
                "1. list\n\n   ```{python, echo=FALSE}\n" + Indented(python, "   ") + "   ```\n",
                kPython, python, 4);
  ExpectSnippet("a.md", "text\n```\n" + python + "```\n", kPython, python, 3);  // by its content
  ExpectSnippet("a.md", "```js\n" + std::string(kScriptCode), kJavaScript, kScriptCode,
                2);  // left open
  ExpectSnippet("a.rst",
                "Title\n=====\n\n.. code-block:: python\n   :linenos:\n\n" +
                    Indented(python, "   ") + "\nText goes on, and on.\n",
                kPython, python, 7);
  ExpectSnippet("a.md",
                "> Thus:\n> > ```python\n" + Indented(python, "> > ") + "> > ```\n> > more\n",
                kPython, python, 3);
  ExpectSnippet("a.md", ">~~~py\n" + Indented(python, ">") + "no = more(code)\n", kPython, python,
                2);
  for (const std::string_view text :
       {"# Title\n\nNo code here at all, only words and words.\n", "```\n$ ls\na b c\n```\n",
        "```json\n{\"a\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}\n```\n", "```js\nf()\n```\n"}) {
    const Read read = ReadFile("README.md", text);
    EXPECT_EQ(read.type.kind, ContentKind::kProse) << text;
    EXPECT_TRUE(read.tokenized.tokens.empty()) << text;
  }
}

TEST(InjectionTest, CellsOfNotebooks) {
  const std::string code(kPythonCode);
  const auto notebook = [&](std::string_view language) {
    return "{\n \"cells\": [\n  {\n   \"cell_type\": \"markdown\",\n   \"source\": [\"x = 1\"]\n"
           "  },\n  {\n   \"cell_type\": \"code\",\n   \"metadata\": {\"source\": \"no\"},\n"
           "   \"outputs\": [{\"text\": [\"y = 2\"]}],\n   \"source\": [\n" +
           JsonLines(code) + "   ]\n  }\n ],\n \"metadata\": {\"kernelspec\": {\"language\": \"" +
           std::string(language) + "\"}}\n}\n";
  };
  ExpectSnippet("a.ipynb", notebook("python"), Language::kPython, code, 12);
  EXPECT_EQ(ReadFile("a.ipynb", notebook("R")).type.language, Language::kR);
  // One string for the whole cell, on one line; a command of the notebook's is no code.
  const std::string text =
      R"({"cells":[{"cell_type":"code","source":"%matplotlib inline\nx = [1, 2]\n!ls\n)"
      R"(y = {\"a\": x[0], \"b\": f(x)}\nprint(x, y)\nz = x + y"}]})";
  const Read read = ReadFile("a.ipynb", text);
  EXPECT_EQ(N0(read.tokenized),
            N0(TokensOf(Language::kPython,
                        "x = [1, 2]\ny = {\"a\": x[0], \"b\": f(x)}\nprint(x, y)\nz = x + y")));
  ExpectPlacesOfTheOuterText(read.tokenized, text);
  EXPECT_EQ(text.substr(read.tokenized.tokens.back().offset, 1), "y");
  EXPECT_EQ(ReadFile("a.ipynb", "{\"x = 1\": [[[[[").type.kind, ContentKind::kData);
}

TEST(InjectionTest, LinesThatPatchesAdd) {
  const std::string code(kScriptCode);
  const std::string text =
      "From: it's me\n---\ndiff --git a/x.js b/x.js\n--- a/x.js\n+++ b/x.js\n"
      "@@ -1,2 +1,9 @@\n context()\n-old()\n" +
      Indented(code, "+") + " context()\n--- a/README\n+++ b/README\n@@ -1 +1 @@\n+Some words.\n";
  ExpectSnippet("a.patch", text, Language::kJavaScript, code, 9);
  ExpectSnippet("a.diff", text, Language::kJavaScript, code, 9);
  // A removed line that looks like the head of a file, and counts that are too small.
  const std::string comment = "--- a/x.js\n+++ b/x.js\n@@ -1 +1,7 @@\n--- no head\n" +
                              Indented(code, "+") +
                              "--- a/y.js\n+++ b/y.js\n@@ -1,1 +0,0 @@\n-f();\n-- \n2.39\n";
  ExpectSnippet("a.patch", comment, Language::kJavaScript, code, 5);
  const std::string miscounted = "+++ b/x.js\n@@ -1 +1,2 @@\n" + Indented(code, "+");
  ExpectSnippet("a.patch", miscounted, Language::kJavaScript, code, 3);
}

TEST(InjectionTest, RenamedCodeKeepsItsShape) {
  const std::string page =
      "<script>\nfunction fill(s, n) {\n let r = s; while (r.length < n) {\n"
      "r = ' ' + r; }\nreturn r; }\n</script>";
  const Read read = ReadFile("a.html", page);
  const TokenizedText alone = TokensOf(Language::kJavaScript, kScriptCode);
  ASSERT_EQ(read.tokenized.tokens.size(), alone.tokens.size());
  for (size_t i = 0; i < alone.tokens.size(); ++i) {
    EXPECT_EQ(read.tokenized.tokens[i].n1, alone.tokens[i].n1);
  }
}

TEST(InjectionTest, DigestCoversTheTextAround) {
  const auto digest = [](std::string_view around) {
    return ReadFile("a.md", std::string(around) + "\n```js\n" + std::string(kScriptCode) + "```\n")
        .tokenized.digest;
  };
  EXPECT_EQ(digest("One  two."), digest("One\ntwo."));
  EXPECT_NE(digest("One two."), digest("One three."));
}

TEST(InjectionTest, StringsOfDataAreNoCode) {
  for (const std::string_view path : {"a.json", "a.yaml", "a.svg", "a.xml"}) {
    const Read read =
        ReadFile(path, "{\"code\": \"" + std::string(120, ';') + "function f() {}\"}");
    EXPECT_EQ(read.type.kind, ContentKind::kData) << path;
    EXPECT_TRUE(read.tokenized.tokens.empty()) << path;
  }
}

}  // namespace
}  // namespace copytrace
