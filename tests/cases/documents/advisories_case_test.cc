// Published advisories, read into a store, are named by every finding whose origin they affect, in
// scans that are known from before, too; malicious packages come before every licence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr char kFlaw[] = R"({
  "id": "GHSA-test-flaw-0001", "modified": "2026-03-01T00:00:00Z", "aliases": ["CVE-2026-0001"],
  "summary": "A test of ours",
  "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}],
  "affected": [{"package": {"ecosystem": "npm", "name": "seedrandom"},
    "ranges": [{"type": "SEMVER", "events": [{"introduced": "3.0.0"}, {"fixed": "3.0.6"}]}]},
   {"package": {"ecosystem": "npm", "name": "bufferutil"},
    "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "4.0.0"}]}]}],
  "database_specific": {"severity": "HIGH"}})";

constexpr char kMalicious[] = R"({
  "id": "MAL-2026-0001", "modified": "2026-04-01T00:00:00Z", "summary": "Steals, in this test",
  "affected": [{"package": {"ecosystem": "npm", "name": "left-pad"}, "versions": ["0.0.3"]}]})";

class AdvisoriesCase : public testing::Test {
 protected:
  AdvisoriesCase() {
    namespace fs = std::filesystem;
    fs::copy(CASES_DIR "/sample/project", directory_.path() / "shop", fs::copy_options::recursive);
    fs::copy(CASES_DIR "/store", directory_.path() / "store", fs::copy_options::recursive);
    fs::create_directories(directory_.path() / "osv/npm");
    directory_.Write("osv/npm/flaw.json", kFlaw);
  }

  ProgramResult Read() const {
    return directory_.Run("copytrace-index advisories osv --store store");
  }
  ProgramResult Scan(const std::string& arguments) const {
    return directory_.Run("copytrace scan shop --store store --cache cache " + arguments);
  }
  json ScanJson(const std::string& arguments = "") const {
    return json::parse(Scan("--fail-on none --format json " + arguments).out);
  }
  // The finding whose origin is of this package.
  static json Of(const json& report, const std::string& purl) {
    for (const json& finding : report["findings"]) {
      if (finding["origin"]["purl"] == purl) return finding;
    }
    return nullptr;
  }

  TestDirectory directory_;
};

TEST_F(AdvisoriesCase, AreNamedByKnownFindingsToo) {
  const json before = ScanJson();
  EXPECT_EQ(before["store"]["advisories"], nullptr);
  const ProgramResult read = Read();
  ASSERT_EQ(read.status, 0) << read.err;
  EXPECT_THAT(read.out, HasSubstr("1 advisories on 2 packages, the latest of 2026-03-01"));

  // Results are kept: nothing is matched anew for advisories.
  EXPECT_THAT(Scan("--fail-on none --stats").err, HasSubstr("known from cache"));
  const json after = ScanJson();
  EXPECT_EQ(after["store"]["generation"], before["store"]["generation"]);
  EXPECT_EQ(after["store"]["advisories"]["records"], 1);
  const json finding = Of(after, "pkg:npm/seedrandom@3.0.5");
  ASSERT_EQ(finding["advisories"].size(), 1u);
  const json& advisory = finding["advisories"][0];
  EXPECT_EQ(advisory["id"], "GHSA-test-flaw-0001");
  EXPECT_EQ(advisory["aliases"][0], "CVE-2026-0001");
  EXPECT_EQ(advisory["severity"], "high");
  EXPECT_EQ(advisory["score"], 7.5);
  EXPECT_EQ(advisory["fixed"], "3.0.6");
  EXPECT_EQ(Of(after, "pkg:npm/bufferutil@4.1.0")["advisories"].size(), 0u);
  EXPECT_THAT(Scan("--fail-on none").out,
              HasSubstr("advisory: GHSA-test-flaw-0001 (CVE-2026-0001), high 7.5: A test of ours; "
                        "mended in 3.0.6"));

  // What the folder no longer holds is forgotten.
  std::filesystem::remove(directory_.path() / "osv/npm/flaw.json");
  directory_.Write("osv/malicious.json", kMalicious);
  ASSERT_EQ(Read().status, 0);
  EXPECT_EQ(Of(ScanJson(), "pkg:npm/seedrandom@3.0.5")["advisories"].size(), 0u);
  ASSERT_EQ(directory_.Run("copytrace-index advisories --forget --store store").status, 0);
  EXPECT_EQ(ScanJson()["store"]["advisories"]["records"], 0);
}

TEST_F(AdvisoriesCase, StandInEveryFormatThatHasAPlaceForThem) {
  directory_.Write("osv/malicious.json", kMalicious);
  ASSERT_EQ(Read().status, 0);
  for (const char* format :
       {"text", "html", "markdown", "json", "sarif", "github", "spdx", "spdx3", "cyclonedx"}) {
    const std::string report = Scan(std::string("--fail-on none --format ") + format).out;
    EXPECT_THAT(report, HasSubstr("GHSA-test-flaw-0001")) << format;
    EXPECT_THAT(report, HasSubstr("MAL-2026-0001")) << format;
  }
  for (const char* format : {"gitlab", "junit"}) {
    EXPECT_THAT(Scan(std::string("--fail-on none --format ") + format).out,
                HasSubstr("a malicious package (MAL-2026-0001)"))
        << format;
  }
  const json bom = json::parse(Scan("--fail-on none --format cyclonedx").out);
  ASSERT_EQ(bom["vulnerabilities"].size(), 2u);
  EXPECT_EQ(bom["vulnerabilities"][0]["id"], "GHSA-test-flaw-0001");
  EXPECT_EQ(bom["vulnerabilities"][0]["ratings"][0]["severity"], "high");
  EXPECT_EQ(bom["vulnerabilities"][0]["affects"][0]["ref"], "pkg:npm/seedrandom@3.0.5");
}

TEST_F(AdvisoriesCase, MaliciousCodeComesBeforeEveryLicence) {
  directory_.Write("shop/.copytrace.toml", "[licenses]\n\"*\" = \"allow\"\n");
  EXPECT_EQ(Scan("--fail-on deny").status, 0);
  directory_.Write("osv/malicious.json", kMalicious);
  ASSERT_EQ(Read().status, 0);
  const ProgramResult scan = Scan("--fail-on deny");
  EXPECT_EQ(scan.status, 1);
  EXPECT_LT(scan.out.find("malicious package, MAL-2026-0001: Steals, in this test"),
            scan.out.find("pkg:npm/react-native-device-info"));
  const json finding = Of(ScanJson("--min-class proprietary"), "pkg:npm/left-pad@0.0.3");
  ASSERT_FALSE(finding.is_null());
  EXPECT_EQ(finding["review"]["verdict"], "deny");
  EXPECT_THAT(finding["review"]["why"].get<std::string>(),
              HasSubstr("published to do harm: MAL-2026-0001"));
  EXPECT_EQ(Scan("--fail-on proprietary").status, 1);
}

TEST_F(AdvisoriesCase, ADecisionIsOpenAgainForWhatIsPublishedLater) {
  const std::string id = Of(ScanJson(), "pkg:npm/left-pad@0.0.3")["id"];
  const std::string decide =
      "cd shop && copytrace decide " + id + " accept --reason 'ours to keep' --by Ann";
  ASSERT_EQ(directory_.Run(decide).status, 0);
  const auto standing = [&] {
    const json report = ScanJson();
    for (const json& finding : report["findings"]) {
      if (finding["id"] == id) return finding["review"]["standing"].get<std::string>();
    }
    return std::string();
  };
  EXPECT_EQ(standing(), "accepted");
  directory_.Write("osv/malicious.json", kMalicious);
  ASSERT_EQ(Read().status, 0);
  EXPECT_EQ(standing(), "open");
  EXPECT_THAT(Scan("--fail-on none").out, HasSubstr("since then it is known of MAL-2026-0001"));
  ASSERT_EQ(directory_.Run(decide).status, 0);
  EXPECT_EQ(standing(), "accepted");
}

TEST_F(AdvisoriesCase, ThePolicySaysFromWhichSeverityOn) {
  ASSERT_EQ(Read().status, 0);
  const auto verdict = [&](const std::string& rules) {
    directory_.Write("shop/.copytrace.toml", "[licenses]\n\"*\" = \"allow\"\n" + rules);
    return Of(ScanJson(), "pkg:npm/seedrandom@3.0.5")["review"]["verdict"].get<std::string>();
  };
  EXPECT_EQ(verdict(""), "warn");
  EXPECT_EQ(verdict("[advisories]\nwarn = \"never\"\n"), "allow");
  EXPECT_EQ(verdict("[advisories]\nwarn = \"critical\"\n"), "allow");
  EXPECT_EQ(verdict("[advisories]\ndeny = \"high\"\n"), "deny");
  EXPECT_EQ(verdict("[advisories]\ndeny = \"critical\"\n"), "warn");
  EXPECT_EQ(verdict("[advisories]\ndeny = \"low\"\nignore = [\"CVE-2026-0001\"]\n"), "allow");
  directory_.Write("shop/.copytrace.toml", "[advisories]\ndeny = \"bad\"\n");
  EXPECT_THAT(Scan("").err, HasSubstr(".copytrace.toml:2:8: \"bad\" is no severity"));
}

TEST_F(AdvisoriesCase, WhatCannotBeUsedIsListedAndNothingElseIsHarmed) {
  directory_.Write("osv/broken.json", "{\"id\": ");
  directory_.Write("osv/empty.json", "{\"id\": \"X-1\"}");
  directory_.Write("osv/withdrawn.json",
                   R"({"id": "X-2", "withdrawn": "2026-01-01T00:00:00Z", "affected": []})");
  directory_.Write("osv/readme.txt", "not a record");
  const ProgramResult read = Read();
  EXPECT_EQ(read.status, 0);
  EXPECT_THAT(read.out, HasSubstr("1 withdrawn, 2 skipped"));
  EXPECT_THAT(read.err, HasSubstr("osv/broken.json: is no JSON"));
  EXPECT_THAT(read.err, HasSubstr("osv/empty.json: names no affected package"));
  EXPECT_EQ(directory_.Run("copytrace-index verify --store store").status, 0);
  EXPECT_EQ(directory_.Run("copytrace-index advisories shop --store store").status, 2);
  EXPECT_EQ(ScanJson()["store"]["advisories"]["records"], 1);

  // They go where the store goes, and stay when code is added to it or taken out.
  ASSERT_EQ(directory_.Run("copytrace-index export store.zst --store store").status, 0);
  ASSERT_EQ(directory_.Run("copytrace-index import store.zst --store other").status, 0);
  ASSERT_EQ(directory_.Run("copytrace-index remove pkg:npm/left-pad --store other").status, 0);
  ASSERT_EQ(directory_.Run("copytrace-index compact --store other").status, 0);
  const ProgramResult scan =
      directory_.Run("copytrace scan shop --store other --fail-on none --no-cache");
  EXPECT_THAT(scan.out, HasSubstr("GHSA-test-flaw-0001"));
  EXPECT_THAT(scan.out, Not(HasSubstr("left-pad@0.0.3")));
}

}  // namespace
}  // namespace copytrace
