// The published schema holds for what WriteJsonReport writes, and for little else.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/report/json_report.h"
#include "tests/unit/report/finding_fixtures.h"

namespace copytrace {
namespace {

using nlohmann::json;

bool FollowsSchema(const std::string& report) {
  const auto file = std::filesystem::temp_directory_path() /
                    ("copytrace_schema_test_" + std::to_string(getpid()) + ".json");
  std::ofstream(file) << report;
  const std::string command =
      std::string("'" NODE "' '" CHECK_SCHEMA "' '" NODE_MODULES "' '" REPORT_SCHEMA "' '") +
      file.string() + "'";
  const int status = std::system(command.c_str());
  std::filesystem::remove(file);
  return status == 0;
}

TEST(ReportSchema, HoldsForReports) {
  EXPECT_TRUE(FollowsSchema(WriteJsonReport(TwoFindings(), StoreOfTwoReleases())));
  EXPECT_TRUE(FollowsSchema(WriteJsonReport({}, {})));
}

TEST(ReportSchema, RefusesWhatBreaksTheContract) {
  const json good = json::parse(WriteJsonReport(TwoFindings(), StoreOfTwoReleases()));
  const auto change = [&](const char* pointer, const json& value) {
    json changed = good;
    changed[json::json_pointer(pointer)] = value;
    return changed.dump();
  };
  EXPECT_FALSE(FollowsSchema(change("/findings/0/kind", "similar")));
  EXPECT_FALSE(FollowsSchema(change("/findings/0/start_line", 0)));
  EXPECT_FALSE(FollowsSchema(change("/findings/0/origin/license", "")));
  EXPECT_FALSE(FollowsSchema(change("/findings/0/origin/license_class", "copyleft")));
  EXPECT_FALSE(FollowsSchema(change("/findings/0/origin/swhid", "94a9ed0")));
  EXPECT_FALSE(FollowsSchema(change("/findings/0/carriers/0", json::object())));
  EXPECT_FALSE(FollowsSchema(change("/skipped/0/path", nullptr)));
  for (const char* field : {"id", "carrier_count", "reason", "e_value", "origin"}) {
    json without = good;
    without["findings"][0].erase(field);
    EXPECT_FALSE(FollowsSchema(without.dump())) << field;
  }
}

}  // namespace
}  // namespace copytrace
