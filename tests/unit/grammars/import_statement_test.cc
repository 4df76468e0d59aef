#include <gtest/gtest.h>

#include <string>

#include "grammars/tokenizer.h"

namespace copytrace {
namespace {

// What is left of a text, tokens joined with spaces.
std::string Kept(Language language, std::string_view text) {
  TokenizedText result;
  Tokenize(language, text, &result);
  std::string joined;
  for (const Token& token : result.tokens) {
    if (!joined.empty()) joined += ' ';
    joined += text.substr(token.offset, token.length);
  }
  return joined;
}

TEST(ImportStatementTest, AreDropped) {
  using enum Language;
  const struct {
    Language language;
    std::string_view text;
    std::string_view kept;
  } cases[] = {
      {kC, "#include <a.h>\n# include \"b.h\"\nint x;", "int x ;"},
      {kCpp, "using namespace std;\nusing a::b; int x;", "int x ;"},
      {kJava, "package a.b;\nimport static c.D.*;\nimport e.F; class X {}", "class X { }"},
      {kPython, "import a, b.c as d\nfrom . import (\n e,\n f)\nfrom g import h, \\\n  i\nx = 1",
       "x = 1"},
      {kPython, "yield from x\nraise A from b", "yield from x raise A from b"},
      {kPython, "if x:\n  import y\n  z()", "if x : z ( )"},
      {kGo, "package a\n\nimport (\n  \"b\"\n  c \"d\"\n)\nimport \"e\"\nvar x int", "var x int"},
      {kRust, "use a::{b, c};\npub(crate) use d::*;\nextern crate e;\nfn f() {}", "fn f ( ) { }"},
      {kJavaScript, "import a, {b} from 'c';\nimport 'd'\nimport * as e from \"f\"\ng()", "g ( )"},
      {kJavaScript, "import a from'b';import c from'd';e()", "e ( )"},
      {kJavaScript, "import('a').then(b); import.meta.url",
       "import ( 'a' ) . then ( b ) ; import . meta . url"},
      {kJavaScript, "export * from 'a';\nexport {b,\n c} from 'd'\nexport {e}; f",
       "export { e } ; f"},
      {kJavaScript, "'use strict';\nvar a = require('a'),\n    b = require('b').c;\nd()",
       "'use strict' ; d ( )"},
      {kJavaScript, "const { a, b } = require('c')\nconst d = 1", "const d = 1"},
      {kJavaScript, "require('a');\nb", "b"},
      {kTypeScript, "import a = require('b');\nimport type { C } from './c';\nlet d", "let d"},
      {kGeneric, "using System;\nimport a.b.C\nfun f() {}", "fun f ( ) { }"},
      {kGeneric, "using (var a = b()) {}\nusing var c = d;",
       "using ( var a = b ( ) ) { } using var c = d ;"},
      {kGenericHash, "require 'a'\nuse strict;\nx = 1", "x = 1"},
      // Former bugs: statements that only mention them, and a bundle on a single line
      {kJavaScript, "const a = require('a'); function f() { return 1 }",
       "function f ( ) { return 1 }"},
      {kJavaScript, "const a = require('a')(b); c", "const a = require ( 'a' ) ( b ) ; c"},
      {kJavaScript, "const a = 1, b = require('b');", "const a = 1 , b = require ( 'b' ) ;"},
      {kPython, "from_ = 1\nimport_x = 2", "from_ = 1 import_x = 2"},
      {kRust, "pub fn f() {}", "pub fn f ( ) { }"},
      {kC, "using", "using"},
      {kPython, "import (", "import ("},
      {kJavaScript, "import", "import"},
      {kGo, "import (", "import ("},
  };
  for (const auto& c : cases) EXPECT_EQ(Kept(c.language, c.text), c.kept) << c.text;
}

TEST(ImportStatementTest, CountInTheDigest) {
  TokenizedText a, b;
  Tokenize(Language::kPython, "import a\nx = 1", &a);
  Tokenize(Language::kPython, "import b\nx = 1", &b);
  EXPECT_EQ(a.tokens.size(), b.tokens.size());
  EXPECT_EQ(a.raw_token_count, a.tokens.size() + 2);
  EXPECT_NE(a.digest, b.digest);
}

}  // namespace
}  // namespace copytrace
