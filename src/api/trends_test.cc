#include <gmock/gmock.h>

#include <thread>

#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

class TrendsTest : public ApiTest {
 protected:
  // What was told lately, once `done` is true of it.
  nlohmann::json until(const std::string& path, const std::function<bool(const nlohmann::json&)>& done) {
    auto told = get(path);
    for (int i = 0; i < 3'000 && !done(told); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      told = get(path);
    }
    return told;
  }
};

TEST_F(TrendsTest, NothingIsKnownInTheFirstHour) {
  auto one = post("1", "nothing yet");
  one.created_at = clock_.now();
  keep({one});
  const auto told = until("/trends", [](const auto& it) { return it["coverage"]["posts"] == 1; });
  EXPECT_EQ(told["trends"], nlohmann::json::array());
  EXPECT_EQ(told["coverage"]["ready"], false);
  EXPECT_EQ(told["coverage"]["missed"], 0);
  EXPECT_EQ(get("/copies")["copies"], nlohmann::json::array());
}

TEST_F(TrendsTest, WrongQuestionsAreRefusedByName) {
  EXPECT_THAT(get("/trends?kind=topic", 422)["detail"].get<std::string>(), ::testing::StartsWith("kind: "));
  EXPECT_THAT(get("/trends?lang=klingon", 422)["detail"].get<std::string>(), ::testing::StartsWith("lang: "));
  get("/trends?watch=99", 404);
  get("/trends?watch=x", 404);
  get("/trends?limit=101", 422);
  get("/copies?limit=0", 422);
}

TEST_F(TrendsTest, ATextOfManyVoicesIsACopyAndAGroup) {
  std::vector<std::string> authors;
  for (int i = 0; i < 8; ++i) authors.push_back("author" + std::to_string(i));
  std::vector<std::string> ids;
  for (int i = 0; i < 8; ++i) ids.push_back(std::to_string(i));
  for (std::size_t i = 0; i < 8; ++i) {
    auto one = post(ids[i], "the very same long text said by each of us");
    one.author.id = authors[i];
    one.created_at = clock_.now();
    keep({one});
  }
  const auto told = until("/copies", [](const auto& it) { return it["copies"].size() == 1; });
  ASSERT_EQ(told["copies"].size(), 1U);
  EXPECT_EQ(told["copies"][0]["posts"], 8);
  EXPECT_EQ(told["copies"][0]["coordinated"], true);
  EXPECT_EQ(told["copied"], 7);
  EXPECT_EQ(told["groups"], 1);
}

TEST_F(TrendsTest, ACopyIsShownByAPostThatIsKeptOrNotAtAll) {
  const auto say = [&](int first, int count, const std::string& text) {
    for (int i = first; i < first + count; ++i) {
      const auto name = std::to_string(i);
      auto one = post(name, text);
      one.author.id = name;
      one.created_at = clock_.now();
      keep({one});
    }
  };
  const std::string body = "the very same long text said by each of us today";
  say(0, 4, body + " and nobody shall read this");
  say(4, 4, body + " and everybody may read this");
  until("/copies", [](const auto& it) { return it["copies"].size() == 1 && it["copied"] == 7; });
  for (int i = 0; i < 4; ++i) told(net::Method::kDelete, "/posts/file:t/" + std::to_string(i), "", 204);
  const auto kept = get("/copies")["copies"];
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0]["text"], body + " and everybody may read this");
  for (int i = 4; i < 8; ++i) told(net::Method::kDelete, "/posts/file:t/" + std::to_string(i), "", 204);
  EXPECT_TRUE(get("/copies")["copies"].empty());
}

TEST_F(TrendsTest, ALinkThatNobodySaysAnyMoreIsNoTrendThoughItsSiteIsNamed) {
  const std::string nested = std::string(query::kNestingMax, '(') + "brakes" + std::string(query::kNestingMax, ')');
  told(net::Method::kPost, "/watches", nlohmann::json{{"name", "Deep"}, {"query", nested}}.dump(), 201);
  int next = 0;
  const auto say = [&](const std::string& link) {
    const auto name = std::to_string(next++);
    const auto text = "the brakes a" + name + " b" + name + " c" + name + " " + link;
    auto one = post(name, text);
    one.author.id = name;
    one.created_at = clock_.now();
    keep({one});
  };
  for (int i = 0; i < 30; ++i, clock_.advance(std::chrono::minutes(5))) say("");
  say("https://news.example/other");
  const int first = next;
  for (int i = 0; i < 9; ++i) say("https://news.example/brakes");
  const std::string links = "/trends?kind=link";
  const auto rising = until(links, [](const auto& it) { return it["trends"].size() == 1; })["trends"];
  ASSERT_EQ(rising.size(), 1U);
  EXPECT_EQ(rising[0]["text"], "news.example/brakes");
  EXPECT_EQ(get("/trends?watch=1")["trends"].size(), 0U) << "its query takes no term more";
  for (int i = first; i + 3 < next; ++i) told(net::Method::kDelete, "/posts/file:t/" + std::to_string(i), "", 204);
  EXPECT_TRUE(get(links)["trends"].empty()) << "three people are no trend";
  for (int i = next - 3; i < next; ++i) told(net::Method::kDelete, "/posts/file:t/" + std::to_string(i), "", 204);
  EXPECT_TRUE(get(links)["trends"].empty());
}

TEST_F(TrendsTest, AWordOfWhichTooFewPeopleAreLeftIsNoTrend) {
  int next = 0;
  const auto say = [&](const std::string& more) {
    const auto name = std::to_string(next++);
    const auto text = "the road a" + name + " b" + name + " c" + name + more;
    auto one = post(name, text);
    one.author.id = name;
    one.created_at = clock_.now();
    keep({one});
  };
  for (int i = 0; i < 30; ++i, clock_.advance(std::chrono::minutes(5))) say("");
  const int first = next;
  for (int i = 0; i < 9; ++i) say(" #recall");
  const std::string tags = "/trends?kind=hashtag";
  ASSERT_EQ(until(tags, [](const auto& it) { return it["trends"].size() == 1; })["trends"].size(), 1U);
  for (int i = first; i + 3 < next; ++i) told(net::Method::kDelete, "/posts/file:t/" + std::to_string(i), "", 204);
  EXPECT_TRUE(get(tags)["trends"].empty());
}

}  // namespace
}  // namespace vigie::api
