// The answers for pairs of licences, each with the reason in our words: a table to be read.
#include "engine/license/compatibility.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>

#include "engine/license/license_data.h"
#include "engine/license/license_rules.h"

namespace copytrace {
namespace {

using enum LicenseUse;

constexpr Compatibility kYes = Compatibility::kCompatible;
constexpr Compatibility kNo = Compatibility::kIncompatible;
constexpr Compatibility kAsk = Compatibility::kAsk;

struct Pair {
  const char* project;
  const char* finding;
  LicenseUse use;
  Compatibility answer;
  const char* rule;
  const char* why;
};

void PrintTo(const Pair& pair, std::ostream* out) {
  *out << pair.finding << " in " << pair.project << ": " << pair.why;
}

class CompatibilityTable : public testing::TestWithParam<Pair> {};

TEST_P(CompatibilityTable, Answers) {
  const Pair& pair = GetParam();
  const CompatibilityAnswer answer = CheckCompatibility(pair.project, pair.finding, pair.use);
  EXPECT_EQ(CompatibilityName(answer.answer), CompatibilityName(pair.answer))
      << pair.why << "\n  said: " << answer.reason;
  EXPECT_EQ(answer.rule, pair.rule) << answer.reason;
  EXPECT_TRUE(answer.reason.ends_with('.')) << answer.reason;
  EXPECT_EQ(answer.reason.find('{'), std::string::npos) << answer.reason;
}

constexpr Pair kPermissive[] = {
    {"MIT", "MIT", kCopiedSource, kYes, "same-license", "the same terms"},
    {"MIT", "ISC", kCopiedSource, kYes, "permissive", "notices can be kept"},
    {"MIT", "BSD-4-Clause", kCopiedSource, kYes, "permissive", "MIT does not forbid more terms"},
    {"MIT", "Apache-2.0", kCopiedSource, kYes, "permissive", "the part stays under Apache-2.0"},
    {"Apache-2.0", "MIT", kCopiedSource, kYes, "permissive", "notices can be kept"},
    {"GPL-2.0-only", "MIT", kCopiedSource, kYes, "permissive", "MIT adds no restriction"},
    {"GPL-2.0-only", "BSD-3-Clause", kCopiedSource, kYes, "permissive", "nor does BSD without ads"},
    {"GPL-2.0-only", "BSD-4-Clause-UC", kCopiedSource, kYes, "permissive", "clause taken back"},
    {"LicenseRef-Proprietary", "MIT", kCopiedSource, kYes, "permissive", "notices can be kept"},
    {"CC0-1.0", "MIT", kCopiedSource, kYes, "permissive-in-public-domain", "but say so"},
    {"GPL-2.0-only", "CC0-1.0", kCopiedSource, kYes, "nothing-asked", "no conditions"},
    {"LicenseRef-Our-Own", "Unlicense", kCopiedSource, kYes, "nothing-asked", "no conditions"},
    {"GPL-2.0-only", "Apache-2.0", kCopiedSource, kNo, "apache-2.0-in-gpl-2.0",
     "patent and indemnity terms are further restrictions"},
    {"GPL-2.0-only", "Apache-2.0", kComponent, kNo, "apache-2.0-in-gpl-2.0", "linking too"},
    {"LGPL-2.1-only", "Apache-2.0", kCopiedSource, kNo, "apache-2.0-in-lgpl-2", "as the GPL"},
    {"LGPL-2.1-only", "Apache-2.0", kComponent, kAsk, "apache-2.0-beside-lgpl-2",
     "until somebody moves it to GPL-2.0"},
    {"GPL-3.0-only", "Apache-2.0", kCopiedSource, kYes, "apache-2.0-in-gpl-3.0",
     "version 3 was written to take it"},
    {"AGPL-3.0-only", "Apache-2.0", kCopiedSource, kYes, "apache-2.0-in-gpl-3.0", "as GPL-3.0"},
    {"GPL-2.0-only", "Apache-2.0 WITH LLVM-exception", kCopiedSource, kYes,
     "llvm-exception-in-gpl-2.0", "the exception waives what clashes"},
    {"GPL-2.0-only", "Apache-2.0 WITH Swift-exception", kCopiedSource, kNo, "apache-2.0-in-gpl-2.0",
     "that exception speaks of compiled copies only"},
    {"GPL-3.0-or-later", "BSD-4-Clause", kCopiedSource, kNo, "advertising-in-gpl",
     "naming in advertising is a further restriction"},
    {"LGPL-2.1-only", "BSD-4-Clause", kCopiedSource, kNo, "advertising-in-lgpl", "the same"},
    {"GPL-2.0-only", "OpenSSL", kComponent, kNo, "advertising-in-gpl", "its two ad clauses"},
    {"GPL-2.0-only WITH openvpn-openssl-exception", "OpenSSL", kComponent, kYes,
     "openssl-exception", "the project permits just that"},
    {"GPL-2.0-only WITH openvpn-openssl-exception", "OpenSSL", kCopiedSource, kNo,
     "advertising-in-gpl", "linking is permitted, copying is not"},
    {"GPL-2.0-only", "PHP-3.01", kCopiedSource, kNo, "reserved-name-in-gpl", "keeps a name"},
    {"GPL-2.0-only", "Apache-1.1", kCopiedSource, kNo, "reserved-name-in-gpl", "keeps a name"},
    {"GPL-2.0-only", "FTL", kCopiedSource, kNo, "credit-in-gpl-2.0", "a credit is owed"},
    {"GPL-3.0-only", "FTL", kCopiedSource, kYes, "credit-in-gpl-3.0", "section 7 allows credits"},
    {"GPL-3.0-only", "JSON", kCopiedSource, kNo, "good-not-evil-in-gpl", "restricts use"},
    {"MIT", "JSON", kCopiedSource, kAsk, "good-not-evil", "MIT promises any use"},
    {"GPL-3.0-only", "MS-PL", kCopiedSource, kNo, "clashing-terms-in-gpl", "source under it only"},
    {"MIT", "MS-PL", kCopiedSource, kAsk, "ms-pl-source", "source under it only"},
    {"GPL-3.0-only", "AFL-3.0", kCopiedSource, kNo, "clashing-terms-in-gpl", "courts and patents"},
    {"GPL-2.0-only", "CC-BY-4.0", kCopiedSource, kYes, "cc-by-4.0-in-gpl", "attribution only"},
    {"GPL-2.0-only", "CC-BY-3.0", kCopiedSource, kAsk, "cc-by-before-4.0-in-gpl", "not settled"},
    {"MIT", "OFL-1.1", kComponent, kYes, "font-bundled", "bundling is free"},
    {"GPL-2.0-only", "Python-2.0", kCopiedSource, kYes, "permissive", "since 2.0.1"},
};

constexpr Pair kGnu[] = {
    {"GPL-3.0-only", "GPL-2.0-only", kCopiedSource, kNo, "gpl-2.0-only-in-gpl-3.0", "no or later"},
    {"GPL-2.0-only", "GPL-3.0-only", kCopiedSource, kNo, "gpl-3.0-in-gpl-2.0", "the other way"},
    {"GPL-3.0-only", "GPL-2.0-or-later", kCopiedSource, kYes, "same-license", "taken as version 3"},
    {"GPL-2.0-only", "GPL-2.0-or-later", kCopiedSource, kYes, "same-license", "taken as version 2"},
    {"GPL-2.0-or-later", "GPL-2.0-only", kCopiedSource, kYes, "same-license", "or later is lost"},
    {"GPL-2.0-or-later", "GPL-3.0-only", kCopiedSource, kYes, "same-license", "moves to version 3"},
    {"GPL-2.0-or-later", "Apache-2.0", kCopiedSource, kYes, "apache-2.0-in-gpl-3.0",
     "moves to version 3"},
    {"GPL-2.0-only", "GPL-2.0-only", kComponent, kYes, "same-license", "the same terms"},
    {"AGPL-3.0-only", "GPL-3.0-only", kCopiedSource, kYes, "gpl-3.0-with-agpl-3.0", "section 13"},
    {"GPL-3.0-only", "AGPL-3.0-only", kCopiedSource, kYes, "agpl-3.0-with-gpl-3.0", "section 13"},
    {"GPL-2.0-only", "AGPL-3.0-only", kCopiedSource, kNo, "gpl-3.0-in-gpl-2.0", "no section 13"},
    {"GPL-2.0-or-later", "AGPL-3.0-only", kCopiedSource, kYes, "agpl-3.0-with-gpl-3.0",
     "after moving to version 3"},
    {"AGPL-3.0-only", "GPL-2.0-only", kCopiedSource, kNo, "gpl-2.0-only-in-gpl-3.0", "no or later"},
    {"GPL-2.0-only", "LGPL-2.1-only", kCopiedSource, kYes, "lgpl-2-to-gpl", "section 3"},
    {"GPL-3.0-only", "LGPL-2.1-only", kCopiedSource, kYes, "lgpl-2-to-gpl", "2 or any later"},
    {"AGPL-3.0-only", "LGPL-2.1-only", kCopiedSource, kYes, "lgpl-2-to-agpl-3.0", "by GPL-3.0"},
    {"GPL-3.0-only", "LGPL-3.0-only", kCopiedSource, kYes, "lgpl-3.0-to-gpl-3.0", "drop leave"},
    {"GPL-2.0-only", "LGPL-3.0-only", kCopiedSource, kNo, "lgpl-3.0-in-gpl-2.0", "rests on 3"},
    {"GPL-2.0-only", "LGPL-3.0-only", kComponent, kNo, "lgpl-3.0-in-gpl-2.0", "linking too"},
    {"LGPL-3.0-only", "LGPL-2.1-only", kCopiedSource, kNo, "lgpl-versions", "no or later"},
    {"LGPL-3.0-only", "LGPL-2.1-or-later", kCopiedSource, kYes, "same-license", "as version 3"},
    {"LGPL-3.0-only", "LGPL-2.1-only", kComponent, kYes, "lgpl-linking", "a library may link"},
    {"LGPL-2.1-only", "GPL-2.0-only", kCopiedSource, kNo, "gpl-in-lgpl", "could not stay LGPL"},
    {"LGPL-2.1-or-later", "Apache-2.0", kCopiedSource, kYes, "apache-2.0-in-gpl-3.0", "as 3"},
    {"MIT", "LGPL-2.1-only", kComponent, kYes, "lgpl-linking", "that is what it is for"},
    {"MIT", "LGPL-2.1-only", kCopiedSource, kNo, "lgpl-copied", "copying is not linking"},
    {"LicenseRef-Proprietary", "LGPL-3.0-or-later", kComponent, kYes, "lgpl-linking", "relinkable"},
    {"LicenseRef-Proprietary", "LGPL-3.0-or-later", kCopiedSource, kNo, "lgpl-copied", "copying"},
    {"MIT", "GPL-3.0-only", kCopiedSource, kNo, "strong-copyleft", "the whole would be GPL"},
    {"Apache-2.0", "GPL-3.0-only", kCopiedSource, kNo, "strong-copyleft", "one way only"},
    {"MIT", "GPL-2.0-or-later", kComponent, kNo, "strong-copyleft",
     "linking is a work based on it"},
    {"LicenseRef-Proprietary", "AGPL-3.0-only", kComponent, kNo, "network-copyleft", "the whole"},
    {"MIT", "GPL-2.0-only WITH Classpath-exception-2.0", kComponent, kYes, "linking-exception",
     "independent modules may link"},
    {"MIT", "GPL-2.0-only WITH Classpath-exception-2.0", kCopiedSource, kNo, "strong-copyleft",
     "copied source is no independent module"},
    {"MIT", "GPL-3.0-or-later WITH GCC-exception-3.1", kComponent, kYes, "linking-exception",
     "the run-time library"},
    {"MIT", "GPL-3.0-or-later WITH GCC-exception-3.1", kCopiedSource, kNo, "strong-copyleft",
     "its source is not output"},
    {"MIT", "GPL-3.0-or-later WITH Bison-exception-2.2", kCopiedSource, kYes, "output-exception",
     "the parser is output"},
    {"LicenseRef-Proprietary", "GPL-3.0-or-later WITH Autoconf-exception-3.0", kCopiedSource, kYes,
     "output-exception", "the configure script is output"},
    {"MIT", "GPL-2.0-or-later WITH Libtool-exception", kCopiedSource, kAsk, "libtool-exception",
     "only where Libtool builds it"},
    {"GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only", kCopiedSource, kAsk,
     "exception-lost", "the project promises linking for all of it"},
    {"GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0",
     kCopiedSource, kYes, "same-license", "the same terms"},
    {"GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0", kCopiedSource, kYes,
     "exception-dropped", "permissions may be dropped"},
    {"GPL-2.0-only WITH Linux-syscall-note", "GPL-2.0-only", kCopiedSource, kYes, "same-license",
     "the note speaks of user programs"},
};

constexpr Pair kOtherCopyleft[] = {
    {"GPL-2.0-only", "MPL-2.0", kCopiedSource, kYes, "mpl-2.0-secondary-licence", "section 3.3"},
    {"AGPL-3.0-only", "MPL-2.0", kCopiedSource, kYes, "mpl-2.0-secondary-licence", "section 3.3"},
    {"GPL-2.0-only", "MPL-2.0-no-copyleft-exception", kCopiedSource, kNo, "mpl-2.0-exhibit-b",
     "Exhibit B"},
    {"GPL-2.0-only", "MPL-1.1", kCopiedSource, kNo, "mpl-1-in-gpl", "no secondary licences yet"},
    {"MPL-2.0", "MPL-1.1", kCopiedSource, kYes, "mpl-later-version", "section 6.2"},
    {"MIT", "MPL-2.0", kComponent, kYes, "weak-copyleft-component", "by the file"},
    {"MIT", "MPL-2.0", kCopiedSource, kAsk, "file-copyleft-copied", "in files of its own"},
    {"MPL-2.0", "GPL-2.0-only", kCopiedSource, kNo, "strong-copyleft", "one way only"},
    {"GPL-2.0-or-later", "EPL-1.0", kCopiedSource, kNo, "epl-1.0-in-gpl", "courts and patents"},
    {"GPL-2.0-or-later", "EPL-2.0", kCopiedSource, kNo, "epl-2.0-in-gpl", "unless it is named"},
    {"GPL-2.0-or-later", "EPL-2.0 OR GPL-2.0-or-later", kCopiedSource, kYes, "same-license",
     "the secondary licence is named"},
    {"EPL-2.0", "EPL-1.0", kCopiedSource, kYes, "epl-later-version", "section 7"},
    {"EPL-2.0", "CPL-1.0", kCopiedSource, kYes, "cpl-to-epl", "the EPL is its later version"},
    {"GPL-2.0-only", "CDDL-1.0", kCopiedSource, kNo, "cddl-in-gpl", "neither yields"},
    {"GPL-2.0-only", "CDDL-1.0", kComponent, kNo, "cddl-in-gpl", "neither yields"},
    {"CDDL-1.0", "GPL-2.0-only", kCopiedSource, kNo, "strong-copyleft", "neither yields"},
    {"Apache-2.0", "CDDL-1.1", kComponent, kYes, "weak-copyleft-component", "by the file"},
    {"GPL-3.0-only", "EUPL-1.2", kCopiedSource, kYes, "eupl-appendix", "named there"},
    {"GPL-3.0-only", "EUPL-1.1", kCopiedSource, kAsk, "eupl-other-version", "named in 1.2 only"},
    {"EUPL-1.2", "GPL-3.0-only", kCopiedSource, kAsk, "eupl-yields", "the whole goes to the GPL"},
    {"MIT", "EUPL-1.2", kCopiedSource, kNo, "network-copyleft", "MIT is not in the appendix"},
    {"MPL-2.0", "EUPL-1.2", kCopiedSource, kYes, "eupl-appendix", "named there"},
    {"GPL-3.0-only", "CECILL-2.1", kCopiedSource, kYes, "cecill-to-gpl", "article 5.3.4"},
    {"GPL-3.0-only", "CC-BY-SA-4.0", kCopiedSource, kYes, "cc-by-sa-4.0-to-gpl-3.0", "one way"},
    {"CC-BY-SA-4.0", "GPL-3.0-only", kCopiedSource, kNo, "strong-copyleft", "one way only"},
    {"GPL-2.0-only", "CC-BY-SA-4.0", kCopiedSource, kNo, "cc-by-sa-in-gpl", "version 3 only"},
    {"GPL-2.0-or-later", "CC-BY-SA-4.0", kCopiedSource, kYes, "cc-by-sa-4.0-to-gpl-3.0", "as 3"},
    {"GPL-3.0-only", "CC-BY-SA-3.0", kCopiedSource, kNo, "cc-by-sa-in-gpl", "4.0 only"},
    {"CC-BY-SA-4.0", "CC-BY-SA-3.0", kCopiedSource, kYes, "cc-by-sa-later-version", "upwards"},
    {"CC-BY-SA-3.0", "CC-BY-SA-4.0", kCopiedSource, kNo, "strong-copyleft", "not downwards"},
    {"MIT", "CC-BY-SA-3.0", kCopiedSource, kNo, "strong-copyleft", "adaptations stay under it"},
    {"MIT", "CC-BY-SA-4.0", kComponent, kYes, "weak-copyleft-component", "a collection"},
    {"GPL-3.0-only", "Artistic-2.0", kCopiedSource, kYes, "artistic-to-gpl", "section 4(c)(ii)"},
    {"GPL-3.0-only", "Artistic-1.0", kCopiedSource, kNo, "weak-copyleft-not-in-gpl", "too vague"},
    {"Artistic-2.0", "Artistic-1.0", kCopiedSource, kAsk, "weak-copyleft-copied", "to be read"},
    {"GPL-2.0-only", "GFDL-1.3-only", kCopiedSource, kNo, "gfdl-in-gpl", "text is not code"},
    {"GPL-2.0-only", "GFDL-1.3-only", kComponent, kYes, "document-beside", "a manual beside it"},
    {"GPL-2.0-only", "LPPL-1.3c", kCopiedSource, kNo, "weak-copyleft-not-in-gpl", "names"},
    {"GPL-2.0-only", "QPL-1.0", kCopiedSource, kNo, "weak-copyleft-not-in-gpl", "patches"},
    {"GPL-3.0-only", "OSL-3.0", kCopiedSource, kNo, "network-copyleft", "both want the whole"},
    {"GPL-2.0-only", "Sleepycat", kCopiedSource, kYes, "sleepycat-in-gpl", "source is given"},
};

constexpr Pair kNoGrant[] = {
    {"MIT", "", kCopiedSource, kAsk, "no-known-licence", "no licence is no grant"},
    {"MIT", "NOASSERTION", kCopiedSource, kAsk, "no-known-licence", "nobody said"},
    {"MIT", "((((", kCopiedSource, kAsk, "no-known-licence", "malformed"},
    {"MIT", "LicenseRef-Our-Own", kCopiedSource, kAsk, "no-known-licence", "not known"},
    {"", "MIT", kCopiedSource, kAsk, "project-unknown", "the project does not say"},
    {"LicenseRef-Our-Own", "MIT", kCopiedSource, kAsk, "project-unknown", "not known"},
    {"MIT", "LicenseRef-scancode-proprietary-license", kCopiedSource, kNo, "proprietary",
     "nothing to pass on"},
    {"LicenseRef-Proprietary", "LicenseRef-scancode-proprietary-license", kCopiedSource, kAsk,
     "proprietary", "its terms say"},
    {"MIT", "BUSL-1.1", kCopiedSource, kNo, "use-restriction-until", "MIT promises any use"},
    {"LicenseRef-Proprietary", "BUSL-1.1", kCopiedSource, kAsk, "use-restriction-until", "which?"},
    {"MIT", "SSPL-1.0", kCopiedSource, kNo, "use-restriction", "services"},
    {"MIT", "CC-BY-NC-4.0", kCopiedSource, kNo, "use-restriction", "commerce"},
    {"GPL-3.0-only", "Hippocratic-2.1", kCopiedSource, kNo, "use-restriction", "however good"},
    {"MIT", "MIT AND LicenseRef-scancode-commons-clause", kCopiedSource, kNo, "use-restriction",
     "selling"},
    {"Elastic-2.0", "MIT", kCopiedSource, kYes, "permissive", "notices can be kept"},
};

constexpr Pair kExpressions[] = {
    {"MIT", "GPL-2.0-only OR MIT", kCopiedSource, kYes, "same-license", "MIT is chosen"},
    {"GPL-2.0-only", "Apache-2.0 OR MIT", kCopiedSource, kYes, "permissive", "MIT is chosen"},
    {"GPL-2.0-only", "Apache-2.0 AND MIT", kCopiedSource, kNo, "apache-2.0-in-gpl-2.0",
     "both hold"},
    {"MIT", "MIT AND GPL-2.0-only", kCopiedSource, kNo, "strong-copyleft", "both hold"},
    {"MIT", "(GPL-2.0-only OR ISC) AND BSD-2-Clause", kCopiedSource, kYes, "permissive", "ISC"},
    {"MIT OR Apache-2.0", "BSD-3-Clause", kCopiedSource, kYes, "permissive", "both offers stand"},
    {"MIT OR Apache-2.0", "MIT OR Apache-2.0", kCopiedSource, kYes, "same-license", "the same"},
    {"MIT OR Apache-2.0", "GPL-3.0-only", kCopiedSource, kNo, "strong-copyleft", "neither fits"},
    {"MIT OR GPL-2.0-only", "GPL-2.0-only", kCopiedSource, kAsk, "project-choice",
     "the offer of MIT would go"},
    {"GPL-2.0-only AND MIT", "Apache-2.0", kCopiedSource, kNo, "apache-2.0-in-gpl-2.0",
     "the whole is GPL-2.0"},
    {"MIT AND GPL-2.0-only", "GPL-2.0-only", kCopiedSource, kAsk, "project-parts", "which part?"},
    // Each fits one version of the project, and no version fits both.
    {"GPL-2.0-or-later", "GPL-2.0-only AND Apache-2.0", kCopiedSource, kNo, "apache-2.0-in-gpl-2.0",
     "no version takes both"},
    {"MIT", "Artistic-1.0-Perl OR GPL-1.0-or-later", kCopiedSource, kAsk, "weak-copyleft-copied",
     "the better of two"},
    {"GPL-3.0-only", "Artistic-1.0-Perl OR GPL-1.0-or-later", kCopiedSource, kYes, "same-license",
     "the GPL is chosen, as version 3"},
};

INSTANTIATE_TEST_SUITE_P(Permissive, CompatibilityTable, testing::ValuesIn(kPermissive));
INSTANTIATE_TEST_SUITE_P(Gnu, CompatibilityTable, testing::ValuesIn(kGnu));
INSTANTIATE_TEST_SUITE_P(OtherCopyleft, CompatibilityTable, testing::ValuesIn(kOtherCopyleft));
INSTANTIATE_TEST_SUITE_P(NoGrant, CompatibilityTable, testing::ValuesIn(kNoGrant));
INSTANTIATE_TEST_SUITE_P(Expressions, CompatibilityTable, testing::ValuesIn(kExpressions));

TEST(Compatibility, SaysWhichSideIsChosen) {
  const auto of = [](const char* project, const char* finding) {
    return CheckCompatibility(project, finding, kCopiedSource);
  };
  EXPECT_EQ(of("MIT", "GPL-2.0-only OR MIT").choice, "MIT");
  EXPECT_EQ(of("MIT", "(GPL-2.0-only OR ISC) AND BSD-2-Clause").choice, "ISC AND BSD-2-Clause");
  EXPECT_EQ(of("GPL-3.0-only", "GPL-2.0-or-later").choice, "GPL-3.0-only");
  EXPECT_EQ(of("MIT", "ISC").choice, "");
  EXPECT_EQ(of("MIT", "GPL-2.0-only OR AGPL-3.0-only").choice, "");
}

TEST(Compatibility, SaysWhatTheProjectIsNarrowedTo) {
  const auto of = [](const char* project, const char* finding) {
    return CheckCompatibility(project, finding, kCopiedSource).narrows_project_to;
  };
  EXPECT_EQ(of("GPL-2.0-or-later", "Apache-2.0"), "GPL-3.0-or-later");
  EXPECT_EQ(of("GPL-2.0-or-later", "GPL-2.0-only"), "GPL-2.0-only");
  EXPECT_EQ(of("GPL-2.0-or-later", "MIT"), "");
  EXPECT_EQ(of("GPL-2.0-or-later", "GPL-2.0-or-later"), "");
  EXPECT_EQ(of("LGPL-2.1+", "Apache-2.0"), "LGPL-3.0-or-later");
  EXPECT_EQ(of("MIT OR GPL-2.0-only", "GPL-2.0-only"), "GPL-2.0-only");
}

TEST(Compatibility, ShowsItsSteps) {
  const auto answer = CheckCompatibility("MIT OR Apache-2.0", "GPL-2.0-only OR ISC", kCopiedSource);
  ASSERT_EQ(answer.steps.size(), 4u);
  EXPECT_EQ(answer.steps[0].project, "MIT");
  EXPECT_EQ(answer.steps[0].finding, "GPL-2.0-only");
  EXPECT_EQ(answer.steps[0].answer, kNo);
  EXPECT_EQ(answer.steps[3].project, "Apache-2.0");
  EXPECT_EQ(answer.steps[3].finding, "ISC");
}

TEST(Compatibility, AnswersForEverySpdxId) {
  const char* projects[] = {
      "MIT",     "Apache-2.0",        "GPL-2.0-only",  "GPL-3.0-or-later",
      "MPL-2.0", "AGPL-3.0-or-later", "LGPL-2.1-only", "LicenseRef-Proprietary"};
  for (const LicenseRow& row : LicenseRows()) {
    if (!row.is_listed || row.is_exception) continue;
    const std::string id(LicenseString(row.id));
    for (const char* project : projects) {
      for (const LicenseUse use : {kComponent, kCopiedSource}) {
        const auto answer = CheckCompatibility(project, id, use);
        EXPECT_NE(answer.rule, "no-rule") << id << " in " << project;
        if (use == kComponent || ClassOfExpression(id) == LicenseClass::kPublicDomain) continue;
        // Copying never asks for less than using.
        const auto used = CheckCompatibility(project, id, kComponent);
        EXPECT_LE(used.answer, answer.answer) << id << " in " << project;
      }
    }
    EXPECT_EQ(CheckCompatibility(id, "CC0-1.0", kCopiedSource).answer, kYes) << id;
  }
}

TEST(Compatibility, RulesAreReadable) {
  std::set<std::string_view> names;
  size_t rules = 0;
  for (const RuleRow& row : CompatibilityRules()) {
    ASSERT_FALSE(row.empty());
    if (row[0] != "rule") {
      EXPECT_EQ(row.size(), row[0] == "group" ? 3u : 2u) << row[0];
      continue;
    }
    ++rules;
    ASSERT_EQ(row.size(), 7u) << row[1];
    EXPECT_TRUE(ParseCompatibility(row[4])) << row[4];
    EXPECT_TRUE(row[6].ends_with('.')) << row[6];
    names.insert(row[5]);
  }
  EXPECT_GE(rules, 80u);
  EXPECT_GE(names.size(), 60u);
  // Every id that stands in a rule or group is one of the list.
  for (const RuleRow& row : CompatibilityRules()) {
    for (size_t column = 1; column < row.size() && column < 3; ++column) {
      for (std::string_view part : SplitRule(row[column], ',')) {
        part = part.substr(0, part.find(" WITH "));
        if (part.starts_with('@') || part.starts_with('$')) continue;
        bool fits = false;
        for (const LicenseRow& license : LicenseRows()) {
          fits = fits || (license.is_listed && FitsRule(part, LicenseString(license.id)));
        }
        EXPECT_TRUE(fits) << part;
      }
    }
  }
}

TEST(Compatibility, HostileExpressionsAreBounded) {
  std::string many = "MIT";
  for (int i = 0; i < 3000; ++i) many += " OR LicenseRef-" + std::to_string(i);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(CheckCompatibility(many, many, kCopiedSource).rule, "too-many-licences");
  EXPECT_EQ(CheckCompatibility("MIT", std::string(100000, '('), kCopiedSource).answer, kAsk);
  EXPECT_EQ(CheckCompatibility(std::string(60000, '*'), "MIT", kCopiedSource).answer, kAsk);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace copytrace
