#include <gmock/gmock.h>

#include <algorithm>

#include "api/api_for_tests.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

constexpr const char* kGood = "I love this car, it is wonderful";
constexpr const char* kBad = "This car is horrible, a terrible disaster, I hate it, worst purchase ever";

class AlertsApiTest : public ApiTest {
 protected:
  void SetUp() override {
    ApiTest::SetUp();
    office_->alerts().stop();  // The test looks by itself.
    told(net::Method::kPost, "/watches", R"({"name": "Pub", "query": "car"})", 201);
    for (int i = 0; i < 60; ++i) minutes_of(30, 10, kGood);
  }
  // So many posts over so many minutes of the house, and what they make of it.
  void minutes_of(int length, int count, const char* text) {
    source::Load load;
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) ids.push_back("n" + std::to_string(next_++));
    for (int i = 0; i < count; ++i) {
      auto one = post(ids[static_cast<std::size_t>(i)], text);
      one.author.id = one.author.handle = ids[static_cast<std::size_t>(i)];
      one.created_at = clock_.now() + std::chrono::seconds(60 * length * i / count);
      load.batch.add(one);
    }
    clock_.advance(std::chrono::minutes(length));
    std::promise<void> kept;
    ASSERT_TRUE(house_->pipeline().submit(std::move(load), [&](const auto& outcome) {
      EXPECT_TRUE(outcome);
      kept.set_value();
    }));
    kept.get_future().get();
    ASSERT_TRUE(office_->alerts().look(clock_.now() + alert::kCloseAfter));
  }
  int next_ = 0;
};

TEST_F(AlertsApiTest, AnAlertSaysInPlainWordsThatTheTurnHasLeftItsBand) {
  EXPECT_TRUE(get("/alerts")["alerts"].empty());
  minutes_of(10, 30, kBad);
  const auto alerts = get("/alerts?state=open&kind=share")["alerts"];
  ASSERT_EQ(alerts.size(), 1U);
  const auto& alert = alerts[0];
  EXPECT_EQ(alert["watch"]["name"], "Pub");
  EXPECT_THAT(alert["sentence"]["en"].get<std::string>(), ::testing::HasSubstr("“Pub” has left its usual band"));
  EXPECT_EQ(alert["first_post"]["source"], "file:t");
  EXPECT_GE(alert["posts_behind"].size(), 10U);
  EXPECT_TRUE(alert["ended_at"].is_null());
  EXPECT_EQ(get("/alerts/" + alert["id"].get<std::string>()), alert);
}

TEST_F(AlertsApiTest, TheQueryOfAnAlertFindsWhatItCounts) {
  minutes_of(10, 200, kBad);
  const auto alerts = get("/alerts")["alerts"];
  ASSERT_FALSE(alerts.empty());
  for (const auto& alert : alerts) {
    const auto target = "/count?q=" + net::percent_encode(alert["query"].get<std::string>()) +
                        "&from=" + alert["from"].get<std::string>() + "&to=" + alert["to"].get<std::string>() +
                        "&step=86400";
    EXPECT_EQ(get(target)["posts"], alert["posts"]) << target;
  }
}

TEST_F(AlertsApiTest, IsAcknowledgedAndMuted) {
  minutes_of(10, 200, kGood);
  const std::string id = get("/alerts?kind=surprise")["alerts"].at(0)["id"];
  const auto mine = told(net::Method::kPost, "/alerts/" + id + "/acknowledge", "{}");
  EXPECT_FALSE(mine["acknowledged"]["at"].is_null());
  const auto mute_for = [&](Micros span, int status) {
    const nlohmann::json body = {{"until", format_time(clock_.now() + span)}};
    return told(net::Method::kPost, "/alerts/" + id + "/mute", body.dump(), status);
  };
  const auto until = std::chrono::days(90);
  EXPECT_EQ(mute_for(until, 200)["muted_until"], format_time(clock_.now() + until));
  mute_for(until + std::chrono::seconds(1), 422);
  EXPECT_EQ(get("/alerts/" + id)["acknowledged"], mine["acknowledged"]);
  told(net::Method::kPost, "/alerts/" + id + "/mute", "{}", 422);
  told(net::Method::kPost, "/alerts/" + id + "/mute", R"({"until": "soon"})", 422);
  told(net::Method::kPost, "/alerts/99/acknowledge", "{}", 404);
}

TEST_F(AlertsApiTest, AListGoesOnWhereItsPageEnded) {
  minutes_of(10, 200, kBad);
  const auto first = get("/alerts?limit=1");
  ASSERT_EQ(first["alerts"].size(), 1U);
  const auto rest = get("/alerts?limit=1&cursor=" + first["next_cursor"].get<std::string>());
  ASSERT_EQ(rest["alerts"].size(), 1U);
  EXPECT_NE(rest["alerts"][0]["id"], first["alerts"][0]["id"]);
  EXPECT_TRUE(rest["next_cursor"].is_null());
}

TEST_F(AlertsApiTest, ATimelineIsTheSameWhenAskedAgainAndATableToo) {
  minutes_of(10, 200, kBad);
  minutes_of(10, 60, kGood);
  const std::string path = "/alerts/" + get("/alerts?kind=surprise")["alerts"].at(0)["id"].get<std::string>();
  const auto line = get(path + "/timeline");
  EXPECT_EQ(line, get(path + "/timeline"));
  EXPECT_EQ(line["alert"], get(path));
  std::uint64_t posts = 0;
  for (const auto& point : line["points"]) posts += point["posts"].get<std::uint64_t>();
  EXPECT_GE(posts, line["alert"]["posts"].get<std::uint64_t>());
  EXPECT_EQ(line["moments"].at(0)["event"], "first_post");
  const auto csv = ask(net::Method::kGet, "/api/v1" + path + "/timeline?format=csv");
  EXPECT_EQ(csv.headers.get("Content-Type"), "text/csv; charset=utf-8");
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.body.begin(), csv.body.end(), '\n')), line["points"].size() + 1);
  auto wanted = request(net::Method::kGet, "/api/v1" + path + "/timeline");
  wanted.headers.set("Accept", "text/csv, */*;q=0.1");
  EXPECT_EQ(ask(wanted).body, csv.body);
  get("/alerts/99/timeline", 404);
  get(path + "/timeline?format=xml", 422);
}

}  // namespace
}  // namespace vigie::api
