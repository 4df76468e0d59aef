// What becomes of a decision when the code, the file or the corpus changes: a table of stories.
#include "engine/review/decision_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "tests/unit/review/review_fixtures.h"

namespace copytrace {
namespace {

using testing::HasSubstr;

// The files of a project and the findings in them.
struct World {
  std::map<std::string, std::string> files;
  std::vector<Finding> findings;
};

World WithSnippet() {
  return {{{"src/bank.js", OtherLines(5) + kSnippet}}, {FindingAt("src/bank.js", {6, 17})}};
}

std::vector<DecisionAnswer> Match(const World& world, const std::vector<Decision>& decisions,
                                  const std::string& today = "2026-11-22") {
  std::map<std::string, FileWords> words;
  for (const auto& [path, text] : world.files) words.emplace(path, JavaScript(text, path));
  std::vector<CopyPlace> places;
  for (const Finding& finding : world.findings) {
    const FileWords& file = words.at(finding.path);
    const ContentKey content = file.KeyOf(finding.lines);
    places.push_back({finding.path, content, "pkg:npm/" + finding.origin.name, finding.origin.path,
                      file.CopyNumber(content, finding.lines)});
  }
  return MatchDecisions(world.findings, places, decisions, today,
                        [&](const std::string& path) -> const FileWords* {
                          const auto found = words.find(path);
                          return found == words.end() ? nullptr : &found->second;
                        });
}

Decision Accepted(const World& world = WithSnippet(), size_t index = 0) {
  const Finding& finding = world.findings[index];
  const FileWords words(JavaScript(world.files.at(finding.path), finding.path));
  const ContentKey content = words.KeyOf(finding.lines);
  Decision decision =
      DecisionAbout(finding, {finding.path, content, "pkg:npm/" + finding.origin.name,
                              finding.origin.path, words.CopyNumber(content, finding.lines)});
  decision.reason = "agreed with the authors";
  decision.by = "Ann";
  decision.at = "2026-01-05T10:00:00Z";
  return decision;
}

enum class Outcome { kHolds, kReopened, kSecondCopy, kNothing };

Outcome OutcomeOf(const DecisionAnswer& answer) {
  if (answer.decision == nullptr) return Outcome::kNothing;
  if (answer.second_copy) return Outcome::kSecondCopy;
  return answer.reopened.empty() ? Outcome::kHolds : Outcome::kReopened;
}

struct Story {
  const char* name;
  std::function<void(World*)> change;
  std::vector<Outcome> outcomes;  // of the findings, in order
  const char* why = "";           // of the last
  std::function<void(Decision*)> decision = [](Decision*) {};
};

const std::vector<Story>& Stories() {
  static const std::vector<Story> stories = {
      {"nothing changed", [](World*) {}, {Outcome::kHolds}},
      {"30 lines inserted above",
       [](World* world) {
         world->files["src/bank.js"].insert(0, OtherLines(30, "above"));
         world->findings[0].lines = {36, 47};
       },
       {Outcome::kHolds}},
      {"edited elsewhere in the file",
       [](World* world) { world->files["src/bank.js"] += OtherLines(9, "below"); },
       {Outcome::kHolds}},
      {"file renamed",
       [](World* world) {
         world->files = {{"lib/money/accounts.js", world->files["src/bank.js"]}};
         world->findings[0].path = "lib/money/accounts.js";
       },
       {Outcome::kHolds}},
      {"file renamed and lines inserted",
       [](World* world) {
         world->files = {{"lib/a.js", OtherLines(30, "above") + kSnippet}};
         world->findings[0] = FindingAt("lib/a.js", {31, 42});
       },
       {Outcome::kHolds}},
      {"re-indented and put into a block",
       [](World* world) {
         world->files["src/bank.js"] = OtherLines(5) + Reindented(kSnippet);
         world->findings[0].lines = {7, 18};
       },
       {Outcome::kHolds}},
      {"the grown corpus knows more places",
       [](World* world) {
         world->findings[0].carriers = {{"pkg:npm/copier@1.0.0", "a.js"}};
         world->findings[0].carrier_count = 10;
       },
       {Outcome::kHolds}},
      {"the grown corpus knows an older release",
       [](World* world) { world->findings[0].origin.purl = "pkg:npm/bank@0.9.0"; },
       {Outcome::kHolds}},
      {"the grown corpus moved the edges by a line",
       [](World* world) {
         world->findings[0].lines = {5, 16};
       },
       {Outcome::kHolds}},
      {"the grown corpus names another origin, which still carries the old one",
       [](World* world) {
         world->findings[0].origin.purl = "pkg:npm/older@0.1.0";
         world->findings[0].origin.name = "older";
         world->findings[0].carriers = {{"pkg:npm/bank@1.2.0", "lib/balance.js"}};
         world->findings[0].carrier_count = 1;
       },
       {Outcome::kHolds}},
      {"the licence in the corpus changed",
       [](World* world) { world->findings[0].origin.license = "AGPL-3.0-only"; },
       {Outcome::kReopened},
       "it was made for GPL-3.0-only; the licence is now AGPL-3.0-only"},
      {"the corpus lost the licence",
       [](World* world) { world->findings[0].origin.license = ""; },
       {Outcome::kReopened},
       "the licence is now no licence"},
      {"the origin is another one",
       [](World* world) {
         world->findings[0].origin.purl = "pkg:npm/vault@3.0.0";
         world->findings[0].origin.name = "vault";
       },
       {Outcome::kReopened},
       "it was made for code of pkg:npm/bank@1.2.0; the origin is now pkg:npm/vault@3.0.0"},
      {"its day has passed",
       [](World*) {},
       {Outcome::kReopened},
       "it held until 2026-11-21",
       [](Decision* decision) { decision->until = "2026-11-21"; }},
      {"its day is today",
       [](World*) {},
       {Outcome::kHolds},
       "",
       [](Decision* decision) { decision->until = "2026-11-22"; }},
      {"the code was edited",
       [](World* world) {
         std::string& text = world->files["src/bank.js"];
         text.replace(text.find("365"), 3, "360");
       },
       {Outcome::kReopened},
       "the code was edited since"},
      {"more was copied around it",
       [](World* world) {
         world->files["src/bank.js"] += OtherLines(20, "copied");
         world->findings[0].lines = {6, 37};
       },
       {Outcome::kReopened},
       "the copy has grown since"},
      {"a second copy in another file",
       [](World* world) {
         world->files["src/a.js"] = kSnippet;
         world->findings.insert(world->findings.begin(), FindingAt("src/a.js", {1, 12}));
       },
       {Outcome::kSecondCopy, Outcome::kHolds}},
      {"a second copy in the same file",
       [](World* world) {
         world->files["src/bank.js"] += OtherLines(3, "between") + kSnippet;
         world->findings.push_back(FindingAt("src/bank.js", {21, 32}));
       },
       {Outcome::kHolds, Outcome::kSecondCopy}},
      {"a second copy above the first, in a change that does not touch the first",
       [](World* world) {
         world->files["src/bank.js"].insert(0, kSnippet);
         world->findings = {FindingAt("src/bank.js", {1, 12})};
       },
       {Outcome::kSecondCopy}},
      {"a second copy in a change that does not touch the first",
       [](World* world) {
         world->files["src/new.js"] = kSnippet;
         world->findings = {FindingAt("src/new.js", {1, 12})};
       },
       {Outcome::kSecondCopy}},
      {"other code of the same origin in the same file",
       [](World* world) {
         world->files["src/bank.js"] += OtherLines(12, "copied");
         world->findings.push_back(FindingAt("src/bank.js", {18, 29}));
       },
       {Outcome::kHolds, Outcome::kNothing}},
      {"the code is gone and other code came",
       [](World* world) {
         world->files = {{"src/new.js", OtherLines(12)}};
         world->findings = {FindingAt("src/new.js", {1, 12})};
       },
       {Outcome::kNothing}},
  };
  return stories;
}

TEST(DecisionMatch, Stories) {
  for (const Story& story : Stories()) {
    SCOPED_TRACE(story.name);
    Decision decision = Accepted();
    story.decision(&decision);
    World world = WithSnippet();
    story.change(&world);
    const std::vector<Decision> decisions = {decision};
    const std::vector<DecisionAnswer> answers = Match(world, decisions);
    ASSERT_EQ(answers.size(), story.outcomes.size());
    for (size_t i = 0; i < answers.size(); ++i) {
      EXPECT_EQ(OutcomeOf(answers[i]), story.outcomes[i]) << "finding " << i;
    }
    EXPECT_THAT(answers.back().reopened, HasSubstr(story.why));
  }
}

TEST(DecisionMatch, TwoDecisionsHoldForTwoCopiesInOneFile) {
  World world = WithSnippet();
  world.files["src/bank.js"] += OtherLines(3, "between") + kSnippet;
  world.findings.push_back(FindingAt("src/bank.js", {21, 32}));
  const std::vector<Decision> decisions =
      CurrentDecisions({Accepted(world, 0), Accepted(world, 1)});
  ASSERT_EQ(decisions.size(), 2u);
  for (const DecisionAnswer& answer : Match(world, decisions)) {
    EXPECT_EQ(OutcomeOf(answer), Outcome::kHolds);
  }
}

TEST(DecisionMatch, WithoutDecisionsNobodyHasDecidedAnything) {
  EXPECT_EQ(OutcomeOf(Match(WithSnippet(), {})[0]), Outcome::kNothing);
}

}  // namespace
}  // namespace copytrace
