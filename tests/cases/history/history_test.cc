// A scan is recorded, and can be asked for later: by number, by difference, by question.
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

const std::string kStore = " --store '" CASES_DIR "/store' ";
const std::string kProject = CASES_DIR "/sample/project";

TEST(HistoryCase, AScanCanBeAskedForLater) {
  const TestDirectory directory;
  std::filesystem::copy(kProject, directory.path() / "shop",
                        std::filesystem::copy_options::recursive);
  const std::string first =
      directory.Run("copytrace scan shop --fail-on none --format json" + kStore).out;
  std::filesystem::remove(directory.path() / "shop/src/receipt.js");
  ASSERT_EQ(directory.Run("copytrace scan shop --fail-on none" + kStore).status, 0);
  ASSERT_EQ(directory.Run("copytrace scan shop --fail-on none --no-history" + kStore).status, 0);

  EXPECT_EQ(directory.Run("copytrace history show 1 --format json").out, first);
  const json scans = json::parse(directory.Run("copytrace history list --format json").out);
  ASSERT_EQ(scans.size(), 2u);
  EXPECT_EQ(scans[0]["project"], "shop");

  const json difference =
      json::parse(directory.Run("copytrace history diff 1 2 --format json").out);
  EXPECT_EQ(difference["appeared"].size(), 0u);
  ASSERT_EQ(difference["disappeared"].size(), 1u);
  EXPECT_EQ(difference["disappeared"][0]["path"], "src/receipt.js");

  const json found = json::parse(
      directory.Run("copytrace query --class strong-copyleft --format json").out);
  ASSERT_GT(found.size(), 0u);
  for (const json& row : found) EXPECT_EQ(row["license_class"], "strong-copyleft");
  EXPECT_THAT(directory.Run("copytrace query --sql 'SELECT max(id) FROM scan' --format csv").out,
              HasSubstr("\r\n2\r\n"));
  const ProgramResult refused = directory.Run("copytrace query --sql 'DELETE FROM scan'");
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("not authorized"));
}

}  // namespace
}  // namespace copytrace
