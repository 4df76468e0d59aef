#include "grammars/tokenizer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace copytrace {
namespace {

TokenizedText TokensOf(Language language, std::string_view text) {
  TokenizedText result;
  Tokenize(language, text, &result);
  return result;
}

std::vector<uint32_t> N0(const TokenizedText& text) {
  std::vector<uint32_t> hashes;
  for (const Token& token : text.tokens) hashes.push_back(token.n0);
  return hashes;
}

std::vector<uint32_t> N1(const TokenizedText& text) {
  std::vector<uint32_t> hashes;
  for (const Token& token : text.tokens) hashes.push_back(token.n1);
  return hashes;
}

TEST(TokenizerTest, ClassesAndPlaces) {
  const auto text = TokensOf(Language::kC, "if (ab >= 10)\n  f(\"x y\");\n");
  ASSERT_EQ(text.tokens.size(), 11u);
  const Token& keyword = text.tokens[0];
  EXPECT_EQ(keyword.n0, TokenHash("if"));
  EXPECT_EQ(keyword.n1, keyword.n0);
  EXPECT_EQ(keyword.token_class, static_cast<unsigned>(TokenClass::kKeyword));
  const Token& name = text.tokens[2];
  EXPECT_TRUE(name.IsIdentifier());
  EXPECT_EQ(name.n0, TokenHash("ab"));
  EXPECT_EQ(name.offset, 4u);
  EXPECT_EQ(name.length, 2u);
  EXPECT_EQ(name.line, 1u);
  EXPECT_EQ(text.tokens[3].n0, TokenHash(">="));
  EXPECT_EQ(text.tokens[4].n1, static_cast<uint32_t>(TokenClass::kNumber));
  const Token& string = text.tokens[8];
  EXPECT_TRUE(string.IsString());
  EXPECT_EQ(string.n0, TokenHash("x y"));
  EXPECT_EQ(string.line, 2u);
  EXPECT_EQ(text.line_count, 2u);
  EXPECT_EQ(text.raw_token_count, 11u);
}

TEST(TokenizerTest, LinesAreRightBehindTextOfManyLines) {
  const auto js = TokensOf(Language::kJavaScript, "/* a\nb */ `c\nd` // e\nf\n<a>\n");
  ASSERT_GE(js.tokens.size(), 2u);
  EXPECT_EQ(js.tokens[0].line, 2u);
  EXPECT_EQ(js.tokens[1].line, 4u);
  const auto c = TokensOf(Language::kC, "a \\\n\\\nb // \\\n c\nd");
  EXPECT_EQ(c.tokens[1].line, 3u);
  EXPECT_EQ(c.tokens[2].line, 5u);
  EXPECT_EQ(c.line_count, 5u);
  const auto jsx = TokensOf(Language::kTsx, "x = <a\n b='\n'>\n\n text\n {\ny}</a>");
  EXPECT_EQ(jsx.tokens[6].n0, TokenHash("\n"));
  EXPECT_EQ(jsx.tokens[8].n0, TokenHash("text"));
  EXPECT_EQ(jsx.tokens[8].line, 5u);
  EXPECT_EQ(jsx.tokens[10].line, 7u);
}

TEST(TokenizerTest, EqualTextGivesEqualTokensWithinAFamily) {
  const std::string_view c = "struct a *new = malloc(sizeof class); x->y = 'c' << 2; int bool;";
  EXPECT_EQ(N1(TokensOf(Language::kC, c)), N1(TokensOf(Language::kCpp, c)));
  const std::string_view js = "for (const x of y) { let type = z ?? (a => `b`); interface = 1; }";
  EXPECT_EQ(N1(TokensOf(Language::kJavaScript, js)), N1(TokensOf(Language::kTypeScript, js)));
  EXPECT_EQ(N1(TokensOf(Language::kJavaScript, js)), N1(TokensOf(Language::kTsx, js)));
}

TEST(TokenizerTest, RenamingKeepsN1AndChangesN0) {
  const auto a = TokensOf(Language::kJavaScript, "function pad(s, n) { return s + 'x' * 3; }");
  const auto b = TokensOf(Language::kJavaScript, "function fill(t, m) { return t + 'y' * 9; }");
  EXPECT_EQ(N1(a), N1(b));
  EXPECT_NE(N0(a), N0(b));
  // `target` and `object` are keywords only in a rare place: they are names.
  EXPECT_TRUE(TokensOf(Language::kJavaScript, "target").tokens[0].IsIdentifier());
}

TEST(TokenizerTest, QuotesAndPrefixesDoNotCount) {
  EXPECT_EQ(N0(TokensOf(Language::kJavaScript, "'ab'")),
            N0(TokensOf(Language::kJavaScript, "\"ab\"")));
  EXPECT_EQ(N0(TokensOf(Language::kPython, "rb'ab'")),
            N0(TokensOf(Language::kPython, "\"\"\"ab\"\"\"")));
  EXPECT_EQ(N0(TokensOf(Language::kRust, "r#\"ab\"#")), N0(TokensOf(Language::kRust, "\"ab\"")));
  EXPECT_EQ(N0(TokensOf(Language::kCpp, "R\"x(ab)x\"")), N0(TokensOf(Language::kC, "L\"ab\"")));
  EXPECT_EQ(TokensOf(Language::kC, "#include <ab>").raw_token_count, 2u);
}

TEST(TokenizerTest, DigestForgetsLayoutAndComments) {
  const struct {
    Language language;
    std::string_view a, b;
  } pairs[] = {
      {Language::kC, "#include <a.h>\nint f(){return 1;}",
       "# include <a.h>\r\n/* x */ int f ( )\n{\n return 1; } // y\n"},
      {Language::kC, "a = b;", "a = \\\n b;"},
      {Language::kCpp, "map<a,map<b,c>> d;", "map<a, map<b, c> > d;"},
      {Language::kPython, "def f(x):\n  return x # y\n", "def f( x ) :\n\treturn x"},
      {Language::kTsx, "x = <a b={c}>two  words</a>", "x = <a\n b = {c}\n>\n  two\n words\n</a>"},
      {Language::kRust, "fn f<'a>(){}", "fn f < 'a > ( ) { /* /* */ */ }"},
      {Language::kGo, "f := `x`", "f:=`x` // y"},
  };
  for (const auto& pair : pairs) {
    EXPECT_EQ(TokensOf(pair.language, pair.a).digest, TokensOf(pair.language, pair.b).digest)
        << pair.b;
  }
  EXPECT_NE(TokensOf(Language::kC, "a b").digest, TokensOf(Language::kC, "b a").digest);
  EXPECT_NE(TokensOf(Language::kC, "a").digest, TokensOf(Language::kC, "a a").digest);
}

TEST(TokenizerTest, SequencesAreMarked) {
  const auto marks = [](std::string_view text) {
    std::string bits;
    TokenizedText tokens = TokensOf(Language::kC, text);
    for (const Token& token : tokens.tokens) {
      if (token.n1 == 2 || token.n1 == 3) bits += token.sequence ? '1' : '0';
    }
    return bits;
  };
  EXPECT_EQ(marks("{1, 2, 3, 9, 0x0a, 'a', 'b', 'c'}"), "01101011");
  EXPECT_EQ(marks("{7, 7, 7}"), "011");
  EXPECT_EQ(marks("1 a b c 2"), "01");
  EXPECT_EQ(marks("1 a b c d 2"), "00");
  EXPECT_EQ(marks("123456789, 123456789"), "00");
}

TEST(TokenizerTest, HashesKeepClearOfTheClasses) {
  EXPECT_GE(TokenHash(""), kFirstTextHash);
  for (const Token& token : TokensOf(Language::kC, "if (a) { b = 1 + \"\"; }").tokens) {
    EXPECT_GE(token.n0, kFirstTextHash);
  }
}

TEST(TokenizerTest, ResultIsOverwritten) {
  TokenizedText result;
  Tokenize(Language::kC, "a b c", &result);
  Tokenize(Language::kC, "", &result);
  EXPECT_TRUE(result.tokens.empty());
  EXPECT_EQ(result.line_count, 0u);
  EXPECT_EQ(result.raw_token_count, 0u);
}

}  // namespace
}  // namespace copytrace
