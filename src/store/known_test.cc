// What had reached us by a time: asked of the live segment, of sealed ones, and after the log was read again.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "store/test_house.h"

namespace vigie::store {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class KnownTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(house_.open()); }
  post::Fate say(const std::string& id, Time said, Time seen, std::optional<Time> edited_at = {},
                 const std::string& text = "galerne") {
    post::Post post;
    post.id = id;
    post.source = "file:test";
    post.text = text;
    post.created_at = said;
    post.seen_at = seen;
    post.edited_at = edited_at;
    post.author = {id, id, ""};
    return house_.add({post::Act::kSay, post});
  }
  std::uint64_t count(Time known_at, const std::string& query = "galerne") const {
    Span span{kNoon - hours(24 * 900), kNoon + hours(24)};
    span.known_at = known_at;
    const auto told = house_.store->histogram(query::parse(query).value(), span, hours(24)).value();
    EXPECT_EQ(house_.find(query, 7, span).size(), told.total.posts);
    return told.total.posts;
  }

  House house_;
};

TEST_F(KnownTest, ALatePostWasNotKnownWhenItWasSaid) {
  say("on time", kNoon, kNoon + seconds(2));
  say("late", kNoon, kNoon + hours(5));
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(count(kNoon), 0U);
    EXPECT_EQ(count(kNoon + seconds(1)), 0U);
    EXPECT_EQ(count(kNoon + seconds(2)), 1U);
    EXPECT_EQ(count(kNoon + hours(5) - Micros(1)), 1U) << "what the column leaves open the post decides";
    EXPECT_EQ(count(kNoon + hours(5)), 2U);
    EXPECT_EQ(count(Time::max()), 2U);
    ASSERT_TRUE(house_.store->seal());
  }
}

TEST_F(KnownTest, IsTheSameOfALogThatIsReadAgain) {
  say("p", kNoon, kNoon + seconds(1));
  say("late", kNoon, kNoon + hours(2));
  say("p", kNoon, kNoon + hours(1), kNoon + minutes(50), "galerne again");
  const auto check = [&] {
    EXPECT_EQ(count(kNoon + minutes(30)), 0U) << "an edited post is known since its last version";
    EXPECT_EQ(count(kNoon + minutes(90)), 1U);
    EXPECT_EQ(count(kNoon + hours(2)), 2U);
  };
  check();
  ASSERT_TRUE(house_.store->seal());
  ASSERT_TRUE(house_.store->erase_now());
  check();
  ASSERT_TRUE(house_.disk.remove("data/index/00000001.idx"));
  ASSERT_TRUE(house_.open());
  check();
}

TEST_F(KnownTest, WhatIsGoneIsGoneAtEveryTime) {
  say("p", kNoon, kNoon + seconds(1));
  house_.remove("p");
  EXPECT_EQ(count(kNoon + minutes(1)), 0U);
}

TEST_F(KnownTest, TheFirstAndLastPostAreOfWhatWasKnown) {
  say("old", kNoon - hours(300), kNoon + hours(3));
  say("new", kNoon, kNoon + seconds(1));
  Span span{kNoon - hours(1), kNoon + hours(1)};
  span.known_at = kNoon + minutes(1);
  const auto told = house_.store->histogram(query::parse("galerne").value(), span, hours(1)).value();
  EXPECT_EQ(told.first, kNoon);
  EXPECT_EQ(told.last, kNoon);
}

TEST_F(KnownTest, EveryAnswerIsThatOfASlowLook) {
  std::mt19937_64 random(11);
  std::map<std::string, Time> seen;
  for (int i = 0; i < 600; ++i) {
    const auto id = "p" + std::to_string(i);
    const Time said = kNoon - Micros(static_cast<std::int64_t>(random() % Micros(hours(24 * 800)).count()));
    const Time at = i % 4 == 0 ? said + Micros(static_cast<std::int64_t>(random() % 5'000'000))
                               : kNoon + Micros(static_cast<std::int64_t>(random() % 7'200'000'000));
    say(id, said, at);
    seen[id] = at;
  }
  ASSERT_TRUE(house_.open());
  for (int i = 0; i < 60; ++i) {
    const Time at = i % 2 == 0 ? kNoon + Micros(static_cast<std::int64_t>(random() % 7'200'000'000))
                               : std::next(seen.begin(), static_cast<std::ptrdiff_t>(random() % seen.size()))->second;
    const auto slow = std::count_if(seen.begin(), seen.end(), [&](const auto& one) { return one.second <= at; });
    EXPECT_EQ(count(at), static_cast<std::uint64_t>(slow));
  }
}

}  // namespace
}  // namespace vigie::store
