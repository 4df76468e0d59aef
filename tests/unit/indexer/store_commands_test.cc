// list, remove, verify, export and import, as users run them.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>

#include "engine/store/store.h"
#include "tests/unit/indexer/index_program.h"
#include "tests/unit/indexer/temporary_directory.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class StoreCommandsTest : public testing::Test {
 protected:
  StoreCommandsTest() {
    directory_.Write("pump-1.0/pump.c", CodeInC(1, 20));
    directory_.Write("pump-1.0/package.json",
                     R"({"name":"pump","version":"1.0.0","license":"MIT"})");
    directory_.Write("pump-2.0/pump.c", CodeInC(1, 20));
    directory_.Write("pump-2.0/valve.c", CodeInC(2, 20));
    // CRLF and Latin-1: kept sources that are not the files' own bytes.
    directory_.Write("pump-2.0/crlf.js",
                     "function f(a, b) {\r\n  return a[b] + b[a] * (a - b);\r\n}\r\n"
                     "var s = f(1, 2) + f(3, 4) + f('\xe9t\xe9', 5);\r\n");
    directory_.Write("pump-2.0/package.json",
                     R"({"name":"pump","version":"2.0.0","license":"GPL-3.0-only"})");
    directory_.Write("tank/tank.c", CodeInC(3, 20));
    directory_.Write("tank/package.json", R"({"name":"tank","version":"0.1.0"})");
    for (const char* package : {"pump-1.0", "pump-2.0", "tank"}) {
      const IndexResult result = Run(fmt::format("add {} --store s", package));
      EXPECT_EQ(result.status, 0) << result.output;
    }
  }

  IndexResult Run(const std::string& arguments) {
    return RunIndexProgram(directory_.path(), arguments);
  }

  nlohmann::json Json(const std::string& arguments) {
    return nlohmann::json::parse(Run(arguments + " --format json").output);
  }

  TemporaryDirectory directory_;
};

TEST_F(StoreCommandsTest, ListsByPattern) {
  IndexResult result = Run("list --store s");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.output, HasSubstr("pkg:npm/pump\n  1.0.0"));
  EXPECT_THAT(result.output, HasSubstr("GPL-3.0-only"));
  EXPECT_THAT(result.output, HasSubstr("no licence declared"));
  EXPECT_THAT(result.output, HasSubstr("2 components, 3 releases"));
  EXPECT_THAT(Run("list tank --store s").output, Not(HasSubstr("pump")));
  EXPECT_THAT(Run("list 'pkg:npm/*@2.*' --store s").output, HasSubstr("1 component, 1 release\n"));
  EXPECT_THAT(Run("list nothing --store s").output, HasSubstr("0 components"));
  const nlohmann::json json = Json("list pump --store s");
  ASSERT_EQ(json["components"].size(), 1u);
  const nlohmann::json& releases = json["components"][0]["releases"];
  ASSERT_EQ(releases.size(), 2u);
  EXPECT_EQ(releases[0]["purl"], "pkg:npm/pump@1.0.0");
  EXPECT_EQ(releases[0]["license"], "MIT");
  EXPECT_EQ(releases[1]["files"], 3);
}

TEST_F(StoreCommandsTest, RemovesReleasesAndComponents) {
  IndexResult result = Run("remove pkg:npm/pump@3.0.0 pkg:npm/tank --store s");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("pkg:npm/pump@3.0.0 is not in this store"));
  EXPECT_EQ(Json("info --store s")["generation"], 3);

  result = Run("remove pkg:npm/pump@1.0.0 --store s");
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("Removed 1 release and 0 files"));  // 2.0 has the file too
  result = Run("remove pkg:npm/pump --store s");
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("1 releases and 1 files stay"));
  EXPECT_EQ(Run("compact --store s").status, 0);
  EXPECT_EQ(Run("verify --store s").status, 0);
  const nlohmann::json info = Json("info --store s");
  EXPECT_EQ(info["generation"], 5);
  EXPECT_EQ(info["components"], 1);
  EXPECT_EQ(info["files"], 1);

  EXPECT_EQ(Run("add pump-1.0 pump-2.0 --store s").status, 0);
  EXPECT_EQ(Run("verify --store s").status, 0);
  EXPECT_EQ(Json("info --store s")["releases"], 3);
}

// As if what is gone had never been there: numbers, statistics of tokens, and so all scores.
TEST_F(StoreCommandsTest, RemovedIsNeverAdded) {
  directory_.Write("kept-1.0/a.c", CodeInC(1, 60));
  directory_.Write("kept-1.0/b.js",
                   "var gauge = read(meter, 1) + read(meter, 2) * limit[gauge.n];");
  directory_.Write("kept-1.0/page.html", "<p>text<script>" + CodeInC(7, 9) + "</script>");
  for (int i = 0; i < 12; ++i) {
    directory_.Write(fmt::format("gone-1.0/{}.c", i), CodeInC(i % 3, 30) + CodeInC(100 + i, 30));
  }
  directory_.Write("gone-1.0/x.py", "def f(a):\n    return [a.b(c, 1) for c in a if c > a.d(c)]\n");
  ASSERT_EQ(Run("add kept-1.0 --store alone").status, 0);
  ASSERT_EQ(Run("add kept-1.0 gone-1.0 --store both").status, 0);
  ASSERT_EQ(Run("remove pkg:generic/gone@1.0 --store both").status, 0);
  ASSERT_EQ(Run("compact --store both").status, 0);
  EXPECT_EQ(Run("verify --store both").status, 0);
  const auto alone = Store::Open(directory_ / "alone");
  const auto both = Store::Open(directory_ / "both");
  const auto numbers = [](const StoreInfo& info) {
    return std::tuple(info.components, info.releases, info.blobs, info.occurrences, info.postings,
                      info.source_bytes);
  };
  EXPECT_EQ(numbers(both->info()), numbers(alone->info()));
  uint64_t files = 0;
  for (size_t i = 0; i < kLanguageFamilies; ++i) {
    const FamilyStatistics& want = alone->statistics(static_cast<LanguageFamily>(i));
    const FamilyStatistics& got = both->statistics(static_cast<LanguageFamily>(i));
    EXPECT_EQ(got.file_count, want.file_count) << i;
    EXPECT_EQ(got.token_count, want.token_count) << i;
    EXPECT_EQ(got.document_frequency, want.document_frequency) << i;
    EXPECT_EQ(got.ngram_count, want.ngram_count) << i;
    files += want.file_count;
  }
  EXPECT_EQ(files, 3u);
}

TEST_F(StoreCommandsTest, VerifyFindsDamageInAnyTable) {
  IndexResult result = Run("verify --store s");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.output, HasSubstr("intact"));
  EXPECT_THAT(result.output, HasSubstr("4 sources recomputed"));
  EXPECT_EQ(Run("compact --store s").status, 0);
  int tables = 0;
  for (const auto& entry : fs::directory_iterator(directory_ / "s/db")) {
    if (entry.path().extension() != ".sst") continue;
    ++tables;
    fs::remove_all(directory_ / "bad");
    fs::copy(directory_ / "s", directory_ / "bad", fs::copy_options::recursive);
    const fs::path victim = directory_ / "bad" / "db" / entry.path().filename();
    std::fstream file(victim, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(4);
    const int byte = file.get();
    file.seekp(4);
    file.put(static_cast<char>(byte ^ 0x40));
    file.close();
    result = Run("verify --store bad");
    EXPECT_EQ(result.status, 2) << victim;
    EXPECT_THAT(result.output, HasSubstr("damaged")) << victim;
  }
  EXPECT_GE(tables, 10);
}

TEST_F(StoreCommandsTest, ExportAndImport) {
  IndexResult result = Run("export e.tar.zst --store s");
  ASSERT_EQ(result.status, 0) << result.output;
  result = Run("import e.tar.zst --store new/deep/t");
  ASSERT_EQ(result.status, 0) << result.output;
  EXPECT_EQ(Run("verify --store new/deep/t").status, 0);
  EXPECT_EQ(Run("list --store new/deep/t").output, Run("list --store s").output);
  EXPECT_EQ(Run("add tank --store new/deep/t").status, 0);  // it is a store like any other
  fs::create_directory(directory_ / "empty");
  EXPECT_EQ(Run("import e.tar.zst --store empty/").status, 0);

  result = Run("import e.tar.zst --store s");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("not empty"));
  EXPECT_THAT(Run("import missing.tar.zst --store u").output, HasSubstr("cannot be read"));
  EXPECT_THAT(Run("export no/such/dir/e --store s").output, HasSubstr("cannot be written"));
  EXPECT_FALSE(fs::exists(directory_ / "u"));
}

TEST_F(StoreCommandsTest, ADamagedExportImportsNothing) {
  ASSERT_EQ(Run("export e.tar.zst --store s").status, 0);
  const uintmax_t size = fs::file_size(directory_ / "e.tar.zst");
  for (int round = 0; round < 24; ++round) {
    const fs::path bad = directory_ / "bad.tar.zst";
    fs::copy_file(directory_ / "e.tar.zst", bad, fs::copy_options::overwrite_existing);
    if (round % 2 == 0) {
      fs::resize_file(bad, size * static_cast<uintmax_t>(round) / 24);
    } else {
      std::fstream file(bad, std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(static_cast<std::streamoff>(size * static_cast<uintmax_t>(round) / 24));
      file << "damaged damaged";
    }
    const IndexResult result = Run("import bad.tar.zst --store u");
    EXPECT_EQ(result.status, 2) << round;
    EXPECT_THAT(result.output, HasSubstr("bad.tar.zst")) << round;
    EXPECT_FALSE(fs::exists(directory_ / "u")) << round;
  }
  // A whole archive of something else, and one that would climb out.
  directory_.Write("other/notes.txt", "no store");
  ASSERT_EQ(std::system(fmt::format("cd '{}' && tar -cf other.tar other && tar -P -cf climb.tar "
                                    "--transform 's,^,../,' s/STORE",
                                    directory_.path().native())
                            .c_str()),
            0);
  EXPECT_THAT(Run("import other.tar --store u").output, HasSubstr("does not belong"));
  EXPECT_THAT(Run("import climb.tar --store u").output, HasSubstr("does not belong"));
  EXPECT_FALSE(fs::exists(directory_ / "u"));
  for (const auto& entry : fs::directory_iterator(directory_.path())) {
    EXPECT_FALSE(entry.path().filename().native().starts_with(".copytrace-import"));
  }
}

}  // namespace
}  // namespace copytrace
