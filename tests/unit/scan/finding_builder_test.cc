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
    return BuildAll(text, lines, file_license, directory_license, declared_license).at(0);
  }

  std::vector<Finding> BuildAll(const std::string& text, LineRange lines,
                                const std::string& file_license = "",
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
      blob.source = source_;
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
    return BuildFindings(*store, file, {match});
  }

  fs::path directory_;
  std::string source_ = kSource;  // kept in the store
};

TEST_F(FindingBuilderTest, SaysWhatAReviewAsksOfTheFile) {
  const FileWords words(MakeSourceFile("src/own.c", kSource, {}));
  const Finding finding = Build(kSource, {5, 7});
  EXPECT_GT(finding.place.content.words, 0u);
  EXPECT_EQ(finding.place.content, words.KeyOf({5, 7}));
  EXPECT_EQ(finding.place.copy, 1u);
  EXPECT_FALSE(finding.place.may_be_marked);
  const std::string twice = std::string(kSource) + kSource;
  const auto lines = static_cast<uint32_t>(std::ranges::count(std::string(kSource), '\n'));
  EXPECT_EQ(Build(twice, {lines + 5, lines + 7}).place.copy, 2u);
  EXPECT_TRUE(Build("// copytrace: ignore\n" + twice, {5, 7}).place.may_be_marked);
  EXPECT_TRUE(Build("// SPDX-SnippetBegin\n" + twice, {5, 7}).place.may_be_marked);
}

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

TEST_F(FindingBuilderTest, GeneratedCodeIsLabelled) {
  EXPECT_FALSE(Build(kSource, {1, 3}).generated);
  EXPECT_TRUE(Build(std::string("/* A lexical scanner generated by flex */\n") + kSource, {2, 4})
                  .generated);
  EXPECT_TRUE(
      Build(std::string("// Code generated by protoc-gen-go. DO NOT EDIT.\n") + kSource, {2, 4})
          .generated);
  EXPECT_FALSE(
      Build(std::string("// The key is generated by the server.\n") + kSource, {2, 4}).generated);
}

TEST_F(FindingBuilderTest, AFewLinesOfOneGeneratorAreNoFinding) {
  source_ = std::string("// Code generated by protoc-gen-sum. DO NOT EDIT.\n") + kSource;
  const std::string rest(40, '\n');
  const std::string mark = "// Code generated by protoc-gen-sum. DO NOT EDIT.\n";
  EXPECT_EQ(BuildAll(mark + kSource + rest + "int end;\n", {2, 4}).size(), 0u);
  EXPECT_EQ(BuildAll(mark + kSource, {2, 8}).size(), 1u) << "most of the file";
  EXPECT_EQ(BuildAll(kSource + rest + "int end;\n", {1, 3}).size(), 1u) << "in a file of one's own";
}

TEST_F(FindingBuilderTest, IdsFollowPathAndContent) {
  const std::string id = Build(kSource, {1, 3}).id;
  EXPECT_EQ(Build(kSource, {1, 3}).id, id);
  EXPECT_NE(Build(kSource, {5, 7}).id, id);
  EXPECT_EQ(id.size(), 12u);
}

}  // namespace
}  // namespace copytrace
