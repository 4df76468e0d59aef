#include "indexer/archive_reader.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "tests/unit/indexer/archive_writer.h"
#include "tests/unit/indexer/temporary_directory.h"

namespace copytrace {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;
using Type = ArchiveMember::Type;

class ArchiveReaderTest : public testing::Test {
 protected:
  std::vector<PackageFile> ReadAll(const std::string& name, const ReadLimits& limits = {}) {
    ArchiveReader reader(directory_ / name, limits);
    reader.Rewind([](std::string_view) { return true; });
    std::vector<PackageFile> files;
    while (std::optional<PackageFile> file = reader.Next()) files.push_back(std::move(*file));
    return files;
  }

  std::vector<PackageFile> ReadAll(ArchiveFormat format, const std::vector<ArchiveMember>& members,
                                   const ReadLimits& limits = {}) {
    WriteArchive(directory_ / "a.archive", format, members);
    return ReadAll("a.archive", limits);
  }

  static std::map<std::string, std::string> Contents(const std::vector<PackageFile>& files) {
    std::map<std::string, std::string> contents;
    for (const PackageFile& file : files) {
      if (!file.skipped) contents[file.path] = file.bytes;
    }
    return contents;
  }

  static std::map<std::string, SkipReason> Skips(const std::vector<PackageFile>& files) {
    std::map<std::string, SkipReason> skips;
    for (const PackageFile& file : files) {
      if (file.skipped) skips[file.path] = *file.skipped;
    }
    return skips;
  }

  TemporaryDirectory directory_;
};

TEST_F(ArchiveReaderTest, ReadsEveryKind) {
  for (const ArchiveFormat format :
       {ArchiveFormat::kTar, ArchiveFormat::kTarGz, ArchiveFormat::kTarXz, ArchiveFormat::kTarBz2,
        ArchiveFormat::kTarZst, ArchiveFormat::kZip}) {
    const std::string large(300'000, 'x');
    const auto files = ReadAll(format, {{"d", "", Type::kDirectory},
                                        {"d/a.c", "int a;\n"},
                                        {"./d//b.c", large},
                                        {"empty.c", ""},
                                        {"caf\xc3\xa9.c", "int c;\n"}});
    EXPECT_THAT(Contents(files),
                UnorderedElementsAre(Pair("d/a.c", "int a;\n"), Pair("d/b.c", large),
                                     Pair("empty.c", ""), Pair("caf\xc3\xa9.c", "int c;\n")))
        << static_cast<int>(format);
    EXPECT_THAT(Skips(files), IsEmpty()) << static_cast<int>(format);
  }
}

TEST_F(ArchiveReaderTest, RewindReadsAgainAndPassesOver) {
  WriteArchive(directory_ / "a.tgz", ArchiveFormat::kTarGz,
               {{"a.c", "1"}, {"LICENSE", "2"}, {"b.c", "3"}});
  ArchiveReader reader(directory_ / "a.tgz", ReadLimits());
  std::vector<std::string> asked;
  reader.Rewind([&](std::string_view path) {
    asked.emplace_back(path);
    return path == "LICENSE";
  });
  EXPECT_EQ(reader.Next()->bytes, "2");
  EXPECT_FALSE(reader.Next());
  EXPECT_THAT(asked, ElementsAre("a.c", "LICENSE", "b.c"));
  // From memory, from the file again, and in the midst of a pass.
  for (int pass = 0; pass < 3; ++pass) {
    reader.Rewind([](std::string_view) { return true; });
    EXPECT_EQ(reader.Next()->path, "a.c");
    EXPECT_EQ(reader.Next()->bytes, "2");
    if (pass == 2) break;
    EXPECT_EQ(reader.Next()->bytes, "3");
    EXPECT_FALSE(reader.Next());
    EXPECT_FALSE(reader.Next());
  }
  reader.Rewind([](std::string_view path) { return path == "b.c"; });
  EXPECT_EQ(reader.Next()->bytes, "3");
}

// Too much to keep in memory between two passes.
TEST_F(ArchiveReaderTest, LargeArchivesAreReadTwice) {
  std::vector<ArchiveMember> members;
  for (int i = 0; i < 12; ++i) {
    members.push_back({fmt::format("f{}.c", i), std::string(3 << 20, 'a' + i)});
  }
  WriteArchive(directory_ / "a.tar", ArchiveFormat::kTar, members);
  ArchiveReader reader(directory_ / "a.tar", ReadLimits());
  reader.Rewind([](std::string_view path) { return path == "f11.c"; });
  EXPECT_EQ(reader.Next()->bytes, members[11].bytes);
  EXPECT_FALSE(reader.Next());
  reader.Rewind([](std::string_view) { return true; });
  for (const ArchiveMember& member : members) EXPECT_TRUE(reader.Next()->bytes == member.bytes);
  EXPECT_FALSE(reader.Next());
}

TEST_F(ArchiveReaderTest, PathsThatClimbOutAreSkipped) {
  for (const ArchiveFormat format : {ArchiveFormat::kTar, ArchiveFormat::kZip}) {
    const auto files = ReadAll(format, {{"../up.c", "1"},
                                        {"a/../../up.c", "2"},
                                        {"/etc/passwd", "3"},
                                        {"a/..b/c.c", "4"},
                                        {"a.c", "5"}});
    EXPECT_THAT(Contents(files), UnorderedElementsAre(Pair("a/..b/c.c", "4"), Pair("a.c", "5")));
    EXPECT_THAT(Skips(files), UnorderedElementsAre(Pair("../up.c", SkipReason::kBadArchive),
                                                   Pair("a/../../up.c", SkipReason::kBadArchive),
                                                   Pair("/etc/passwd", SkipReason::kBadArchive)));
  }
}

TEST_F(ArchiveReaderTest, LinksAndDevicesAreSkipped) {
  const auto files = ReadAll(ArchiveFormat::kTar, {{"a.c", "1"},
                                                   {"link.c", "/etc/passwd", Type::kSymbolicLink},
                                                   {"hard.c", "a.c", Type::kHardLink},
                                                   {"null.c", "", Type::kDevice}});
  EXPECT_THAT(Contents(files), UnorderedElementsAre(Pair("a.c", "1")));
  EXPECT_THAT(Skips(files), UnorderedElementsAre(Pair("link.c", SkipReason::kSpecial),
                                                 Pair("hard.c", SkipReason::kSpecial),
                                                 Pair("null.c", SkipReason::kSpecial)));
}

TEST_F(ArchiveReaderTest, LargeMembersAreSkippedTheOthersRead) {
  ReadLimits limits;
  limits.file.max_file_bytes = 1000;
  for (const ArchiveFormat format : {ArchiveFormat::kTarGz, ArchiveFormat::kZip}) {
    const auto files = ReadAll(
        format, {{"a.c", "1"}, {"b.c", std::string(1001, 'x')}, {"c.c", std::string(1000, 'y')}},
        limits);
    EXPECT_EQ(Contents(files).size(), 2u);
    EXPECT_THAT(Skips(files), ElementsAre(Pair("b.c", SkipReason::kTooLarge)));
  }
}

TEST_F(ArchiveReaderTest, CutShortKeepsWhatCameBefore) {
  const std::string large(200'000, 'x');
  const std::vector<ArchiveMember> members = {{"a.c", "int a;\n"}, {"b.c", large}};
  const std::string tar = MakeArchive(ArchiveFormat::kTar, members);
  directory_.Write("cut.tar", tar.substr(0, 50'000));
  auto files = ReadAll("cut.tar");
  EXPECT_THAT(Contents(files), ElementsAre(Pair("a.c", "int a;\n")));
  ASSERT_FALSE(files.empty());
  EXPECT_EQ(files.back().skipped, SkipReason::kBadArchive);
  EXPECT_THAT(files.back().skip_detail, HasSubstr("b.c"));

  std::string noise;
  for (uint32_t i = 0, state = 1; i < 200'000; ++i) {
    state = state * 1664525 + 1013904223;
    noise += static_cast<char>(state >> 24);
  }
  const std::string gz =
      MakeArchive(ArchiveFormat::kTarGz, {{"a.c", "int a;\n"}, {"b.c", noise}, {"c.c", noise}});
  directory_.Write("cut.tar.gz", gz.substr(0, gz.size() / 2));
  files = ReadAll("cut.tar.gz");
  EXPECT_EQ(Contents(files).count("a.c"), 1u);
  EXPECT_EQ(files.back().skipped, SkipReason::kBadArchive);
}

// The header claims more than there is, less than there is, and an absurdity.
TEST_F(ArchiveReaderTest, LyingSizesAreSurvived) {
  const std::string good =
      MakeArchive(ArchiveFormat::kTar, {{"a.c", "int a;\n"}, {"b.c", std::string(600, 'x')}});
  const auto with_size = [&](size_t header, const char* octal) {
    std::string bytes = good;
    bytes.replace(header + 124, 11, octal);
    unsigned sum = 0;
    for (size_t i = 0; i < 512; ++i) {
      sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(bytes[header + i]);
    }
    char text[8];
    std::snprintf(text, sizeof(text), "%06o", sum);
    bytes.replace(header + 148, 6, text, 6);
    return bytes;
  };
  const size_t second = 1024;  // the first member takes a header and one block
  directory_.Write("more.tar", with_size(second, "00000077777"));
  directory_.Write("less.tar", with_size(second, "00000000001"));
  directory_.Write("huge.tar", with_size(second, "77777777777"));
  directory_.Write("first.tar", with_size(0, "77777777777"));
  for (const char* name : {"more.tar", "less.tar", "huge.tar"}) {
    const auto files = ReadAll(name);
    ASSERT_FALSE(files.empty()) << name;
    EXPECT_EQ(Contents(files).count("a.c"), 1u) << name;
  }
  EXPECT_EQ(Contents(ReadAll("less.tar"))["b.c"], "x");
  EXPECT_THAT(Skips(ReadAll("huge.tar")), testing::Contains(Pair("b.c", SkipReason::kTooLarge)));
  EXPECT_THAT(Skips(ReadAll("first.tar")), testing::Contains(Pair("a.c", SkipReason::kTooLarge)));
}

TEST_F(ArchiveReaderTest, NoArchiveAtAllIsOneSkip) {
  directory_.Write("a.tgz", "this is no archive, whatever its name says, but plain text\n");
  auto files = ReadAll("a.tgz");
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].path, "");
  EXPECT_EQ(files[0].skipped, SkipReason::kBadArchive);
  EXPECT_FALSE(files[0].skip_detail.empty());
  files = ReadAll("missing.tgz");
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].skipped, SkipReason::kUnreadable);
}

TEST_F(ArchiveReaderTest, ReadsOneLevelOfNesting) {
  const std::string inner = MakeArchive(ArchiveFormat::kZip, {{"x/y.c", "int y;\n"}});
  const std::string deep = MakeArchive(ArchiveFormat::kZip, {{"in.zip", inner}, {"z.c", "z"}});
  const auto files = ReadAll(ArchiveFormat::kTarGz, {{"a.c", "1"},
                                                     {"lib/in.zip", inner},
                                                     {"deep.zip", deep},
                                                     {"bad.zip", "no archive at all, as it seems"},
                                                     {"b.c", "2"}});
  EXPECT_THAT(Contents(files),
              UnorderedElementsAre(Pair("a.c", "1"), Pair("lib/in.zip/x/y.c", "int y;\n"),
                                   Pair("deep.zip/z.c", "z"), Pair("b.c", "2")));
  EXPECT_THAT(Skips(files), UnorderedElementsAre(Pair("deep.zip/in.zip", SkipReason::kBadArchive),
                                                 Pair("bad.zip", SkipReason::kBadArchive)));
}

// A gem is a tar, a Debian package an ar; what counts is in data.tar.*.
TEST_F(ArchiveReaderTest, PayloadStandsAtTheRoot) {
  const std::string data = MakeArchive(ArchiveFormat::kTarGz, {{"./lib/a.rb", "def a; end\n"}});
  const auto gem = ReadAll(ArchiveFormat::kTar, {{"data.tar.gz", data}});
  EXPECT_THAT(Contents(gem), ElementsAre(Pair("lib/a.rb", "def a; end\n")));
  const std::string control = MakeArchive(ArchiveFormat::kTarXz, {{"./control", "Package: a\n"}});
  const auto deb =
      ReadAll(ArchiveFormat::kAr,
              {{"debian-binary", "2.0\n"}, {"control.tar.xz", control}, {"data.tar.gz", data}});
  EXPECT_THAT(Contents(deb), UnorderedElementsAre(Pair("debian-binary", "2.0\n"),
                                                  Pair("lib/a.rb", "def a; end\n")));
}

TEST_F(ArchiveReaderTest, BombsAreGivenUp) {
  ReadLimits limits;
  limits.ratio_free_bytes = 1 << 20;
  std::vector<ArchiveMember> members = {{"a.c", "int a;\n"}};
  for (int i = 0; i < 40; ++i) {
    members.push_back({fmt::format("zeros{}.c", i), std::string(1 << 20, '\0')});
  }
  for (const ArchiveFormat format : {ArchiveFormat::kTarGz, ArchiveFormat::kZip}) {
    const auto files = ReadAll(format, members, limits);
    EXPECT_EQ(Contents(files).count("a.c"), 1u);
    EXPECT_LT(files.size(), 20u);
    EXPECT_EQ(files.back().path, "");
    EXPECT_EQ(files.back().skipped, SkipReason::kBadArchive);
    EXPECT_THAT(files.back().skip_detail, HasSubstr("unpacks to more than"));
  }
  // The same wrapped in another archive, and passed over without being read.
  const std::string bomb = MakeArchive(ArchiveFormat::kZip, members);
  EXPECT_LT(ReadAll(ArchiveFormat::kTarGz, {{"bomb.zip", bomb}}, limits).size(), 20u);
  limits.file.max_file_bytes = 100;
  EXPECT_LT(ReadAll(ArchiveFormat::kTarGz, members, limits).size(), 20u);
}

// Every prefix and many single damaged bytes of a small archive: no crash, and it ends.
TEST_F(ArchiveReaderTest, DamageNeverCrashes) {
  const std::string inner = MakeArchive(ArchiveFormat::kTarGz, {{"n.c", "int n;\n"}});
  for (const ArchiveFormat format : {ArchiveFormat::kTarGz, ArchiveFormat::kZip}) {
    const std::string good =
        MakeArchive(format, {{"a.c", "int a;\n"}, {"i.tgz", inner}, {"b.c", "int b;\n"}});
    for (size_t i = 0; i < good.size(); i += 3) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ 0x55);
      directory_.Write("bad", bad);
      EXPECT_LT(ReadAll("bad").size(), 100u);
      directory_.Write("cut", good.substr(0, i));
      EXPECT_LT(ReadAll("cut").size(), 100u);
    }
  }
}

}  // namespace
}  // namespace copytrace
