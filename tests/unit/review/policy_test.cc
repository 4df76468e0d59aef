#include "engine/review/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "engine/error.h"

namespace copytrace {
namespace {

using testing::HasSubstr;

Policy Parsed(const std::string& text) { return ParsePolicy(text, ".copytrace.toml", "/project"); }

std::string ErrorOf(const std::string& text) {
  try {
    Parsed(text);
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

struct Row {
  const char* policy;
  const char* license;
  Verdict verdict;
  const char* place;  // that decides
  const char* path = "src/a.js";
  const char* purl = "pkg:npm/left-pad@1.3.0";
};

TEST(Policy, Verdicts) {
  const Row rows[] = {
      // Without a policy, by class.
      {"", "CC0-1.0", Verdict::kAllow, "default"},
      {"", "MIT", Verdict::kWarn, "default"},
      {"", "MPL-2.0", Verdict::kDeny, "default"},
      {"", "GPL-3.0-only", Verdict::kDeny, "default"},
      {"", "", Verdict::kDeny, "default"},
      {"", "not a licence (", Verdict::kDeny, "default"},
      // Of an OR the mildest side, of an AND the strictest.
      {"", "MIT OR GPL-3.0-only", Verdict::kWarn, "default"},
      {"", "MIT AND GPL-3.0-only", Verdict::kDeny, "default"},
      {"", "(MIT AND GPL-3.0-only) OR CC0-1.0", Verdict::kAllow, "default"},
      // Classes and their other words.
      {"[classes]\npermissive = \"allow\"", "MIT", Verdict::kAllow, ".copytrace.toml:2"},
      {"[classes]\nnotice = \"deny\"", "MIT", Verdict::kDeny, ".copytrace.toml:2"},
      {"[classes]\nreciprocal = \"warn\"", "MPL-2.0", Verdict::kWarn, ".copytrace.toml:2"},
      {"[classes]\nrestricted = \"warn\"", "GPL-2.0-only", Verdict::kWarn, ".copytrace.toml:2"},
      {"[classes]\nforbidden = \"warn\"", "AGPL-3.0-only", Verdict::kWarn, ".copytrace.toml:2"},
      {"[classes]\nunencumbered = \"deny\"", "CC0-1.0", Verdict::kDeny, ".copytrace.toml:2"},
      {"[classes]\nunknown = \"warn\"", "", Verdict::kWarn, ".copytrace.toml:2"},
      // A licence before its class; the whole name before a wildcard; deprecated names.
      {"[classes]\npermissive = \"allow\"\n[licenses]\nMIT = \"deny\"", "MIT", Verdict::kDeny,
       ".copytrace.toml:4"},
      {"[licenses]\n\"GPL-*\" = \"allow\"\n\"GPL-3.0-only\" = \"deny\"", "GPL-3.0-only",
       Verdict::kDeny, ".copytrace.toml:3"},
      {"[licenses]\n\"GPL-*\" = \"allow\"\n\"GPL-3.0-only\" = \"deny\"", "GPL-2.0-or-later",
       Verdict::kAllow, ".copytrace.toml:2"},
      {"[licenses]\n\"GPL-2.0+\" = \"warn\"", "GPL-2.0-or-later", Verdict::kWarn,
       ".copytrace.toml:2"},
      {"[licenses]\n\"GPL-2.0-only\" = \"warn\"", "GPL-2.0-only WITH Classpath-exception-2.0",
       Verdict::kWarn, ".copytrace.toml:2"},
      // Components: a ban outranks a permission; with and without version; scopes as written.
      {"[components]\nallow = \"pkg:npm/left-pad\"", "GPL-3.0-only", Verdict::kAllow,
       ".copytrace.toml:2"},
      {"[components]\nallow = \"pkg:npm/*\"\ndeny = [\n  \"pkg:npm/other\",\n"
       "  \"pkg:npm/left-pad@1.*\"]",
       "MIT", Verdict::kDeny, ".copytrace.toml:5"},
      {"[components]\nallow = \"pkg:npm/left-pad@2.*\"", "GPL-3.0-only", Verdict::kDeny, "default"},
      {"[components]\nallow = \"pkg:npm/@acme/*\"", "GPL-3.0-only", Verdict::kAllow,
       ".copytrace.toml:2", "src/a.js", "pkg:npm/%40acme/pad@0.0.3"},
      // Paths: the last that matches; a blanket verdict after the licences.
      {"[[path]]\nmatch = \"tests/\"\nverdict = \"allow\"", "GPL-3.0-only", Verdict::kAllow,
       ".copytrace.toml:3", "tests/deep/a.js"},
      {"[[path]]\nmatch = \"tests/\"\nverdict = \"allow\"", "GPL-3.0-only", Verdict::kDeny,
       "default", "src/tests.js"},
      {"[[path]]\nmatch = \"src/\"\nverdict = \"allow\"\n[[path]]\nmatch = [\"*.js\"]\n"
       "verdict = \"warn\"",
       "GPL-3.0-only", Verdict::kWarn, ".copytrace.toml:6"},
      {"[licenses]\nMIT = \"deny\"\n[[path]]\nmatch = \"src/\"\nlicenses = { MIT = \"allow\" }",
       "MIT", Verdict::kAllow, ".copytrace.toml:5"},
      {"[[path]]\nmatch = \"src/\"\nclasses = { strong-copyleft = \"warn\" }", "GPL-3.0-only",
       Verdict::kWarn, ".copytrace.toml:3"},
      {"[licenses]\nMIT = \"deny\"\n[[path]]\nmatch = \"src/\"\nverdict = \"allow\"", "MIT",
       Verdict::kDeny, ".copytrace.toml:2"},
      // The project's own licence.
      {"[project]\nlicense = \"GPL-3.0-only\"", "GPL-3.0-only", Verdict::kWarn,
       ".copytrace.toml:2"},
      {"[project]\nlicense = \"GPL-2.0-only\"", "GPL-3.0-only", Verdict::kDeny, "default"},
      {"[project]\nlicense = \"GPL-2.0-only\"\n[classes]\nstrong-copyleft = \"allow\"",
       "GPL-3.0-only", Verdict::kDeny, ".copytrace.toml:2"},
      {"[project]\nlicense = \"GPL-3.0-only\"\n[classes]\nstrong-copyleft = \"deny\"",
       "GPL-3.0-only", Verdict::kDeny, ".copytrace.toml:4"},
      {"[project]\nlicense = \"MIT\"\n[licenses]\n\"GPL-3.0-only\" = \"allow\"", "GPL-3.0-only",
       Verdict::kAllow, ".copytrace.toml:4"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.policy) + " / " + row.license);
    const Policy policy = *row.policy == '\0' ? Policy() : Parsed(row.policy);
    const PolicyAnswer answer =
        Judge(policy, {.path = row.path, .purl = row.purl, .license = row.license});
    EXPECT_EQ(VerdictName(answer.verdict), VerdictName(row.verdict));
    EXPECT_EQ(answer.place, row.place) << answer.why;
    EXPECT_FALSE(answer.why.empty());
    EXPECT_FALSE(answer.steps.empty());
  }
}

TEST(Policy, OwnComponentsAndExcludedPaths) {
  const Policy policy = Parsed(
      "[project]\nown = [\"pkg:github/acme/*\", \"pkg:npm/@acme/*\"]\n"
      "[policy]\nexclude = [\"vendor/\", \"*.pb.go\"]\n");
  EXPECT_TRUE(Judge(policy, {.path = "a.go", .purl = "pkg:github/acme/rocket@1"}).own);
  EXPECT_FALSE(Judge(policy, {.path = "a.go", .purl = "pkg:github/acmes/rocket@1"}).own);
  EXPECT_TRUE(Judge(policy, {.path = "go/vendor/x/a.go"}).excluded);
  EXPECT_TRUE(Judge(policy, {.path = "api/a.pb.go"}).excluded);
  EXPECT_FALSE(Judge(policy, {.path = "vendor.go"}).excluded);
}

TEST(Policy, MinimaByPath) {
  const Policy policy = Parsed(
      "[policy]\nmin_score = 20.5\nmin_lines = 6\n[[path]]\nmatch = \"src/\"\nmin_lines = 12\n");
  EXPECT_EQ(Judge(policy, {.path = "a.c"}).min_lines, 6u);
  EXPECT_EQ(Judge(policy, {.path = "src/a.c"}).min_lines, 12u);
  EXPECT_DOUBLE_EQ(Judge(policy, {.path = "src/a.c"}).min_score, 20.5);
}

TEST(Policy, SettingsAreWordsForOptions) {
  const Policy policy = Parsed(
      "[settings]\nstore = \"../store\"\nfail_on = \"deny\"\nexit_code = 3\ne_value = 0.5\n");
  EXPECT_EQ(policy.settings.at("store"), "/store");
  EXPECT_EQ(policy.settings.at("fail_on"), "deny");
  EXPECT_EQ(policy.settings.at("exit_code"), "3");
  EXPECT_EQ(policy.settings.at("e_value"), "0.5");
}

TEST(Policy, ErrorsNameFileLineAndColumn) {
  const std::pair<const char*, const char*> rows[] = {
      {"[project\nlicense = 1", ".copytrace.toml:1:"},
      {"[project]\nlicence = \"MIT\"", ".copytrace.toml:2:1: \"project.licence\" is no setting"},
      {"[projekt]\n", ".copytrace.toml:1:2: \"projekt\" is no setting"},
      {"[project]\nlicense = 1", ".copytrace.toml:2:11: \"license\" must be a string"},
      {"[project]\nlicense = \"my own\"", "\"my own\" is no SPDX licence expression"},
      {"[classes]\npermissive = \"yes\"", ".copytrace.toml:2:14: \"yes\" is no verdict"},
      {"[classes]\ncopyleft = \"deny\"", ".copytrace.toml:2:1: \"copyleft\" is no licence class"},
      {"[licenses]\n\"MIT OR ISC\" = \"deny\"", "is no single SPDX licence"},
      {"[components]\nallow = \"left-pad\"", ".copytrace.toml:2:9: \"left-pad\" is no purl"},
      {"[[path]]\nverdict = \"allow\"", "a [[path]] needs \"match\""},
      {"[policy]\nmin_lines = -1", "must be a number that is not negative"},
      {"[policy]\nmin_lines = 2.5", "must be a whole number"},
      {"path = 3", "must be an array of tables"},
  };
  for (const auto& [text, message] : rows) EXPECT_THAT(ErrorOf(text), HasSubstr(message)) << text;
}

TEST(MatchesWildcard, TriesEveryRun) {
  const struct {
    const char* pattern;
    const char* text;
    bool matches;
  } rows[] = {{"", "", true},         {"*", "", true},           {"a*c", "abcbc", true},
              {"a*c", "abcb", false}, {"*a*b*", "xxaxxb", true}, {"?", "", false},
              {"a?c", "abc", true},   {"abc", "abcd", false},    {"**a", "bba", true}};
  for (const auto& row : rows) {
    EXPECT_EQ(MatchesWildcard(row.pattern, row.text), row.matches)
        << row.pattern << " " << row.text;
  }
}

Advisory AdvisoryOf(const std::string& id, AdvisorySeverity severity, bool malicious = false) {
  Advisory advisory;
  advisory.id = id;
  advisory.severity = severity;
  advisory.malicious = malicious;
  return advisory;
}

TEST(PolicyAdvisories, TheStrictestVerdictOfAll) {
  const Advisory low = AdvisoryOf("A-low", AdvisorySeverity::kLow);
  const Advisory unrated = AdvisoryOf("A-unrated", AdvisorySeverity::kUnknown);
  const Advisory none = AdvisoryOf("A-none", AdvisorySeverity::kNone);
  const Advisory critical = AdvisoryOf("A-critical", AdvisorySeverity::kCritical);
  const Advisory harmful = AdvisoryOf("MAL-1", AdvisorySeverity::kUnknown, true);
  const auto judge = [](const std::string& rules, const std::vector<Advisory>& advisories) {
    return JudgeAdvisories(ParsePolicy(rules, "p.toml", "/"), advisories);
  };
  EXPECT_EQ(judge("", {}).verdict, Verdict::kAllow);
  EXPECT_EQ(judge("", {}).why, "");
  EXPECT_EQ(judge("", {none}).verdict, Verdict::kAllow);
  EXPECT_EQ(judge("", {critical, low}).verdict, Verdict::kWarn);
  EXPECT_EQ(judge("", {critical, low}).place, "default");
  EXPECT_EQ(judge("", {harmful, critical}).denied, std::vector<std::string>{"MAL-1"});
  EXPECT_EQ(judge("[advisories]\nmalicious = \"warn\"", {harmful}).verdict, Verdict::kWarn);
  EXPECT_EQ(judge("[advisories]\nmalicious = \"warn\"", {harmful}).place, "p.toml:2");
  EXPECT_EQ(judge("[advisories]\ndeny = \"medium\"", {unrated}).verdict, Verdict::kDeny);
  EXPECT_EQ(judge("[advisories]\ndeny = \"high\"", {unrated}).verdict, Verdict::kWarn);
  EXPECT_EQ(judge("[advisories]\ndeny = \"high\"\nignore = [\"A-c*\"]", {critical, low}).verdict,
            Verdict::kWarn);
  EXPECT_EQ(judge("[advisories]\nignore = \"MAL-*\"", {harmful}).verdict, Verdict::kAllow);
  EXPECT_THROW(ParsePolicy("[advisories]\nwarn = \"none\"", "p.toml", "/"), Error);
  EXPECT_THROW(ParsePolicy("[advisories]\nfail = \"low\"", "p.toml", "/"), Error);
}

}  // namespace
}  // namespace copytrace
