#include "engine/review/own_code.h"

#include <gtest/gtest.h>

#include <memory>

#include "tests/unit/review/review_fixtures.h"

namespace copytrace {
namespace {

std::shared_ptr<const std::string> Shared(const std::string& text) {
  return std::make_shared<const std::string>(text);
}

// A change that gives src/bank.js this new text, of this old one.
ChangeSet ChangeOf(const std::string& old_text, const std::string& new_text) {
  ChangeSet change;
  change.files.push_back({.path = "src/bank.js",
                          .old_path = "src/bank.js",
                          .lines = {{1, 100}},
                          .content = Shared(new_text),
                          .old_content = Shared(old_text)});
  return change;
}

TEST(OwnCode, TheFilesOldStateHeldIt) {
  std::string renamed = kSnippet;
  for (size_t at = 0; (at = renamed.find("account", at)) != std::string::npos; at += 6) {
    renamed.replace(at, 7, "holder");
  }
  const struct {
    const char* name;
    std::string old_text;
    std::string new_text;
    LineRange lines;
    bool own;
  } rows[] = {
      {"nothing of it", OtherLines(40), OtherLines(40) + kSnippet, {41, 52}, false},
      {"all of it", OtherLines(40) + kSnippet, kSnippet + OtherLines(40), {1, 12}, true},
      {"re-indented", kSnippet, Reindented(kSnippet), {2, 13}, true},
      {"with other names", kSnippet, renamed, {1, 12}, true},
      {"a third of it",
       kSnippet.substr(0, kSnippet.find("    const rate")),
       kSnippet,
       {1, 12},
       false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const ChangeSet change = ChangeOf(row.old_text, row.new_text);
    OwnCode own(change, nullptr, "");
    EXPECT_EQ(own.Find(JavaScript(row.new_text), row.lines).has_value(), row.own);
  }
}

TEST(OwnCode, AnotherFileOfTheChangeHeldIt) {
  ChangeSet change = ChangeOf(OtherLines(3), OtherLines(3) + kSnippet);
  change.files.push_back({.path = "src/old.js",
                          .old_path = "src/old.js",
                          .old_content = Shared(kSnippet + OtherLines(9))});
  OwnCode own(change, nullptr, "");
  EXPECT_EQ(own.Find(JavaScript(OtherLines(3) + kSnippet), {4, 15}), "src/old.js");
}

TEST(OwnCode, AnotherFilesShapeAloneIsNotEnough) {
  std::string renamed = kSnippet;
  for (size_t at = 0; (at = renamed.find("a", at)) != std::string::npos; at += 2) {
    renamed.replace(at, 1, "zz");
  }
  ChangeSet change = ChangeOf(OtherLines(3), OtherLines(3) + kSnippet);
  change.files.push_back(
      {.path = "src/old.js", .old_path = "src/old.js", .old_content = Shared(renamed)});
  OwnCode own(change, nullptr, "");
  EXPECT_FALSE(own.Find(JavaScript(OtherLines(3) + kSnippet), {4, 15}));
}

}  // namespace
}  // namespace copytrace
