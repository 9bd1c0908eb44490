#include "signal/share.h"

#include <gtest/gtest.h>

namespace vigie::signal {
namespace {

TEST(Share, OfNothingMayBeAnything) {
  const Interval interval = Share{}.interval();
  EXPECT_EQ(interval.low, 0);
  EXPECT_EQ(interval.high, 1);
}

// R: prop.test(15, 60, correct = FALSE)$conf.int
TEST(Share, HasWilsonsInterval) {
  const Interval interval = Share{15, 60}.interval();
  EXPECT_NEAR(interval.low, 0.1578, 5e-4);
  EXPECT_NEAR(interval.high, 0.3723, 5e-4);
}

TEST(Share, OfAllOrNoneReachesTheEdge) {
  EXPECT_EQ((Share{0, 12}.interval().low), 0);
  EXPECT_EQ((Share{12, 12}.interval().high), 1);
  EXPECT_GT((Share{0, 12}.interval().high), 0.1);
}

}  // namespace
}  // namespace vigie::signal
