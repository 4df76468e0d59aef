// File names and code that would like to be markup, formulas, commands or terminal sequences are
// shown as what they are, in every output.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/cases/run_program.h"

namespace copytrace {
namespace {

using testing::HasSubstr;
using testing::Not;

// No slash, as in a file's name.
const std::string kName =
    "=cmd() <img src=x onerror=alert(1)>\"'`|\x1b[31m\u202e\n::error::x](y),.js";

std::string Code(const std::string& comment) {
  return "// " + comment + R"(
function sortByWeightThenName(parcels, limits, unknown) {
  const accepted = [];
  for (const parcel of parcels) {
    const limit = limits.get(parcel.zone) ?? limits.get("<script>alert(2)</script>");
    if (limit === undefined || parcel.weight > limit * 1.25) {
      unknown.push({ parcel, why: "\u202e]]>--><!--" });
      continue;
    }
    const share = Math.round((parcel.weight / limit) * 1000) / 10;
    accepted.push({ name: parcel.name.trim().toLowerCase(), share, zone: parcel.zone });
  }
  accepted.sort((a, b) => b.share - a.share || a.name.localeCompare(b.name, "en"));
  return accepted.filter(({ share }, index) => share > 0.5 && index < limits.size * 12);
}
)";
}

class Hostile : public testing::Test {
 protected:
  Hostile() {
    std::filesystem::create_directories(directory_.path() / "corpus");
    std::filesystem::create_directories(directory_.path() / "shop");
    const std::string code = Code("\x1b[2J</script><script>alert(3)</script> \u202e =1+1");
    directory_.Write("corpus/" + kName, code + "// Copyright 2020 <b>=HYPERLINK(1)</b>\x1b[31m\n");
    directory_.Write("shop/" + kName, code);
    index_ = directory_.Run(
        "copytrace-index add corpus --purl 'pkg:npm/evil%3Cscript%3E%1B%5B31m@1.0%22%27' "
        "--license MIT --store store");
  }

  std::string Run(const std::string& arguments) const {
    return directory_.Run("cd shop && copytrace " + arguments).out;
  }

  static void ExpectHarmless(const std::string& out, const std::string& what) {
    EXPECT_FALSE(out.empty()) << what;
    EXPECT_THAT(out, Not(HasSubstr("\x1b"))) << what;
  }

  TestDirectory directory_;
  ProgramResult index_;
};

TEST_F(Hostile, InEveryReport) {
  ASSERT_EQ(index_.status, 0) << index_.err;
  for (const std::string format : {"text", "markdown", "github", "gitlab", "junit", "html", "json",
                                   "sarif", "spdx", "spdx3", "cyclonedx"}) {
    const std::string out =
        Run("scan . --store ../store --fail-on none --no-history --format " + format);
    ExpectHarmless(out, format);
    EXPECT_THAT(out, HasSubstr("onerror")) << format;
    const bool for_people = format == "text" || format == "markdown" || format == "github";
    if (for_people) {
      EXPECT_THAT(out, Not(HasSubstr("\u202e"))) << format;
    }
    if (format == "html") {
      EXPECT_THAT(out, Not(HasSubstr("<img src=x")));
      EXPECT_THAT(out, Not(HasSubstr("<script>alert")));
      EXPECT_THAT(out, Not(HasSubstr("</script><script>")));
    }
    if (format == "junit") {
      EXPECT_THAT(out, Not(HasSubstr("<img")));
    }
    if (format == "github") {
      EXPECT_THAT(out, Not(HasSubstr("\n::error::x")));
    }
    if (format == "json" || format == "sarif" || format == "gitlab") {
      EXPECT_FALSE(nlohmann::json::parse(out, nullptr, false).is_discarded()) << format;
    }
  }
}

TEST_F(Hostile, InDocumentsAndAnswers) {
  Run("scan . --store ../store --fail-on none");
  for (const std::string command : {"notice --all", "audit --files"}) {
    for (const std::string format : {"text", "markdown", "html"}) {
      const std::string out = Run(command + " --format " + format);
      ExpectHarmless(out, command + " " + format);
      EXPECT_THAT(out, HasSubstr("onerror")) << command << " " << format;
      EXPECT_THAT(out, Not(HasSubstr("\u202e"))) << command << " " << format;
      if (format == "html") {
        EXPECT_THAT(out, Not(HasSubstr("<img"))) << command;
      }
      if (format == "markdown") {
        EXPECT_THAT(out, Not(testing::ContainsRegex("[^\\\\]<img"))) << command;
      }
    }
  }
  ExpectHarmless(Run("query"), "query");
  ExpectHarmless(Run("query --format json"), "query json");
  ExpectHarmless(Run("history list"), "history list");
  ExpectHarmless(Run("history show 1"), "history show");
  const std::string csv = Run("query --format csv");
  EXPECT_THAT(csv, HasSubstr("\"'=cmd()"));
  EXPECT_THAT(csv, Not(HasSubstr(",=")));
  EXPECT_THAT(csv, Not(HasSubstr("\"=")));
  const std::string own =
      Run("query --sql \"SELECT '=1+1' AS '@sum', '+x', '-x', char(9) || '=x'\" "
          "--format csv");
  EXPECT_EQ(own.substr(own.find("\r\n") + 2), "'=1+1,'+x,'-x,'\t=x\r\n");
  EXPECT_TRUE(own.starts_with("'@sum"));
}

}  // namespace
}  // namespace copytrace
