#include "grammars/content_sniffer.h"

#include <gtest/gtest.h>

#include <string>

namespace copytrace {
namespace {

constexpr std::string_view kC = R"(#include <stdio.h>
#include "list.h"

/* Adds an entry. */
static int add(struct list *list, int value)
{
    struct node *node = malloc(sizeof(*node));
    if (node == NULL) return -1;
    node->value = value;
    return 0;
}
)";
constexpr std::string_view kProse = R"(Release notes

This version mends the printer (see issue 12) and makes the whole thing faster.
Thanks go to all who tried it out; without them, we would not have found it.
You need nothing but a compiler. For questions, write to the list.
)";

TEST(ContentSnifferTest, TellsLanguages) {
  const struct {
    Language language;
    std::string_view text;
  } cases[] = {
      {Language::kC, kC},
      {Language::kCpp,
       "#include <vector>\nnamespace a {\nclass B {\n public:\n  std::vector<int> c();\n};\n}\n"},
      {Language::kJava,
       "package a.b;\nimport java.util.List;\npublic class A {\n  private final int b;\n}\n"},
      {Language::kJavaScript,
       "const a = require('a');\nfunction b(c) {\n  return c + 1;\n}\nmodule.exports = b;\n"},
      {Language::kPython,
       "import os\nfrom a import b\n\ndef c(d):\n    if d:\n        return os.path(d)\n"},
      {Language::kGo, "package a\n\nfunc b(c int) int {\n\td := c\n\treturn d\n}\n"},
      {Language::kRust, "use a::b;\n\npub fn c(d: u8) -> u8 {\n    let e = d;\n    e\n}\n"},
      {Language::kPhp, "<?php\n$a = new B();\necho $a->c;\n"},
      {Language::kBash,
       "if [ -f a ]; then\n  echo \"$a\"\nfi\nfor b in $(ls); do\n  c=$(d)\ndone\n"},
      {Language::kPerl,
       "use strict;\nmy $a = 1;\nsub b {\n  my ($c) = @_;\n  return $c->{d};\n}\n"},
      {Language::kSql, "CREATE TABLE a (\n  b int,\n  c text\n);\nINSERT INTO a VALUES (1);\n"},
  };
  for (const auto& c : cases) {
    const auto sniffed = SniffLanguage(c.text);
    ASSERT_TRUE(sniffed.has_value()) << c.text;
    EXPECT_EQ(LanguageName(*sniffed), LanguageName(c.language)) << c.text;
    EXPECT_FALSE(LooksLikeProse(c.text)) << c.text;
  }
}

TEST(ContentSnifferTest, LeavesProseAndDataAlone) {
  EXPECT_FALSE(SniffLanguage(kProse).has_value());
  EXPECT_TRUE(LooksLikeProse(kProse));
  for (const std::string_view text : {"", "a,b,c\n1,2,3\n4,5,6\n", "{\"a\": 1,\n \"b\": [2, 3]}\n",
                                      "0.1 0.2\n0.3 0.4\n", "$ make\ncc -c a.c\n$ ls\n", "one\n"}) {
    EXPECT_FALSE(SniffLanguage(text).has_value()) << text;
    EXPECT_FALSE(LooksLikeProse(text)) << text;
  }
}

TEST(ContentSnifferTest, DecidesWhereTheNameDoesNot) {
  const auto type = [](std::string_view path, std::string_view text) {
    return DetectFileType(path, text);
  };
  for (const std::string_view path : {"a.txt", "a.inc", "a", "a.foo"}) {
    EXPECT_EQ(type(path, kC).language, Language::kC) << path;
    EXPECT_EQ(type(path, kC).kind, ContentKind::kCode) << path;
    EXPECT_EQ(type(path, kProse).kind, ContentKind::kProse) << path;
  }
  EXPECT_EQ(type("a.inc", "<?php\n$a = 1;\necho $a;\n").language, Language::kPhp);
  EXPECT_EQ(type("a.h", "// licence\n\n@interface A : B\n@end\n").language, Language::kObjectiveC);
  EXPECT_EQ(type("a.h", std::string(900, '\n') + "class A;\n").language, Language::kCpp);
  EXPECT_EQ(type("a.m", "% licence\nfunction a = b(c)\n").language, Language::kGenericPercent);
  EXPECT_EQ(type("a.ts", "<?xml version=\"1.0\"?>\n<TS>\n").kind, ContentKind::kData);
  EXPECT_EQ(type("README.txt", kC).kind, ContentKind::kProse);  // a name of prose stays prose
}

}  // namespace
}  // namespace copytrace
