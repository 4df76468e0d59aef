#include "engine/source/source_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace copytrace {
namespace {

namespace fs = std::filesystem;

std::string FunctionLines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += fmt::format("function add{0}(left, right) {{ return left + right + {0}; }}\n", i);
  }
  return text;
}

std::string OnOneLine(std::string text) {
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text + "\n";
}

SourceFile Make(std::string path, std::string bytes) {
  return MakeSourceFile(std::move(path), std::move(bytes), SourceLimits());
}

// The hashes that `git hash-object` prints.
TEST(SourceFileTest, HashIsGitsBlobId) {
  EXPECT_EQ(Swhid(HashContent("")), "swh:1:cnt:e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  EXPECT_EQ(Swhid(HashContent("hello\n")), "swh:1:cnt:ce013625030ba8dba906f756967f9e9ca394464a");
}

TEST(SourceFileTest, CodeHasTokens) {
  const SourceFile file = Make("lib/add.js", FunctionLines(3));
  EXPECT_FALSE(file.skipped);
  EXPECT_EQ(file.type.language, Language::kJavaScript);
  EXPECT_EQ(file.type.kind, ContentKind::kCode);
  EXPECT_GT(file.tokenized.tokens.size(), 30u);
  EXPECT_EQ(file.bytes, FunctionLines(3).size());
  EXPECT_EQ(file.sha1, HashContent(FunctionLines(3)));
}

// The hash is that of the bytes, the text that of the lines.
TEST(SourceFileTest, TextIsDecodedHashIsNot) {
  const SourceFile file = Make("a.c", "\xEF\xBB\xBFint a;\r\nint b;\r\n");
  EXPECT_EQ(file.text, "int a;\nint b;\n");
  EXPECT_EQ(file.sha1, HashContent("\xEF\xBB\xBFint a;\r\nint b;\r\n"));
}

TEST(SourceFileTest, ProseAndDataHaveNoTokens) {
  for (const char* path : {"README.md", "data.json"}) {
    const SourceFile file = Make(path, "{\"words\": [1, 2, 3]}\n");
    EXPECT_FALSE(file.skipped) << path;
    EXPECT_NE(file.type.kind, ContentKind::kCode) << path;
    EXPECT_TRUE(file.tokenized.tokens.empty()) << path;
    EXPECT_FALSE(file.text.empty()) << path;
  }
}

TEST(SourceFileTest, BinaryIsSkipped) {
  const SourceFile file = Make("a.c", std::string("\x7f"
                                                  "ELF\0\1\2\0\0\3\0\0\0\xff\xfe",
                                                  15));
  EXPECT_EQ(file.skipped, SkipReason::kBinary);
  EXPECT_TRUE(file.tokenized.tokens.empty());
}

TEST(SourceFileTest, LargeIsSkippedWithSizes) {
  SourceLimits limits;
  limits.max_file_bytes = 2048;
  const SourceFile file = MakeSourceFile("a.c", std::string(5000, 'a'), limits);
  EXPECT_EQ(file.skipped, SkipReason::kTooLarge);
  EXPECT_EQ(file.skip_detail, "4.9 KiB, limit 2.0 KiB");
}

// The lexer addresses 16 MiB; a limit set above that is no licence to go further.
TEST(SourceFileTest, LimitNeverPassesTheLexers) {
  SourceLimits limits;
  limits.max_file_bytes = uint64_t{1} << 40;
  const SourceFile file = MakeSourceFile("a.c", std::string(kMaxTextBytes + 1, 'a'), limits);
  EXPECT_EQ(file.skipped, SkipReason::kTooLarge);
}

TEST(SourceFileTest, TellsMinifiedFromLongData) {
  std::string numbers = "const table = [";
  std::string strings = "const words = [";
  for (int i = 0; i < 3000; ++i) {
    numbers += fmt::format("{},", i * 7919 % 65536);
    strings += fmt::format("\"word{}\",", i);
  }
  const struct {
    const char* name;
    std::string text;
    bool minified;
  } kCases[] = {
      {"ordinary", FunctionLines(200), false},
      {"one line", OnOneLine(FunctionLines(200)), true},
      {"a few readable lines above one line", FunctionLines(20) + OnOneLine(FunctionLines(200)),
       true},
      {"licence comment above one line",
       "/*\n * A library.\n * Free to use.\n */\n" + OnOneLine(FunctionLines(200)), true},
      {"base64 in ordinary code",
       FunctionLines(20) + "const image = \"" + std::string(100000, 'Q') + "\";\n", false},
      {"table of numbers on one line", FunctionLines(5) + numbers + "0];\n", false},
      {"list of strings on one line", FunctionLines(5) + strings + "\"\"];\n", false},
      {"small one-line module", OnOneLine(FunctionLines(6)), false},
      {"one long line of code in an ordinary file",
       FunctionLines(200) + OnOneLine(FunctionLines(40)), false},
      {"long comment", "// " + std::string(9000, 'x') + "\n" + FunctionLines(20), false},
  };
  for (const auto& test : kCases) {
    const SourceFile file = Make("a.js", test.text);
    EXPECT_EQ(file.skipped == SkipReason::kMinified, test.minified) << test.name;
    EXPECT_EQ(file.tokenized.tokens.empty(), test.minified) << test.name;
  }
}

TEST(SourceFileTest, MinifiedCodeKeepsItsTokensOnRequest) {
  SourceLimits limits;
  limits.keep_minified = true;
  const SourceFile minified = MakeSourceFile("a.js", OnOneLine(FunctionLines(200)), limits);
  EXPECT_FALSE(minified.skipped);
  EXPECT_TRUE(minified.minified);
  EXPECT_FALSE(minified.tokenized.tokens.empty());
  EXPECT_FALSE(MakeSourceFile("a.js", FunctionLines(200), limits).minified);
}

TEST(SourceFileTest, ReadsTheReadableModulesOfABundle) {
  const std::string readable = FunctionLines(100);
  const SourceFile file = Make("bundle.js", readable + OnOneLine(FunctionLines(400)) + readable);
  EXPECT_FALSE(file.skipped);
  EXPECT_EQ(file.tokenized.tokens.size(), 2 * Make("a.js", readable).tokenized.tokens.size());
  EXPECT_EQ(file.tokenized.tokens.back().line, 201u);
  for (const Token& token : file.tokenized.tokens) EXPECT_NE(token.line, 101u);
}

TEST(SourceFileTest, CodeInPagesIsCode) {
  const std::string script = "<h1>it's</h1>\n<script>\n" + FunctionLines(3) + "</script>\n";
  const SourceFile page = Make("a.html", script);
  EXPECT_EQ(page.type.kind, ContentKind::kCode);
  EXPECT_EQ(page.type.language, Language::kJavaScript);
  EXPECT_EQ(page.tokenized.tokens.front().line, 3u);
  const SourceFile minified =
      Make("a.html", "<p>\n<script>" + OnOneLine(FunctionLines(200)) + "</script>\n");
  EXPECT_FALSE(minified.skipped);
  EXPECT_EQ(minified.type.kind, ContentKind::kData);
  EXPECT_TRUE(minified.tokenized.tokens.empty());
}

TEST(SourceFileTest, LinesAreThoseOfTheFileWhateverItsEncoding) {
  std::string utf16 = "\xff\xfe";
  std::string lines = FunctionLines(3);
  std::string returns;
  for (const char c : lines) {
    utf16 += c;
    utf16 += '\0';
    returns += c == '\n' ? '\r' : c;
  }
  const SourceFile plain = Make("a.js", lines);
  for (const std::string& bytes : {utf16, returns, "\xef\xbb\xbf" + lines}) {
    const SourceFile file = Make("a.js", bytes);
    EXPECT_EQ(file.text, plain.text);
    EXPECT_EQ(file.tokenized.digest, plain.tokenized.digest);
    EXPECT_EQ(file.tokenized.tokens.back().line, 3u);
  }
}

class ReadFileTest : public testing::Test {
 protected:
  ReadFileTest() : root_(testing::TempDir() + "/read_file_" + std::to_string(::getpid())) {
    fs::create_directories(root_);
  }
  ~ReadFileTest() override { fs::remove_all(root_); }

  fs::path root_;
};

TEST_F(ReadFileTest, ReadsRegularFile) {
  std::ofstream(root_ / "a.c") << "int a;\n";
  EXPECT_EQ(ReadSourceFile(root_ / "a.c", "x/a.c", SourceLimits()).text, "int a;\n");
  EXPECT_EQ(ReadSourceFile(root_ / "a.c", "x/a.c", SourceLimits()).path, "x/a.c");
}

TEST_F(ReadFileTest, MissingFileIsUnreadable) {
  const SourceFile file = ReadSourceFile(root_ / "none", "none", SourceLimits());
  EXPECT_EQ(file.skipped, SkipReason::kUnreadable);
  EXPECT_FALSE(file.skip_detail.empty());
}

// Both would hang or lead out of the tree if they were opened like a file.
TEST_F(ReadFileTest, PipesAndLinksAreNotRead) {
  ASSERT_EQ(::mkfifo((root_ / "pipe").c_str(), 0600), 0);
  fs::create_symlink("/etc/passwd", root_ / "link");
  EXPECT_EQ(ReadSourceFile(root_ / "pipe", "pipe", SourceLimits()).skipped, SkipReason::kSpecial);
  EXPECT_EQ(ReadSourceFile(root_ / "link", "link", SourceLimits()).skipped,
            SkipReason::kUnreadable);
  EXPECT_EQ(ReadSourceFile(root_, "directory", SourceLimits()).skipped, SkipReason::kSpecial);
}

TEST(FormatBytesTest, PicksTheUnit) {
  EXPECT_EQ(FormatBytes(0), "0 B");
  EXPECT_EQ(FormatBytes(1023), "1023 B");
  EXPECT_EQ(FormatBytes(1024), "1.0 KiB");
  EXPECT_EQ(FormatBytes((uint64_t{1} << 20) - 1), "1.0 MiB");
  EXPECT_EQ(FormatBytes(uint64_t{4} << 20), "4.0 MiB");
  EXPECT_EQ(FormatBytes(uint64_t{3} << 40), "3.0 TiB");
}

}  // namespace
}  // namespace copytrace
