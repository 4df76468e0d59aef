#include "engine/advisory/osv_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace copytrace {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kPad[] = R"({
  "schema_version": "1.6.0", "id": "GHSA-aaaa-bbbb-cccc", "modified": "2026-03-01T00:00:00Z",
  "published": "2026-02-01T00:00:00Z", "aliases": ["CVE-2026-0001"],
  "summary": "Padding reads past the end", "details": "More words.",
  "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}],
  "affected": [
    {"package": {"ecosystem": "npm", "name": "@acme/pad", "purl": "pkg:npm/%40acme/pad"},
     "ranges": [{"type": "SEMVER", "events": [{"introduced": "1.0.0"}, {"fixed": "1.4.2"}]}]},
    {"package": {"ecosystem": "npm", "name": "@acme/pad"},
     "ranges": [{"type": "SEMVER", "events": [{"introduced": "2.0.0"}, {"fixed": "2.1.0"}]}]}],
  "database_specific": {"severity": "MODERATE"}})";

TEST(OsvRecordTest, ReadsWhatIsPublished) {
  const OsvRecord record = ReadOsvRecord(kPad);
  EXPECT_EQ(record.problem, "");
  ASSERT_THAT(record.packages, SizeIs(1));
  const auto& [purl, pad] = *record.packages.begin();
  EXPECT_EQ(purl, "pkg:npm/%40acme/pad");
  EXPECT_EQ(pad.advisory.id, "GHSA-aaaa-bbbb-cccc");
  EXPECT_THAT(pad.advisory.aliases, ElementsAre("CVE-2026-0001"));
  EXPECT_EQ(pad.advisory.summary, "Padding reads past the end");
  EXPECT_EQ(pad.advisory.severity, AdvisorySeverity::kMedium);  // the word, not the vector's 7.5
  EXPECT_EQ(pad.advisory.score, 7.5);
  EXPECT_FALSE(pad.advisory.malicious);
  EXPECT_THAT(pad.ranges, SizeIs(2));
  EXPECT_EQ(DecodeAdvisories(EncodeAdvisories({pad})), std::vector<AdvisoryRecord>{pad});
}

TEST(OsvRecordTest, AffectedIsWhatTheRangesHold) {
  const AdvisoryRecord pad = ReadOsvRecord(kPad).packages.begin()->second;
  const struct {
    const char* version;
    std::optional<std::string> fixed;  // nothing: not affected
  } kCases[] = {{"0.9.0", std::nullopt}, {"1.0.0-rc.1", std::nullopt},
                {"1.0.0", "1.4.2"},      {"1.4.1", "1.4.2"},
                {"1.4.2-beta", "1.4.2"}, {"1.4.2", std::nullopt},
                {"1.9.0", std::nullopt}, {"2.0.5", "2.1.0"},
                {"2.1.0", std::nullopt}, {"latest", std::nullopt},
                {"", std::nullopt}};
  for (const auto& test : kCases) {
    const auto advisory = AdvisoryFor(pad, "npm", test.version);
    EXPECT_EQ(advisory ? std::optional(advisory->fixed) : std::nullopt, test.fixed) << test.version;
  }
}

std::string RecordOf(const std::string& affected) {
  return R"({"id": "X-1", "affected": [)" + affected + "]}";
}

bool IsAffected(const std::string& affected, std::string_view type, std::string_view version) {
  const OsvRecord record = ReadOsvRecord(RecordOf(affected));
  EXPECT_EQ(record.problem, "");
  return AdvisoryFor(record.packages.begin()->second, type, version).has_value();
}

TEST(OsvRecordTest, LastAffectedAndLimit) {
  const std::string last =
      R"({"package": {"ecosystem": "PyPI", "name": "Pad_It"}, "ranges": [{"type": "ECOSYSTEM",
          "events": [{"introduced": "0"}, {"last_affected": "1.2"}]}]})";
  EXPECT_TRUE(IsAffected(last, "pypi", "0.0.1.dev1"));
  EXPECT_TRUE(IsAffected(last, "pypi", "1.2.0"));
  EXPECT_FALSE(IsAffected(last, "pypi", "1.2.post1"));
  EXPECT_EQ(ReadOsvRecord(RecordOf(last)).packages.begin()->first, "pkg:pypi/pad-it");
  const std::string limit =
      R"({"package": {"ecosystem": "Go", "name": "acme.example/Pad"}, "ranges": [{"type": "SEMVER",
          "events": [{"introduced": "1.0.0"}, {"limit": "1.5.0"}]}]})";
  EXPECT_TRUE(IsAffected(limit, "golang", "v1.4.9"));
  EXPECT_FALSE(IsAffected(limit, "golang", "v1.5.0"));
}

TEST(OsvRecordTest, EventsInAnyOrderAndSeveralPairs) {
  const std::string mixed =
      R"({"package": {"ecosystem": "Maven", "name": "org.acme:pad"}, "ranges": [{"type": "ECOSYSTEM",
          "events": [{"fixed": "2.3"}, {"introduced": "2.0"}, {"introduced": "0"},
                     {"fixed": "1.1"}]}]})";
  EXPECT_TRUE(IsAffected(mixed, "maven", "1.0"));
  EXPECT_FALSE(IsAffected(mixed, "maven", "1.1"));
  EXPECT_FALSE(IsAffected(mixed, "maven", "2.0-rc1"));
  EXPECT_TRUE(IsAffected(mixed, "maven", "2.0"));
  EXPECT_FALSE(IsAffected(mixed, "maven", "2.3.Final"));
}

TEST(OsvRecordTest, ListedVersionsCountInAnyEcosystem) {
  const std::string listed =
      R"({"package": {"ecosystem": "Alpine:v3.20", "name": "pad"}, "versions": ["1.0-r2"]})";
  EXPECT_TRUE(IsAffected(listed, "apk", "1.0-r2"));
  EXPECT_FALSE(IsAffected(listed, "apk", "1.0-r1"));
  const std::string python =
      R"({"package": {"ecosystem": "PyPI", "name": "pad"}, "versions": ["1.0.0"]})";
  EXPECT_TRUE(IsAffected(python, "pypi", "1.0"));
}

TEST(OsvRecordTest, CommitsStandForTheTagsListed) {
  const std::string git =
      R"({"ranges": [{"type": "GIT", "repo": "https://github.com/Acme/Pad.git",
          "events": [{"introduced": "0"}, {"fixed": "00c0ffee"}]}], "versions": ["v1.0", "v1.1"]})";
  EXPECT_EQ(ReadOsvRecord(RecordOf(git)).packages.begin()->first, "pkg:github/acme/pad");
  EXPECT_TRUE(IsAffected(git, "github", "v1.1"));
  EXPECT_TRUE(IsAffected(git, "github", "1.1"));
  EXPECT_FALSE(IsAffected(git, "github", "v1.2"));
}

TEST(OsvRecordTest, ADebianUpdateIsHeldAgainstItsOwnRelease) {
  const std::string debian =
      R"({"package": {"ecosystem": "Debian:11", "name": "pad"}, "ranges": [{"type": "ECOSYSTEM",
          "events": [{"introduced": "0"}, {"fixed": "1.1-1+deb11u3"}]}]},
         {"package": {"ecosystem": "Debian:12", "name": "pad"}, "ranges": [{"type": "ECOSYSTEM",
          "events": [{"introduced": "0"}, {"fixed": "3.0-1~deb12u2"}]}]})";
  EXPECT_EQ(ReadOsvRecord(RecordOf(debian)).packages.begin()->first, "pkg:deb/debian/pad");
  EXPECT_FALSE(IsAffected(debian, "deb", "1.1-1+deb11u4"));
  EXPECT_TRUE(IsAffected(debian, "deb", "1.1-1+deb11u2"));
  EXPECT_TRUE(IsAffected(debian, "deb", "3.0-1~deb12u1"));
  EXPECT_FALSE(IsAffected(debian, "deb", "3.0-1~deb12u2"));
  EXPECT_TRUE(IsAffected(debian, "deb", "2.0-1"));  // of no release that is told: of any
}

TEST(OsvRecordTest, MaliciousByIdOrAlias) {
  const char* package =
      R"("affected": [{"package": {"ecosystem": "npm", "name": "pad"}, "versions": ["1.0.0"]}]})";
  const auto malicious = [&](const std::string& head) {
    return ReadOsvRecord(head + package).packages.begin()->second.advisory.malicious;
  };
  EXPECT_TRUE(malicious(R"({"id": "MAL-2026-1",)"));
  EXPECT_TRUE(malicious(R"({"id": "GHSA-x", "aliases": ["MAL-2026-1"],)"));
  EXPECT_FALSE(malicious(R"({"id": "GHSA-MAL-x",)"));
}

TEST(OsvRecordTest, WhatCannotBeUsedSaysWhy) {
  const struct {
    const char* json;
    const char* problem;
  } kCases[] = {{"", "is no JSON"},
                {"{\"id\": ", "is no JSON"},
                {"[]", "is no object"},
                {"{}", "has no id"},
                {R"({"id": 7})", "has no id"},
                {R"({"id": "X"})", "names no affected package"},
                {R"({"id": "X", "affected": {}})", "names no affected package"},
                {R"({"id": "X", "affected": [7, "a", null]})", "names no package with versions"},
                {R"({"id": "X", "affected": [{"package": {"ecosystem": "Mars", "name": "a"},
                                    "versions": ["1"]}]})",
                 "names no package with versions"},
                {R"({"id": "X", "affected": [{"package": {"ecosystem": "npm", "name": "a"},
                                    "ranges": [{"type": "SEMVER", "events": "x"}]}]})",
                 "names no package with versions"}};
  for (const auto& test : kCases) {
    const OsvRecord record = ReadOsvRecord(test.json);
    EXPECT_THAT(record.problem, HasSubstr(test.problem)) << test.json;
    EXPECT_THAT(record.packages, IsEmpty());
  }
  const OsvRecord withdrawn =
      ReadOsvRecord(R"({"id": "X", "withdrawn": "2026-01-01T00:00:00Z", "affected": []})");
  EXPECT_TRUE(withdrawn.withdrawn);
  EXPECT_EQ(withdrawn.problem, "");
}

TEST(OsvRecordTest, ASummaryIsOneLineOfBoundedLength) {
  std::string details;
  for (int i = 0; i < 400; ++i) details += "é";
  const OsvRecord record = ReadOsvRecord(R"({"id": "X", "details": "\n# )" + details +
                                         R"(\nmore", "affected": [{"package":
      {"ecosystem": "npm", "name": "a"}, "versions": ["1"]}]})");
  const std::string& summary = record.packages.begin()->second.advisory.summary;
  EXPECT_EQ(summary.size(), 300u + 3u);
  EXPECT_TRUE(summary.ends_with("é…"));
}

TEST(OsvRecordTest, PurlsOfPackages) {
  const struct {
    const char* ecosystem;
    const char* name;
    const char* purl;
  } kCases[] = {{"npm", "left-pad", "pkg:npm/left-pad"},
                {"npm", "@acme/pad", "pkg:npm/%40acme/pad"},
                {"PyPI", "Zope.Interface", "pkg:pypi/zope.interface"},
                {"crates.io", "serde_json", "pkg:cargo/serde_json"},
                {"Go", "github.com/Acme/pad/v2", "pkg:golang/github.com/acme/pad/v2"},
                {"Maven", "org.acme:pad", "pkg:maven/org.acme/pad"},
                {"NuGet", "Acme.Pad", "pkg:nuget/Acme.Pad"},
                {"RubyGems", "pad", "pkg:gem/pad"},
                {"Packagist", "Acme/Pad", "pkg:composer/acme/pad"},
                {"Debian:12", "openssl", "pkg:deb/debian/openssl"},
                {"Ubuntu:22.04:LTS", "openssl", "pkg:deb/ubuntu/openssl"},
                {"Mars", "pad", ""},
                {"npm", "", ""}};
  for (const auto& test : kCases) {
    EXPECT_EQ(PurlOfPackage(test.ecosystem, test.name), test.purl) << test.name;
  }
}

}  // namespace
}  // namespace copytrace
