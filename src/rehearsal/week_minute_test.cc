#include "rehearsal/week_minute.h"

#include <gtest/gtest.h>

namespace vigie::rehearsal {
namespace {

TEST(WeekMinute, CountsFromMonday) {
  EXPECT_EQ(week_minute_of("Mon 00:00"), 0);
  EXPECT_EQ(week_minute_of("Sun 23:59"), kMinutesOfWeek - 1);
  EXPECT_EQ(week_minute_of("Fri 17:05 +2w"), 4 * kMinutesOfDay + 17 * 60 + 5 + 2 * kMinutesOfWeek);
}

TEST(WeekMinute, KnowsNothingElse) {
  for (const auto text : {"", "Fri", "Fri 17:0", "Fri 24:00", "Fri 17:60", "fri 17:00", "Fri 17:00 ", "Fri 17:00 +8w",
                          "Fri 17:00 +w", "Fri 17:00 -1w", "Fri -1:00", "Fri +1:00"}) {
    EXPECT_FALSE(week_minute_of(text)) << text;
  }
}

}  // namespace
}  // namespace vigie::rehearsal
