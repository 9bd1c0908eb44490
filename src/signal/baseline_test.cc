#include "signal/baseline.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace vigie::signal {
namespace {

constexpr Micros kMinute = std::chrono::minutes(1);
const Time kStart = time_of_micros(1'790'000'000LL * 1'000'000);

// A series that is closed minute by minute.
class Series {
 public:
  float close(double count) {
    const float surprise = baseline_.close(at_, kMinute, count, rhythm_);
    at_ += kMinute;
    return surprise;
  }
  Time at() const { return at_; }
  const Baseline& baseline() const { return baseline_; }

 private:
  Baseline baseline_;
  Rhythm rhythm_;
  Time at_ = kStart;
};

// People by day and few at night: what a brand of some size has.
double usual(Time at) {
  const auto minute = static_cast<double>(micros_of(at) / 60'000'000 % (24 * 60));
  return 12 + 9 * std::sin((minute / (24 * 60) - 0.3) * 2 * M_PI);
}

int calm_days(Series& series, std::mt19937& chance, int days, float* most = nullptr) {
  int unusual = 0;
  for (int i = 0; i < days * 24 * 60; ++i) {
    const auto count = std::poisson_distribution<int>(usual(series.at()))(chance);
    const float surprise = series.close(count);
    unusual += surprise >= kUnusual ? 1 : 0;
    if (most != nullptr) *most = std::max(*most, surprise);
  }
  return unusual;
}

TEST(Baseline, IsNotSurprisedByTheRhythmOfTheDay) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    std::mt19937 chance(seed);
    Series series;
    calm_days(series, chance, 7);
    EXPECT_LE(calm_days(series, chance, 28), 4) << "a minute a week, seed " << seed;
  }
}

// The same values: as posts they are chance, as a temperature they are not.
TEST(Baseline, WhatIsMeasuredMovesByLessThanWhatIsCounted) {
  for (const double fraction : {0.0, 0.5}) {
    std::mt19937 chance(1);
    Series series;
    for (int i = 0; i < 3 * 24 * 60; ++i) series.close(60 + fraction + static_cast<double>(chance() % 2));
    float surprise = 0;
    for (int i = 0; i < 5; ++i) surprise = std::max(surprise, series.close(68 + fraction));
    if (fraction > 0) {
      EXPECT_GE(surprise, kUnusual);
    } else {
      EXPECT_LT(surprise, kUnusual);
    }
  }
}

TEST(Baseline, IsSurprisedByFiveTimesAsMuchWithinTwoMinutes) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    std::mt19937 chance(seed);
    Series series;
    calm_days(series, chance, 14);
    float surprise = 0;
    for (int minute = 0; minute < 2; ++minute) {
      surprise = std::max(surprise, series.close(std::poisson_distribution<int>(5 * usual(series.at()))(chance)));
    }
    EXPECT_GE(surprise, kUnusual) << "seed " << seed;
  }
}

TEST(Baseline, IsSurprisedLessByWhatHappensAgain) {
  std::mt19937 chance(1);
  Series series;
  calm_days(series, chance, 7);
  const auto burst = [&] {
    float most = 0;
    for (int minute = 0; minute < 10; ++minute) most = std::max(most, series.close(100));
    return most;
  };
  const float first = burst();
  calm_days(series, chance, 1);
  EXPECT_GT(first, kUnusual);
  EXPECT_LT(burst(), kUnusual);
}

TEST(Baseline, IsSurprisedByASilence) {
  std::mt19937 chance(1);
  Series series;
  calm_days(series, chance, 14);
  while (usual(series.at()) < 20) series.close(usual(series.at()));
  float most = 0;
  for (int minute = 0; minute < 10; ++minute) most = std::max(most, series.close(0));
  EXPECT_GE(most, kUnusual);
}

TEST(Baseline, ForgetsAnOldRecord) {
  std::mt19937 chance(1);
  Series series;
  calm_days(series, chance, 7);
  for (int minute = 0; minute < 10; ++minute) series.close(100);
  calm_days(series, chance, 60);
  float most = 0;
  for (int minute = 0; minute < 10; ++minute) most = std::max(most, series.close(100));
  EXPECT_GT(most, kUnusual);
}

TEST(Baseline, TakesAGreaterLevelForUsualAfterSomeDays) {
  Series series;
  for (int i = 0; i < 7 * 24 * 60; ++i) series.close(10);
  for (int i = 0; i < 14 * 24 * 60; ++i) series.close(40);
  EXPECT_NEAR(series.baseline().expected(), 40, 8);
}

TEST(Baseline, StaysWithinBoundsWhateverItIsGiven) {
  Series series;
  const double odd[] = {0,      -5, 1e300, -1e300, std::numeric_limits<double>::infinity(), std::nan(""),
                        1e-300, 42, 1e18,  3.5};
  for (int i = 0; i < 5'000; ++i) {
    const float surprise = series.close(odd[static_cast<std::size_t>(i) % std::size(odd)]);
    ASSERT_GE(surprise, 0);
    ASSERT_LE(surprise, 1);
  }
}

TEST(Baseline, JudgesWhatComesTwiceOrLateWithoutTurningBack) {
  Baseline baseline;
  Rhythm rhythm;
  Time at = kStart;
  for (int i = 0; i < 1'000; ++i, at += kMinute) baseline.close(at, kMinute, 10, rhythm);
  for (const Micros back : {Micros(0), Micros(kMinute), Micros(std::chrono::hours(24 * 400))}) {
    const float surprise = baseline.close(at - back, kMinute, 10, rhythm);
    EXPECT_LT(surprise, kUnusual);
  }
  EXPECT_LT(baseline.close(at + std::chrono::hours(24 * 3'000), kMinute, 10, rhythm), kUnusual);
}

}  // namespace
}  // namespace vigie::signal
