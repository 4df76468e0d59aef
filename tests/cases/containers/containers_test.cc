// A function pasted into files of every kind and encoding, verbatim and with its names changed:
// found at its own lines of the outer file, with the function's name on both sides.
#include <gtest/gtest.h>
#include <iconv.h>

#include <algorithm>
#include <ostream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using nlohmann::json;

const std::string kStore = " --store '" CASES_DIR "/containers_store' ";
const std::string kOrigin = CASE_SOURCES "/containers/origin/";

// A function of one of the files in origin/, and what its names become where it is renamed.
struct Snippet {
  std::string file;
  uint32_t first_line;
  uint32_t last_line;
  std::string function;
  std::vector<std::pair<std::string, std::string>> renames;  // the function's name first
};

const Snippet kTide = {"tide.js",
                       12,
                       33,
                       "tideAt",
                       {{"tideAt", "levelFor"},
                        {"table", "rows"},
                        {"minute", "t"},
                        {"before", "lower"},
                        {"after", "upper"},
                        {"water", "row"},
                        {"waters", "list"},
                        {"span", "width"},
                        {"phase", "angle"},
                        {"mean", "middle"},
                        {"swing", "half"},
                        {"height", "level"},
                        {"twelfth", "part"},
                        {"harbour", "place"},
                        {"rising", "grows"},
                        {"rule", "share"}}};
const Snippet kBells = {"bells.py",
                        10,
                        34,
                        "ring_method",
                        {{"ring_method", "permute"},
                         {"notation", "plan"},
                         {"lead_end", "tail"},
                         {"stage", "width"},
                         {"changes", "steps"},
                         {"part", "word"},
                         {"places", "fixed"},
                         {"place", "spot"},
                         {"BELLS", "LETTERS"},
                         {"row", "line"},
                         {"rows", "lines"},
                         {"bell", "at"}}};
const Snippet kLoom = {"loom.cc",
                       11,
                       32,
                       "LiftPlan",
                       {{"LiftPlan", "Masks"},
                        {"Draft", "Work"},
                        {"draft", "input"},
                        {"shafts", "width"},
                        {"sinking", "flip"},
                        {"every", "full"},
                        {"plan", "result"},
                        {"treadling", "keys"},
                        {"treadle", "key"},
                        {"tie_up", "table"},
                        {"lifted", "mask"},
                        {"used", "seen"},
                        {"threading", "warp"},
                        {"pick", "entry"},
                        {"floats", "extra"}}};
const Snippet kBeads = {"abacus.php",
                        11,
                        33,
                        "soroban_beads",
                        {{"soroban_beads", "columns"},
                         {"beads", "cols"},
                         {"number", "value"},
                         {"rods", "width"},
                         {"unit", "point"},
                         {"whole", "left"},
                         {"tail", "right"},
                         {"digits", "text"},
                         {"digit", "d"},
                         {"rod", "i"},
                         {"heaven", "top"},
                         {"turns", "sum"}}};

std::vector<std::string> LinesOf(const Snippet& snippet) {
  std::istringstream in(ReadFile(kOrigin + snippet.file));
  std::vector<std::string> lines;
  std::string line;
  for (uint32_t number = 1; std::getline(in, line) && number <= snippet.last_line; ++number) {
    if (number >= snippet.first_line) lines.push_back(line);
  }
  return lines;
}

std::string Renamed(std::string line, const Snippet& snippet) {
  for (const auto& [from, to] : snippet.renames) {
    line = std::regex_replace(line, std::regex("\\b" + from + "\\b"), to);
  }
  return line;
}

enum class Encoding { kUtf8, kUtf8Mark, kUtf16Le, kUtf16Be, kUtf16LeBare, kLatin1, kShiftJis };
enum class LineEnd { kLf, kCrLf, kCr };
enum class Lines { kPlain, kTabs, kJson };

std::string Converted(const std::string& text, const char* encoding) {
  const iconv_t converter = iconv_open(encoding, "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) return {};
  std::string out(4 * text.size(), '\0');
  char* from = const_cast<char*>(text.data());
  char* to = out.data();
  size_t from_left = text.size();
  size_t to_left = out.size();
  const size_t failed = iconv(converter, &from, &from_left, &to, &to_left);
  iconv_close(converter);
  if (failed == static_cast<size_t>(-1)) return {};
  out.resize(out.size() - to_left);
  return out;
}

std::string Encoded(const std::string& text, Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return text;
    case Encoding::kUtf8Mark:
      return "\xEF\xBB\xBF" + text;
    case Encoding::kUtf16Le:
      return "\xFF\xFE" + Converted(text, "UTF-16LE");
    case Encoding::kUtf16Be:
      return "\xFE\xFF" + Converted(text, "UTF-16BE");
    case Encoding::kUtf16LeBare:
      return Converted(text, "UTF-16LE");
    case Encoding::kLatin1:
      return Converted(text, "ISO-8859-1");
    case Encoding::kShiftJis:
      return Converted(text, "SHIFT_JIS");
  }
  return {};
}

// A file around a snippet, whose lines all begin with `prefix` and end with `suffix`.
struct Row {
  std::string name;  // of the test
  std::string path;
  const Snippet& snippet;
  std::string before = {};
  std::string after = {};
  std::string prefix = {};
  std::string suffix = {};
  Lines lines = Lines::kPlain;
  Encoding encoding = Encoding::kUtf8;
  LineEnd line_end = LineEnd::kLf;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.path; }

const std::string kScriptHost = "\"use strict\";\n\nimport { log } from './log.js';\n\n";
const std::string kScriptTail = "\nlog.info`ready`;\n";
const std::string kClassHost =
    "#pragma once\n#include <map>\n\nclass Bench;\nnamespace weave {\n\n";
const std::string kClassTail = "\n}  // namespace weave\n";
const std::string kPythonHost = "import sys\n\nNAME = sys.argv[1]\n\n\n";
const std::string kPythonTail = "\n\nif NAME == 'x':\n    print(permissions)\n";

std::string Notebook(bool opens) {
  return opens ? R"json({
 "cells": [
  {"cell_type": "markdown", "source": ["# Title\n", "words"]},
  {
   "cell_type": "code",
   "outputs": [{"text": ["1 2 3"]}],
   "source": ["%matplotlib inline\n", "import sys\n",
)json"
               : R"json(    "print(sys)"]
  }
 ],
 "metadata": {"kernelspec": {"language": "python"}},
 "nbformat": 4
}
)json";
}

std::vector<Row> Rows() {
  const std::string in_script = "<!DOCTYPE html>\n<p>It's 3 o'clock.</p>\n<script>\n";
  return {
      {"Html", "page.html", kTide, in_script, "</script>\n<p>So it isn't.</p>\n"},
      {"HtmlCrLf", "page.htm", kTide, in_script, "</script>\n", "  ", "", Lines::kPlain,
       Encoding::kUtf8, LineEnd::kCrLf},
      {"Vue", "panel.vue", kTide,
       "<template>\n <b @click=\"f(a => b)\">{{ a }}</b>\n</template>\n<script lang=\"ts\" "
       "setup>\n",
       "</script>\n<style scoped>\nb { color: red }\n</style>\n"},
      {"Svelte", "panel.svelte", kTide, "<script>\n\texport let name;\n\n",
       "</script>\n{#if name}<b>{name}</b>{/if}\n", "\t"},
      {"ScriptInPhp", "page.php", kTide,
       "<?php foreach ($rows as $row) { echo $row; } ?>\n<h1>It's</h1>\n<script>\n",
       "</script>\n<?php done();\n", "  "},
      {"PhpInHtml", "page.phtml", kBeads, "<h1>It's one</h1>\n<?php\n\n",
       "\n?>\n<p><?= $title ?></p>\n"},
      {"PhpByContent", "page.inc", kBeads, "<?php\n\nuse Some\\Name;\n\n", "\n"},
      {"Notebook", "study.ipynb", kBells, Notebook(true), Notebook(false), "    \"", "\\n\",",
       Lines::kJson},
      {"Markdown", "README.md", kBells, "# Bells\n\nA `row` is:\n\n```python\n",
       "```\n\nAnd so on.\n"},
      {"MarkdownByContent", "NOTES.md", kTide, "# Tides\n\n~~~\n", "~~~\n"},
      {"MarkdownInList", "list.md", kTide, "1. First\n\n   ```js\n", "   ```\n2. Second\n", "   "},
      {"MarkdownInQuote", "answer.md", kBells, "He wrote:\n\n> Try this:\n>\n> ```python\n",
       "> ```\n\nIt worked.\n", "> "},
      {"MarkdownInQuoteOfQuote", "thread.md", kTide, "> He wrote:\n>\n> > ~~~js\n",
       "> > ~~~\n> Thanks.\n", "> > "},
      {"MarkdownInQuoteLeftOpen", "open.md", kLoom, "> ``` cpp\n", "\nNo code = here;\n", ">"},
      {"ReStructuredText", "guide.rst", kBells,
       "Bells\n=====\n\nThus:\n\n.. code-block:: python\n   :linenos:\n\n", "\nText goes on.\n",
       "   "},
      {"Patch", "0001.patch", kTide,
       "From: me\nSubject: it's (1)\n\n--- a/tide.js\n+++ b/tide.js\n@@ -1,3 +1,24 @@\n"
       " const a = 1;\n-old(a);\n",
       " more(a);\n-- \n2.39\n", "+"},
      {"PatchBehindARemovedComment", "lua.diff", kLoom,
       "--- a/x.sql\n+++ b/x.sql\n@@ -1,1 +1,0 @@\n--- was a comment\ndiff --git a/l.cc b/l.cc\n"
       "--- /dev/null\n+++ b/l.cc\n@@ -0,0 +1,22 @@\n",
       "", "+"},
      {"Utf8Mark", "a.js", kTide, kScriptHost, kScriptTail, "", "", Lines::kPlain,
       Encoding::kUtf8Mark},
      {"Utf16Le", "b.cc", kLoom, kClassHost, kClassTail, "", "", Lines::kPlain, Encoding::kUtf16Le,
       LineEnd::kCrLf},
      {"Utf16Be", "c.py", kBells, kPythonHost, kPythonTail, "", "", Lines::kPlain,
       Encoding::kUtf16Be},
      {"Utf16WithoutMark", "d.js", kTide, kScriptHost, kScriptTail, "", "", Lines::kPlain,
       Encoding::kUtf16LeBare},
      {"Latin1", "e.py", kBells, "# Glockenl\u00E4uten f\u00FCr M\u00E4nner\n" + kPythonHost,
       "# \u00E9t\u00E9\n" + kPythonTail, "", "", Lines::kPlain, Encoding::kLatin1},
      {"ShiftJis", "f.cc", kLoom,
       "// \u7E54\u6A5F\u306E\u8A08\u753B\u3092\u4F5C\u308B\u3002\u8868\n" + kClassHost,
       "// \u30C6\u30B9\u30C8\n" + kClassTail, "", "", Lines::kPlain, Encoding::kShiftJis},
      {"CrLf", "g.js", kTide, kScriptHost, kScriptTail, "", "", Lines::kPlain, Encoding::kUtf8,
       LineEnd::kCrLf},
      {"Cr", "h.js", kTide, kScriptHost, kScriptTail, "", "", Lines::kPlain, Encoding::kUtf8,
       LineEnd::kCr},
      {"Tabs", "i.py", kBells, kPythonHost, kPythonTail, "", "", Lines::kTabs},
      {"WithoutAnEnding", "tool", kBells, "#!/usr/bin/env python3\n" + kPythonHost, kPythonTail},
      {"WithoutAnEndingOrInterpreter", "script", kTide, kScriptHost, kScriptTail},
      {"TextThatIsCode", "code.txt", kBells, kPythonHost, kPythonTail},
      {"IncludeThatIsCpp", "code.inc", kLoom, kClassHost, kClassTail},
      {"HeaderThatIsCpp", "loom.h", kLoom, kClassHost, kClassTail},
      {"UnknownEnding", "code.old", kLoom, kClassHost, kClassTail},
      {"WithoutALastLineEnd", "last.js", kTide, kScriptHost, ""},
  };
}

std::string JsonInner(const std::string& line) {
  const std::string quoted = json(line).dump();
  return quoted.substr(1, quoted.size() - 2);
}

std::string WithTabs(const std::string& line) {
  const size_t indent = std::min(line.find_first_not_of(' '), line.size());
  return std::string(indent / 4, '\t') + line.substr(indent);
}

std::string WithLineEnds(const std::string& text, LineEnd line_end) {
  if (line_end == LineEnd::kLf) return text;
  return std::regex_replace(text, std::regex("\n"), line_end == LineEnd::kCr ? "\r" : "\r\n");
}

// The file with the snippet in it, and the snippet's first line there.
std::string Compose(const Row& row, bool renamed, uint32_t* first_line) {
  std::string text = row.before;
  *first_line = 1 + static_cast<uint32_t>(std::ranges::count(text, '\n'));
  for (std::string line : LinesOf(row.snippet)) {
    if (renamed) line = Renamed(line, row.snippet);
    if (row.lines == Lines::kJson) line = JsonInner(line);
    if (row.lines == Lines::kTabs) line = WithTabs(line);
    text += row.prefix + line + row.suffix + "\n";
  }
  text += row.after;
  if (row.after.empty()) text.pop_back();
  return Encoded(WithLineEnds(text, row.line_end), row.encoding);
}

class Containers : public testing::TestWithParam<Row> {};

TEST_P(Containers, FindTheSnippetAtItsOuterLines) {
  const Row& row = GetParam();
  const Snippet& snippet = row.snippet;
  const TestDirectory directory;
  for (const bool renamed : {false, true}) {
    SCOPED_TRACE(renamed ? "renamed" : "verbatim");
    uint32_t first_line = 0;
    const std::string text = Compose(row, renamed, &first_line);
    ASSERT_GT(text.size(), row.before.size());
    const json report = directory.Scan(directory.Write(row.path, text).string() + kStore);
    ASSERT_EQ(report["findings"].size(), 1u) << report.dump(1);
    const json& finding = report["findings"][0];
    EXPECT_EQ(finding["start_line"], first_line);
    EXPECT_EQ(finding["end_line"], first_line + snippet.last_line - snippet.first_line);
    EXPECT_EQ(finding["origin"]["path"], snippet.file);
    EXPECT_EQ(finding["origin"]["start_line"], snippet.first_line);
    EXPECT_EQ(finding["origin"]["end_line"], snippet.last_line);
    EXPECT_EQ(finding["origin"]["function"], snippet.function);
    EXPECT_EQ(finding["function"], renamed ? snippet.renames[0].second : snippet.function);
    EXPECT_EQ(finding["origin"]["function_lines"]["start_line"], snippet.first_line);
    EXPECT_EQ(finding["origin"]["function_lines"]["end_line"], snippet.last_line);
    EXPECT_EQ(finding["function_lines"]["start_line"], first_line);
    EXPECT_EQ(finding["function_lines"]["end_line"], finding["end_line"]);
    EXPECT_EQ(finding["kind"] == "renamed", renamed) << finding["kind"];
  }
}

INSTANTIATE_TEST_SUITE_P(Every, Containers, testing::ValuesIn(Rows()),
                         [](const auto& info) { return info.param.name; });

TEST(ContainersOfNoCode, StringsOfDataAreNoCode) {
  const TestDirectory directory;
  std::string code;
  std::string yaml = "code: |\n";
  for (const std::string& line : LinesOf(kTide)) {
    code += line + "\n";
    yaml += "  " + line + "\n";
  }
  directory.Write("tree/a.json", json{{"code", code}}.dump());
  directory.Write("tree/lines.json", json(LinesOf(kTide)).dump(1));
  directory.Write("tree/a.yaml", yaml);
  directory.Write("tree/a.ipynb",
                  json{{"cells", {{{"cell_type", "raw"}, {"source", code}}}}}.dump());
  directory.Write("tree/page.html", "<pre>\n" + code + "</pre>\n");
  directory.Write("tree/data.html", "<script type=\"text/template\">\n" + code + "</script>\n");
  directory.Write("tree/removed.diff",
                  "+++ b/a.js\n@@ -1,22 +0,0 @@\n" +
                      std::regex_replace(code, std::regex("^", std::regex::multiline), "-"));
  const json report = directory.Scan("tree" + kStore);
  EXPECT_EQ(report["findings"], json::array());
}

}  // namespace
}  // namespace copytrace
