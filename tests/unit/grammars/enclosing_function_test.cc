#include "grammars/enclosing_function.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace copytrace {
namespace {

struct Case {
  Language language;
  std::string_view text;
  uint32_t first_line, last_line;
  std::string_view name;  // empty: none
  uint32_t function_first = 0, function_last = 0;
};

TEST(EnclosingFunctionTest, FindsTheInnermostNamed) {
  using enum Language;
  const Case cases[] = {
      {kC, "int x;\nstatic char *\nf(int a)\n{\n  return 0;\n}\n", 5, 5, "f", 2, 6},
      {kC, "int x;\nint f() { return 0; }\n", 1, 1, ""},
      {kCpp, "namespace n {\nint &A::g(int a) {\n  return b;\n}\n}\n", 3, 3, "A::g", 2, 4},
      {kCpp, "struct A {\n  A() {\n  }\n  ~A() {\n    x();\n  }\n};\n", 5, 5, "~A", 4, 6},
      {kJava, "class A {\n  A() {\n  }\n  int g() {\n    return 1;\n  }\n}\n", 5, 5, "g", 4, 6},
      {kJava, "class A {\n  A() {\n    x();\n  }\n}\n", 3, 3, "A", 2, 4},
      {kJavaScript, "function f() {\n  return [1].map(x => {\n    return x;\n  });\n}\n", 3, 3, "f",
       1, 5},
      {kJavaScript, "const f = function () {\n  a();\n};\n", 2, 2, "f", 1, 3},
      {kJavaScript, "const f = async (b) => {\n  a();\n};\n", 2, 2, "f", 1, 3},
      {kJavaScript, "exports.f = function () {\n  a();\n};\n", 2, 2, "f", 1, 3},
      {kJavaScript, "x = {\n  f: function () {\n    a();\n  },\n  g() {\n    b();\n  }\n};\n", 3, 3,
       "f", 2, 4},
      {kJavaScript, "x = {\n  f: function () {\n    a();\n  },\n  g() {\n    b();\n  }\n};\n", 6, 6,
       "g", 5, 7},
      {kJavaScript, "class A {\n  f = () => {\n    b();\n  }\n}\n", 3, 3, "f", 2, 4},
      {kTypeScript, "class A {\n  private f(): void {\n    b();\n  }\n}\n", 3, 3, "f", 2, 4},
      {kTsx, "const F = () => {\n  return <a/>;\n};\n", 2, 2, "F", 1, 3},
      {kPython, "class A:\n  def f(self):\n    def g():\n      pass\n    return g\n", 4, 4, "g", 3,
       4},
      {kPython, "class A:\n  def f(self):\n    def g():\n      pass\n    return g\n", 3, 5, "f", 2,
       5},
      {kGo, "package a\nfunc (x T) M() {\n  b()\n}\nfunc f() {\n  c()\n}\n", 3, 3, "M", 2, 4},
      {kGo, "package a\nfunc (x T) M() {\n  b()\n}\nfunc f() {\n  c()\n}\n", 6, 6, "f", 5, 7},
      {kRust, "impl A {\n  pub fn f(&self) {\n    g()\n  }\n}\n", 3, 3, "f", 2, 4},
      {kCSharp, "class A {\n  int F() {\n    G();\n  }\n}\n", 3, 3, "F", 2, 4},
      {kPhp, "<?php\nclass A {\n  function f() {\n    g();\n  }\n}\n", 4, 4, "f", 3, 5},
      {kRuby, "class A\n  def f\n    g\n  end\nend\n", 3, 3, "f", 2, 4},
      {kBash, "f() {\n  g\n}\n", 2, 2, "f", 1, 3},
      {kKotlin, "class A {\n  fun f() {\n    g()\n  }\n}\n", 3, 3, "f", 2, 4},
      {kSwift, "class A {\n  func f() {\n    g()\n  }\n}\n", 3, 3, "f", 2, 4},
      {kScala, "object A {\n  def f() = {\n    g()\n  }\n}\n", 3, 3, "f", 2, 4},
      {kLua, "local function f()\n  g()\nend\n", 2, 2, "f", 1, 3},
      {kPerl, "sub f {\n  g();\n}", 2, 2, "f", 1, 3},
      {kR, "f <- function(x) {\n  g(x)\n}\n", 2, 2, "f", 1, 3},
      {kZig, "fn f() void {\n  g();\n}\n", 2, 2, "f", 1, 3},
      {kObjectiveC, "int f() {\n  g();\n}\n", 2, 2, "f", 1, 3},
      // a region over two functions: the one that holds more of it
      {kC, "int f() {\n  a();\n}\nint g() {\n  a();\n  b();\n}\n", 2, 6, "g", 4, 7},
      // what is at the margin but begins nothing: labels, text of a literal
      {kC, "int x;\n\nint f() {\n  a();\n\nagain:\n  b();\n  goto again;\n}\n", 7, 7, "f", 3, 9},
      {kGo, "package a\n\nfunc f() {\n  b(`c\n\nd e\n`)\n  g()\n}\n", 8, 8, "f", 3, 9},
      {kGo, "package a\n\nvar b = `c\n\nd e\n`\n\tx()\nfunc f() {\n  g()\n}\n", 9, 9, "f", 8, 10},
      // the same in C: statements at the margin, a comment over an empty line in the function and
      // before it
      {kC, "int f() {\n  a();\n\nb();\n  if (c) {\n    g();\n  }\n}\n", 6, 6, "f", 1, 8},
      {kC, "int f() {\n  a(); /* of\n\ng and */ b();\n  g();\n}\n", 5, 5, "f", 1, 6},
      {kC, "/* of\n\nb and */\nint f() {\n  g();\n}\n", 5, 5, "f", 4, 6},
      // comments and directives between a function and the empty line before it
      {kC, "int f() {\n}\n\n/* of g\n\nas such */\n#define G 1\nint g() {\n  b();\n}\n", 9, 9, "g",
       8, 10},
      // the code before a PHP function left out
      {kPhp, "<?php\nf();\n\nfunction f() {\n  g();\n}\n", 5, 5, "f", 4, 6},
      // most of a region of functions: the one that holds its middle
      {kC, "int a;\nint f() {\n  a();\n  a();\n  a();\n}\n\nint b;\n", 1, 8, "f", 2, 6},
      // languages without a grammar, regions beyond the text
      {kGeneric, "function f() {\n  a\n}\n", 2, 2, ""},
      {kC, "int f() {\n}\n", 50, 60, ""},
      {kC, "", 1, 1, ""},
  };
  for (const Case& c : cases) {
    const auto found = FindEnclosingFunction(c.language, c.text, c.first_line, c.last_line);
    ASSERT_EQ(found.has_value(), !c.name.empty()) << c.text;
    if (!found) continue;
    EXPECT_EQ(found->name, c.name) << c.text;
    EXPECT_EQ(found->first_line, c.function_first) << c.text;
    EXPECT_EQ(found->last_line, c.function_last) << c.text;
  }
}

TEST(EnclosingFunctionTest, LooksAroundTheLinesOnly) {
  std::string text;
  uint32_t lines = 0;
  const auto add = [&](std::string_view code) {
    text += code;
    lines += static_cast<uint32_t>(std::count(code.begin(), code.end(), '\n'));
  };
  for (int i = 0; i < 5000; ++i) add("int before_" + std::to_string(i) + "(void) { return 1; }\n");
  add("static long wanted(long x)\n{\n");
  const uint32_t inside = lines + 1;
  add("  return x * 2;\n}\n");
  for (int i = 0; i < 5000; ++i) add("int after_" + std::to_string(i) + "(void) { return 1; }\n");
  const auto found = FindEnclosingFunction(Language::kC, text, inside, inside);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "wanted");
  EXPECT_EQ(found->first_line, inside - 2);
  EXPECT_EQ(found->last_line, inside + 1);
}

TEST(EnclosingFunctionTest, GivesUpOnHugeRegionsAndEndlessNesting) {
  const std::string large = "int f() {\n" + std::string((1 << 20) + 1, ' ') + "\n}\n";
  EXPECT_FALSE(FindEnclosingFunction(Language::kC, large, 1, 3));

  std::string nested;
  while (nested.size() < 1'000'000) nested += "((((a<b<c<";
  EXPECT_FALSE(FindEnclosingFunction(Language::kCpp, nested, 1, 1));
  EXPECT_FALSE(FindEnclosingFunction(Language::kC, "int f() { }", 5, 9));  // past the end
}

TEST(EnclosingFunctionTest, InOtherFilesAtTheirLines) {
  struct Outer {
    std::string_view path;
    std::string_view text;
    uint32_t first_line, last_line;
    std::string_view name;  // empty: none
    uint32_t function_first = 0, function_last = 0;
  };
  const Outer cases[] = {
      {"a.html", "<p>function no() {</p>\n<script>\nfunction f() {\n  a();\n}\n</script>\n", 4, 4,
       "f", 3, 5},
      {"a.html", "<p>function no() {</p>\n<script>\nfunction f() {\n  a();\n}\n</script>\n", 1, 1,
       ""},
      {"a.vue", "<script lang='ts'>\nconst f = (): void => {\n  a();\n};\n</script>\n", 3, 3, "f",
       2, 4},
      {"a.php", "<?php f(); ?>\n<script>\nfunction f() {\n  a();\n}\n</script>\n", 3, 5, "f", 3, 5},
      {"a.php", "<b>it's</b>\n<?php\nfunction f() {\n  g();\n}\n?>\n<script>a()</script>\n", 4, 4,
       "f", 3, 5},
      {"a.md", "Text\n\n> ```py\n> def f():\n>     return 1\n> ```\n", 5, 5, "f", 4, 5},
      {"a.md", "```js\nfunction f() {}\n```\nText\n~~~js\nfunction g() {\n  a();\n}\n~~~\n", 7, 7,
       "g", 6, 8},
      {"a.patch", "+++ b/a.c\n@@ -1,1 +1,5 @@\n-int x;\n+int f(void)\n+{\n+  return 0;\n+}\n", 6, 6,
       "f", 4, 7},
      {"a.ipynb",
       "{\"cells\": [\n{\"cell_type\": \"code\", \"source\": [\"x = 1\"]},\n{\"cell_type\": "
       "\"code\",\n"
       "\"source\": [\n\"def f():\\n\",\n\"  return 1\"\n]}]}\n",
       6, 6, "f", 5, 6},
      {"a.ipynb",
       "{\"cells\":[{\"cell_type\":\"code\",\"source\":\"x = 1\\ndef f():\\n  return 1\"}]}", 1, 1,
       "f", 1, 1},
  };
  for (const Outer& c : cases) {
    const auto found =
        FindFunctionInFile(c.path, Language::kGeneric, c.text, c.first_line, c.last_line);
    ASSERT_EQ(found.has_value(), !c.name.empty()) << c.text;
    if (!found) continue;
    EXPECT_EQ(found->name, c.name) << c.text;
    EXPECT_EQ(found->first_line, c.function_first) << c.text;
    EXPECT_EQ(found->last_line, c.function_last) << c.text;
  }
}

}  // namespace
}  // namespace copytrace
