#include "indexer/corpus_manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/error.h"
#include "tests/unit/indexer/temporary_directory.h"

namespace copytrace {
namespace {

using testing::HasSubstr;

TEST(CorpusManifestTest, ReadsEntries) {
  const auto entries = ParseCorpusManifest(
      "\xEF\xBB\xBF"
      R"({"purl":"pkg:generic/zlib@1.2.13","path":"zlib-1.2.13/","license":"Zlib","released":"2022-10-13"})"
      "\r\n\n"
      R"({"path":"a.tgz","purl":"pkg:NPM/%40x/y@1","note":7,"license":null,"released":"2020-01-02T03:04:05Z","released_kind":"tag"})",
      "m.jsonl", "/corpus");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].source.purl, "pkg:generic/zlib@1.2.13");
  EXPECT_EQ(entries[0].source.location, "/corpus/zlib-1.2.13/");
  EXPECT_EQ(entries[0].source.license, "Zlib");
  EXPECT_EQ(entries[0].source.released, "2022-10-13");
  EXPECT_EQ(entries[0].source.released_kind, DateKind::kRegistry);
  EXPECT_EQ(entries[0].line, 1u);
  EXPECT_EQ(entries[1].source.purl, "pkg:npm/%40x/y@1");
  EXPECT_EQ(entries[1].source.license, "");
  EXPECT_EQ(entries[1].source.released, "2020-01-02");
  EXPECT_EQ(entries[1].source.released_kind, DateKind::kTag);
  EXPECT_EQ(entries[1].line, 3u);
}

TEST(CorpusManifestTest, NamesFileLineAndRemedy) {
  const struct {
    const char* line;
    const char* message;
  } kCases[] = {
      {"not json", "not a JSON object"},
      {"[1]", "not a JSON object"},
      {R"({"path":"a"})", "\"purl\" is missing"},
      {R"({"purl":"pkg:npm/a@1"})", "\"path\" is missing"},
      {R"({"purl":"pkg:npm/a@1","path":""})", "\"path\" is missing"},
      {R"({"purl":3,"path":"a"})", "\"purl\" must be a string"},
      {R"({"purl":"left-pad","path":"a"})", "no package URL"},
      {R"({"purl":"pkg:npm/a@1","path":"a","license":"MIT OR"})", "no SPDX licence expression"},
      {R"({"purl":"pkg:npm/a@1","path":"a","released":"13.10.2022"})", "is no date"},
      {R"({"purl":"pkg:npm/a@1","path":"a","released":"2022-13-10"})", "is no date"},
      {R"({"purl":"pkg:npm/a@1","path":"a","released":"2022-10-13","released_kind":"x"})",
       "registry, tag, changelog, commit or file"},
      {"\xff\xfe{", "not a JSON object"},
  };
  const std::string good = R"({"purl":"pkg:npm/a@1","path":"a"})";
  for (const auto& test : kCases) {
    try {
      ParseCorpusManifest(good + "\n" + test.line + "\n", "corpus.jsonl", "");
      ADD_FAILURE() << test.line;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("corpus.jsonl:2: ")) << test.line;
      EXPECT_THAT(error.what(), HasSubstr(test.message));
    }
  }
}

TEST(CorpusManifestTest, MissingAndEmptyFilesEndTheRun) {
  const TemporaryDirectory directory;
  EXPECT_THROW(ReadCorpusManifest(directory / "none.jsonl"), Error);
  directory.Write("empty.jsonl", "");
  directory.Write("blank.jsonl", "\n  \n");
  EXPECT_THROW(ReadCorpusManifest(directory / "empty.jsonl"), Error);
  EXPECT_THROW(ReadCorpusManifest(directory / "blank.jsonl"), Error);
  EXPECT_THROW(ReadCorpusManifest(directory.path()), Error);
}

}  // namespace
}  // namespace copytrace
