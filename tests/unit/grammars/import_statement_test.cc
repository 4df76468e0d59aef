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
      {kCSharp, "using System;\nusing A = B.C;\nnamespace D.E;\nusing (var f = g()) {}",
       "using ( var f = g ( ) ) { }"},
      {kPhp, "<?php\ndeclare(strict_types=1);\nnamespace A\\B;\nuse C\\{D, E};\nf();", "f ( ) ;"},
      {kRuby, "require 'a'\nrequire_relative \"b\"\nc", "c"},
      {kBash, "source a/b.sh\nc", "c"},
      {kKotlin, "package a.b\nimport c.*\nval d = 1", "val d = 1"},
      {kScala, "package a\nimport b.{C,\n D}\nval e", "val e"},
      {kSwift, "import A\nlet b", "let b"},
      {kDart, "import 'a' show B;\nexport 'c';\nd();", "d ( ) ;"},
      {kObjectiveC, "#import <A/B.h>\n@import C;\nint d;", "int d ;"},
      {kPerl, "package A;\nuse strict;\nuse B qw(c d);\nsub e {}", "sub e { }"},
      {kLua, "local a = require(\"b\").c\nlocal d = require 'e'\nlocal f = 1", "local f = 1"},
      {kZig, "const std = @import(\"std\");\npub const a = @import(\"b\").c;\nconst d = 1;",
       "const d = 1 ;"},
      {kR, "library(a)\nb <- 1", "b <- 1"},
      {kJulia, "using A, B\nimport C: d,\n  e\nf()", "f ( )"},
      {kHaskell, "module A\n  ( b ) where\nimport qualified C as D\nimport E (\n  f)\ng = 1",
       "g = 1"},
      {kOCaml, "open A\nlet b = 1", "let b = 1"},
      {kElixir, "alias A.{B,\n C}\nuse D, e: 1\nf()", "f ( )"},
      {kPowerShell, "using namespace A\nImport-Module B\n$c", "$c"},
      {kScss, "@use 'a';\n@import 'b', 'c';\nd { e: f }", "d { e : f }"},
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
