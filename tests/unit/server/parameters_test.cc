#include "engine/server/parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/server/problem.h"

namespace copytrace {
namespace {

using testing::ElementsAre;

HttpRequest Asking(NamedTexts query) { return {.method = "GET", .query = std::move(query)}; }
HttpRequest Sending(std::string body) { return {.method = "POST", .body = std::move(body)}; }

TEST(QueryParametersTest, ReadsWhatIsThere) {
  const HttpRequest request =
      Asking({{"a", "1"}, {"b", "x"}, {"b", ""}, {"b", "y"}, {"c", "true"}});
  const QueryParameters parameters(request, {"a", "b", "c", "d"});
  EXPECT_EQ(parameters.Integer("a", 0, 5, 9), 1);
  EXPECT_EQ(parameters.Integer("d", 0, 5, 9), 9);
  EXPECT_THAT(parameters.Texts("b"), ElementsAre("x", "y"));
  EXPECT_TRUE(parameters.Flag("c"));
  EXPECT_FALSE(parameters.Flag("d"));
  EXPECT_FALSE(parameters.Has("d"));
  EXPECT_EQ(parameters.Text("d", 1), "");
}

TEST(QueryParametersTest, RefusesWhatDoesNotFit) {
  EXPECT_THROW(QueryParameters(Asking({{"x", ""}}), {"a"}), Problem);
  EXPECT_THROW(QueryParameters(Asking({{"a", "\xff"}}), {"a"}), Problem);
  EXPECT_THROW(QueryParameters(Asking({{"a", std::string(1, '\0')}}), {"a"}), Problem);
  for (const char* number : {"6", "-1", "x", "1x", " 1", "0x1", "1.0", "99999999999999999999"}) {
    const QueryParameters parameters(Asking({{"a", number}}), {"a"});
    EXPECT_THROW(parameters.Integer("a", 0, 5, 1), Problem) << number;
  }
  const QueryParameters parameters(Asking({{"a", "yes"}}), {"a"});
  EXPECT_THROW(parameters.Flag("a"), Problem);
  EXPECT_THROW(parameters.Text("a", 2), Problem);
  EXPECT_THROW(parameters.RequiredText("b", 2), Problem);
  NamedTexts many;
  for (int i = 0; i < 51; ++i) many.emplace_back("a", "x");
  EXPECT_THROW(QueryParameters(Asking(many), {"a"}).Texts("a"), Problem);
}

TEST(BodyParametersTest, ReadsWhatIsThere) {
  const BodyParameters body(Sending(R"({"a":"x","b":3,"c":null})"), {"a", "b", "c", "d"});
  EXPECT_EQ(body.RequiredText("a", 9), "x");
  EXPECT_EQ(body.Integer("b", 0, 5, std::nullopt), 3);
  EXPECT_EQ(body.Integer("c", 0, 5, 4), 4);
  EXPECT_EQ(body.Text("c", 9), "");
  EXPECT_EQ(body.Text("d", 9), "");
}

TEST(BodyParametersTest, RefusesWhatDoesNotFit) {
  const std::string deep(100'000, '[');
  for (const std::string& text :
       {std::string(""), std::string("x"), std::string("[]"), std::string("{\"a\":1}}"),
        std::string("{\"b\":1}"), std::string("{\"a\":\"\xff\"}"), deep, "{\"a\":" + deep}) {
    EXPECT_THROW(BodyParameters(Sending(text), {"a"}), Problem) << text.substr(0, 20);
  }
  const BodyParameters body(Sending(R"({"a":"xyz","b":9,"c":1.5,"d":18446744073709551615})"),
                            {"a", "b", "c", "d", "e"});
  EXPECT_THROW(body.Text("a", 2), Problem);
  EXPECT_THROW(body.Text("b", 2), Problem);
  EXPECT_THROW(body.RequiredText("e", 2), Problem);
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    EXPECT_THROW(body.Integer(name, 0, 5, std::nullopt), Problem) << name;
  }
}

TEST(ParametersTest, TellUtf8) {
  for (const char* text : {"", "plain", "\"quoted\\", "\n\t\x01", "Grüße", "\u202e", "😀"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
  }
  for (const char* text : {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
    EXPECT_FALSE(IsUtf8(text));
  }
}

}  // namespace
}  // namespace copytrace
