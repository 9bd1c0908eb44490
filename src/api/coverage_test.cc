#include "api/coverage.h"

#include <thread>

#include "api/api_for_tests.h"
#include "api/limits.h"

namespace vigie::api {
namespace {

using std::chrono::minutes;

class CoverageTest : public ApiTest {
 protected:
  void SetUp() override {
    coverage_ = [this] { return heard_.with([](const auto& heard) { return heard; }); };
    ApiTest::SetUp();
  }
  // Until the alerts' thread has looked at the sources as they are.
  void wait_for(const std::function<bool()>& is_so) {
    for (int i = 0; i < 600 && !is_so(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_TRUE(is_so());
  }
  nlohmann::json coverage() { return get("/sources/bluesky/coverage?step=minute"); }
  // Heard until noon, when the test begins; then lost for half an hour.
  void lose_half_an_hour() {
    listen({{"bluesky", true, clock_.now() - std::chrono::hours(6), clock_.now()}});
    wait_for([&] { return office_->alerts().ledger().knows("bluesky"); });
    listen({{"bluesky", false, clock_.now() - std::chrono::hours(6), clock_.now()}});
    clock_.advance(minutes(30));
    wait_for([&] { return !coverage()["gaps"].empty(); });
  }
  void listen(std::vector<alert::SourceHeard> heard) {
    heard_.with([&](auto& own) { own = std::move(heard); });
  }

  Guarded<std::vector<alert::SourceHeard>> heard_;
};

TEST_F(CoverageTest, OfASourceIsItsSharesAndItsGaps) {
  lose_half_an_hour();
  const auto told = get("/sources/bluesky/coverage?from=2026-11-22T10:00:00Z&to=2026-11-22T13:00:00Z&step=hour");
  ASSERT_EQ(told["points"].size(), 3U);
  EXPECT_EQ(told["points"][0]["share"], 1.0);
  EXPECT_EQ(told["points"][2]["at"], "2026-11-22T12:00:00Z");
  EXPECT_EQ(told["points"][2]["share"], 0.0);
  EXPECT_EQ(told["share"], 0.8);
  ASSERT_EQ(told["gaps"].size(), 1U);
  EXPECT_EQ(told["gaps"][0]["from"], "2026-11-22T12:00:00.000001Z") << "behind the last moment that was read";
  EXPECT_EQ(told["gaps"][0]["to"], "2026-11-22T12:30:00Z");
  EXPECT_EQ(told["gaps"][0]["reason"]["en"], "The source did not answer.");
}

TEST_F(CoverageTest, StandsBesideEachBucketOfASeries) {
  lose_half_an_hour();
  keep({post("1", "Aurora")});
  const auto count = get("/count?q=aurora&from=2026-11-22T11:00:00Z&to=2026-11-22T13:00:00Z&step=hour");
  EXPECT_EQ(count["buckets"][0]["coverage"], 1.0);
  EXPECT_EQ(count["buckets"][1]["coverage"], 0.0);
  EXPECT_EQ(count["coverage"], 0.6666);
  EXPECT_EQ(count["gaps"][0]["source"], "bluesky");
}

TEST_F(CoverageTest, OfWhatWasKnownThenIsNotTold) {
  lose_half_an_hour();
  const std::string day = "/count?q=aurora&from=2026-11-22T11:00:00Z&to=2026-11-22T13:00:00Z&step=hour";
  const auto then = get(day + "&known_at=2026-11-22T12:10:00Z");
  EXPECT_TRUE(then["coverage"].is_null());
  EXPECT_TRUE(then["buckets"][0]["coverage"].is_null());
  ASSERT_EQ(then["gaps"].size(), 1U) << "what is missing to this day was missing then";
  EXPECT_EQ(then["gaps"][0]["to"], "2026-11-22T12:10:00Z");
  // It is read again: nobody knows any more that it was missing.
  listen({{"bluesky", true, clock_.now() - std::chrono::hours(6), clock_.now()}});
  wait_for([&] { return coverage()["gaps"].empty(); });
  EXPECT_TRUE(get(day + "&known_at=2026-11-22T12:10:00Z")["coverage"].is_null());
  EXPECT_EQ(get(day)["coverage"], 1.0);
}

TEST_F(CoverageTest, IsOfTheSourcesFromWhichPostsOfTheQueryCanCome) {
  lose_half_an_hour();
  const auto gaps = [&](const std::string& query) { return get("/count?q=" + query)["gaps"].size(); };
  EXPECT_EQ(gaps("aurora%20source:bluesky"), 1U);
  EXPECT_EQ(gaps("aurora%20source:file"), 0U);
  EXPECT_EQ(gaps("aurora%20-source:bluesky"), 0U);
  EXPECT_EQ(gaps("(aurora%20source:file)%20OR%20orvelle"), 1U);
  EXPECT_TRUE(get("/count?q=aurora%20source:file")["coverage"].is_null());
}

TEST_F(CoverageTest, OfASourceThatWasNeverHeardIsNotThere) {
  get("/sources/mastodon/coverage", 404);
  EXPECT_TRUE(get("/count?q=aurora")["coverage"].is_null());
  EXPECT_TRUE(get("/count?q=aurora")["gaps"].empty());
}

TEST_F(CoverageTest, AWrongSpanIsToldByItsName) {
  lose_half_an_hour();
  for (const char* wrong : {"from=soon", "step=0", "step=1&from=2020-01-01"}) {
    get(std::string("/sources/bluesky/coverage?") + wrong, 422);
  }
}

TEST(GapsJson, OfASourceThatComesAndGoesEndlesslyAreFew) {
  std::vector<alert::Gap> gaps;
  for (int i = 0; i < 9'000; ++i) {
    const Time from = Time{} + minutes(i);
    gaps.push_back({from, from + std::chrono::seconds(15), alert::Hearing::kLost, i % 2 == 0 ? "one" : "other"});
  }
  const auto told = gaps_json(gaps);
  EXPECT_LE(told.size(), kGapsMax);
  EXPECT_GT(told.size(), 0U);
  EXPECT_EQ(told.front()["from"], "1970-01-01T00:00:00Z");
}

TEST(GapsJson, OfMoreSourcesThanAreToldAreTheFirst) {
  std::vector<alert::Gap> gaps;
  for (int i = 0; i < 600; ++i) {
    const Time from = Time{} + minutes(i);
    gaps.push_back({from, from + minutes(1), alert::Hearing::kLost, "source " + std::to_string(i % 300)});
  }
  const auto told = gaps_json(gaps);
  ASSERT_EQ(told.size(), kGapsMax);
  EXPECT_EQ(told.front()["source"], "source 0");
  EXPECT_EQ(told.front()["to"], "1970-01-01T05:01:00Z");
  EXPECT_EQ(told.back()["source"], "source 199");
}

}  // namespace
}  // namespace vigie::api
