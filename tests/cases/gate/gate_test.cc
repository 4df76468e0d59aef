// The merge gate as its users run it: a corpus of one package, a project under git that copies from
// it, and what `check`, `scan`, `decide` and `baseline` make of each change.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// What the project copies.
const std::string kCopied =
    "function settleLedger(ledger, closingDay) {\n"
    "  const open = [];\n"
    "  let carried = 0;\n"
    "  for (const entry of ledger.entries) {\n"
    "    if (entry.voided || entry.day > closingDay) continue;\n"
    "    const fee = entry.kind === 'transfer' ? entry.amount * 0.0125 : 0;\n"
    "    const net = entry.amount - fee - (entry.discount || 0);\n"
    "    carried += entry.side === 'credit' ? net : -net;\n"
    "    if (Math.abs(carried) > ledger.limit) {\n"
    "      open.push({ id: entry.id, over: carried - ledger.limit });\n"
    "      carried = Math.sign(carried) * ledger.limit;\n"
    "    }\n"
    "  }\n"
    "  ledger.closed = closingDay;\n"
    "  ledger.balance = Math.round(carried * 100) / 100;\n"
    "  return { ledger, open, settled: open.length === 0 };\n"
    "}\n";

// A program of the project's own, of `lines` lines.
std::string OwnCode(int lines, const std::string& name) {
  std::string text;
  for (int i = 0; i < lines; ++i) {
    text += "exports." + name + std::to_string(i) + " = (q) => q." + name + " ** " +
            std::to_string(i * 3 + 1) + ";\n";
  }
  return text;
}

// What else is in the packages: like nothing that the project holds.
std::string PackageCode(int lines, const std::string& name) {
  std::string text;
  for (int i = 0; i < lines; ++i) {
    text += "class " + name + std::to_string(i) + " extends Base { get rank() { return [this, '" +
            name + "']; } }\n";
  }
  return text;
}

std::string Reindented(const std::string& text) {
  std::string out;
  bool at_start = true;
  for (const char c : text) {
    if (at_start) out += "\t\t\t";
    at_start = c == '\n';
    out += c;
  }
  return "if (process.argv.length > 2) {\n" + out + "}\n";
}

class GateTest : public testing::Test {
 protected:
  void SetUp() override {
    Index("GPL-3.0-only");
    Git("init -q -b main");
    directory_.Write("project/src/own.js", OwnCode(40, "alpha"));
    Commit("first");
  }

  // The corpus anew, with the package under this licence and `others` packages beside it.
  void Index(const std::string& license, int others = 0) const {
    std::string manifest = R"({"purl":"pkg:npm/ledgerly@2.1.0","path":"ledgerly/","license":")" +
                           license + R"(","released":"2021-03-04"})" + "\n";
    directory_.Write("corpus/ledgerly/index.js", PackageCode(12, "ledgerly") + kCopied);
    for (int i = 0; i < others; ++i) {
      const std::string name = "other" + std::to_string(i);
      directory_.Write("corpus/" + name + "/index.js", PackageCode(30, name));
      if (i == 3) directory_.Write("corpus/" + name + "/vendor/settle.js", kCopied);
      manifest += R"({"purl":"pkg:npm/)" + name + R"(@1.0.0","path":")" + name +
                  R"(/","license":"MIT","released":"2023-05-06"})" + "\n";
    }
    directory_.Write("corpus/manifest.jsonl", manifest);
    const ProgramResult result = directory_.Run(
        "rm -rf store && copytrace-index add --manifest corpus/manifest.jsonl --store store");
    ASSERT_EQ(result.status, 0) << result.err;
  }

  ProgramResult InProject(const std::string& command) const {
    return directory_.Run("cd project && export COPYTRACE_STORE=../store && " + command);
  }
  void Git(const std::string& arguments) const {
    const ProgramResult result = directory_.Run(
        "mkdir -p project && cd project && git -c user.name=Ann -c user.email=a@example.org " +
        arguments);
    ASSERT_EQ(result.status, 0) << arguments << "\n" << result.out << result.err;
  }
  void Commit(const std::string& message) const {
    Git("add -A");
    Git("commit -q -m '" + message + "'");
  }
  // Of the last commit against the one before.
  json CheckCommit(int status) const { return Check("--base HEAD~1 --head HEAD", status); }
  json Check(const std::string& arguments, int status) const {
    const ProgramResult result = InProject("copytrace check --format json " + arguments);
    EXPECT_EQ(result.status, status) << result.out << result.err;
    return json::parse(result.out, nullptr, false);
  }
  json Scan(const std::string& arguments, int status) const {
    const ProgramResult result = InProject("copytrace scan --format json . " + arguments);
    EXPECT_EQ(result.status, status) << result.out << result.err;
    return json::parse(result.out, nullptr, false);
  }
  void Paste() const {
    directory_.Write("project/src/pasted.js", OwnCode(10, "beta") + kCopied + OwnCode(10, "gamma"));
    Commit("paste");
  }
  void Accept() const {
    const json report = CheckCommit(1);
    ASSERT_EQ(report["findings"].size(), 1u);
    const ProgramResult result =
        InProject("copytrace decide " + report["findings"][0]["id"].get<std::string>() +
                  " accept --by Ann --reason 'the authors agreed'");
    ASSERT_EQ(result.status, 0) << result.err;
  }

  TestDirectory directory_;
};

std::string StandingOf(const json& report, size_t index = 0) {
  if (report["findings"].size() <= index) return "no finding";
  return report["findings"][index]["review"]["standing"];
}

TEST_F(GateTest, APasteIsReportedInItsOwnCommitAndInNoOther) {
  Paste();
  const json report = CheckCommit(1);
  ASSERT_EQ(report["findings"].size(), 1u);
  const json& finding = report["findings"][0];
  EXPECT_EQ(finding["path"], "src/pasted.js");
  EXPECT_NEAR(finding["start_line"].get<int>(), 11, 1);
  EXPECT_NEAR(finding["end_line"].get<int>(), 27, 1);
  EXPECT_EQ(finding["origin"]["purl"], "pkg:npm/ledgerly@2.1.0");
  EXPECT_EQ(finding["review"]["verdict"], "deny");
  EXPECT_EQ(finding["review"]["next"]["package"], "pkg:npm/ledgerly@2.1.0");

  struct Later {
    const char* name;
    std::function<void()> change;
  };
  const std::vector<Later> stories = {
      {"another file", [&] { directory_.Write("project/src/new.js", OwnCode(20, "delta")); }},
      {"lines above",
       [&] { directory_.Write("project/src/pasted.js", OwnCode(40, "beta") + kCopied); }},
      {"a line within",
       [&] {
         std::string edited = kCopied;
         edited.replace(edited.find("0.0125"), 6, "0.0150");
         directory_.Write("project/src/pasted.js", OwnCode(40, "beta") + edited);
       }},
      {"another indentation",
       [&] {
         directory_.Write("project/src/pasted.js", OwnCode(40, "beta") + Reindented(kCopied));
       }},
      {"the file renamed", [&] { Git("mv src/pasted.js src/settle.js"); }},
      {"moved to another file",
       [&] {
         directory_.Write("project/src/settle.js", OwnCode(40, "beta"));
         directory_.Write("project/src/own.js", OwnCode(40, "alpha") + kCopied);
       }},
      {"copied from the project's own file",
       [&] { directory_.Write("project/src/again.js", kCopied); }},
  };
  for (const Later& story : stories) {
    SCOPED_TRACE(story.name);
    story.change();
    Commit("later");
    for (const json& later : CheckCommit(0)["findings"]) {
      EXPECT_EQ(later["review"]["standing"], "own-code");
    }
  }
}

TEST_F(GateTest, TheTextSaysWhatToDo) {
  Paste();
  const ProgramResult result = InProject("copytrace check --base HEAD~1");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, HasSubstr("src/pasted.js:11-27  denied: GPL-3.0-only"));
  EXPECT_THAT(result.out, HasSubstr("← pkg:npm/ledgerly@2.1.0  index.js:13-29"));
  EXPECT_THAT(result.out,
              HasSubstr("next: Take the code out, or depend on pkg:npm/ledgerly@2.1.0"));
  EXPECT_THAT(result.out, HasSubstr("1 denied, 0 warnings, 0 allowed"));
  EXPECT_THAT(result.out, HasSubstr("37 new lines in 1 file: the working tree against HEAD~1"));
  const json report = CheckCommit(1);
  const ProgramResult shown =
      InProject("copytrace show " + report["findings"][0]["id"].get<std::string>());
  EXPECT_THAT(shown.out, HasSubstr("// SPDX-License-Identifier: GPL-3.0-only"));
  EXPECT_THAT(shown.out, HasSubstr("What the licence asks for:"));
}

TEST_F(GateTest, WorkingTreeStagedAndDiffSeeTheSame) {
  directory_.Write("project/src/pasted.js", OwnCode(10, "beta") + kCopied);
  EXPECT_EQ(StandingOf(Check("", 1)), "open");
  EXPECT_EQ(StandingOf(Check("--staged", 0)), "no finding");
  Git("add -A");
  EXPECT_EQ(StandingOf(Check("--staged", 1)), "open");
  const ProgramResult from_diff =
      InProject("git diff --cached | copytrace check --diff - --format json");
  EXPECT_EQ(from_diff.status, 1) << from_diff.err;
  EXPECT_EQ(StandingOf(json::parse(from_diff.out)), "open");
  // A diff alone, far from its tree.
  const ProgramResult alone = directory_.Run(
      "git -C project diff --cached > a.diff && mkdir empty && cd empty && copytrace check --store "
      "../store --diff ../a.diff --format json");
  EXPECT_EQ(alone.status, 1) << alone.err;
  EXPECT_EQ(StandingOf(json::parse(alone.out)), "open");
}

// Each row: what happens after the paste was accepted, and what the last commit's check then says
// of the accepted code.
TEST_F(GateTest, ADecisionSurvives) {
  struct Row {
    const char* name;
    std::function<void()> change;
    std::string standing;
    int status;
    const char* note;
  };
  const std::string pasted = OwnCode(10, "beta") + kCopied + OwnCode(10, "gamma");
  const std::vector<Row> rows = {
      {"nothing", [&] {}, "accepted", 0, ""},
      {"30 lines inserted above",
       [&] { directory_.Write("project/src/pasted.js", OwnCode(30, "delta") + pasted); },
       "accepted", 0, ""},
      {"file renamed",
       [&] {
         Git("mv src/pasted.js src/settle.js");
         Git("commit -q -m rename");
       },
       "accepted", 0, ""},
      {"re-indented region",
       [&] {
         directory_.Write("project/src/pasted.js", OwnCode(10, "beta") + Reindented(kCopied));
       },
       "accepted", 0, ""},
      {"corpus extended by ten packages, one of which carries the code",
       [&] { Index("GPL-3.0-only", 10); }, "accepted", 0, ""},
      {"licence changed in the corpus", [&] { Index("AGPL-3.0-only"); }, "open", 1,
       "the licence is now AGPL-3.0-only"},
      {"edited",
       [&] {
         std::string edited = pasted;
         edited.replace(edited.find("0.0125"), 6, "0.0150");
         directory_.Write("project/src/pasted.js", edited);
       },
       "open", 1, "the code was edited since"},
  };
  Paste();
  Accept();
  Commit("decide");
  Git("tag decided");
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    row.change();
    const json report = Scan("", row.status);
    EXPECT_EQ(StandingOf(report), row.standing);
    EXPECT_THAT(report["findings"][0]["review"]["notes"].dump(), HasSubstr(row.note));
    Git("reset -q --hard decided");
    Git("clean -qfd");
    Index("GPL-3.0-only");
  }
}

TEST_F(GateTest, ASecondCopyOfAnAcceptedSnippetFails) {
  Paste();
  Accept();
  Commit("decide");
  directory_.Write("project/src/again.js", OwnCode(5, "delta") + kCopied);
  Commit("copy");
  const json report = CheckCommit(1);
  EXPECT_EQ(StandingOf(report), "open");
  EXPECT_THAT(report["findings"][0]["review"]["notes"].dump(),
              HasSubstr("another copy of this code is in src/pasted.js:11"));
  const json scan = Scan("", 1);
  EXPECT_EQ(StandingOf(scan, 0), "open");
  EXPECT_EQ(StandingOf(scan, 1), "accepted");
}

TEST_F(GateTest, DecisionsEndAndAreSuperseded) {
  Paste();
  const json report = CheckCommit(1);
  const std::string id = report["findings"][0]["id"];
  EXPECT_EQ(InProject("copytrace decide " + id + " accept --reason x --until 2001-01-01").status,
            2);
  EXPECT_EQ(InProject("copytrace decide " + id + " accept --reason ' '").status, 2);
  ASSERT_EQ(InProject("copytrace decide " + id + " ignore --reason 'a mistake'").status, 0);
  EXPECT_EQ(StandingOf(CheckCommit(0)), "ignored");
  ASSERT_EQ(InProject("copytrace decide " + id + " replace --reason 'a rewrite is due'").status, 0);
  EXPECT_EQ(StandingOf(CheckCommit(1)), "open");
  // Of the past, as if it had been written then.
  const ProgramResult expired = InProject(
      "sed -i 's/\"action\":\"ignore\"/\"action\":\"accept\"/; "
      "s/\"at\":\"20[0-9][0-9]/\"at\":\"2999"
      "/; s/}$/,\"until\":\"2001-01-01\"}/' .copytrace/decisions.jsonl");
  ASSERT_EQ(expired.status, 0);
  const json reopened = CheckCommit(1);
  EXPECT_THAT(reopened["findings"][0]["review"]["reopened"].dump(),
              HasSubstr("it held until 2001-01-01"));
  EXPECT_EQ(ReadJsonLines(directory_.path() / "project/.copytrace/decisions.jsonl").size(), 2u);
}

TEST_F(GateTest, TwoBranchesDecideAndMerge) {
  directory_.Write("project/src/pasted.js", kCopied);
  directory_.Write("project/src/second.js", OwnCode(5, "delta") + kCopied);
  Commit("paste twice");
  const json report = Scan("", 1);
  ASSERT_EQ(report["findings"].size(), 2u);
  const auto decide = [&](size_t index) {
    const std::string id = report["findings"][index]["id"];
    ASSERT_EQ(InProject("copytrace decide " + id + " accept --reason agreed").status, 0);
    Commit("decide");
  };
  Git("checkout -q -b one");
  decide(0);
  Git("checkout -q main");
  Git("checkout -q -b two");
  decide(1);
  Git("merge -q --no-edit one");
  const json merged = Scan("", 0);
  EXPECT_EQ(StandingOf(merged, 0), "accepted");
  EXPECT_EQ(StandingOf(merged, 1), "accepted");
}

TEST_F(GateTest, BaselinesKeepWhatWasThere) {
  Paste();
  Scan("", 1);
  ASSERT_EQ(InProject("copytrace baseline write").status, 0);
  directory_.Write("project/src/again.js", OwnCode(5, "delta") + kCopied);
  for (const char* baseline :
       {"--baseline .copytrace/baseline.jsonl", "--baseline-from-ref HEAD"}) {
    SCOPED_TRACE(baseline);
    const json report = Scan(baseline, 1);
    ASSERT_EQ(report["findings"].size(), 2u);
    EXPECT_EQ(report["findings"][0]["review"]["baseline"], "new");
    EXPECT_EQ(report["findings"][1]["review"]["baseline"], "unchanged");
    EXPECT_EQ(StandingOf(report, 1), "baseline");
  }
  EXPECT_EQ(InProject("copytrace scan . --baseline missing.jsonl").status, 2);
  EXPECT_EQ(InProject("copytrace scan . --baseline-from-ref nowhere").status, 2);
}

TEST_F(GateTest, ThePolicyDecidesWhatFails) {
  Paste();
  const auto with_policy = [&](const std::string& policy, int status) {
    directory_.Write("project/.copytrace.toml", policy);
    return CheckCommit(status);
  };
  with_policy("[licenses]\n\"GPL-*\" = \"warn\"\n", 0);
  with_policy("[[path]]\nmatch = \"src/\"\nverdict = \"allow\"\n", 0);
  EXPECT_EQ(StandingOf(with_policy("[project]\nown = [\"pkg:npm/ledgerly\"]\n", 0)),
            "own-component");
  EXPECT_EQ(StandingOf(with_policy("[policy]\nexclude = [\"pasted.js\"]\n", 0)), "excluded");
  EXPECT_EQ(StandingOf(with_policy("[policy]\nmin_lines = 100\n", 0)), "below-minimum");
  with_policy("[project]\nlicense = \"GPL-3.0-only\"\n", 0);
  const json denied = with_policy("[project]\nlicense = \"MIT\"\n", 1);
  EXPECT_EQ(denied["review"]["policy_file"], ".copytrace.toml");
  // Flag before environment before file.
  with_policy("[settings]\nfail_on = \"none\"\n", 0);
  EXPECT_EQ(InProject("COPYTRACE_FAIL_ON=any copytrace check --base HEAD~1").status, 1);
  EXPECT_EQ(InProject("COPYTRACE_FAIL_ON=any copytrace check --base HEAD~1 --fail-on none").status,
            0);
  directory_.Write("project/.copytrace.toml", "[settings]\nfail_on = \"sometimes\"\n");
  EXPECT_EQ(InProject("copytrace check").status, 2);
  directory_.Write("project/.copytrace.toml", "[licenses]\n\"GPL-*\" = \"no\"\n");
  const ProgramResult malformed = InProject("copytrace check");
  EXPECT_EQ(malformed.status, 2);
  EXPECT_THAT(malformed.err, HasSubstr(".copytrace.toml:2:11: \"no\" is no verdict"));
}

TEST_F(GateTest, ExplainNamesTheRule) {
  directory_.Write("project/.copytrace.toml",
                   "[project]\nlicense = \"MIT\"\n\n[licenses]\n\"LGPL-*\" = \"warn\"\n");
  const ProgramResult rule = InProject("copytrace policy explain LGPL-2.1-only");
  EXPECT_EQ(rule.status, 0);
  EXPECT_THAT(rule.out, HasSubstr("LGPL-2.1-only: warn"));
  EXPECT_THAT(rule.out, HasSubstr(".copytrace.toml:5"));
  EXPECT_THAT(InProject("copytrace policy explain GPL-2.0-only --path src/a.c").out,
              HasSubstr("GPL-2.0-only: deny"));
  EXPECT_THAT(InProject("copytrace policy explain none").out, HasSubstr("no licence: deny"));
  EXPECT_EQ(InProject("copytrace policy explain 'no such thing'").status, 2);
}

TEST_F(GateTest, TheProjectsOwnLicenceIsRead) {
  directory_.Write("project/package.json", R"({"name":"mine","license":"GPL-3.0-only"})");
  Paste();
  const json report = CheckCommit(0);
  EXPECT_EQ(report["review"]["project_license"], "GPL-3.0-only");
  EXPECT_EQ(report["review"]["project_license_from"], "package.json");
  EXPECT_EQ(report["findings"][0]["review"]["verdict"], "warn");
}

TEST_F(GateTest, MarksInTheSource) {
  directory_.Write("project/src/pasted.js",
                   OwnCode(10, "beta") + "// copytrace: ignore we wrote both\n" + kCopied);
  EXPECT_EQ(StandingOf(Check("", 0)), "marked");
  directory_.Write(
      "project/src/pasted.js",
      "// SPDX-SnippetBegin\n// SPDX-License-Identifier: MIT\n" + kCopied + "// SPDX-SnippetEnd\n");
  const json wrong = Check("", 1);
  EXPECT_THAT(wrong["findings"][0]["review"]["notes"].dump(),
              HasSubstr("says MIT, but the origin is under GPL-3.0-only"));
}

TEST_F(GateTest, ReportsFollowTheSchema) {
  Paste();
  Accept();
  directory_.Write("project/src/again.js", kCopied);
  ASSERT_EQ(InProject("copytrace baseline write -o base.jsonl").status, 0);
  InProject("copytrace check --base HEAD --format json -o ../check.json");
  InProject("copytrace scan . --baseline base.jsonl --format json -o ../scan.json");
  const ProgramResult result = directory_.Run("'" NODE "' '" CHECK_SCHEMA "' '" AJV_NODE_MODULES
                                              "' '" REPORT_SCHEMA "' check.json scan.json");
  EXPECT_EQ(result.status, 0) << result.out << result.err;
  // What was written is read back whole.
  EXPECT_EQ(json::parse(ReadFile(directory_.path() / "scan.json"))["review"]["standings"],
            (json{{"accepted", 1}, {"baseline", 1}}));
}

TEST_F(GateTest, WhatCannotBeCheckedIsAnError) {
  const ProgramResult outside = directory_.Run("copytrace check --store store");
  EXPECT_EQ(outside.status, 2);
  EXPECT_THAT(outside.err, HasSubstr("in no git repository"));
  EXPECT_EQ(InProject("copytrace check --base nowhere").status, 2);
  EXPECT_EQ(InProject("copytrace check --diff missing.diff").status, 2);
  EXPECT_EQ(InProject("echo hello | copytrace check --diff -").status, 2);
  EXPECT_THAT(InProject("copytrace check").out, Not(HasSubstr("denied")));
}

}  // namespace
}  // namespace copytrace
