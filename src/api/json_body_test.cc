#include "api/json_body.h"

#include <gtest/gtest.h>

namespace vigie::api {
namespace {

net::Request with_body(std::string body) {
  net::Request request;
  request.body = std::move(body);
  return request;
}

TEST(JsonBody, MustBeOneObject) {
  EXPECT_TRUE(json_body(with_body("{}")));
  for (const char* body : {"", "[]", "3", "{", "{}x"}) EXPECT_FALSE(json_body(with_body(body))) << body;
}

TEST(JsonBody, RefusesABombOfNestedArrays) {
  EXPECT_EQ(json_body(with_body("{\"a\":" + std::string(100'000, '['))).error().message, "body: nested too deeply");
}

TEST(JsonReader, TellsTheFirstMemberThatIsWrong) {
  const auto body = json_body(with_body(R"({"name": 3, "speed": "fast"})")).value();
  JsonReader in(body);
  std::string name;
  double speed = 0;
  in.text("name", name, Needed::kYes);
  in.number("speed", speed);
  EXPECT_EQ(in.done().error().message, "name: must be a text");
}

TEST(JsonReader, TellsAMissingAndAnUnknownMember) {
  const auto body = json_body(with_body(R"({"nmae": "x"})")).value();
  std::string name;
  JsonReader missing(body);
  missing.text("name", name, Needed::kYes);
  EXPECT_EQ(missing.done().error().message, "name: missing");
  JsonReader unknown(body);
  unknown.text("name", name);
  EXPECT_EQ(unknown.done().error().message, "nmae: unknown member");
}

}  // namespace
}  // namespace vigie::api
