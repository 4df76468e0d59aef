#include "grammars/enclosing_blocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace copytrace {
namespace {

// What is kept around the first `here` in the text.
std::string KeepAround(std::string_view here, Language language, std::string_view text) {
  const size_t begin = text.find(here);
  return KeepEnclosingBlocks(language, text, begin, begin + here.size());
}

TEST(EnclosingBlocksTest, OfOtherBlocksBracesAndLinesAreLeft) {
  using enum Language;
  EXPECT_EQ(
      "int f() {\n\n}\nint g() {\n  if (a) {\n\n}\n  here();\n}\nint h() {}\n",
      KeepAround("here", kC,
                 "int f() {\n  a();\n}\nint g() {\n  if (a) {\n    b({1});\n  }\n  here();\n}\n"
                 "int h() { c(); }\n"));
  EXPECT_EQ("class A {\n  f = () => {};\n  g() { here(); }\n}\n",
            KeepAround("here", kTypeScript,
                       "class A {\n  f = () => { return {a: 1}; };\n  g() { here(); }\n}\n"));
  // Two lines that reach into two blocks keep both.
  EXPECT_EQ("int f() {\n  here(); }\nint g() { to();\n}\nint h() {}\n",
            KeepAround("here(); }\nint g() { to", kC,
                       "int f() {\n  here(); }\nint g() { to();\n}\nint h() { a(); }\n"));
}

TEST(EnclosingBlocksTest, BracesInLiteralsAndCommentsAreNone) {
  const std::string_view text = "f({ a: '}', /* } */ b: `}${x}`, c: /}/ });\nhere();\n";
  EXPECT_EQ("f({});\nhere();\n", KeepAround("here", Language::kJavaScript, text));
}

TEST(EnclosingBlocksTest, OfABlockThatBeganBeforeTheTextNothingIsLeft) {
  EXPECT_EQ("\n\n\n  int g() {\n    here();\n  }\n}\n",
            KeepAround("here", Language::kJava,
                       "  if (a) { b(); }\n  c();\n}\n  int g() {\n    here();\n  }\n}\n"));
  EXPECT_EQ("here(); }\nint f() {", KeepAround("here", Language::kC, "here(); }\nint f() {"));
}

// A bare line end would be the end of the definition.
TEST(EnclosingBlocksTest, DefinitionsOverLinesStayAsTheyAre) {
  const std::string_view text =
      "#define A(x) do { \\\n  x; \\\n} while (0)\nint f() {\n  here();\n}\n";
  EXPECT_EQ(text, KeepAround("here", Language::kC, text));
  EXPECT_EQ("int f() {\n\n\n\n}\nint g() { here(); }\n",
            KeepAround("here", Language::kC,
                       "int f() {\n#define A(x) do { \\\n  x; \\\n} while (0)\n}\n"
                       "int g() { here(); }\n"));
}

TEST(EnclosingBlocksTest, OfRealCodeLinesStayWhereTheyAre) {
  size_t files = 0;
  size_t kept_bytes = 0;
  size_t bytes = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(TEST_SOURCES_NODE_MODULES)) {
    if (entry.path().extension() != ".js" || entry.file_size() > 100'000) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    const size_t line = text.rfind('\n', text.size() / 2) + 1;
    const size_t end = std::min(text.find('\n', text.size() / 2), text.size());
    if (end <= line) continue;
    const std::string kept = KeepEnclosingBlocks(Language::kJavaScript, text, line, end);
    EXPECT_EQ(std::ranges::count(text, '\n'), std::ranges::count(kept, '\n')) << entry.path();
    const auto number = std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(line), '\n');
    size_t at = 0;
    for (auto i = 0; i < number; ++i) at = kept.find('\n', at) + 1;
    EXPECT_EQ(text.substr(line, end - line), kept.substr(at, end - line)) << entry.path();
    EXPECT_EQ(kept, KeepEnclosingBlocks(Language::kJavaScript, kept, at, at + end - line))
        << entry.path();
    ++files;
    bytes += text.size();
    kept_bytes += kept.size();
  }
  EXPECT_GT(files, 100u);
  EXPECT_LT(2 * kept_bytes, bytes);
}

}  // namespace
}  // namespace copytrace
