#include "alert/open_minutes.h"

#include <gtest/gtest.h>

namespace vigie::alert {
namespace {

constexpr std::int32_t kNow = 30'000'000;  // Minutes since 1970.

Time minute(std::int32_t number) { return Time{} + number * kMinute; }
Heard said(std::int32_t at, std::uint32_t author = 1, std::uint32_t watch = 7) {
  return {at, watch, author, false, true};
}
bool all_covered(Time) { return true; }

TEST(OpenMinutes, CountsPostsAndDistinctVoicesOfEachWatch) {
  OpenMinutes minutes;
  const Heard heard[] = {said(kNow, 1), said(kNow, 1), said(kNow, 2), said(kNow, 1, 8), {kNow, 7, 3, true, false}};
  minutes.add(heard, minute(kNow), minute(kNow), all_covered);
  auto counts = minutes.close(minute(kNow));
  EXPECT_EQ(counts[7].posts, 4U);
  EXPECT_EQ(counts[7].voices, 3U);
  EXPECT_EQ(counts[7].written, 3U);
  EXPECT_EQ(counts[7].critical, 3U);
  EXPECT_EQ(counts[8].posts, 1U);
  EXPECT_TRUE(minutes.close(minute(kNow)).empty());
}

TEST(OpenMinutes, HoldNoMoreThanTheyHaveRoomForAndTellWhatIsNotCounted) {
  OpenMinutes minutes(100);
  std::vector<Heard> heard;
  for (std::uint32_t i = 0; i < 1'000; ++i) heard.push_back(said(kNow, i, i));
  minutes.add(heard, minute(kNow), minute(kNow), all_covered);
  EXPECT_GE(minutes.lost(), 900U);
  EXPECT_LE(minutes.close(minute(kNow)).size(), 100U);
  minutes.close(minute(kNow + 9));
  const auto before = minutes.lost();
  const Heard next[] = {said(kNow + 10, 1), said(kNow + 10, 2)};
  minutes.add(next, minute(kNow + 10), minute(kNow + 10), all_covered);
  EXPECT_EQ(minutes.lost(), before) << "room comes back with each minute that is closed";
  EXPECT_EQ(minutes.close(minute(kNow + 10))[7].voices, 2U);
}

TEST(OpenMinutes, APostThatComesLateIsNewsUntilTenMinutesOld) {
  OpenMinutes minutes;
  const Heard heard[] = {said(kNow - 10), said(kNow - 11), said(kNow - 100'000)};
  minutes.add(heard, minute(kNow), minute(kNow), all_covered);
  EXPECT_EQ(minutes.close(minute(kNow))[7].posts, 1U);
}

TEST(OpenMinutes, WhatASourceCatchesUpWithIsNoVolumeOfNow) {
  OpenMinutes minutes;
  const Heard heard[] = {said(kNow - 5), said(kNow - 4)};
  minutes.add(heard, minute(kNow), minute(kNow), [](Time at) { return at != minute(kNow - 5); });
  auto counts = minutes.close(minute(kNow));
  EXPECT_EQ(counts[7].posts, 1U);
  EXPECT_EQ(counts[7].critical, 2U);
}

TEST(OpenMinutes, WhatClaimsTheFutureWasSaidNow) {
  OpenMinutes minutes;
  const Heard heard[] = {said(kNow + 600)};
  minutes.add(heard, minute(kNow - 1), minute(kNow), all_covered);
  EXPECT_TRUE(minutes.close(minute(kNow - 1)).empty());
  EXPECT_EQ(minutes.close(minute(kNow))[7].posts, 1U);
}

TEST(Voices, AreExactWhenFewAndCloseWhenMany) {
  Voices few;
  for (std::uint32_t i = 0; i < 3'000; ++i) few.add(i % 700 * 2'654'435'761U);
  EXPECT_EQ(few.count(), 700U);
  Voices many;
  for (std::uint32_t i = 0; i < 200'000; ++i) many.add(i * 2'654'435'761U);
  EXPECT_NEAR(many.count(), 200'000, 20'000);
}

TEST(Inbox, LosesWhatFindsNoRoomAndSaysHowMuch) {
  Inbox inbox;
  post::Post post;
  post.source = "file:t";
  const std::vector<std::uint32_t> watches(kInboxMax / 2, 1);
  for (int i = 0; i < 3; ++i) inbox.say(post, {}, watches);
  Inbox::Batch batch;
  inbox.take(batch);
  EXPECT_EQ(batch.heard.size(), kInboxMax);
  EXPECT_EQ(batch.lost, kInboxMax / 2);
  inbox.take(batch);
  EXPECT_TRUE(batch.heard.empty());
}

}  // namespace
}  // namespace vigie::alert
