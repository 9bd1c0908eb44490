#include "trend/text_curve.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "store/test_house.h"

namespace vigie::trend {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view kCall = "la galerne coule vendons nos parts avant lundi matin";

class TextCurveTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(house_.open()); }

  void say(const std::string& text, const std::string& author, Time at, post::Kind kind = post::Kind::kPost) {
    post::Post post;
    const auto id = "p" + std::to_string(next_++);
    post.id = id;
    post.source = "file:test";
    post.text = text;
    post.kind = kind;
    post.author.id = author;
    post.created_at = at;
    post.seen_at = at;
    post::Reading reading;
    if (text.find("coule") != std::string::npos) reading = {post::kUnknownLanguage, 0, {1, 0, 0}};
    house_.add({post::Act::kSay, post}, reading);
  }
  // `voices` accounts say the call, `apart` from one another.
  void call(int voices, Time from, Micros apart = seconds(20)) {
    for (int i = 0; i < voices; ++i) say(std::string(kCall), "r" + std::to_string(i), from + i * apart);
  }
  void talk(int posts, Time from, Micros apart) {
    for (int i = 0; i < posts; ++i) {
      std::string text = "galerne";
      for (int word = 0; word < 9; ++word) text += " m" + std::to_string(chance_.below(100'000));
      say(text, "a" + std::to_string(chance_.below(12)), from + i * apart);
    }
  }
  TextCurve read(Time from, Time to, Micros step = hours(1)) {
    auto out = read_texts(*house_.store, query::parse("galerne").value(), {from, to}, step);
    EXPECT_TRUE(out);
    return std::move(*out);
  }

  store::House house_;
  Random chance_{1};
  int next_ = 0;
};

const Time kFrom = store::kNoon;

TEST_F(TextCurveTest, CountsADifferentTextOnceInABucketAndOnceInAll) {
  talk(6, kFrom, minutes(1));
  call(3, kFrom + minutes(10));
  call(2, kFrom + minutes(70));
  const auto curve = read(kFrom, kFrom + hours(3));
  EXPECT_EQ(curve.read, 11U);
  EXPECT_FALSE(curve.read_from);
  EXPECT_EQ(curve.texts, 7U);
  ASSERT_EQ(curve.buckets.size(), 3U);
  EXPECT_EQ(curve.buckets[0].texts, 7U);
  EXPECT_EQ(curve.buckets[1].texts, 1U);
  EXPECT_EQ(curve.buckets[2].texts, 0U);
  EXPECT_EQ(curve.group_count, 0U);
}

TEST_F(TextCurveTest, WithoutGroupsIsWhatTheStoreCountsOfTheOthers) {
  talk(200, kFrom, seconds(50));
  const auto query = query::parse("galerne").value();
  const store::Span span{kFrom, kFrom + hours(4)};
  const auto others = house_.store->histogram(query, span, minutes(10)).value();
  call(30, kFrom + minutes(40));
  const auto curve = read(span.from, span.to, minutes(10));
  EXPECT_EQ(curve.in_groups, 30U);
  EXPECT_EQ(curve.without.posts, others.total.posts);
  EXPECT_EQ(curve.without.voices, others.total.voices);
  EXPECT_EQ(curve.without.neutral, others.total.neutral);
  EXPECT_EQ(curve.without.negative, 0U);
  ASSERT_EQ(curve.buckets.size(), others.buckets.size());
  for (std::size_t i = 0; i < others.buckets.size(); ++i) {
    EXPECT_EQ(curve.buckets[i].without.posts, others.buckets[i].count.posts) << i;
    EXPECT_EQ(curve.buckets[i].without.voices, others.buckets[i].count.voices) << i;
    EXPECT_EQ(curve.buckets[i].without.neutral, others.buckets[i].count.neutral) << i;
  }
}

TEST_F(TextCurveTest, AGroupIsLeftOutFromItsFirstPostOn) {
  call(9, kFrom);
  const auto curve = read(kFrom, kFrom + hours(1));
  EXPECT_EQ(curve.without.posts, 0U);
  ASSERT_EQ(curve.groups.size(), 1U);
  EXPECT_EQ(curve.groups[0].text, kCall);
  EXPECT_EQ(curve.groups[0].posts, 9U);
  EXPECT_EQ(curve.groups[0].voices, 9U);
  EXPECT_EQ(curve.groups[0].first_at, kFrom);
}

TEST_F(TextCurveTest, AGroupThatBeganBeforeTheSpanIsKnown) {
  call(8, kFrom - minutes(2), seconds(20));  // Two of eight lie in the span.
  const auto curve = read(kFrom, kFrom + hours(1));
  EXPECT_EQ(curve.read, 2U);
  EXPECT_EQ(curve.in_groups, 2U);
  EXPECT_EQ(curve.without.posts, 0U);
}

TEST_F(TextCurveTest, WhatIsSaidSlowlyByOneOrByRepostingIsNoGroup) {
  call(8, kFrom, minutes(15));
  for (int i = 0; i < 8; ++i) say("galerne un tout autre texte que celui des gens", "one", kFrom + i * seconds(10));
  for (int i = 0; i < 8; ++i) {
    say("galerne encore un texte que chacun fait passer plus loin", "s" + std::to_string(i), kFrom + i * seconds(10),
        post::Kind::kRepost);
  }
  const auto curve = read(kFrom, kFrom + hours(3));
  EXPECT_EQ(curve.group_count, 0U);
  EXPECT_EQ(curve.texts, 3U);
  EXPECT_EQ(curve.without.posts, 24U);
}

TEST_F(TextCurveTest, OfTooManyTheNewestAreReadAndTheRestIsNotTold) {
  const std::string rest = " " + std::string(1'900, 'x');
  constexpr int kPosts = 4'000;  // Whose bytes have no room.
  for (int i = 0; i < kPosts; ++i) say("galerne" + rest, "a", kFrom + i * seconds(2));
  const auto curve = read(kFrom, kFrom + hours(3));
  EXPECT_LT(curve.read, static_cast<std::uint64_t>(kPosts));
  ASSERT_TRUE(curve.read_from);
  EXPECT_GT(*curve.read_from, kFrom);
  EXPECT_FALSE(curve.buckets[0].texts);
  EXPECT_TRUE(curve.buckets[2].texts);
}

}  // namespace
}  // namespace vigie::trend
