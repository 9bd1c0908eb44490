#include "signal/difference.h"

#include <gtest/gtest.h>

namespace vigie::signal {
namespace {

// The example of Newcombe's table II: 56/70 less 48/80 is 0.2 [0.0524, 0.3339].
TEST(Difference, IsThePublishedOne) {
  const auto it = difference({56, 70}, {48, 80});
  EXPECT_NEAR(it.value, 0.2, 1e-9);
  EXPECT_NEAR(it.low, 0.0524, 5e-4);
  EXPECT_NEAR(it.high, 0.3339, 5e-4);
  EXPECT_TRUE(it.is_sure());
}

TEST(Difference, OfNothingIsAllThatIsPossible) {
  for (const auto& it : {difference({0, 0}, {5, 10}), difference({5, 10}, {0, 0})}) {
    EXPECT_EQ(it.value, 0);
    EXPECT_EQ(it.low, -1);
    EXPECT_EQ(it.high, 1);
    EXPECT_FALSE(it.is_sure());
  }
}

TEST(Difference, TurnsItsSignWithItsSides) {
  const auto it = difference({3, 40}, {30, 90});
  const auto turned = difference({30, 90}, {3, 40});
  EXPECT_DOUBLE_EQ(it.low, -turned.high);
  EXPECT_DOUBLE_EQ(it.high, -turned.low);
  EXPECT_GE(difference({0, 5}, {5, 5}).low, -1);
}

}  // namespace
}  // namespace vigie::signal
