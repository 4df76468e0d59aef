// Every format of reports, of a scan with hundreds of findings in files with hostile names, held
// against its official validator or schema, or against its specification.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

constexpr int kCopies = 20;

// The sample project, as often as needed for 200 findings, under names that formats must escape.
class Formats : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TestDirectory;
    const std::string names[] = {"with space", "größe ä",     "100%25 done",    "日本語",
                                 "a,b:c;d",    "pipe|`tick`", "<b>&\"quote\"'", "[x](1)"};
    for (int i = 0; i < kCopies; ++i) {
      const fs::path to =
          directory_->path() / "project" / (std::to_string(i) + " " + names[i % std::size(names)]);
      fs::create_directories(to);
      fs::copy(CASES_DIR "/sample/project", to, fs::copy_options::recursive);
    }
    report_ = json::parse(Report("json"));
  }
  static void TearDownTestSuite() { delete directory_; }

  static std::string Report(const std::string& format, const std::string& path = "project") {
    const fs::path file = directory_->path() / ("report." + format);
    const ProgramResult result = directory_->Run(
        "SOURCE_DATE_EPOCH=1700000000 copytrace scan --no-history --store '" CASES_DIR
        "/store' --format " +
        format + " -o '" + file.string() + "' '" + path + "'");
    EXPECT_EQ(result.status, 1) << result.err;
    return ReadFile(file);
  }

  static ProgramResult Validate(const std::string& format) {
    return directory_->Run("'" NODE "' '" CASE_SOURCES
                           "/formats/check_format.mjs' '" FORMAT_NODE_MODULES "' " +
                           format + " report." + format);
  }

  static std::string FileBytes(const std::string& path) {
    return ReadFile(directory_->path() / "project" / path);
  }

  static TestDirectory* directory_;
  static json report_;
};

TestDirectory* Formats::directory_ = nullptr;
json Formats::report_;

TEST_F(Formats, TheScanHasHundredsOfFindings) { EXPECT_GE(report_["findings"].size(), 200u); }

TEST_F(Formats, EachGivesTheSameBytesAgain) {
  for (const char* format : {"json", "html", "sarif", "spdx", "spdx3", "cyclonedx", "gitlab",
                             "junit", "github", "markdown"}) {
    const std::string once = Report(format, "project/7 [x](1)");
    EXPECT_GT(once.size(), 1000u) << format;
    EXPECT_EQ(once, Report(format, "project/7 [x](1)")) << format;
  }
}

TEST_F(Formats, SarifIsWhatCodeScanningTakesIn) {
  const json sarif = json::parse(Report("sarif"));
  const ProgramResult check = Validate("sarif");
  EXPECT_EQ(check.status, 0) << check.out << check.err;
  const json& run = sarif["runs"][0];
  for (const json& rule : run["tool"]["driver"]["rules"]) {
    for (const char* field : {"shortDescription", "fullDescription", "help"}) {
      EXPECT_FALSE(rule[field]["text"].get<std::string>().empty());
      EXPECT_LE(rule[field]["text"].get<std::string>().size(), 1024u);
    }
  }
  // What the validator misses: regions and fingerprints.
  ASSERT_EQ(run["results"].size(), report_["findings"].size());
  std::set<std::string> fingerprints;
  for (const json& result : run["results"]) {
    const json& place = result["locations"][0]["physicalLocation"];
    const json& region = place["region"];
    EXPECT_GE(region["startLine"], 1);
    EXPECT_GE(region["startColumn"], 1);
    EXPECT_GE(region["endLine"], region["startLine"]);
    EXPECT_GE(region["endColumn"], 2);
    EXPECT_TRUE(std::regex_match(place["artifactLocation"]["uri"].get<std::string>(),
                                 std::regex("([A-Za-z0-9._~/-]|%[0-9A-F]{2})+")));
    fingerprints.insert(result["partialFingerprints"]["primaryLocationLineHash"]);
    EXPECT_EQ(run["tool"]["driver"]["rules"][result["ruleIndex"].get<size_t>()]["id"],
              result["ruleId"]);
  }
  EXPECT_EQ(fingerprints.size(), run["results"].size());
}

TEST_F(Formats, CyclonedxFollowsItsSchema) {
  const json bom = json::parse(Report("cyclonedx"));
  const ProgramResult check = Validate("cyclonedx");
  EXPECT_EQ(check.status, 0) << check.out << check.err;
  size_t occurrences = 0;
  for (const json& component : bom["components"]) {
    for (const json& occurrence : component["evidence"]["occurrences"]) {
      ++occurrences;
      const std::string bytes = FileBytes(occurrence["location"]);
      const size_t offset = occurrence["offset"];
      EXPECT_EQ(std::count(bytes.begin(), bytes.begin() + static_cast<long>(offset), '\n') + 1,
                occurrence["line"].get<int>());
    }
  }
  EXPECT_EQ(occurrences, report_["findings"].size());
}

TEST_F(Formats, Spdx3FollowsItsSchema) {
  const json document = json::parse(Report("spdx3"));
  const ProgramResult check = Validate("spdx3");
  EXPECT_EQ(check.status, 0) << check.out << check.err;
  std::set<std::string> ids;
  size_t snippets = 0;
  for (const json& element : document["@graph"]) {
    if (element.contains("spdxId")) {
      EXPECT_TRUE(ids.insert(element["spdxId"]).second);
    }
    snippets += element["type"] == "software_Snippet";
  }
  EXPECT_EQ(snippets, report_["findings"].size());
  for (const json& element : document["@graph"]) {  // nothing points out of the document
    if (element["type"] != "Relationship") continue;
    EXPECT_TRUE(ids.contains(element["from"]));
    const std::string to = element["to"][0];
    EXPECT_TRUE(ids.contains(to) || to == "expandedlicensing_NoAssertionLicense") << to;
  }
}

// No schema of SPDX 2.3 is to be had as a package: by clauses 6 to 11 of the specification.
TEST_F(Formats, Spdx23IsWhatItsClausesAsk) {
  const json document = json::parse(Report("spdx"));
  EXPECT_EQ(document["spdxVersion"], "SPDX-2.3");
  EXPECT_EQ(document["dataLicense"], "CC0-1.0");
  EXPECT_EQ(document["creationInfo"]["created"], "2023-11-14T22:13:20Z");
  EXPECT_THAT(document["creationInfo"]["creators"][0].get<std::string>(),
              testing::StartsWith("Tool: copytrace-"));
  EXPECT_EQ(document["documentNamespace"].get<std::string>().find('#'), std::string::npos);
  std::map<std::string, std::string> files;
  std::set<std::string> ids = {"SPDXRef-DOCUMENT"};
  const std::regex kId("SPDXRef-[A-Za-z0-9.-]+");
  const auto add_id = [&](const json& element) {
    const std::string id = element["SPDXID"];
    EXPECT_TRUE(std::regex_match(id, kId)) << id;
    EXPECT_TRUE(ids.insert(id).second) << id;
  };
  for (const json& file : document["files"]) {
    add_id(file);
    const std::string name = file["fileName"];
    ASSERT_EQ(name.substr(0, 2), "./");
    files[file["SPDXID"]] = name.substr(2);
    ASSERT_EQ(file["checksums"][0]["algorithm"], "SHA1");
    const fs::path path = directory_->path() / "project" / name.substr(2);
    std::ofstream(directory_->path() / "list", std::ios::binary) << ReadFile(path);
    EXPECT_EQ(directory_->Run("sha1sum < list").out.substr(0, 40),
              file["checksums"][0]["checksumValue"]);
  }
  for (const json& package : document["packages"]) {
    add_id(package);
    EXPECT_FALSE(package["name"].get<std::string>().empty());
    EXPECT_EQ(package["downloadLocation"], "NOASSERTION");
    EXPECT_EQ(package["filesAnalyzed"], false);
  }
  std::set<std::string> explained;
  for (const json& info : document["hasExtractedLicensingInfos"]) {
    EXPECT_TRUE(std::regex_match(info["licenseId"].get<std::string>(),
                                 std::regex("LicenseRef-[A-Za-z0-9.-]+")));
    EXPECT_FALSE(info["extractedText"].get<std::string>().empty());
    explained.insert(info["licenseId"]);
  }
  ASSERT_EQ(document["snippets"].size(), report_["findings"].size());
  for (const json& snippet : document["snippets"]) {
    add_id(snippet);
    ASSERT_TRUE(files.contains(snippet["snippetFromFile"]));
    const std::string bytes = FileBytes(files[snippet["snippetFromFile"]]);
    const json& range = snippet["ranges"][0];
    const size_t first = range["startPointer"]["offset"];
    const size_t last = range["endPointer"]["offset"];
    ASSERT_GE(first, 1u);
    ASSERT_LE(last, bytes.size());
    ASSERT_LE(first, last);
    const json& lines = snippet["ranges"][1];
    const auto line_of = [&](size_t offset) {
      return 1 + std::count(bytes.begin(), bytes.begin() + static_cast<long>(offset) - 1, '\n');
    };
    EXPECT_EQ(line_of(first), lines["startPointer"]["lineNumber"].get<int>());
    EXPECT_EQ(line_of(last), lines["endPointer"]["lineNumber"].get<int>());
    for (const json& one : snippet["ranges"]) {
      for (const char* end : {"startPointer", "endPointer"}) {
        EXPECT_EQ(one[end]["reference"], snippet["snippetFromFile"]);
      }
    }
    const std::string license = snippet["licenseConcluded"];
    const std::regex kReference("LicenseRef-[A-Za-z0-9.-]+");
    for (std::sregex_iterator it(license.begin(), license.end(), kReference), end; it != end;
         ++it) {
      EXPECT_TRUE(explained.contains(it->str())) << it->str();
    }
  }
  for (const json& relationship : document["relationships"]) {
    EXPECT_TRUE(ids.contains(relationship["spdxElementId"]));
    EXPECT_TRUE(ids.contains(relationship["relatedSpdxElement"]));
  }
}

TEST_F(Formats, GitlabIsACodeQualityReport) {
  const json issues = json::parse(Report("gitlab"));
  ASSERT_EQ(issues.size(), report_["findings"].size());
  const std::set<std::string> kSeverities = {"info", "minor", "major", "critical", "blocker"};
  std::set<std::string> fingerprints;
  for (const json& issue : issues) {
    EXPECT_FALSE(issue["description"].get<std::string>().empty());
    EXPECT_FALSE(issue["check_name"].get<std::string>().empty());
    EXPECT_TRUE(fingerprints.insert(issue["fingerprint"]).second);
    EXPECT_TRUE(kSeverities.contains(issue["severity"]));
    EXPECT_TRUE(
        fs::exists(directory_->path() / "project" / issue["location"]["path"].get<std::string>()));
    EXPECT_GE(issue["location"]["lines"]["begin"], 1);
  }
}

TEST_F(Formats, JunitIsXmlThatAddsUp) {
  Report("junit");
  const ProgramResult parsed = directory_->Run(
      "python3 -c \"\n"
      "import sys, xml.etree.ElementTree as tree\n"
      "suites = tree.parse('report.junit').getroot()\n"
      "assert suites.tag == 'testsuites'\n"
      "for suite in suites:\n"
      "    assert suite.tag == 'testsuite' and suite.get('name')\n"
      "    cases = suite.findall('testcase')\n"
      "    assert len(cases) == int(suite.get('tests')), len(cases)\n"
      "    assert len(suite.findall('testcase/failure')) == int(suite.get('failures'))\n"
      "    assert suite.get('errors') == '0'\n"
      "    for case in cases:\n"
      "        assert case.get('name') and case.get('classname')\n"
      "        for failure in case.findall('failure'):\n"
      "            assert failure.get('message') and failure.get('type')\n"
      "    print(len(cases))\n"
      "\"");
  EXPECT_EQ(parsed.status, 0) << parsed.err;
  EXPECT_EQ(std::stoul(parsed.out), report_["findings"].size());
}

TEST_F(Formats, GithubAnnotationsAreCommandsOfOneLine) {
  std::istringstream lines(Report("github"));
  const std::regex kCommand(
      "::(error|warning|notice) (file=([^,:\r\n]+),line=[0-9]+,endLine=[0-9]+,)?title=[^,:]+::.+");
  size_t files = 0;
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    ASSERT_TRUE(std::regex_match(line, match, kCommand)) << line;
    EXPECT_FALSE(std::regex_search(line, std::regex("%(?!25|0A|0D|3A|2C)"))) << line;
    files += match[3].matched;
  }
  EXPECT_EQ(files, report_["findings"].size());
}

TEST_F(Formats, MarkdownFitsIntoAComment) {
  const std::string markdown = Report("markdown");
  EXPECT_LT(markdown.size(), 65536u);
  EXPECT_THAT(markdown, testing::StartsWith("<!-- copytrace -->\n### "));
  EXPECT_THAT(markdown, HasSubstr("more in the full report"));
  std::istringstream lines(markdown);
  size_t rows = 0;
  bool in_fence = false;
  const std::regex kCodeSpan("(`+)(?!`).*?[^`]\\1(?!`)");
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) in_fence = !in_fence;
    if (in_fence) continue;
    // Out of code, names are no markup.
    EXPECT_EQ(std::regex_replace(line, kCodeSpan, "").find("<b>"), std::string::npos) << line;
    if (line.empty() || line[0] != '|') continue;
    ++rows;
    // Four cells, whatever bars stand in names.
    EXPECT_EQ(std::regex_replace(line, std::regex(R"(\\\|)"), "").find("||"), std::string::npos);
    const std::string bare = std::regex_replace(line, std::regex(R"(\\\|)"), "");
    EXPECT_EQ(std::count(bare.begin(), bare.end(), '|'), 5) << line;
  }
  EXPECT_GT(rows, 50u);
}

TEST_F(Formats, OneFindingOfStandardInputIsWrittenToo) {
  const fs::path sample = CASES_DIR "/sample/project/src/inventory.js";
  for (const char* format :
       {"sarif", "spdx", "spdx3", "cyclonedx", "gitlab", "junit", "github", "markdown"}) {
    const ProgramResult result =
        directory_->Run("copytrace scan --no-history --store '" CASES_DIR "/store' --format " +
                        std::string(format) + " - < '" + sample.string() + "'");
    EXPECT_EQ(result.status, 1) << format << result.err;
    EXPECT_THAT(result.out, HasSubstr("left-pad")) << format;
  }
}

}  // namespace
}  // namespace copytrace
