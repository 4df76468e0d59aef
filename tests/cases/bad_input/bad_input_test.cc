// Stores and files that are not as they should be: a clear message or a reported skip, never a
// crash, and nothing else lost.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

const std::string kStore = " --store '" CASES_DIR "/store' ";

void CopyStore(const fs::path& to) {
  fs::copy(CASES_DIR "/store", to, fs::copy_options::recursive);
}

TEST(BadInput, AStoreThatCannotBeUsedEndsTheRunWithAMessage) {
  const TestDirectory directory;
  directory.Write("project/a.js", "console.log(1);\n");
  directory.Write("file", "no directory");
  fs::create_directory(directory.path() / "empty");
  directory.Write("other/notes.txt", "no store at all");
  const struct {
    const char* arguments;
    const char* message;
  } kRows[] = {
      {"project", "--store DIR"},         {"--store missing project", "missing"},
      {"--store file project", "file"},   {"--store empty project", "empty"},
      {"--store other project", "other"},
  };
  for (const auto& row : kRows) {
    const ProgramResult result = directory.Run(std::string("copytrace scan ") + row.arguments);
    EXPECT_EQ(result.status, 2) << row.arguments;
    EXPECT_THAT(result.err, HasSubstr("copytrace: "));
    EXPECT_THAT(result.err, HasSubstr(row.message));
    EXPECT_EQ(result.out, "");
  }
}

TEST(BadInput, AnyDamagedFileOfAStoreIsNoticedOrHarmless) {
  const TestDirectory directory;
  const std::string scan =
      "copytrace scan --format json --fail-on none --store copy '" CASES_DIR "/sample/project'";
  CopyStore(directory.path() / "copy");
  const ProgramResult good = directory.Run(scan);
  ASSERT_EQ(good.status, 0) << good.err;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory.path() / "copy")) {
    if (entry.is_regular_file() && entry.file_size() > 0) {
      files.push_back(fs::relative(entry.path(), directory.path() / "copy"));
    }
  }
  std::sort(files.begin(), files.end());
  int noticed = 0;
  for (const fs::path& file : files) {
    for (const bool cut : {true, false}) {
      fs::remove_all(directory.path() / "copy");
      CopyStore(directory.path() / "copy");
      const fs::path target = directory.path() / "copy" / file;
      const uintmax_t size = fs::file_size(target);
      if (cut) {
        fs::resize_file(target, size / 2);
      } else {
        std::fstream out(target, std::ios::in | std::ios::out | std::ios::binary);
        out.seekp(static_cast<std::streamoff>(size / 3));
        for (int i = 0; i < 16; ++i) out.put('\x5a');
      }
      const ProgramResult result = directory.Run(scan);
      SCOPED_TRACE(file.string() + (cut ? " cut in half" : " overwritten"));
      EXPECT_THAT(result.status, testing::AnyOf(0, 2)) << result.err;
      if (result.status == 2) {
        ++noticed;
        EXPECT_THAT(result.err, testing::AnyOf(HasSubstr("damaged"), HasSubstr("no store"),
                                               HasSubstr("holds no files")));
      } else {
        EXPECT_EQ(result.out, good.out);
      }
    }
  }
  EXPECT_GE(noticed, 2);
}

TEST(BadInput, AStoreOfAnotherFormatVersionIsRefused) {
  const TestDirectory directory;
  CopyStore(directory.path() / "future");
  const fs::path marker = directory.path() / "future" / STORE_VERSION_FILE;
  ASSERT_TRUE(fs::exists(marker)) << marker;
  std::string text = ReadFile(marker);
  const size_t digit = text.find_first_of("0123456789");
  ASSERT_NE(digit, std::string::npos);
  text.replace(digit, 1, "97");
  std::ofstream(marker) << text;
  const ProgramResult result =
      directory.Run("copytrace scan --store future '" CASES_DIR "/sample/project'");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("future: the store has format 97"));
}

TEST(BadInput, AMissingRootEndsTheRun) {
  const TestDirectory directory;
  const ProgramResult result = directory.Run("copytrace scan nowhere" + kStore);
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("nowhere"));
}

TEST(BadInput, FilesThatCannotBeScannedAreReportedAndTheRestIsScanned) {
  const TestDirectory directory;
  fs::copy_file(CASES_DIR "/sample/project/src/inventory.js",
                directory.Write("project/.keep", "").parent_path() / "inventory.js");
  std::string binary =
      "\x7f"
      "ELF";
  for (int i = 0; i < 4096; ++i) binary += static_cast<char>(i * 37);
  directory.Write("project/program.c", binary);
  directory.Write("project/large.js", std::string(3 << 20, ' '));
  std::string minified = "var ";
  for (int i = 0; i < 3000; ++i) minified += fmt::format("a{}=b({}),", i, i * 7);
  directory.Write("project/site.min.js", minified + "z=1;\n");
  directory.Write("project/secret.js", "alert(1);\n");
  fs::permissions(directory.path() / "project/secret.js", fs::perms::none);
  ASSERT_EQ(mkfifo((directory.path() / "project/pipe.js").c_str(), 0600), 0);
  fs::create_symlink("/etc/passwd", directory.path() / "project/link.js");
  directory.Write("project/empty.js", "");

  const json report = directory.Scan("--max-file-size 2M project" + kStore);
  EXPECT_EQ(report["findings"].size(), 1u);
  std::map<std::string, std::string> skipped;
  for (const json& skip : report["skipped"]) skipped[skip["path"]] = skip["reason"];
  EXPECT_EQ(skipped["program.c"], "binary");
  EXPECT_EQ(skipped["large.js"], "too large");
  EXPECT_EQ(skipped["site.min.js"], "minified");
  EXPECT_TRUE(skipped.contains("pipe.js"));
  EXPECT_TRUE(skipped.contains("link.js"));
  if (geteuid() != 0) {
    EXPECT_EQ(skipped["secret.js"], "unreadable");
  }
}

TEST(BadInput, HostileFileNamesStayInTheirPlace) {
  const TestDirectory directory;
  const std::string name = "project/a\x1b[2Jb\nc\xff.js";
  directory.Write(name, ReadFile(CASES_DIR "/sample/project/src/inventory.js"));
  const ProgramResult text =
      directory.Run("copytrace scan --fail-on none --color never project" + kStore);
  EXPECT_EQ(text.status, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("a\\x1b[2Jb\\x0ac%FF.js:44-58"));
  const json report = directory.Scan("project" + kStore);
  ASSERT_EQ(report["findings"].size(), 1u);
}

TEST(BadInput, CodeMadeToBeSlowIsScannedInTime) {
  const TestDirectory directory;
  std::string nested;
  for (int i = 0; i < 200000; ++i) nested += "([{";
  directory.Write("project/nested.js", nested + "\n");
  std::string periodic;
  for (int i = 0; i < 60000; ++i) periodic += fmt::format("  x = a[{}] + 1;\n", i % 10);
  directory.Write("project/periodic.js", "function f(a) {\n" + periodic + "}\n");
  std::string quotes;
  for (int i = 0; i < 300000; ++i) quotes += "`${'\"/*";
  directory.Write("project/quotes.js", quotes);
  std::string copies;
  const std::string pad = ReadFile(SAMPLE_DIR "/node_modules/left-pad-0.0.3/index.js");
  for (int i = 0; i < 2000; ++i) copies += pad;
  directory.Write("project/copies.js", copies);
  const ProgramResult result =
      directory.Run("timeout 60 copytrace scan --fail-on none project" + kStore);
  EXPECT_EQ(result.status, 0) << result.err;
}

TEST(BadInput, UsageErrorsExitWithTwoAndHelpWithZero) {
  const struct {
    const char* command;
    int status;
    const char* says;
  } kRows[] = {
      {"copytrace", 2, "subcommand"},
      {"copytrace frobnicate", 2, ""},
      {"copytrace scan", 2, "PATH"},
      {"copytrace --help", 0, "scan"},
      {"copytrace scan --help", 0, "--fail-on"},
      {"copytrace --version", 0, "copytrace "},
      {"copytrace index --help", 0, "copytrace-index"},
      {"copytrace index frobnicate", 2, ""},
  };
  const TestDirectory directory;
  for (const auto& row : kRows) {
    const ProgramResult result = directory.Run(row.command);
    EXPECT_EQ(result.status, row.status) << row.command << "\n" << result.out << result.err;
    EXPECT_THAT(result.out + result.err, HasSubstr(row.says)) << row.command;
  }
}

}  // namespace
}  // namespace copytrace
