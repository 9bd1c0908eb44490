#include "alert/past.h"

#include <gtest/gtest.h>

#include "store/test_house.h"

namespace vigie::alert {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class PastTest : public ::testing::Test {
 protected:
  void SetUp() override {
    house_.options.segment_posts_max = 5'000;
    ASSERT_TRUE(house_.open());
    for (int minute = 0; minute < 5 * 24 * 60; minute += 3) say(begin_ + minutes(minute), "galerne");
    for (int i = 0; i < 300; ++i) say(burst_ + std::chrono::seconds(2 * i), i % 3 == 0 ? "galerne freins" : "galerne");
  }
  void say(Time at, std::string_view text, bool is_critical = false) {
    const auto id = "p" + std::to_string(next_++);
    post::Post post;
    post.source = "file:test";
    post.id = post.author.id = post.author.handle = id;
    post.text = text;
    post.created_at = at;
    post::Reading reading;
    if (is_critical) reading = {post::kUnknownLanguage, 0, {0.9F, 0.05F, 0.05F}};
    house_.add({post::Act::kSay, post}, reading);
  }
  Past tried(const Rule& rule) {
    return try_on_past(*house_.store, rule, {"Galerne", "galerne"}, {begin_ + hours(48), begin_ + hours(120)},
                       {begin_, {}})
        .value();
  }

  store::House house_;
  const Time begin_ = minute_of(store::kNoon);
  const Time burst_ = begin_ + hours(80);
  int next_ = 0;
};

TEST_F(PastTest, TellsWhatWouldHaveFiredAndTheSeriesBesides) {
  const auto past = tried({});
  ASSERT_EQ(past.fired.size(), 1U);
  EXPECT_GE(past.fired[0].began_at, burst_);
  EXPECT_LE(past.fired[0].began_at, burst_ + minutes(10));
  EXPECT_GE(past.fired[0].posts, 300U);
  EXPECT_TRUE(past.fired[0].ended_at);
  EXPECT_EQ(past.hours.size(), 73U);  // The first and the last are cut.
  EXPECT_NEAR(past.hours[10].expected, 20, 6);
  EXPECT_GE(past.minutes_read, 120U * 60 - 1);
}

TEST_F(PastTest, ARuleThatAsksForMoreFiresNot) {
  Rule rule;
  rule.demand.posts_min = 5'000;
  EXPECT_TRUE(tried(rule).fired.empty());
}

TEST_F(PastTest, AWordFiresWhereItWasSaid) {
  Rule rule;
  rule.kind = Kind::kWord;
  rule.word = "freins";
  rule.demand.posts_min = 5;
  const auto past = tried(rule);
  ASSERT_EQ(past.fired.size(), 1U);
  EXPECT_GE(past.fired[0].posts, 90U);
}

TEST_F(PastTest, AShareFiresInAnHourThatTheChartShowsAboveItsBand) {
  for (int i = 0; i < 40; ++i) say(begin_ + hours(100) + minutes(i), "galerne", true);
  Rule rule;
  rule.kind = Kind::kShare;
  const auto past = tried(rule);
  ASSERT_EQ(past.fired.size(), 1U);
  for (const auto& hour : past.hours) {
    if (hour.critical.whole == 0) continue;
    ASSERT_TRUE(hour.band);
    const bool is_turn = past.fired[0].began_at > hour.from && past.fired[0].began_at <= hour.from + hours(1);
    if (is_turn) {
      EXPECT_GT(hour.critical.value(), hour.band->high);
    } else if (hour.from < begin_ + hours(99)) {
      EXPECT_LE(hour.critical.value(), hour.band->high);
    }
  }
}

}  // namespace
}  // namespace vigie::alert
