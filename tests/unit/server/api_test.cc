// The routes are those of openapi.json, and its limits those of the code.
#include "engine/server/api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "engine/server/limits.h"
#include "engine/server/page_files.h"

namespace copytrace {
namespace {

using nlohmann::json;

json Document() { return json::parse(std::ifstream(OPENAPI)); }

TEST(ApiTest, AnswersWhatIsDocumentedAndNothingElse) {
  const json document = Document();
  std::set<std::string> documented;
  for (const auto& [path, methods] : document.at("paths").items()) {
    for (const auto& [method, operation] : methods.items()) {
      std::string upper = method;
      for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      documented.insert(upper + " " + path);
    }
  }
  std::set<std::string> answered;
  for (const Route& route : ApiRoutes()) {
    answered.insert(std::string(route.method) + " " + std::string(route.path));
  }
  EXPECT_EQ(answered, documented);
}

TEST(ApiTest, TheDocumentsLimitsAreThoseThatHold) {
  const json components = Document().at("components");
  const json& parameters = components.at("parameters");
  EXPECT_EQ(parameters.at("limit").at("schema").at("maximum"), kMaxRows);
  EXPECT_EQ(parameters.at("offset").at("schema").at("maximum"), kMaxOffset);
  EXPECT_EQ(parameters.at("text").at("schema").at("maxLength"), kMaxWordsBytes);
  const json& schemas = components.at("schemas");
  const json& decision = schemas.at("DecisionRequest").at("properties");
  EXPECT_EQ(decision.at("reason").at("maxLength"), kMaxReasonBytes);
  EXPECT_EQ(decision.at("by").at("maxLength"), kMaxAuthorBytes);
  EXPECT_EQ(schemas.at("SearchRequest").at("properties").at("limit").at("maximum"), kMaxSources);
}

TEST(PageFilesTest, AreLookedUpByNameOnly) {
  for (const char* path : {"/", "/projects", "/findings/x", "/diff", "/licenses"}) {
    const PageFile* file = FindPageFile(path);
    ASSERT_NE(file, nullptr) << path;
    EXPECT_THAT(std::string(file->bytes), testing::HasSubstr("<!doctype html>"));
  }
  EXPECT_THAT(std::string(FindPageFile("/app.js")->type), testing::StartsWith("text/javascript"));
  for (const char* path : {"", "/index.html", "/app.js/", "/APP.JS", "/../app.js", "/findingsx",
                           "/etc/passwd", "app.js"}) {
    EXPECT_EQ(FindPageFile(path), nullptr) << path;
  }
}

}  // namespace
}  // namespace copytrace
