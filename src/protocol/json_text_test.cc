#include "protocol/json_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vigie::protocol {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(JsonText, GivesMembersByTheirPathInAnyOrder) {
  JsonText json(R"({"a":{"b":"\u00e9t\u00e9"},"n":0.25,"huge":1e999,"spans":[[0,2],[9,11]]})");
  EXPECT_EQ(json.number("/n"), 0.25);
  EXPECT_EQ(json.text("/a/b"), "été");
  EXPECT_EQ(json.object("/a"), R"({"b":"\u00e9t\u00e9"})");
  EXPECT_THAT(json.whole_numbers("/spans"), ElementsAre(0, 2, 9, 11));
}

TEST(JsonText, GivesTheObjectsOfAnArrayAsTheyStand) {
  JsonText json(R"({"posts":[{"w":1e999}, {"id":"2"}]})");
  EXPECT_THAT(json.objects("/posts").value(), ElementsAre(R"({"w":1e999})", R"({"id":"2"})"));
  EXPECT_FALSE(JsonText(R"({"posts":[1]})").objects("/posts"));
  EXPECT_THAT(JsonText(R"({"posts":[]})").objects("/posts").value(), IsEmpty());
}

TEST(JsonText, IsEmptyWhereNothingIsToBeRead) {
  for (const auto text : {"", "<html>", "{", "[]", R"({"a":[)", R"({"a":)"}) {
    JsonText json(text);
    EXPECT_EQ(json.text("/a"), "") << text;
    EXPECT_EQ(json.number("/a"), 0) << text;
    EXPECT_FALSE(json.object("/a")) << text;
    EXPECT_FALSE(json.objects("/a")) << text;
    EXPECT_THAT(json.whole_numbers("/a"), IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace vigie::protocol
