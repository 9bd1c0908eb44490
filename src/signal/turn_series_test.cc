#include "signal/turn_series.h"

#include <gtest/gtest.h>

#include <random>

namespace vigie::signal {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Time kStart = time_of_micros(1'790'000'100LL * 1'000'000);

struct Series {
  TurnSeries turn;
  Time at = kStart;

  void minute(std::uint32_t posts, std::uint32_t critical) {
    if (posts > 0) turn.add(at, posts, critical);
    at += minutes(1);
    turn.advance(at);
  }
  // So many posts an hour, each critical with the same chance.
  void calm(int count, double posts, double chance, unsigned seed) {
    std::mt19937 random(seed);
    for (int i = 0; i < count * 60; ++i) {
      const auto said = static_cast<std::uint32_t>(std::poisson_distribution<int>(posts / 60)(random));
      minute(said, static_cast<std::uint32_t>(std::binomial_distribution<int>(static_cast<int>(said), chance)(random)));
    }
  }
};

TEST(TurnSeries, KnowsWhatIsUsualOnceHoursHaveLeftItsWindows) {
  Series series;
  EXPECT_FALSE(series.turn.usual());
  series.calm(3, 40, 0.14, 1);
  EXPECT_FALSE(series.turn.usual());
  series.calm(72, 40, 0.14, 2);
  const auto usual = series.turn.usual().value();
  EXPECT_NEAR(usual.share, 0.14, 0.03);
  EXPECT_LT(usual.wander, 0.03);
}

TEST(TurnSeries, ItsWindowsHoldTheLastHoursAndBeginWhereTheySay) {
  Series series;
  for (std::uint32_t i = 0; i < 10 * 60; ++i) series.minute(1, i % 2);
  for (const int window : {1, 3}) {
    const auto now = series.turn.last(window);
    EXPECT_EQ(now.whole, static_cast<std::uint64_t>((series.at - series.turn.begin_of(window)) / minutes(1)));
    EXPECT_GE(series.at - series.turn.begin_of(window), hours(window));
    EXPECT_LE(series.at - series.turn.begin_of(window), hours(window) + minutes(15));
  }
}

TEST(TurnSeries, AMinuteThatComesLateCountsInItsQuarterAndAVeryOldOneInTheOldest) {
  Series series;
  for (int i = 0; i < 5 * 60; ++i) series.minute(1, 0);
  const auto before = series.turn.last(3);
  series.turn.add(series.at - minutes(20), 3, 3);
  EXPECT_EQ(series.turn.last(1).part, 3U);
  series.turn.add(series.at - hours(24 * 400), 2, 2);
  EXPECT_EQ(series.turn.last(3).part, 5U);
  EXPECT_EQ(series.turn.last(3).whole, before.whole + 5);
}

TEST(TurnSeries, ForgetsWithinWeeksAndOverALongSilence) {
  Series series;
  series.calm(200, 40, 0.5, 1);
  series.calm(600, 40, 0.1, 2);
  EXPECT_LT(series.turn.usual()->share, 0.13);
  series.turn.advance(series.at + hours(24 * 365));
  EXPECT_FALSE(series.turn.usual());
  EXPECT_EQ(series.turn.last(3).whole, 0U);
}

TEST(TurnSeries, HoursThatDifferByThemselvesWidenTheBand) {
  Series restless;
  for (int hour = 0; hour < 100; ++hour) restless.calm(1, 40, hour % 3 == 0 ? 0.35 : 0.05, static_cast<unsigned>(hour));
  EXPECT_GT(restless.turn.usual()->wander, 0.06);  // Of 0.14 that it would be known by in time.
}

}  // namespace
}  // namespace vigie::signal
