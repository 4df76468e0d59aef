// With programs of the test's own in the place of npm and apt-get.
#include "indexer/package_fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "engine/error.h"
#include "indexer/child_process.h"
#include "tests/unit/indexer/temporary_directory.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

std::string ReadText(const fs::path& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

TEST(PackageNameTest, OnlyPlainNames) {
  for (const char* good :
       {"npm:left-pad", "npm:left-pad@1.3.0", "npm:@babel/core@^7.0.0", "npm:JSONStream@latest",
        "deb:zlib", "deb:zlib=1:1.2.13.dfsg-1+b1", "deb:g++-12", "deb:x=1~rc1"}) {
    EXPECT_TRUE(IsPackageName(good)) << good;
  }
  for (const char* bad : {"npm:",           "deb:",        "npm:-g",
                          "npm:--prefix=/", "npm:../x",    "npm:./x",
                          "npm:/etc",       "npm:a/b",     "npm:git+ssh://x/y",
                          "npm:x@file:..",  "npm:x@npm:y", "npm:x y",
                          "npm:x;y",        "npm:$(y)",    "npm:x@",
                          "npm:@/x",        "npm:@-a/x",   "npm:x@1 2",
                          "deb:-o",         "deb:x=",      "deb:x/y",
                          "deb:x y",        "deb:x=1/2",   "gem:rake",
                          "left-pad"}) {
    EXPECT_FALSE(IsPackageName(bad)) << bad;
  }
}

TEST(ChildProcessTest, ArgumentsReachTheProgramAsTheyAre) {
  TemporaryDirectory directory;
  const ChildResult result =
      RunProgram({"sh", "-c", "printf '%s|' \"$@\"; echo oops >&2; pwd; cat; exit 3", "name", "a b",
                  "$(x)", "';"},
                 directory.path());
  EXPECT_TRUE(result.found);
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(result.output, "a b|$(x)|';|" + fs::canonical(directory.path()).native() + "\n");
  EXPECT_EQ(result.errors, "oops\n");
  EXPECT_TRUE(fs::is_empty(directory.path()));
  EXPECT_FALSE(RunProgram({"copytrace-no-such-program"}, directory.path()).found);
}

TEST(SourceEntriesTest, OfBinaryEntries) {
  EXPECT_EQ(SourceEntriesOfList("# deb no\ndeb [signed-by=/k] http://m/debian stable main\n"
                                "deb-src http://m/debian stable main\n  deb\thttp://n ./\n"),
            "deb-src [signed-by=/k] http://m/debian stable main\ndeb-src\thttp://n ./\n");
  EXPECT_EQ(SourceEntriesOfDeb822(
                "Types: deb\n# a comment\nURIs: http://m/debian\nSuites: stable\nComponents: main\n"
                "Signed-By:\n -----BEGIN\n .\n end\n\n\nTypes: deb-src\nURIs: http://n\n\n"
                "Enabled: no\nTypes: deb\nURIs: http://o\n\nTypes: deb deb-src\nURIs: http://p\n"),
            "Types: deb-src\nURIs: http://m/debian\nSuites: stable\nComponents: main\n"
            "Signed-By:\n -----BEGIN\n .\n end\n\nTypes: deb-src\nURIs: http://p\n\n");
}

class PackageFetchTest : public testing::Test {
 protected:
  PackageFetchTest() : path_(std::getenv("PATH")) {
    fs::create_directory(directory_ / "bin");
    fs::create_directory(directory_ / "tmp");
    ::setenv("TMPDIR", (directory_ / "tmp").c_str(), 1);
    ::setenv("CALLS", (directory_ / "calls").c_str(), 1);
    ::setenv("PATH", ((directory_ / "bin").native() + ":" + path_).c_str(), 1);
  }
  ~PackageFetchTest() override {
    ::setenv("PATH", path_.c_str(), 1);
    ::unsetenv("TMPDIR");
    ::unsetenv("CALLS");
  }

  void Program(const std::string& name, const std::string& script) {
    const std::string path = "bin/" + name;
    directory_.Write(path, "#!/bin/sh\necho \"$*\" >> \"$CALLS\"\n" + script);
    fs::permissions(directory_ / path, fs::perms::owner_all);
  }

  std::string MessageOf(const std::string& name) {
    PackageFetcher fetcher(directory_ / "apt");
    try {
      fetcher.Fetch(name);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  TemporaryDirectory directory_;
  std::string path_;
};

TEST_F(PackageFetchTest, FromNpm) {
  Program(
      "npm",
      "if [ $1 = view ]; then echo '{\"created\":\"2014\",\"1.3.0\":\"2018-04-09T01:10:45Z\"}'; "
      "else echo x > acme-pad-1.3.0.tgz; "
      "echo '[{\"name\":\"@acme/pad\",\"version\":\"1.3.0\"}]'; fi\n");
  {
    PackageFetcher fetcher;
    const std::vector<PackageSource> found = fetcher.Fetch("npm:@acme/pad@^1");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].purl, "pkg:npm/%40acme/pad@1.3.0");
    EXPECT_EQ(found[0].released, "2018-04-09");
    EXPECT_EQ(found[0].released_kind, DateKind::kRegistry);
    EXPECT_EQ(found[0].kind, SourceKind::kArchive);
    EXPECT_EQ(ReadText(found[0].location), "x\n");
  }
  EXPECT_TRUE(fs::is_empty(directory_ / "tmp"));
  EXPECT_EQ(ReadText(directory_ / "calls"),
            "pack --json --ignore-scripts -- @acme/pad@^1\nview --json -- @acme/pad time\n");
}

TEST_F(PackageFetchTest, FromApt) {
  directory_.Write("apt/sources.list.d/debian.sources", "Types: deb\nURIs: http://m/debian\n");
  directory_.Write("apt/sources.list", "deb http://n/debian stable main\n");
  Program("apt-get",
          "case $2 in source) echo d > pad_1.dsc;; *) for o; do case $o in "
          "Dir::Etc::sourceparts=*) cat ${o#*=}/*;; esac; done > \"$CALLS.entries\"; exit 100;; "
          "esac\n");
  PackageFetcher fetcher(directory_ / "apt");
  EXPECT_EQ(fetcher.Fetch("deb:pad=1-2").at(0).kind, SourceKind::kDebianSource);
  EXPECT_EQ(fetcher.Fetch("deb:pad").at(0).location.filename(), "pad_1.dsc");
  EXPECT_EQ(ReadText(directory_ / "calls.entries"),
            "Types: deb-src\nURIs: http://m/debian\n\ndeb-src http://n/debian stable main\n");
  const std::string calls = ReadText(directory_ / "calls");
  EXPECT_THAT(calls, HasSubstr("-q source --download-only"));
  EXPECT_THAT(calls, HasSubstr("-o Dir::Etc::sourcelist=/dev/null"));
  EXPECT_THAT(calls, HasSubstr("-- pad=1-2\n"));
  EXPECT_EQ(calls.find("-q update"), calls.rfind("-q update"));  // once for all
}

TEST_F(PackageFetchTest, WhatFailsIsSaid) {
  Program("npm", "echo 'npm error 404 no such package' >&2\nexit 1\n");
  Program("apt-get", "echo 'E: Unable to find a source package for pad' >&2\nexit 100\n");
  EXPECT_THAT(MessageOf("npm:pad"), HasSubstr("npm error 404 no such package"));
  EXPECT_THAT(MessageOf("deb:pad"), HasSubstr("E: Unable to find a source package"));
  Program("npm", "echo '[]'\n");
  EXPECT_THAT(MessageOf("npm:pad"), HasSubstr("gave no archive"));
  Program("apt-get", "exit 0\n");
  EXPECT_THAT(MessageOf("deb:pad"), HasSubstr("gave no .dsc"));
  ::setenv("PATH", (directory_ / "none").c_str(), 1);
  EXPECT_THAT(MessageOf("npm:pad"), HasSubstr("npm is not installed"));
  EXPECT_THAT(MessageOf("deb:pad"), HasSubstr("apt-get is not installed"));
}

}  // namespace
}  // namespace copytrace
