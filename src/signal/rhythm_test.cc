#include "signal/rhythm.h"

#include <gtest/gtest.h>

namespace vigie::signal {
namespace {

constexpr Hour kWeek = 7 * 24;

float shape(Hour hour) { return hour % 24 >= 8 && hour % 24 < 20 ? 1.0F : -1.0F; }

TEST(Rhythm, KnowsNothingAtFirst) {
  const Rhythm rhythm;
  for (Hour hour = 0; hour < kWeek; ++hour) EXPECT_EQ(rhythm.of(hour), 0);
}

TEST(Rhythm, LearnsTheHoursOfTheDay) {
  Rhythm rhythm;
  for (Hour hour = 0; hour < 4 * kWeek; ++hour) rhythm.learn(hour, shape(hour));
  for (Hour day = 0; day < 7; ++day) EXPECT_NEAR(rhythm.of(day * 24 + 12) - rhythm.of(day * 24), 2, 0.1) << day;
}

TEST(Rhythm, LearnsThatSundayIsCalm) {
  Rhythm rhythm;
  const auto with_sunday = [](Hour hour) {
    const bool sunday = (hour / 24 + 4) % 7 == 0;  // 1970-01-04.
    return shape(hour) - (sunday ? 2.0F : 0.0F);
  };
  for (Hour hour = 0; hour < 12 * kWeek; ++hour) rhythm.learn(hour, with_sunday(hour));
  const Hour sunday_noon = 3 * 24 + 12;
  EXPECT_LT(rhythm.of(sunday_noon), rhythm.of(sunday_noon + 24) - 1.2F);
}

TEST(Rhythm, FollowsWhatChanges) {
  Rhythm rhythm;
  for (Hour hour = 0; hour < 8 * kWeek; ++hour) rhythm.learn(hour, shape(hour));
  for (Hour hour = 8 * kWeek; hour < 14 * kWeek; ++hour) rhythm.learn(hour, -shape(hour));
  EXPECT_LT(rhythm.of(12), -0.6F);
}

TEST(Rhythm, HasHoursBefore1970) {
  Rhythm rhythm;
  rhythm.learn(-1, 1);
  EXPECT_GT(rhythm.of(23), 0);
}

}  // namespace
}  // namespace vigie::signal
