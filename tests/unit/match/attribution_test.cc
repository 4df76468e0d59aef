#include "engine/match/attribution.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "engine/match/own_tree.h"
#include "engine/match/ownership.h"
#include "engine/store/encoding.h"
#include "engine/store/store_writer.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

struct PlaceSpec {
  std::string component;
  std::string version;
  std::string released;
  std::string path;
  int blob = 0;
  DateKind kind = DateKind::kRegistry;
};

// Attributes to the places of a table, through a real store.
class AttributionTest : public testing::Test {
 protected:
  void SetUp() override {
    directory_ =
        fs::temp_directory_path() / ("copytrace-attribution-" + std::to_string(::getpid()));
    fs::remove_all(directory_);
  }
  void TearDown() override { fs::remove_all(directory_); }

  Attribution Attribute(const std::vector<PlaceSpec>& specs) {
    std::vector<BlobId> blobs;
    {
      const auto writer = StoreWriter::Open(directory_, {});
      for (const PlaceSpec& spec : specs) {
        const std::string purl = "pkg:generic/" + spec.component;
        const ComponentId component = writer->AddComponent({.purl = purl, .name = spec.component});
        const ReleaseId release = writer->AddRelease({.component = component,
                                                      .version = spec.version,
                                                      .purl = purl + "@" + spec.version,
                                                      .released = spec.released,
                                                      .released_kind = spec.kind});
        EncodedBlob blob;
        blob.blob.sha1[0] = static_cast<uint8_t>(spec.blob + 1);
        blob.blob.component = component;
        blob.evidence = EncodeEvidence({});
        blob.source = text_;
        blobs.push_back(writer->AddBlob(blob));
        writer->AddOccurrence(blobs.back(), {.release = release, .path = spec.path});
      }
      writer->Commit();
    }
    std::sort(blobs.begin(), blobs.end());
    blobs.erase(std::unique(blobs.begin(), blobs.end()), blobs.end());
    const auto store = Store::Open(directory_);
    std::vector<HoldingBlob> holding;
    for (const BlobId blob : blobs) holding.push_back({.blob = blob, .share = Share(blob)});
    Attributor attributor(*store);
    Attribution result = attributor.Attribute(holding);
    attributor.SetVersions(blobs, &result);
    return result;
  }

  float Share(BlobId blob) const {
    const auto found = shares_.find(blob);
    return found == shares_.end() ? 1.0f : found->second;
  }

  fs::path directory_;
  std::string text_;                // of every blob
  std::map<BlobId, float> shares_;  // of blobs that hold the region less well
};

TEST_F(AttributionTest, TheEarliestReleaseIsTheOrigin) {
  const auto result = Attribute({{"b", "1.0", "2015-01-01", "f.c", 0},
                                 {"a", "1.0", "2012-06-01", "f.c", 1},
                                 {"c", "1.0", "2019-01-01", "f.c", 2}});
  EXPECT_EQ(result.origin.component.name, "a");
  EXPECT_EQ(result.carrier_count, 2u);
  EXPECT_NE(result.reason.find("2 others are dated later"), std::string::npos) << result.reason;
}

TEST_F(AttributionTest, AVendoredCopyIsNoOriginHoweverOld) {
  const auto result = Attribute({{"app", "1.0", "2010-01-01", "third_party/zlib/inflate.c", 0},
                                 {"zlib", "1.2.13", "2022-10-13", "inflate.c", 0}});
  EXPECT_EQ(result.origin.component.name, "zlib");
  ASSERT_EQ(result.carriers.size(), 1u);
  EXPECT_EQ(result.carriers[0].component.name, "app");
}

TEST_F(AttributionTest, SnippetsOfAVendoredFileMayLeadToItsProjectOnlyWhereThatHoldsAFairPart) {
  Attribute({{"app", "1", "", "third_party/zlib/inflate.c", 0, DateKind::kNone},
             {"zlib", "1", "", "inflate.c", 1, DateKind::kNone},
             {"game", "1", "", "vendor/zlib/inflate.c", 2, DateKind::kNone}});
  const auto store = Store::Open(directory_);
  Attributor attributor(*store);
  const HoldingBlob whole[] = {{.blob = 0}};
  const Attribution attribution = attributor.Attribute(whole);
  EXPECT_FALSE(attribution.own_tree);
  const auto hits = [](uint32_t of_equal, uint32_t of_zlib, uint32_t of_game) {
    std::vector<BlobTally> result;
    if (of_equal > 0) result.push_back({.blob = 0, .hits = of_equal});
    if (of_zlib > 0) result.push_back({.blob = 1, .hits = of_zlib});
    if (of_game > 0) result.push_back({.blob = 2, .hits = of_game});
    return result;
  };
  const BlobId equal[] = {0};
  EXPECT_TRUE(MayComeFromOwnTree(attribution, equal, hits(8, 8, 0), &attributor));
  EXPECT_TRUE(MayComeFromOwnTree(attribution, equal, hits(8, 2, 8), &attributor));
  EXPECT_TRUE(MayComeFromOwnTree(attribution, equal, hits(0, 1, 0), &attributor));
  EXPECT_FALSE(MayComeFromOwnTree(attribution, equal, hits(8, 1, 8), &attributor));
  EXPECT_FALSE(MayComeFromOwnTree(attribution, equal, hits(8, 0, 8), &attributor));
  EXPECT_FALSE(MayComeFromOwnTree(attribution, equal, hits(8, 0, 0), &attributor));
}

TEST_F(AttributionTest, ADirectoryNamedAfterAnotherHolderIsACopy) {
  const auto result = Attribute({{"player", "3", "2011-01-01", "src/lz4/lz4.c", 0},
                                 {"lz4", "1.9", "2020-01-01", "lib/lz4.c", 0}});
  EXPECT_EQ(result.origin.component.name, "lz4");
}

TEST_F(AttributionTest, AKnownDateBeatsAnUnknownOne) {
  const auto result =
      Attribute({{"a", "1", "", "f.c", 0, DateKind::kNone}, {"b", "1", "2020-01-01", "f.c", 0}});
  EXPECT_EQ(result.origin.component.name, "b");
}

TEST_F(AttributionTest, AmongEqualDatesTheHarderOneToForgeCounts) {
  const auto result = Attribute({{"a", "1", "2020-01-01", "f.c", 0, DateKind::kCommit},
                                 {"b", "1", "2020-01-01", "f.c", 0, DateKind::kRegistry}});
  EXPECT_EQ(result.origin.component.name, "b");
}

TEST_F(AttributionTest, ReleasesOfOneComponentAreARangeNotCarriers) {
  const auto result = Attribute({{"pad", "1.10.0", "2016-03-01", "i.js", 0},
                                 {"pad", "1.9.0", "2016-01-01", "i.js", 0},
                                 {"pad", "1.2.0", "2015-01-01", "i.js", 1}});
  EXPECT_EQ(result.origin.release.version, "1.2.0");
  EXPECT_EQ(result.carrier_count, 0u);
  EXPECT_EQ(result.version_count, 3u);
  EXPECT_EQ(result.first_version, "1.2.0");
  EXPECT_EQ(result.last_version, "1.10.0");
}

TEST_F(AttributionTest, WithoutDatesTheEarlierVersionCounts) {
  const auto result = Attribute({{"pad", "1.10.0", "", "i.js", 0, DateKind::kNone},
                                 {"pad", "1.9.0", "", "i.js", 0, DateKind::kNone}});
  EXPECT_EQ(result.origin.release.version, "1.9.0");
}

TEST(VersionBefore, OrdersAsPeopleDo) {
  const std::vector<std::string> ascending = {"0.0.3",     "0.9",    "1.0.0-alpha", "1.0.0-rc1",
                                              "1.0.0-rc2", "1.0.0",  "1.0.1",       "1.9.0",
                                              "1.10.0",    "1.10.1", "2.0"};
  for (size_t i = 0; i < ascending.size(); ++i) {
    for (size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_EQ(VersionBefore(ascending[i], ascending[j]), i < j)
          << ascending[i] << " " << ascending[j];
    }
  }
}

TEST_F(AttributionTest, AFileNamedAfterAnotherHolderIsACopy) {
  const auto result = Attribute({{"shop", "3", "2001-01-01", "js/jquery-1.8.3.js", 0},
                                 {"jquery", "1.8.3", "2019-05-06", "dist/jquery.js", 0}});
  EXPECT_EQ(result.origin.component.name, "jquery");
  EXPECT_NE(result.reason.find("its path is named after the component"), std::string::npos)
      << result.reason;
  EXPECT_NE(result.reason.find("1 other is dated earlier"), std::string::npos) << result.reason;
}

TEST_F(AttributionTest, TheHeaderThatNamesAProjectSaysWhoseItIs) {
  text_ = "/* Part of the blossom library. */\nint petals(void);\n";
  const auto result = Attribute({{"garden", "1", "2001-01-01", "src/part.c", 0},
                                 {"blossom", "4", "2019-05-06", "src/petals.c", 0}});
  EXPECT_EQ(result.origin.component.name, "blossom");
  EXPECT_NE(result.reason.find("its text names the component"), std::string::npos) << result.reason;
}

TEST_F(AttributionTest, AnEditedCopyUnderVendorComesFromTheProjectItself) {
  const std::vector<PlaceSpec> places = {{"app", "1.0", "", "vendor/zlib/inflate.c", 0},
                                         {"zlib", "1.2", "", "inflate.c", 1}};
  shares_ = {{1, 0.8f}};
  const auto result = Attribute(places);
  EXPECT_EQ(result.origin.component.name, "zlib");
  EXPECT_EQ(result.carrier_count, 1u);
  EXPECT_NE(result.reason.find("edited"), std::string::npos) << result.reason;
}

TEST_F(AttributionTest, WhatIsHeldLessWellIsNoCarrierAndNoOriginWithoutReason) {
  const std::vector<PlaceSpec> places = {{"app", "1.0", "", "src/own.c", 0},
                                         {"zlib", "1.2", "", "inflate.c", 1}};
  shares_ = {{1, 0.8f}};
  const auto result = Attribute(places);
  EXPECT_EQ(result.origin.component.name, "app");
  EXPECT_EQ(result.carrier_count, 0u);
}

TEST_F(AttributionTest, SaysThatTheProjectMayBeMissing) {
  const auto result = Attribute({{"app", "1.0", "", "vendor/zlib/inflate.c", 0}});
  EXPECT_NE(result.reason.find("may be missing"), std::string::npos) << result.reason;
}

TEST(ProjectNames, AreFreeOfWhatPackagersAdd) {
  const auto has = [](std::string_view component, const std::string& name) {
    const auto names = ProjectNames(component);
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  EXPECT_TRUE(has("lua5.4", "lua"));
  EXPECT_TRUE(has("@scope/libyaml", "yaml"));
  EXPECT_TRUE(has("org.example:libpng1.6", "png"));
  EXPECT_TRUE(has("fmtlib", "fmt"));
  EXPECT_TRUE(has("highlight.js", "highlight"));
  EXPECT_TRUE(has("bn.js", "bn"));
  EXPECT_FALSE(has("zlib", "z"));
}

TEST(JudgePlace, ReadsThePath) {
  struct Case {
    const char* path;
    bool own_tree;
  };
  const std::vector<Holder> holders = {{ProjectNames("player")}, {ProjectNames("zlib")}};
  for (const Case& c : std::vector<Case>{{"src/inflate.c", true},
                                         {"src/zlib-1.2.13/inflate.c", false},
                                         {"Utilities/cmzlib/inflate.c", false},
                                         {"cpan/zlib-src/inflate.c", false},
                                         {"deps/inflate.c", false},
                                         {"src/zlib.c", false},
                                         {"src/my_zlib_copy.c", false},
                                         {"src/zlibrary.c", true},
                                         {"player/inflate.c", true}}) {
    EXPECT_EQ(JudgePlace(c.path, "", holders, 0).OwnTree(), c.own_tree) << c.path;
  }
}

TEST(FindMention, WantsWholeWords) {
  const std::vector<std::string> names = {"lua"};
  EXPECT_EQ(FindMention("/* lua.h, see www.lua.org */", names), Mention::kHeader);
  EXPECT_EQ(FindMention("the value of evaluation", names), Mention::kNone);
  EXPECT_EQ(FindMention(std::string(3000, ' ') + "lua", names), Mention::kText);
  EXPECT_EQ(FindMention("uses lua5.4", names), Mention::kHeader);
}

TEST(VendoredRank, KnowsThirdPartyDirectoriesAndBundles) {
  EXPECT_EQ(VendoredRank("src/zlib.c"), 0);
  EXPECT_EQ(VendoredRank("vendor/zlib/zlib.c"), 2);
  EXPECT_EQ(VendoredRank("a/Third_Party/x.c"), 2);
  EXPECT_EQ(VendoredRank("node_modules/left-pad/index.js"), 2);
  EXPECT_EQ(VendoredRank("dist/app.js"), 1);
  EXPECT_EQ(VendoredRank("lib/app.min.js"), 1);
  EXPECT_EQ(VendoredRank("vendor.c"), 0);
}

}  // namespace
}  // namespace copytrace
