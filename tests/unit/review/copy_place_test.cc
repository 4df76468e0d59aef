#include "engine/review/copy_place.h"

#include <gtest/gtest.h>

#include "tests/unit/review/review_fixtures.h"

namespace copytrace {
namespace {

ContentKey KeyOfSnippet() { return FileWords(JavaScript(kSnippet)).KeyOf({1, kSnippetLines}); }

TEST(FileWords, AKeyDoesNotDependOnPlaceLayoutOrComments) {
  const ContentKey key = KeyOfSnippet();
  EXPECT_GT(key.words, 80u);
  EXPECT_EQ(FileWords(JavaScript(OtherLines(30) + kSnippet)).KeyOf({31, 42}), key);
  EXPECT_EQ(FileWords(JavaScript(Reindented(kSnippet))).KeyOf({2, 13}), key);
  EXPECT_EQ(FileWords(JavaScript("// why\n" + kSnippet)).KeyOf({1, 13}), key);
}

TEST(FileWords, AKeyChangesWithAnyToken) {
  for (const auto& [from, to] : {std::pair("365", "360"), std::pair("fee.amount", "fee.value"),
                                 std::pair("* day", "+ day")}) {
    std::string edited = kSnippet;
    edited.replace(edited.find(from), std::string(from).size(), to);
    EXPECT_NE(FileWords(JavaScript(edited)).KeyOf({1, kSnippetLines}), KeyOfSnippet()) << to;
  }
}

// The rolling search against the plain way: the key of every run of lines.
TEST(FileWords, FindsAKeyWhereverItsLinesStand) {
  const std::string text = OtherLines(5) + kSnippet + OtherLines(3, "more") + kSnippet;
  const FileWords words(JavaScript(text));
  const auto runs = words.Find(KeyOfSnippet());
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].lines, (LineRange{6, 17}));
  EXPECT_EQ(runs[1].lines, (LineRange{21, 32}));
  for (uint32_t first = 1; first + kSnippetLines - 1 <= 32; ++first) {
    const LineRange lines{first, first + kSnippetLines - 1};
    const bool found = lines == runs[0].lines || lines == runs[1].lines;
    EXPECT_EQ(words.KeyOf(lines) == KeyOfSnippet(), found) << first;
  }
  EXPECT_EQ(words.CopyNumber(KeyOfSnippet(), {21, 32}), 2u);
  EXPECT_TRUE(FileWords(JavaScript(OtherLines(50))).Find(KeyOfSnippet()).empty());
}

TEST(FileWords, FilesWithoutTokensGoByTheirWords) {
  const FileWords prose(MakeSourceFile("a.txt", "One  two\n\nthree four\nfive six\n", {}));
  const FileWords again(MakeSourceFile("b.txt", "zero\nthree\n   four\n", {}));
  const auto runs = again.Find(prose.KeyOf({3, 3}));
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].lines, (LineRange{2, 3}));
}

TEST(ContentKey, IsReadBackAsItWasWritten) {
  const ContentKey key{57, 0x00c0ffee00c0ffee};
  EXPECT_EQ(ToString(key), "57-00c0ffee00c0ffee");
  EXPECT_EQ(ParseContentKey(ToString(key)), key);
  for (const char* wrong : {"", "57", "57-", "57-00c0ffee", "x-00c0ffee00c0ffee",
                            "57-00c0ffee00c0ffeg", "-00c0ffee00c0ffee"}) {
    EXPECT_FALSE(ParseContentKey(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace copytrace
