#include "engine/license/debian_copyright.h"

#include <gtest/gtest.h>

#include <string>

namespace copytrace {
namespace {

TEST(DebianCopyrightTest, PatternsMatchAsTheSpecificationSays) {
  struct Case {
    const char* pattern;
    const char* path;
    bool matches;
  };
  const Case kCases[] = {
      {"*", "a/b.c", true},
      {"src/*", "src/a/b.c", true},
      {"src/*", "src", false},
      {"*.c", "a/b.c", true},
      {"*.c", "a/b.cc", false},
      {"a?c", "a/c", true},
      {"a?c", "ac", false},
      {"*a*b*c", "xaxbxbxc", true},
      {"*a*b*c", "xaxcxb", false},
      {"a\\*c", "a*c", true},
      {"a\\*c", "abc", false},
      {"a\\?", "a?", true},
      {"", "", true},
      {"", "a", false},
      {"debian/*", "debian/rules", true},
      {"README", "doc/README", false},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(MatchesFilesPattern(each.pattern, each.path), each.matches)
        << each.pattern << " " << each.path;
  }
}

constexpr const char* kCopyright =
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
    "Upstream-Name: rocket\n\n"
    "Files: *\nCopyright: 2020 A\nLicense: GPL-2+\n\n"
    "Files: lib/*\n       contrib/one.c\nCopyright: 2020 B\nLicense: Expat\n\n"
    "Files: lib/special/*.c\nLicense: odd-terms\n\n"
    "Files: lib/zero.c\nLicense: free-for-all\n\n"
    "Files: lib/gone.c\nLicense:\n\n"
    "License: GPL-2+\n On Debian systems, see elsewhere.\n\n"
    "License: free-for-all\n Permission to use, copy, modify, and/or distribute this software for"
    " any\n purpose with or without fee is hereby granted.\n .\n THE SOFTWARE IS PROVIDED \"AS IS\""
    " AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH\n REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED"
    " WARRANTIES OF MERCHANTABILITY AND\n FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY"
    " SPECIAL, DIRECT,\n INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING"
    " FROM LOSS OF\n USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER\n"
    " TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF\n THIS"
    " SOFTWARE.\n";

TEST(DebianCopyrightTest, TheLastStanzaThatMatchesSpeaks) {
  const DebianCopyright copyright = DebianCopyright::Parse(kCopyright);
  EXPECT_EQ(copyright.declared(), "GPL-2.0-or-later");
  EXPECT_TRUE(copyright.covers_all());
  EXPECT_EQ(copyright.Of("src/main.c"), "");  // the declaration speaks
  EXPECT_EQ(copyright.Of("lib/a.c"), "MIT");
  EXPECT_EQ(copyright.Of("contrib/one.c"), "MIT");
  EXPECT_EQ(copyright.Of("contrib/two.c"), "");
  EXPECT_EQ(copyright.Of("lib/special/a.c"), "LicenseRef-debian-odd-terms");
  EXPECT_EQ(copyright.Of("lib/zero.c"), "0BSD");  // by the text of its own stanza
}

TEST(DebianCopyrightTest, AStanzaForAllAtTheEndOverrulesThoseBefore) {
  const DebianCopyright copyright = DebianCopyright::Parse(
      "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
      "Files: a.c, ./b.c\nLicense: Expat\n\nFiles: d.c\nLicense: Zlib\n\nFiles: *\nLicense: "
      "LGPL-2.1\n\nFiles: d.c\nLicense: ISC\n");
  EXPECT_EQ(copyright.declared(), "LGPL-2.1-only");
  EXPECT_EQ(copyright.Of("a.c"), "");
  EXPECT_EQ(copyright.Of("d.c"), "ISC");
}

TEST(DebianCopyrightTest, OldSeparatorsAndFreeText) {
  const DebianCopyright old = DebianCopyright::Parse(
      "Format-Specification: http://dep.debian.net/deps/dep5\n\nFiles: a.c, ./b.c\nLicense: "
      "Expat\n");
  EXPECT_FALSE(old.covers_all());
  EXPECT_EQ(old.declared(), "MIT");
  EXPECT_EQ(old.Of("a.c"), "MIT");
  EXPECT_EQ(old.Of("b.c"), "MIT");
  const DebianCopyright none = DebianCopyright::Parse("This package was debianized by A.\n");
  EXPECT_EQ(none.declared(), "");
  EXPECT_EQ(none.Of("a.c"), "");
  const DebianCopyright prose = DebianCopyright::Parse(
      "This package was debianized by A.\n\nSPDX-License-Identifier: GPL-3.0-or-later\n");
  EXPECT_EQ(prose.declared(), "GPL-3.0-or-later");
  EXPECT_FALSE(prose.covers_all());
}

}  // namespace
}  // namespace copytrace
