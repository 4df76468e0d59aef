#include "indexer/archive_name.h"

#include <gtest/gtest.h>

#include "indexer/lineage.h"

namespace copytrace {
namespace {

TEST(ArchiveNameTest, SplitsNameAndVersion) {
  const struct {
    const char* text;
    const char* name;
    const char* version;
  } kCases[] = {
      {"zlib-1.2.13", "zlib", "1.2.13"},
      {"zlib_1.2.13", "zlib", "1.2.13"},
      {"mod@v1.2.0", "mod", "v1.2.0"},
      {"foo-2.0.0-rc.1", "foo", "2.0.0-rc.1"},
      {"x264-20191217", "x264", "20191217"},
      {"left-pad", "left-pad", ""},
      {"log4j-2", "log4j-2", ""},
      {"x86_64", "x86_64", ""},
      {"foo-2d-bar", "foo-2d-bar", ""},
      {"es6-promise-4.2.8", "es6-promise", "4.2.8"},
      {"1.2.3", "1.2.3", ""},
      {"-1.2", "-1.2", ""},
      {"", "", ""},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(SplitNameVersion(test.text).name, test.name) << test.text;
    EXPECT_EQ(SplitNameVersion(test.text).version, test.version) << test.text;
  }
}

TEST(ArchiveNameTest, KnowsEndings) {
  const struct {
    const char* path;
    const char* type;
    const char* name;
    const char* version;
  } kCases[] = {
      {"a/zlib-1.2.13.tar.gz", "", "zlib", "1.2.13"},
      {"ZLIB-1.2.13.ZIP", "", "ZLIB", "1.2.13"},
      {"less-590.tar.gz", "", "less", "590"},
      {"crc-32.tar.gz", "", "crc-32", ""},
      {"590.tar.gz", "", "590", ""},
      {"foo_1.2.orig.tar.xz", "", "foo", "1.2"},
      {"serde-1.0.100.crate", "cargo", "serde", "1.0.100"},
      {"rake-13.0.6.gem", "gem", "rake", "13.0.6"},
      {"six-1.16.0-py2.py3-none-any.whl", "pypi", "six", "1.16.0"},
      {"zlib1g_1.2.13.dfsg-1_amd64.deb", "deb", "zlib1g", "1.2.13.dfsg-1"},
      {"commons-lang3-3.12.0-sources.jar", "", "commons-lang3", "3.12.0"},
      {"Newtonsoft.Json.13.0.1.nupkg", "nuget", "Newtonsoft.Json.13.0.1", ""},
      {"src.tgz", "", "src", ""},
  };
  for (const auto& test : kCases) {
    ASSERT_TRUE(IsArchiveFileName(test.path)) << test.path;
    const ArchiveName name = ParseArchiveName(test.path);
    EXPECT_EQ(name.purl_type, test.type) << test.path;
    EXPECT_EQ(name.name, test.name) << test.path;
    EXPECT_EQ(name.version, test.version) << test.path;
  }
  for (const char* path : {"a.c", "tar", ".zip", "a.zip/b.c", "jar.java", "a.gz", ""}) {
    EXPECT_FALSE(IsArchiveFileName(path)) << path;
  }
}

TEST(LineageTest, TakesVersionsOffDirectories) {
  const std::pair<const char*, const char*> kCases[] = {
      {"zlib-1.2.13/inflate.c", "zlib/inflate.c"},
      {"zlib-1.3/inflate.c", "zlib/inflate.c"},
      {"lib/1.2.3/x.js", "lib/x.js"},
      {"lib/v2.0/x.js", "lib/x.js"},
      {"a/jquery-1.2.3.js", "a/jquery-1.2.3.js"},
      {"x86_64/a.S", "x86_64/a.S"},
      {"a.c", "a.c"},
  };
  for (const auto& [path, expected] : kCases) EXPECT_EQ(WithoutVersions(path), expected);
}

TEST(LineageTest, IsOfComponentAndPath) {
  const uint32_t lineage = LineageOf("pkg:generic/zlib", "zlib-1.2.13/inflate.c");
  EXPECT_EQ(lineage, LineageOf("pkg:generic/zlib", "zlib-1.3/inflate.c"));
  EXPECT_NE(lineage, LineageOf("pkg:generic/zlib", "zlib-1.3/deflate.c"));
  EXPECT_NE(lineage, LineageOf("pkg:generic/other", "zlib-1.3/inflate.c"));
}

}  // namespace
}  // namespace copytrace
