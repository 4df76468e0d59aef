#include "engine/match/attribution.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

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
        blobs.push_back(writer->AddBlob(blob));
        writer->AddOccurrence(blobs.back(), {.release = release, .path = spec.path});
      }
      writer->Commit();
    }
    std::sort(blobs.begin(), blobs.end());
    blobs.erase(std::unique(blobs.begin(), blobs.end()), blobs.end());
    const auto store = Store::Open(directory_);
    return Attributor(*store).Attribute(blobs);
  }

  fs::path directory_;
};

TEST_F(AttributionTest, TheEarliestReleaseIsTheOrigin) {
  const auto result = Attribute({{"b", "1.0", "2015-01-01", "f.c", 0},
                                 {"a", "1.0", "2012-06-01", "f.c", 1},
                                 {"c", "1.0", "2019-01-01", "f.c", 2}});
  EXPECT_EQ(result.origin.component.name, "a");
  EXPECT_EQ(result.carrier_count, 2u);
  EXPECT_NE(result.reason.find("before 2 other components"), std::string::npos) << result.reason;
}

TEST_F(AttributionTest, AVendoredCopyIsNoOriginHoweverOld) {
  const auto result = Attribute({{"app", "1.0", "2010-01-01", "third_party/zlib/inflate.c", 0},
                                 {"zlib", "1.2.13", "2022-10-13", "inflate.c", 0}});
  EXPECT_EQ(result.origin.component.name, "zlib");
  ASSERT_EQ(result.carriers.size(), 1u);
  EXPECT_EQ(result.carriers[0].component.name, "app");
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
