#include "base/time_text.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

TEST(TimeText, ReadsOffsetsAndFractions) {
  const auto time = parse_time("2026-01-31T09:30:00.1234567+02:00");
  ASSERT_TRUE(time);
  EXPECT_EQ(format_time(*time), "2026-01-31T07:30:00.123456Z");
}

TEST(TimeText, WritesTheShortestFraction) {
  EXPECT_EQ(format_time(*parse_time("2012-02-02T00:35:00Z")), "2012-02-02T00:35:00Z");
  EXPECT_EQ(format_time(*parse_time("2012-02-02T00:35:00.5Z")), "2012-02-02T00:35:00.500Z");
}

TEST(TimeText, RefusesWhatIsNoTime) {
  for (const char* text : {"", "2026-01-31", "2026-02-30T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T09:30:00",
                           "30000-01-01T00:00:00Z", "2026-01-31T09:30:00.Z", "2026-01-31T09:30:00Zx"}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

TEST(TimeText, ReadsADate) {
  EXPECT_EQ(format_time(*parse_date("2026-01-31")), "2026-01-31T00:00:00Z");
  EXPECT_FALSE(parse_date("2026-13-01"));
}

}  // namespace
}  // namespace vigie
