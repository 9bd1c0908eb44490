#include "base/result.h"

#include <gtest/gtest.h>

#include "base/check.h"

namespace vigie {
namespace {

TEST(Result, HoldsAValueOrAReason) {
  const Result<int> good = 3;
  EXPECT_EQ(good.value(), 3);
  const Result<int> bad = invalid("age: negative");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().message, "age: negative");
  EXPECT_THROW((void)bad.value(), std::logic_error);
}

TEST(Result, OfNothingIsSuccessByDefault) {
  const Result<void> good = {};
  EXPECT_TRUE(good);
  const Result<void> bad = unavailable("disk: full");
  EXPECT_FALSE(bad);
}

TEST(Check, ThrowsForABug) { EXPECT_THROW(check(false, "never"), Bug); }

}  // namespace
}  // namespace vigie
