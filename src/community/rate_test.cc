#include "community/rate.h"

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace vigie::community {
namespace {

const Time kNow = *parse_time("2026-11-30T08:00:00Z");

TEST(Rate, TakesABurstAndThenOneEachWhile) {
  Rate rate;
  for (unsigned i = 0; i < kRateBurst; ++i) EXPECT_EQ(rate.take("a", "p", kNow).count(), 0) << i;
  EXPECT_EQ(rate.take("a", "p", kNow), kRateEvery);
  EXPECT_EQ(rate.take("a", "p", kNow + kRateEvery).count(), 0);
  EXPECT_GT(rate.take("a", "p", kNow + kRateEvery).count(), 0);
}

TEST(Rate, AClockThatStepsBackForgivesNothingAndKeepsNobodyOutForLonger) {
  Rate rate;
  for (unsigned i = 0; i < kRateBurst; ++i) (void)rate.take("a", "p", kNow);
  const Time before = kNow - std::chrono::hours(24);
  EXPECT_EQ(rate.take("a", "p", before), kRateEvery);
  EXPECT_EQ(rate.take("a", "p", before + 2 * kRateEvery * kRateBurst).count(), 0);
}

TEST(Rate, CountsEachAddressAndPageAlone) {
  Rate rate;
  for (unsigned i = 0; i <= kRateBurst; ++i) (void)rate.take("a", "p", kNow);
  EXPECT_EQ(rate.take("a", "q", kNow).count(), 0);
  EXPECT_EQ(rate.take("b", "p", kNow).count(), 0);
}

TEST(Rate, RemembersNoMoreThanItMayAndForgetsFullBucketsFirst) {
  Rate rate(3);
  for (unsigned i = 0; i < kRateBurst; ++i) (void)rate.take("busy", "p", kNow);
  (void)rate.take("calm", "p", kNow);
  const Time later = kNow + kRateEvery;  // By then the calm one is full again.
  for (const char* other : {"x", "y"}) (void)rate.take(other, "p", later);
  EXPECT_EQ(rate.kept(), 3U);
  EXPECT_EQ(rate.take("busy", "p", later).count(), 0);
  EXPECT_GT(rate.take("busy", "p", later).count(), 0);
  for (int i = 0; i < 1'000; ++i) (void)rate.take(std::to_string(i), "p", later);
  EXPECT_EQ(rate.kept(), 3U);
}

TEST(Rate, AnAddressIsTheHostAndOfIpv6TheSubscribersNetwork) {
  EXPECT_EQ(rate_address("192.0.2.7:51234"), "192.0.2.7");
  EXPECT_EQ(rate_address("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(rate_address("[2001:db8:1:2:3:4:5:6]:443"), rate_address("2001:db8:1:2:ffff::1"));
  EXPECT_NE(rate_address("2001:db8:1:2::1"), rate_address("2001:db8:1:3::1"));
  EXPECT_EQ(rate_address("unix"), "unix");
}

}  // namespace
}  // namespace vigie::community
