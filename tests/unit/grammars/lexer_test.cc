// Tricky lexing, as tables of a text and its tokens.
#include <gtest/gtest.h>

#include <ctime>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "grammars/injection.h"
#include "grammars/tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace copytrace {
namespace {

// Tokens joined with single spaces; strings keep their quotes.
std::string Lexed(Language language, std::string_view text) {
  std::vector<TokenSpan> spans;
  LexSpans(language, text, &spans);
  std::string joined;
  for (const TokenSpan& span : spans) {
    if (!joined.empty()) joined += ' ';
    joined += text.substr(span.begin, span.end - span.begin);
  }
  return joined;
}

struct Case {
  Language language;
  std::string_view text;
  std::string_view tokens;
};

TEST(LexerTest, CutsAsTheLanguageDoes) {
  using enum Language;
  const Case cases[] = {
      // comments
      {kC, "a /* b */ c // d \\\n e\nf", "a c f"},
      {kC, "a /*/ b */ c", "a c"},
      {kRust, "a /* b /* c */ d */ e", "a e"},
      {kRust, "//! doc\n/// doc\nfn", "fn"},
      {kPython, "a # b\nc", "a c"},
      {kGenericHash, "x=$# # c\ny=${#z}", "x = $ # y = $ { # z }"},
      {kGenericDash, "a --[[ b\n c ]] d -- e\nf", "a d f"},
      {kGenericSemicolon, "(car 'x) ; y\n#| z |# w", "( car ' x ) w"},
      {kGenericPercent, "foo(X) -> X. % y", "foo ( X ) -> X ."},
      // strings and characters
      {kC, R"(x = "a\"b" L'c' u8"d")", R"(x = "a\"b" L'c' u8"d")"},
      {kCpp, "R\"x(a)\" b)x\" + 1'000'000", "R\"x(a)\" b)x\" + 1'000'000"},
      {kCpp, "Rx(\"a\")", "Rx ( \"a\" )"},
      {kJava, "\"\"\"\n a \"b\" \\\"\"\" \"\"\" + c", "\"\"\"\n a \"b\" \\\"\"\" \"\"\" + c"},
      {kPython, "rb'a\\'' f\"\"\"b\n\"c\" {d}\"\"\" uR'e'",
       "rb'a\\'' f\"\"\"b\n\"c\" {d}\"\"\" uR'e'"},
      {kPython, "'''a'b''c''' d", "'''a'b''c''' d"},
      {kGo, "`a\n\\` + 'b' + '\\''", "`a\n\\` + 'b' + '\\''"},
      {kRust, "r#\"a\"b\"# br\"c\" b'\\'' r#type", "r#\"a\"b\"# br\"c\" b'\\'' r#type"},
      {kRust, "&'a str 'x' '\\n' 'outer: loop", "& ' a str 'x' '\\n' ' outer : loop"},
      {kRust, "\"a\nb\" '\xc3\xa9'", "\"a\nb\" '\xc3\xa9'"},
      {kGeneric, "f' + g'' + 'h'", "f ' + g ' ' + 'h'"},
      {kGenericDash, "require'socket'", "require 'socket'"},
      {kGeneric, "\"\"\"a\n\"b\" \"\"\"", "\"\"\"a\n\"b\" \"\"\""},
      // templates and regular expressions
      {kJavaScript, "`a${ b ? `c${d}` : \"}\" }e` + f", "`a${ b ? `c${d}` : \"}\" }e` + f"},
      {kJavaScript, "a = /[/]\\/x/gi.test(b) / c / d", "a = /[/]\\/x/gi . test ( b ) / c / d"},
      {kJavaScript, "return /a/; x++ / y / z; this / 2 / 1",
       "return /a/ ; x ++ / y / z ; this / 2 / 1"},
      {kJavaScript, "(a) / b / c; [a] / b / c", "( a ) / b / c ; [ a ] / b / c"},
      {kTypeScript, "a.#b = c?.d ?? e", "a . #b = c ?. d ?? e"},
      // numbers
      {kC, "0x1p-3 1e+5f .5 1. 0xe+1", "0x1p-3 1e+5f .5 1. 0xe + 1"},
      {kRust, "0..10 1.max(2) x.0.1 1_000u32 2.5e-3",
       "0 .. 10 1 . max ( 2 ) x . 0 . 1 1_000u32 2.5e-3"},
      {kGo, "x[1:] 0b1010 1i", "x [ 1 : ] 0b1010 1i"},
      // operators: `>` stands alone next to another
      {kCpp, "a >> b >>= c >= d -> e", "a > > b > > = c >= d -> e"},
      {kCpp, "vector<vector<int>> x", "vector < vector < int > > x"},
      {kJavaScript, "a >>> b >>>= c => d", "a > > > b > > > = c => d"},
      {kGo, "a &^= b <- c := d", "a &^= b <- c := d"},
      {kPython, "a **= b // c := ...", "a **= b // c := ..."},
      // the preprocessor
      {kC, "#  include <a/b.h>\n#define X(a) #a ## b\n  # if 1",
       "#  include <a/b.h> #define X ( a ) # a # # b # if 1"},
      {kC, "a \\\n b", "a b"},
      // JSX
      {kJavaScript, "return <a b=\"it's\" c-d={e > 1}>Don't {f} <g/>now</a>;",
       "return < a b = \"it's\" c-d = { e > 1 } > Don't { f } < g /> now </ a > ;"},
      {kTsx, "const f = <T,>(a: T) => <b>{a ? <c/> : '<'}</b>",
       "const f = < T , > ( a : T ) => < b > { a ? < c /> : '<' } </ b >"},
      {kTypeScript, "<T>x < y", "< T > x < y"},
      {kJavaScript, "if (a < b && c > d) e", "if ( a < b && c > d ) e"},
      {kJavaScript, "x = <></>; y = 'z'", "x = < > </ > ; y = 'z'"},
      {kJavaScript, "#!/usr/bin/env node\na", "a"},
      {kRust, "#![no_std]", "# ! [ no_std ]"},
      // what is left open ends at its line or at the end of the text
      {kC, "a \"b\nc", "a \"b c"},
      {kC, "a 'b\nc /* d", "a 'b c"},
      {kPython, "a '''b\nc", "a '''b\nc"},
      {kJavaScript, "`a ${b", "`a ${b"},
      {kJavaScript, "a = /b\nc", "a = / b c"},
      {kCpp, "R\"x(a", "R\"x(a"},
      {kRust, "r##\"a\"#", "r##\"a\"#"},
      {kC, "\"\\", "\"\\"},
      {kC, "#include <a", "#include < a"},
      {kJavaScript, "x = <a b='c", "x = < a b = 'c"},
      // Former bugs
      {kJavaScript, R"(`'${a.replace(/'/g, `'\\''`)}'` + b)",
       R"(`'${a.replace(/'/g, `'\\''`)}'` + b)"},
      {kJavaScript, "`${a / b} ${c}` d / e", "`${a / b} ${c}` d / e"},
      {kC, "'", "'"},
      {kJavaScript, "a = b\n/c/d", "a = b / c / d"},
      {kJavaScript, "x = a ? <b/> : c / d / e", "x = a ? < b /> : c / d / e"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Lexed(c.language, c.text), c.tokens) << LanguageName(c.language) << ": " << c.text;
  }
}

TEST(LexerTest, CutsTheWiderLanguages) {
  using enum Language;
  const Case cases[] = {
      {kCSharp, R"(var a = @"x\" + $"b{c["d"]}e" + @$"f""g{h}";)",
       R"(var a = @"x\" + $"b{c["d"]}e" + @$"f""g{h}" ;)"},
      {kCSharp, "x = \"\"\"a \"b\" c\"\"\"; y = $$\"\"\"{d}\"\"\"; @class = 1.ToString();",
       "x = \"\"\"a \"b\" c\"\"\" ; y = $$\"\"\"{d}\"\"\" ; @class = 1 . ToString ( ) ;"},
      {kCSharp, "a ?\?= b?.c; List<List<int>> d; // e",
       "a ?\?= b ? . c ; List < List < int > > d ;"},
      {kPhp, "<p>it's</p><?php $a = 'b\nc'; # d ?><b><?= $e ?>", "$a = 'b\nc' ; $e"},
      {kPhp, "$a = <<<EOT\n b $c\n  EOT;\n#[Attr]\nf(\"x{$y['z']}\");",
       "$a = <<<EOT\n b $c\n  EOT ; # [ Attr ] f ( \"x{$y['z']}\" ) ;"},
      {kPhp, "$a->b ?? $c::D;", "$a -> b ?? $c :: D ;"},
      {kRuby, "a = <<~X + <<Y\n b #{c}\n  X\nd\nY\ne", "a = <<~X + <<Y  b #{c}\n  X d\nY e"},
      {kRuby, "%w[a b] + %q(c(d)e) =~ /f#{g ? \"/\" : 1}/i; x / y / z",
       "%w[a b] + %q(c(d)e) =~ /f#{g ? \"/\" : 1}/i ; x / y / z"},
      {kRuby, "puts /a b/, :sym, a ? b : c, {d: 1}, x?, ?z",
       "puts /a b/ , :sym , a ? b : c , { d : 1 } , x? , ?z"},
      {kRuby, "=begin\nnone\n=end\n@a ||= $b; c << D\n__END__\nnone", "@a ||= $b ; c << D"},
      {kRuby, "\"a#{b.map { |c| \"}\" }}d\" + e", "\"a#{b.map { |c| \"}\" }}d\" + e"},
      {kBash, "cat <<'E' | sort\n a $b 'c\nE\necho \"$(f \"g\")\" ${h:-i} # j",
       "cat <<'E' | sort  a $b 'c\nE echo \"$(f \"g\")\" ${h:-i}"},
      {kBash, "if [ -f a/b.c ]; then x=$#; fi", "if [ -f a/b.c ] ; then x = $# ; fi"},
      {kKotlin, "val a = \"b${c(\"}\")}d\" + \"\"\"e\"f\\\"\"\" /* /* */ */ as? G",
       "val a = \"b${c(\"}\")}d\" + \"\"\"e\"f\\\"\"\" as ? G"},
      {kSwift, "let a = \"b\\(c(\")\"))d\" + #\"e\"f\"# + $0; #if os(x)",
       "let a = \"b\\(c(\")\"))d\" + #\"e\"f\"# + $0 ; #if os ( x )"},
      {kScala, "val a = s\"b${c(\"}\")}\" + 'd' + 'e + \"\"\"f\"g\"\"\"",
       "val a = s\"b${c(\"}\")}\" + 'd' + ' e + \"\"\"f\"g\"\"\""},
      {kScala, "a ::: b === c //> d", "a ::: b === c"},
      {kLua, "a = [==[b]]c]==] .. [[d\n]] --[=[ e ]] ]=] f(...) -- g",
       "a = [==[b]]c]==] .. [[d\n]] f ( ... )"},
      {kObjectiveC, "@implementation A - (void)b { c(@\"d\", @selector(e:)); } @end",
       "@implementation A - ( void ) b { c ( @\"d\" , @selector ( e : ) ) ; } @end"},
      {kPerl, "my %h = (q => 1, s => qw(a b)); $x =~ s{a}{b}gx; $#y; @{$z}",
       "my %h = ( q => 1 , s => qw(a b) ) ; $x =~ s{a}{b}gx ; $#y ; @ { $z }"},
      {kPerl, "print <<\"A\";\nit's\nA\n=pod\n\nnone\n\n=cut\ntr/a-z/A-Z/; $y / 2",
       "print <<\"A\" ; it's\nA tr/a-z/A-Z/ ; $y / 2"},
      {kPerl, "$a / $b; split /,/, $c; %$d;\n__END__\nnone", "$a / $b ; split /,/ , $c ; % $d ;"},
      {kR, "x.y <- r\"(a\"b)\" %in% `z w` # c\nTRUE", "x.y <- r\"(a\"b)\" %in% `z w` TRUE"},
      {kHaskell, "f' x = x' >>= \\y -> 'a' --> z\n{- {- -} -} g -- h\n -- | i",
       "f' x = x' >>= \\ y -> 'a' --> z g"},
      {kHaskell, "[s|{it's}|] ++ f ''T 'u [| $v |] [d|type A = B|] [x|x<-xs]",
       "[s|{it's}|] ++ f '' T ' u [ | $ v |] [ d | type A = B |] [ x | x <- xs ]"},
      {kElixir, "f(:<<>>, {:%{}, :.}, :->, a: :|>, b \\\\ c) :: d",
       "f ( :<<>> , { :%{} , :. } , :-> , a : :|> , b \\\\ c ) :: d"},
      {kElixir, "~r/a\\/b/i |> f?(:c, ?d) # e\n@doc \"\"\"\ng \"h\"\n\"\"\"\n%{i: \"#{j(\"k\")}\"}",
       "~r/a\\/b/i |> f? ( :c , ?d ) @ doc \"\"\"\ng \"h\"\n\"\"\" % { i : \"#{j(\"k\")}\" }"},
      {kDart, "var a = r'b\\' + 'c${d['e']}f' + '''g\n'h''' /* /* */ */ ?? i",
       "var a = r'b\\' + 'c${d['e']}f' + '''g\n'h''' ?? i"},
      {kSql, "SELECT \"a b\", 'it''s' -- c\nFROM t WHERE x <> $1 /* d */;",
       "SELECT \"a b\" , 'it''s' FROM t WHERE x <> $1 ;"},
      {kSql, "SELECT E'it\\'s', e'a''b\nc', X'1F', name'a', $body$ 'd' $body$",
       "SELECT E'it\\'s' , e'a''b\nc' , X'1F' , name 'a' , $body$ 'd' $body$"},
      {kPowerShell,
       "<# a #> Get-Item -Path \"$(b \"c\")`\"d\" | % { $_.E -eq $env:F } # g\n@'\nh'\n'@",
       "Get-Item -Path \"$(b \"c\")`\"d\" | % { $_ . E -eq $env:F } @'\nh'\n'@"},
      {kPowerShell, "& reg.exe load HKLM\\A /q; .\\b.ps1 --c-d:$e Env:F | New-Object G.H[i]",
       "& reg.exe load HKLM\\A /q ; .\\b.ps1 --c-d : $e Env:F | New-Object G.H[i]"},
      {kPowerShell, "[A.B]::C($d.E / 2)[f.G]", "[ A . B ] :: C ( $d . E / 2 ) [ f . G ]"},
      {kJulia, "f!(x') = \"a$(b(\"c\"))\" #= #= =# =# * 'd' # e",
       "f! ( x ' ) = \"a$(b(\"c\"))\" * 'd'"},
      {kOCaml, "let f' (x : 'a) = {q|it's|q} ^ \"b\" (* (* *) *) = 'c'",
       "let f' ( x : 'a ) = {q|it's|q} ^ \"b\" = 'c'"},
      {kZig, "const a = @import(\"b\"); // c\nconst d =\n  \\\\e \"f\n  \\\\g\n;",
       "const a = @import ( \"b\" ) ; const d = \\\\e \"f \\\\g ;"},
      {kCss,
       "a.b-c > d:hover { margin: -1.5em 50%; color: #Fff; x: url(//y/z) !important } /* e */",
       "a . b-c > d : hover { margin : -1.5em 50% ; color : #Fff ; x : url (//y/z) !important }"},
      {kScss, "$a-b: 1px; // c\n@include d($a-b) { &:e { f: #{$g}; } }",
       "$a-b : 1px ; @include d ( $a-b ) { & : e { f : #{ $g } ; } }"},
      // left open
      {kRuby, "a <<~X\nb", "a << ~ X b"},
      {kKotlin, "a \"${b\nc", "a \"${b c"},
      {kPerl, "q(a\nb", "q(a b"},
      {kPhp, "a <?php b ?>", "b"},
      {kPhp, "<?xml ?><?php\n1", "1"},
      {kCSharp, "$\"a{", "$\"a{"},
      {kLua, "[==[a", "[==[a"},
      {kSql, "'a", "'a"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Lexed(c.language, c.text), c.tokens) << LanguageName(c.language) << ": " << c.text;
  }
}

TEST(LexerTest, HoldsItsPromisesOnRandomBytes) {
  std::mt19937 random(7);
  constexpr std::string_view kNasty =
      "\"'`/*\\\n<>{}()[]$#rRbuL=+-.0x1ea;:|!@%&~^, \t\xc3\xa9\xff"
      "qmsty_?AA";
  for (int round = 0; round < 30'000; ++round) {
    std::string input(1 + random() % 200, ' ');
    for (char& c : input) {
      c = round % 4 == 0 ? static_cast<char>(random()) : kNasty[random() % kNasty.size()];
    }
    input[0] = static_cast<char>(round);  // chooses the language
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  }
}

TEST(LexerTest, HoldsItsPromisesOnScrambledContainers) {
  std::mt19937 random(11);
  constexpr std::string_view kPieces[] = {"<script>",
                                          "</script>",
                                          "<style lang=scss>",
                                          "<!--",
                                          "-->",
                                          "<?php ",
                                          "?>",
                                          "```",
                                          "\n```js\n",
                                          "\n~~~ {.py}\n",
                                          "\n.. code:: c\n\n  ",
                                          "{\"cells\":[{",
                                          "\"cell_type\":\"code\",",
                                          "\"source\":[",
                                          "\"source\":\"",
                                          "\"x = 1\\n\",\n",
                                          "\\u0041\\\"",
                                          "}",
                                          "]",
                                          "\n+++ b/a.c\n",
                                          "\n@@ -1 +1 @@\n",
                                          "\n+int a = b(c);",
                                          "\n--- a\n",
                                          "f(a, 1); ",
                                          "\n",
                                          "'"};
  for (int round = 0; round < 20'000; ++round) {
    std::string input(1, static_cast<char>(round));
    for (size_t count = random() % 40; count > 0; --count) {
      input += kPieces[random() % std::size(kPieces)];
    }
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  }
}

// Of this process, which other work on the machine does not lengthen.
double CpuSecondsSince(std::clock_t start) {
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

TEST(LexerTest, IsLinearOnTextMadeToBeSlow) {
  const std::string_view patterns[] = {"\"",
                                       "'",
                                       "`",
                                       "`${",
                                       "/",
                                       "= /[ ",
                                       "/*",
                                       "<a ",
                                       "<a>",
                                       "<a b='",
                                       "<a b=\"\n",
                                       "R\"x(",
                                       "r#",
                                       "r#\"",
                                       "r####",
                                       "\"\"\"",
                                       "'''",
                                       "{",
                                       "}",
                                       ">",
                                       "#",
                                       " #",
                                       "\\",
                                       "import ",
                                       "use;",
                                       "import\n",
                                       "package;",
                                       "const {",
                                       "x='y';\nlet ",
                                       "--[[",
                                       "#|",
                                       "\xff",
                                       "1.",
                                       "=</",
                                       "require(",
                                       "const a = require('a'), ",
                                       "export {\n",
                                       "from x import (\n",
                                       "=<a>{",
                                       "<<A\n",
                                       "<<~A ",
                                       "x=<<A,<<B\nA\n",
                                       "<<<A\n",
                                       "%q(",
                                       "\"#{",
                                       "\"${",
                                       "\"$(",
                                       "\"\\(",
                                       "$\"{",
                                       "q(",
                                       "s/",
                                       "s{a}",
                                       "=begin\n",
                                       "=pod\n",
                                       "[==[",
                                       "{-",
                                       "(*",
                                       "#=",
                                       "<#",
                                       "@\"",
                                       "@'",
                                       "<?",
                                       "<?xml",
                                       "?>",
                                       "~s(",
                                       "r\"-(",
                                       "%a",
                                       "{x|",
                                       "$${",
                                       "url(",
                                       "import (\n",
                                       "import a,\n",
                                       "local a = require",
                                       "module\n",
                                       "<script>",
                                       "<script></script>",
                                       "</",
                                       "<!--",
                                       "\n```\n",
                                       "\n```js\nf()\n```\n",
                                       ".. code:: c\n\n a\n",
                                       "{\"cells\":[",
                                       "\"source\":",
                                       "\n+++ a.c\n@@ -1 @@\n+a"};
  TokenizedText result;
  for (const std::string_view pattern : patterns) {
    std::string text;
    while (text.size() < 300'000) text += pattern;
    for (const Language language : AllLanguages()) {
      const std::clock_t start = std::clock();
      Tokenize(language, text, &result);
      const double cpu_seconds = CpuSecondsSince(start);
      EXPECT_LT(cpu_seconds, 1.0) << LanguageName(language) << " on " << pattern;
    }
    for (const std::string_view path : {"a.html", "a.php", "a.md", "a.rst", "a.ipynb", "a.patch"}) {
      const std::clock_t start = std::clock();
      FileType type = DetectFileType(path, text.substr(0, 16384));
      TokenizeFile(path, text, &type, &result);
      const double cpu_seconds = CpuSecondsSince(start);
      EXPECT_LT(cpu_seconds, 1.0) << path << " on " << pattern;
    }
  }
}

}  // namespace
}  // namespace copytrace
