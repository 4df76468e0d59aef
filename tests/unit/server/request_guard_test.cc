#include "engine/server/request_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/server/problem.h"

namespace copytrace {
namespace {

const GuardRules kLoopback;
const GuardRules kGuarded{.loopback_only = false, .token = "0123456789abcdef"};

// The status that a request is refused with; 0 if it is let in.
int StatusOf(const HttpRequest& request, const GuardRules& rules = kLoopback) {
  try {
    GuardRequest(request, rules);
    return 0;
  } catch (const Problem& problem) {
    return problem.status();
  }
}

HttpRequest Get(std::string path, NamedTexts headers = {}) {
  headers.emplace_back("host", "127.0.0.1:8573");
  return {.method = "GET", .path = std::move(path), .headers = std::move(headers)};
}

// A POST as the page sends it, with one header as given, or without it where that is empty.
HttpRequest Post(const std::string& name = "", const std::string& value = "") {
  HttpRequest request{.method = "POST",
                      .path = "/api/decisions",
                      .headers = {{"host", "127.0.0.1:8573"},
                                  {"content-type", "application/json; charset=utf-8"},
                                  {"x-copytrace", "1"},
                                  {"content-length", "2"},
                                  {"origin", "http://127.0.0.1:8573"},
                                  {"sec-fetch-site", "same-origin"}}};
  if (name.empty()) return request;
  std::erase_if(request.headers, [&](const auto& header) { return header.first == name; });
  if (!value.empty()) request.headers.emplace_back(name, value);
  return request;
}

TEST(RequestGuardTest, LetsThePageAndScriptsIn) {
  EXPECT_EQ(StatusOf(Get("/")), 0);
  EXPECT_EQ(StatusOf(Get("/api/projects")), 0);
  EXPECT_EQ(StatusOf(Post()), 0);
  EXPECT_EQ(StatusOf(Post("origin")), 0) << "a script sends none";
  EXPECT_EQ(StatusOf(Post("sec-fetch-site")), 0);
  EXPECT_EQ(StatusOf(Post("sec-fetch-site", "none")), 0);
  EXPECT_EQ(StatusOf(Post("origin", "https://127.0.0.1:8573")), 0) << "behind a proxy";
}

TEST(RequestGuardTest, RefusesPostsThatAFormOrAnotherSiteCanSend) {
  EXPECT_EQ(StatusOf(Post("content-type")), 415);
  EXPECT_EQ(StatusOf(Post("content-type", "text/plain")), 415);
  EXPECT_EQ(StatusOf(Post("content-type", "text/plain; application/json")), 415);
  EXPECT_EQ(StatusOf(Post("content-type", "application/jsonp")), 415);
  EXPECT_EQ(StatusOf(Post("x-copytrace")), 403);
  for (const char* origin :
       {"http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:80",
        "http://127.0.0.1:8573.evil.example", "http://localhost:8573", "file://127.0.0.1:8573"}) {
    EXPECT_EQ(StatusOf(Post("origin", origin)), 403) << origin;
  }
  for (const char* site : {"cross-site", "same-site", "Same-Origin"}) {
    EXPECT_EQ(StatusOf(Post("sec-fetch-site", site)), 403) << site;
  }
}

TEST(RequestGuardTest, RefusesBodiesThatCouldSwellOrHide) {
  EXPECT_EQ(StatusOf(Post("content-length")), 411);
  EXPECT_EQ(StatusOf(Post("content-length", "x")), 400);
  EXPECT_EQ(StatusOf(Post("content-length", "2, 3")), 400);
  EXPECT_EQ(StatusOf(Post("content-length", std::to_string(kMaxBodyBytes))), 0);
  EXPECT_EQ(StatusOf(Post("content-length", std::to_string(kMaxBodyBytes + 1))), 413);
  EXPECT_EQ(StatusOf(Post("content-length", "99999999999999999999")), 413);
  EXPECT_EQ(StatusOf(Post("transfer-encoding", "chunked")), 411);
  EXPECT_EQ(StatusOf(Post("content-encoding", "gzip")), 415);
  EXPECT_EQ(StatusOf(Get("/", {{"content-length", "5"}})), 400);
  EXPECT_EQ(StatusOf(Get("/", {{"range", "bytes=0-1"}})), 416);
}

TEST(RequestGuardTest, RefusesOtherNamesOfThisMachine) {
  EXPECT_EQ(StatusOf(Post("host", "evil.example:8573")), 403);
  EXPECT_EQ(StatusOf(Post("host")), 400);
  EXPECT_EQ(StatusOf(Get("/", {{"host", "127.0.0.1"}})), 400) << "two of them";
  HttpRequest tunnel = Get("/api/projects");
  tunnel.headers = {{"host", "localhost:9000"}};
  EXPECT_EQ(StatusOf(tunnel), 0);
}

TEST(RequestGuardTest, FollowingALinkShowsThePageAndNothingElse) {
  const NamedTexts link = {{"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "navigate"}};
  EXPECT_EQ(StatusOf(Get("/", link)), 0);
  EXPECT_EQ(StatusOf(Get("/findings", link)), 0);
  EXPECT_EQ(StatusOf(Get("/api/projects", link)), 403);
  EXPECT_EQ(StatusOf(Get("/report/report.schema.json", link)), 403);
  EXPECT_EQ(
      StatusOf(Get("/app.js", {{"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "no-cors"}})),
      403);
}

TEST(RequestGuardTest, AsksForTheTokenWhereThereIsSomethingToSee) {
  EXPECT_EQ(StatusOf(Get("/api/projects"), kGuarded), 401);
  EXPECT_EQ(StatusOf(Get("/api/about"), kGuarded), 401);
  EXPECT_EQ(StatusOf(Get("/api/nothing"), kGuarded), 401);
  EXPECT_EQ(StatusOf(Post(), kGuarded), 401);
  for (const char* value : {"Bearer", "Bearer ", "Bearer 0123456789abcde", "0123456789abcdef",
                            "Bearer 0123456789abcdef0", "Bearer  0123456789abcdef"}) {
    EXPECT_EQ(StatusOf(Get("/api/projects", {{"authorization", value}}), kGuarded), 401) << value;
  }
  const NamedTexts right = {{"authorization", "Bearer 0123456789abcdef"}};
  EXPECT_EQ(StatusOf(Get("/api/projects", right), kGuarded), 0);
  for (const char* path : {"/", "/app.js", "/findings", "/api/health", "/api/openapi.json"}) {
    EXPECT_EQ(StatusOf(Get(path), kGuarded), 0) << path;
  }
}

TEST(RequestGuardTest, KnowsTwoMethods) {
  for (const char* method : {"PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"}) {
    HttpRequest request = Get("/api/projects");
    request.method = method;
    EXPECT_EQ(StatusOf(request), 405) << method;
  }
}

TEST(RequestGuardTest, NothingInlineAndNothingFromElsewhere) {
  std::string policy;
  for (const auto& [name, value] : SecurityHeaders()) {
    if (name == "Content-Security-Policy") policy = value;
  }
  EXPECT_THAT(policy, testing::StartsWith("default-src 'none'; script-src 'self'; "));
  EXPECT_THAT(policy, testing::Not(testing::HasSubstr("unsafe")));
  EXPECT_THAT(policy, testing::HasSubstr("frame-ancestors 'none'"));
}

}  // namespace
}  // namespace copytrace
