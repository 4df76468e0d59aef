// The lexer against the leaves of the parse, on real code of every language.
//
// COPYTRACE_SHOW_DIFFERENCES=N in the environment prints N differing spans a language.
#include "parse_leaves.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "grammars/encoding.h"

namespace copytrace {
namespace {

constexpr double kLeastF1 = 0.99;
constexpr uintmax_t kLargestFile = 200'000;
constexpr size_t kMostBytes = 2'000'000;  // a language
constexpr size_t kLeastBytes = 100'000;
constexpr size_t kLittle = 35'000;  // where the packages of the lock file hold no more

constexpr std::string_view kGrammars = GRAMMARS_NODE_MODULES;
constexpr std::string_view kNpm = TEST_SOURCES_NODE_MODULES;
constexpr std::string_view kRustCrates = "/usr/share/cargo/registry";
constexpr std::string_view kGoPackages = "/usr/share/gocode/src";

struct Corpus {
  Language language;
  std::string_view name;  // of the test
  std::string_view remedy;
  std::vector<std::string> roots;
  std::vector<std::string_view> endings;
  size_t least_bytes = kLeastBytes;
};

std::string Under(std::string_view root, std::string_view path) {
  return std::string(root) + "/" + std::string(path);
}

std::vector<Corpus> Corpora() {
  const std::string_view npm = "npm ci in tests/";
  return {
      {Language::kC,
       "C",
       npm,
       {Under(kGrammars, "tree-sitter/vendor"), Under(kNpm, "leveldown/deps/snappy")},
       {".c"}},
      {Language::kCpp,
       "Cpp",
       npm,
       {Under(kNpm, "leveldown/deps"), Under(kNpm, "node-addon-api"), Under(kNpm, "nan"),
        Under(kNpm, "react-native-svg/common"), Under(kGrammars, "tree-sitter/src")},
       {".cc", ".cpp"}},
      {Language::kJava, "Java", npm, {Under(kNpm, "react-native-svg/android")}, {".java"}},
      {Language::kJavaScript,
       "JavaScript",
       npm,
       {Under(kNpm, "react-native-modal-datetime-picker"), Under(kNpm, "css-tree/lib"),
        Under(kNpm, "node-gyp/lib"), Under(kNpm, "preact/src"), Under(kNpm, "preact/compat/src"),
        Under(kNpm, "undici/lib"), Under(kNpm, "semver"), Under(kGrammars, "tree-sitter-cpp"),
        Under(kGrammars, "tree-sitter-python")},
       {".js"}},
      {Language::kTypeScript,
       "TypeScript",
       npm,
       {Under(kNpm, "react-native-svg/src"), Under(kNpm, "undici/types"),
        Under(kNpm, "react-native-svg/lib/typescript"), Under(kNpm, "preact")},
       {".ts"}},
      {Language::kTsx,
       "Tsx",
       npm,
       {Under(kNpm, "react-native-svg/src"), Under(kNpm, "@react-navigation/elements/src")},
       {".tsx"}},
      {Language::kPython, "Python", npm, {Under(kNpm, "node-gyp/gyp")}, {".py"}},
      {Language::kGo,
       "Go",
       "apt-get install golang-github-burntsushi-toml-dev golang-github-gorilla-mux-dev",
       {Under(kGoPackages, "github.com/BurntSushi/toml"),
        Under(kGoPackages, "github.com/gorilla/mux")},
       {".go"}},
      {Language::kRust,
       "Rust",
       "apt-get install librust-regex-syntax-dev librust-semver-dev",
       {Under(kRustCrates, "regex-syntax-0.6.27"), Under(kRustCrates, "semver-1.0.14")},
       {".rs"}},
      {Language::kCSharp, "CSharp", npm, {Under(kNpm, "com.cysharp.unitask")}, {".cs"}},
      {Language::kPhp,
       "Php",
       "apt-get install php-composer-semver php-doctrine-inflector php-nikic-fast-route",
       {"/usr/share/php/Composer", "/usr/share/php/Doctrine", "/usr/share/php/FastRoute"},
       {".php"}},
      {Language::kRuby, "Ruby", "apt-get install libruby3.1", {"/usr/lib/ruby/3.1.0"}, {".rb"}},
      {Language::kBash,
       "Bash",
       "apt-get install bash-completion",
       {"/usr/share/bash-completion/completions"},
       {""}},
      {Language::kKotlin, "Kotlin", npm, {Under(kNpm, "expo-modules-core/android")}, {".kt"}},
      {Language::kSwift,
       "Swift",
       npm,
       {Under(kNpm, "expo-modules-core/ios"), Under(kNpm, "@capacitor/ios")},
       {".swift"}},
      {Language::kLua, "Lua", "apt-get install lua-penlight", {"/usr/share/lua/5.1/pl"}, {".lua"}},
      {Language::kObjectiveC,
       "ObjectiveC",
       npm,
       {Under(kNpm, "react-native-maps/ios"), Under(kNpm, "@capacitor/ios")},
       {".m"}},
      {Language::kPerl, "Perl", "apt-get install perl", {"/usr/share/perl/5.36.0"}, {".pm"}},
      {Language::kZig, "Zig", npm, {Under(kNpm, "zigar-compiler")}, {".zig"}},
      {Language::kCss,
       "Css",
       npm,
       {Under(kNpm, "animate.css/source"), Under(kNpm, "bootstrap/dist/css")},
       {".css"}},
      {Language::kScss, "Scss", npm, {Under(kNpm, "bootstrap/scss")}, {".scss"}},
      {Language::kSql, "Sql", npm, {Under(kNpm, "@pgpm")}, {".sql"}},
      {Language::kElixir,
       "Elixir",
       npm,
       {Under(kNpm, "@snyk/snyk-hex-plugin")},
       {".ex", ".exs"},
       kLittle},
  };
}

std::vector<std::filesystem::path> FilesOf(const Corpus& corpus) {
  std::vector<std::filesystem::path> files;
  for (const std::string& root : corpus.roots) {
    if (!std::filesystem::is_directory(root)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      const std::string path = entry.path().string();
      const bool wanted = std::ranges::any_of(
          corpus.endings, [&](std::string_view ending) { return path.ends_with(ending); });
      if (wanted && entry.is_regular_file() && entry.file_size() <= kLargestFile) {
        files.push_back(entry.path());
      }
    }
  }
  std::ranges::sort(files);
  return files;
}

class ParseLeavesTest : public testing::TestWithParam<Corpus> {};

TEST_P(ParseLeavesTest, LexerAgrees) {
  const Corpus& corpus = GetParam();
  SpanAgreement agreement;
  std::vector<std::string> differences;
  size_t bytes = 0;
  size_t files = 0;
  for (const auto& path : FilesOf(corpus)) {
    std::ifstream in(path, std::ios::binary);
    const std::string raw((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    std::string storage;
    const auto text = DecodeText(raw, &storage);
    if (!text || bytes > kMostBytes) continue;
    agreement.Add(Compare(corpus.language, *text, &differences));
    bytes += text->size();
    ++files;
  }
  std::printf("%-12s F1 %.5f over %zu files, %zu KB, %llu tokens\n", corpus.name.data(),
              agreement.F1(), files, bytes / 1000,
              static_cast<unsigned long long>(agreement.common + agreement.parse_only));
  if (const char* shown = std::getenv("COPYTRACE_SHOW_DIFFERENCES")) {
    const size_t count = std::min<size_t>(std::strtoul(shown, nullptr, 10), differences.size());
    for (size_t i = 0; i < count; ++i) std::printf("  %s\n", differences[i].c_str());
  }
  ASSERT_GE(bytes, corpus.least_bytes) << "too little code to judge by: " << corpus.remedy;
  EXPECT_GE(agreement.F1(), kLeastF1);
}

INSTANTIATE_TEST_SUITE_P(EveryLanguage, ParseLeavesTest, testing::ValuesIn(Corpora()),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace copytrace
