#include "indexer/forum_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/forum_post.h"
#include "indexer/package_source.h"
#include "tests/unit/indexer/temporary_directory.h"

namespace copytrace {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ForumPostTest, BlocksOfCode) {
  const auto blocks = [](std::string_view html) {
    std::vector<std::string> texts;
    for (const CodeBlock& block : CodeBlocksOf(html)) {
      texts.push_back(block.language + ":" + block.code);
    }
    return texts;
  };
  EXPECT_THAT(blocks("<p>Use <code>x</code>:</p>\n<pre><code>if (a &lt; b &amp;&amp; c)\n  "
                     "&quot;d&quot;&#39;&#x2014;\n</code></pre><p>or</p><pre class=\"lang-py "
                     "prettyprint-override\"><code>pass\n</code></pre>"),
              ElementsAre(":if (a < b && c)\n  \"d\"'\xE2\x80\x94\n", "py:pass\n"));
  EXPECT_THAT(blocks("<pre>no code</pre><prefix><code>x</code></prefix>"), IsEmpty());
  EXPECT_THAT(blocks("<pre><code>a &unknown; &#0; & b; &#xD800;<b>c</b>"
                     "</code></pre>"),
              ElementsAre(":a &unknown; &#0; & b; &#xD800;c"));
  EXPECT_THAT(blocks("<pre><code>without an end"), IsEmpty());
  EXPECT_THAT(blocks("<pre"), IsEmpty());
}

TEST(ForumPostTest, LicenceByDate) {
  EXPECT_EQ(StackExchangeLicense("2008-08-01T00:00:00"), "CC-BY-SA-2.5");
  EXPECT_EQ(StackExchangeLicense("2011-04-07T23:59:59"), "CC-BY-SA-2.5");
  EXPECT_EQ(StackExchangeLicense("2011-04-08T00:00:00"), "CC-BY-SA-3.0");
  EXPECT_EQ(StackExchangeLicense("2018-05-01T23:59:59"), "CC-BY-SA-3.0");
  EXPECT_EQ(StackExchangeLicense("2018-05-02T00:00:00"), "CC-BY-SA-4.0");
}

TEST(ForumPostTest, EndingsByTag) {
  EXPECT_EQ(EndingOfTag("c++"), "cpp");
  EXPECT_EQ(EndingOfTag("python-3.x"), "py");
  EXPECT_EQ(EndingOfTag("android"), "java");
  EXPECT_EQ(EndingOfTag("zig"), "zig");
  EXPECT_EQ(EndingOfTag("regex"), "");
  EXPECT_EQ(EndingOfTag(""), "");
}

constexpr const char* kPosts = R"(<?xml version="1.0" encoding="utf-8"?>
<posts>
  <row Id="4" PostTypeId="1" CreationDate="2008-07-31T21:42:52.667" Tags="&lt;regex&gt;&lt;c++&gt;" Body="&lt;pre&gt;&lt;code&gt;question&lt;/code&gt;&lt;/pre&gt;" />
  <row Id="7" PostTypeId="2" ParentId="4" CreationDate="2008-07-31T22:17:57.883" OwnerUserId="9" Body="&lt;pre&gt;&lt;code&gt;one &amp;lt; two;&#xA;three;&#xA;&lt;/code&gt;&lt;/pre&gt;&lt;pre class=&quot;lang-js&quot;&gt;&lt;code&gt;four&lt;/code&gt;&lt;/pre&gt;" />
  <row Id="8" PostTypeId="2" ParentId="99" CreationDate="2019-01-01T00:00:00" OwnerDisplayName="Ann" ContentLicense="CC BY-SA 3.0" Body="&lt;pre&gt;&lt;code&gt;five&lt;/code&gt;&lt;/pre&gt;" />
  <row Id="9" PostTypeId="1" CreationDate="2020-01-01" Tags="|python|" Body="" />
  <row Id="10" PostTypeId="2" ParentId="9" CreationDate="2020-01-02" Body="&lt;pre&gt;&lt;code&gt;six&lt;/code&gt;&lt;/pre&gt;" />
  <row Id="11" PostTypeId="2" ParentId="9" CreationDate="2020-01-02" Body="no code" />
</posts>
)";

class ForumReaderTest : public testing::Test {
 protected:
  std::vector<std::string> Read(const std::string& name) {
    const std::unique_ptr<PackageReader> reader = MakeForumReader(directory_ / name);
    std::vector<std::string> lines;
    for (int pass = 0; pass < 2; ++pass) {
      lines.clear();
      reader->Rewind([](std::string_view) { return true; });
      while (std::optional<PackageFile> file = reader->Next()) {
        if (file->skipped) {
          lines.push_back("skipped: " + file->skip_detail);
          continue;
        }
        const OwnRelease& release = file->own_release.value();
        lines.push_back(release.purl + " " + release.released + " " + release.license + " " +
                        file->path + " " + release.author + "|" + file->bytes);
      }
    }
    return lines;
  }

  TemporaryDirectory directory_;
};

TEST_F(ForumReaderTest, AnswersAreReleases) {
  directory_.Write("Posts.xml", kPosts);
  EXPECT_THAT(
      Read("Posts.xml"),
      ElementsAre(
          "pkg:generic/stackoverflow.com/a/7 2008-07-31 CC-BY-SA-2.5 1.cpp user 9 "
          "(https://stackoverflow.com/users/9), https://stackoverflow.com/a/7|one < two;\nthree;\n",
          "pkg:generic/stackoverflow.com/a/7 2008-07-31 CC-BY-SA-2.5 2.js user 9 "
          "(https://stackoverflow.com/users/9), https://stackoverflow.com/a/7|four",
          "pkg:generic/stackoverflow.com/a/8 2019-01-01 CC-BY-SA-3.0 1 Ann, "
          "https://stackoverflow.com/a/8|five",
          "pkg:generic/stackoverflow.com/a/10 2020-01-02 CC-BY-SA-4.0 1.py an unnamed user, "
          "https://stackoverflow.com/a/10|six"));
}

TEST_F(ForumReaderTest, TheSiteIsTheDirectorys) {
  directory_.Write("superuser.com/Posts.xml", kPosts);
  directory_.Write("stackoverflow.com-Posts/Posts.xml", kPosts);
  EXPECT_THAT(Read("superuser.com/Posts.xml")[2], HasSubstr("pkg:generic/superuser.com/a/8 "));
  EXPECT_THAT(Read("stackoverflow.com-Posts/Posts.xml")[2],
              HasSubstr("pkg:generic/stackoverflow.com/a/8 "));
  const std::vector<PackageSource> found = FindPackages(directory_.path());
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].kind, SourceKind::kForumDump);
}

TEST_F(ForumReaderTest, DamageEndsTheDumpAndKeepsWhatStoodBefore) {
  const std::string posts = kPosts;
  directory_.Write("Posts.xml", posts.substr(0, posts.find("<row Id=\"8\"") + 20));
  const std::vector<std::string> lines = Read("Posts.xml");
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_THAT(lines[0], HasSubstr("/a/7 "));
  EXPECT_THAT(lines[2], HasSubstr("skipped: line "));
  EXPECT_THAT(Read("none.xml"), ElementsAre("skipped: cannot be opened"));
  directory_.Write("long.xml", "<posts><row Body=\"" + std::string(40 << 20, 'x'));
  EXPECT_THAT(Read("long.xml"), ElementsAre("skipped: a post without an end"));
  // Entities that grow out of entities.
  std::string bomb = "<!DOCTYPE x [<!ENTITY a0 \"0123456789\">";
  for (int i = 1; i < 10; ++i) {
    bomb += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int j = 0; j < 10; ++j) bomb += "&a" + std::to_string(i - 1) + ";";
    bomb += "\">";
  }
  directory_.Write("bomb.xml", bomb + "]><posts><row Id=\"1\" Body=\"&a9;\"/></posts>");
  EXPECT_THAT(Read("bomb.xml"), ElementsAre(HasSubstr("skipped: ")));
}

}  // namespace
}  // namespace copytrace
