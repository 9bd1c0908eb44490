#include "alert/stretches.h"

#include <gtest/gtest.h>

#include <random>

namespace vigie::alert {
namespace {

constexpr auto kHeard = Hearing::kHeard;
constexpr auto kLost = Hearing::kLost;
constexpr auto kDown = Hearing::kDown;

Time at(int second) { return Time{} + std::chrono::seconds(second); }

std::vector<Stretch> all(const Stretches& stretches) { return {stretches.all().begin(), stretches.all().end()}; }

TEST(Stretches, ThatAreAlikeAndTouchAreOne) {
  Stretches one;
  one.set(at(0), at(10), kHeard);
  one.set(at(10), at(20), kHeard);
  one.set(at(15), at(30), kHeard);
  EXPECT_EQ(all(one), (std::vector<Stretch>{{at(0), at(30), kHeard}}));
  EXPECT_EQ(one.end_of(at(12), kHeard), at(30));
  EXPECT_FALSE(one.end_of(at(12), kLost));
  EXPECT_FALSE(one.end_of(at(30), kHeard));
}

TEST(Stretches, WhatIsFilledInTakesTheGapsPlace) {
  Stretches one;
  one.set(at(0), at(10), kHeard);
  one.set(at(10), at(20), kLost);
  one.set(at(20), at(30), kHeard);
  one.set(at(5), at(14), kHeard);
  EXPECT_EQ(all(one),
            (std::vector<Stretch>{{at(0), at(14), kHeard}, {at(14), at(20), kLost}, {at(20), at(30), kHeard}}));
  one.set(at(14), at(20), kHeard);
  EXPECT_EQ(all(one), (std::vector<Stretch>{{at(0), at(30), kHeard}}));
}

TEST(Stretches, AreWhatEachSecondWasSaidToBeLast) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    Stretches one;
    std::vector<std::optional<Hearing>> seconds(60);
    for (int i = 0; i < 25; ++i) {
      const int from = static_cast<int>(random() % 60);
      const int to = static_cast<int>(random() % 61);
      const auto hearing = static_cast<Hearing>(random() % 3);
      one.set(at(from), at(to), hearing);
      for (int second = from; second < to; ++second) seconds[static_cast<std::size_t>(second)] = hearing;
    }
    std::vector<std::optional<Hearing>> told(60);
    Time before = at(-1);
    for (const auto& stretch : one.all()) {
      EXPECT_GE(stretch.from, before);
      EXPECT_LT(stretch.from, stretch.to);
      before = stretch.to;
      for (Time time = stretch.from; time < stretch.to; time += std::chrono::seconds(1)) {
        told[static_cast<std::size_t>((time - at(0)) / std::chrono::seconds(1))] = stretch.hearing;
      }
    }
    EXPECT_EQ(told, seconds) << "round " << round;
  }
}

TEST(Stretches, OfASourceThatComesAndGoesEndlesslyAreBounded) {
  Stretches one;
  for (int i = 0; i < 30'000; ++i) one.set(at(i), at(i + 1), i % 2 == 0 ? kHeard : kLost);
  EXPECT_EQ(one.all().size(), kStretchesMax);
  EXPECT_EQ(one.end(), at(30'000));
}

TEST(Stretches, ACutForgetsWhatComesAfter) {
  Stretches one;
  one.set(at(0), at(10), kHeard);
  one.set(at(10), at(20), kLost);
  one.cut(at(5));
  EXPECT_EQ(all(one), (std::vector<Stretch>{{at(0), at(5), kHeard}}));
}

TEST(Shares, AreOfTheTimeInWhichAnythingWasToBeHeard) {
  const std::vector<SourceCoverage> sources = {
      {"one", {{at(0), at(90), kHeard}, {at(90), at(120), kDown}}},
      {"other", {{at(60), at(120), kHeard}}},
  };
  const auto shares = shares_of(sources, at(-60), std::chrono::seconds(60), 4);
  ASSERT_EQ(shares.size(), 4U);
  EXPECT_FALSE(shares[0]);
  EXPECT_DOUBLE_EQ(*shares[1], 1);
  EXPECT_DOUBLE_EQ(*shares[2], 0.75);
  EXPECT_FALSE(shares[3]);
}

TEST(Gaps, OfSeveralSourcesAreOneToWhoAsksWhetherAllWasHeard) {
  const std::vector<SourceCoverage> sources = {
      {"one", {{at(0), at(90), kHeard}, {at(90), at(120), kDown}}},
      {"other", {{at(60), at(100), kHeard}, {at(100), at(130), kLost}}},
  };
  const auto gaps = gaps_of(sources);
  ASSERT_EQ(gaps.size(), 2U);
  EXPECT_EQ(gaps[1].source, "other");
  const Covered covered(gaps);
  EXPECT_TRUE(covered.is_whole(at(0), at(90)));
  EXPECT_FALSE(covered.is_whole(at(80), at(91)));
  EXPECT_FALSE(covered.is_whole(at(125), at(126)));
  EXPECT_TRUE(covered.is_whole(at(130), at(200)));
  EXPECT_TRUE(Covered().is_whole(at(0), at(1)));
}

}  // namespace
}  // namespace vigie::alert
