#include "engine/scan/finding_builder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "engine/store/encoding.h"
#include "engine/store/store_writer.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr char kSource[] =
    "int add(int a, int b) {\n  return a + b;\n}\n\nint twice(int a) {\n  return 2 * a;\n}\n";

class FindingBuilderTest : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = fs::temp_directory_path() / ("copytrace-findings-" + std::to_string(::getpid()));
    fs::remove_all(directory_);
  }
  void TearDown() override { fs::remove_all(directory_); }

  // A finding of `text` whose lines match the same lines of kSource.
  Finding Build(const std::string& text, LineRange lines, const std::string& file_license = "",
                const std::string& directory_license = "",
                const std::string& declared_license = "") {
    fs::remove_all(directory_);
    Place place;
    {
      const auto writer = StoreWriter::Open(directory_, {});
      place.component = {.purl = "pkg:generic/sum", .name = "sum"};
      place.release = {.component = writer->AddComponent(place.component),
                       .version = "1",
                       .purl = "pkg:generic/sum@1",
                       .declared_license = declared_license};
      EncodedBlob blob;
      blob.blob.sha1 = HashContent(kSource);
      blob.blob.language = Language::kC;
      blob.blob.license = file_license;
      blob.evidence = EncodeEvidence({});
      blob.source = kSource;
      place.blob = writer->AddBlob(blob);
      place.occurrence = {.release = writer->AddRelease(place.release),
                          .path = "sum.c",
                          .directory_license = directory_license};
      writer->AddOccurrence(place.blob, place.occurrence);
      writer->Commit();
    }
    const auto store = Store::Open(directory_);
    Match match;
    match.lines = match.source_lines = lines;
    match.kind = MatchKind::kIdentical;
    match.attribution.origin = place;
    const SourceFile file = MakeSourceFile("src/own.c", text, {});
    return BuildFindings(*store, file, {match}).at(0);
  }

  fs::path directory_;
};

TEST_F(FindingBuilderTest, NamesTheFunctionOnBothSides) {
  const Finding finding = Build(kSource, {5, 7});
  EXPECT_EQ(finding.function, "twice");
  EXPECT_EQ(finding.origin.function, "twice");
}

TEST_F(FindingBuilderTest, ARegionOfSeveralFunctionsHasNoName) {
  std::string many;
  for (int i = 0; i < 9; ++i) many += "int f" + std::to_string(i) + "(void) { return 1; }\n";
  EXPECT_EQ(Build(many, {1, 9}).function, "");
}

TEST_F(FindingBuilderTest, EqualTokensInAnotherLayoutAreReformatted) {
  EXPECT_EQ(Build(kSource, {1, 3}).kind, MatchKind::kIdentical);
  std::string indented = kSource;
  indented.insert(0, "  ");
  EXPECT_EQ(Build(indented, {1, 3}).kind, MatchKind::kReformatted);
  std::string trailing = kSource;
  trailing.insert(trailing.find('\n'), "  ");
  EXPECT_EQ(Build(trailing, {1, 3}).kind, MatchKind::kIdentical);
}

TEST_F(FindingBuilderTest, TheNearestLicenceCounts) {
  const Finding file = Build(kSource, {1, 3}, "MIT", "GPL-2.0-only", "Apache-2.0");
  EXPECT_EQ(file.origin.license, "MIT");
  EXPECT_EQ(file.origin.license_source, LicenseSource::kFile);
  const Finding directory = Build(kSource, {1, 3}, "", "GPL-2.0-only", "Apache-2.0");
  EXPECT_EQ(directory.origin.license, "GPL-2.0-only");
  EXPECT_EQ(directory.origin.license_class, LicenseClass::kStrongCopyleft);
  const Finding release = Build(kSource, {1, 3}, "", "", "Apache-2.0");
  EXPECT_EQ(release.origin.license_source, LicenseSource::kRelease);
  const Finding none = Build(kSource, {1, 3});
  EXPECT_EQ(none.origin.license_class, LicenseClass::kUnknown);
  EXPECT_EQ(none.origin.license_source, LicenseSource::kNone);
}

TEST_F(FindingBuilderTest, IdsFollowPathAndContent) {
  const std::string id = Build(kSource, {1, 3}).id;
  EXPECT_EQ(Build(kSource, {1, 3}).id, id);
  EXPECT_NE(Build(kSource, {5, 7}).id, id);
  EXPECT_EQ(id.size(), 12u);
}

}  // namespace
}  // namespace copytrace
