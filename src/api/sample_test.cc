#include <set>

#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

using net::Method;
using nlohmann::json;

class ReadingsRouteTest : public ApiTest {
 protected:
  json say(const std::string& id, const std::string& mood, int status = 200) {
    return told(Method::kPost, "/readings/sample", json{{"source", "file:t"}, {"id", id}, {"mood", mood}}.dump(),
                status);
  }
  json draw() { return told(Method::kPost, "/readings/sample/draw", "", 200); }
};

TEST_F(ReadingsRouteTest, AskedForTheAccuracyDrawsNothing) {
  keep({post("1", "the shop opens at nine")});
  EXPECT_FALSE(get("/readings/sample").contains("post"));
  say("1", "neutral", 404);
  EXPECT_EQ(draw()["post"]["id"], "1");
}

TEST_F(ReadingsRouteTest, OffersEachPostOnceAndNotHowItWasRead) {
  EXPECT_TRUE(draw()["post"].is_null());
  keep({post("1", "what a terrible service"), post("2", "I love it"), post("3", "the shop opens at nine")});
  std::set<std::string> seen;
  for (int i = 0; i < 3; ++i) {
    const auto drawn = draw()["post"];
    EXPECT_FALSE(drawn.contains("vigie"));
    seen.insert(drawn["id"].get<std::string>());
  }
  EXPECT_EQ(seen.size(), 3U);
  EXPECT_TRUE(draw()["post"].is_null());
}

TEST_F(ReadingsRouteTest, TellsHowRightWeWereWithItsInterval) {
  keep({post("1", "the shop opens at nine"), post("2", "the shop opens at ten")});
  draw();
  draw();
  const auto read = get("/posts/file%3At/1")["vigie"]["mood"];
  std::string right = "negative";
  for (const char* mood : {"neutral", "positive"}) {
    if (read[mood].get<double>() > read[right].get<double>()) right = mood;
  }
  const std::string wrong = right == "negative" ? "positive" : "negative";
  say("1", right);
  const auto accuracy = say("2", wrong);
  EXPECT_EQ(accuracy["mood"]["whole"], 2);
  EXPECT_EQ(accuracy["mood"]["part"], 1);
  EXPECT_LT(accuracy["mood"]["low"].get<double>(), 0.2);
  EXPECT_GT(accuracy["mood"]["high"].get<double>(), 0.8);
  EXPECT_EQ(accuracy["confusion"][wrong][right], 1);
  EXPECT_EQ(accuracy["by_lang"].size(), 1U);
}

TEST_F(ReadingsRouteTest, RefusesWhatWasNotDrawnAndWhatIsNoMood) {
  keep({post("1", "the shop opens at nine")});
  say("1", "neutral", 404);
  draw();
  say("1", "furious", 422);
  say("1", "neutral");
  say("2", "neutral", 404);
  told(Method::kPost, "/readings/sample", R"({"source": "file:t", "id": "1", "mood": "neutral", "lang": "xx"})", 422);
}

TEST_F(ReadingsRouteTest, AnErasedPostIsNotOfferedAndItsLabelGoes) {
  keep({post("1", "the shop opens at nine"), post("2", "the shop opens at ten")});
  draw();
  draw();
  say("1", "neutral");
  ASSERT_EQ(ask(Method::kDelete, "/api/v1/posts/file%3At/1").status, 204);
  ASSERT_TRUE(office_->sample().sweep());
  EXPECT_EQ(get("/readings/sample")["mood"]["whole"], 0);
}

}  // namespace
}  // namespace vigie::api
