#include "alert/pace.h"

#include <gtest/gtest.h>

#include "alert/minute.h"

namespace vigie::alert {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Time kBegin = time_of_micros(1'770'000'000'000'000);

// Posts a minute over so many minutes each, one after the other.
Pace pace_of(std::initializer_list<std::pair<int, std::uint32_t>> stretches, float usual = 0) {
  std::vector<Pace::Minute> counts;
  for (const auto& [length, posts] : stretches)
    counts.insert(counts.end(), static_cast<std::size_t>(length), {posts, usual});
  return {kBegin, counts, minutes(10)};
}

TEST(Pace, IsOfTheWindowAroundBeforeOrAfterAMinute) {
  const auto pace = pace_of({{60, 1}, {60, 4}});
  const Time change = kBegin + minutes(60);
  EXPECT_DOUBLE_EQ(pace.before(change), 60);
  EXPECT_DOUBLE_EQ(pace.after(change), 240);
  EXPECT_DOUBLE_EQ(pace.around(change), 150);
  EXPECT_DOUBLE_EQ(pace.around(kBegin), 60) << "a window that reaches beyond what is known is a shorter one";
  EXPECT_DOUBLE_EQ(pace.after(kBegin + minutes(115)), 240);
}

TEST(Pace, RisesByHalfAndByMoreThanChance) {
  EXPECT_TRUE(pace_of({{60, 1}, {60, 4}}).rises_at(kBegin + minutes(60)));
  EXPECT_FALSE(pace_of({{60, 10}, {60, 14}}).rises_at(kBegin + minutes(60))) << "not by half";
  EXPECT_FALSE(pace_of({{60, 0}, {3, 1}, {57, 0}}).rises_at(kBegin + minutes(60))) << "three posts are chance";
  EXPECT_FALSE(pace_of({{60, 4}, {60, 1}}).rises_at(kBegin + minutes(60)));
  EXPECT_FALSE(pace_of({{120, 0}}).rises_at(kBegin + minutes(60)));
}

TEST(Pace, PeaksWhereItFellToHalfInBetween) {
  const auto pace = pace_of({{30, 1}, {20, 30}, {30, 5}, {20, 20}, {30, 1}});
  const auto peaks = pace.peaks(kBegin, kBegin + minutes(130));
  ASSERT_EQ(peaks.size(), 2U);
  EXPECT_NEAR(peaks[0].pace, 1'800, 1);
  EXPECT_NEAR(peaks[1].pace, 1'200, 1);
  EXPECT_GE(peaks[0].at, kBegin + minutes(30));
  EXPECT_LT(peaks[0].at, kBegin + minutes(50));
  EXPECT_GE(peaks[1].at, kBegin + minutes(80));
}

TEST(Pace, HasOnePeakWhereItWaversLittleOrTheSecondIsLow) {
  EXPECT_EQ(pace_of({{20, 30}, {20, 25}, {20, 30}, {20, 1}}).peaks(kBegin, kBegin + minutes(80)).size(), 1U);
  EXPECT_EQ(pace_of({{20, 30}, {20, 1}, {20, 14}, {20, 1}}).peaks(kBegin, kBegin + minutes(80)).size(), 1U);
}

// The same, where the sources were not heard in [from, to).
Pace deaf(std::initializer_list<std::pair<int, std::uint32_t>> stretches, std::size_t from, std::size_t to) {
  std::vector<Pace::Minute> counts;
  for (const auto& [length, posts] : stretches)
    counts.insert(counts.end(), static_cast<std::size_t>(length), {posts, 0});
  for (std::size_t i = from; i < to; ++i) counts[i] = {0, 0, false};
  return {kBegin, counts, minutes(10)};
}

TEST(Pace, IsSplitByNoMinutesThatWereNotHeard) {
  const auto pace = deaf({{20, 1}, {60, 30}, {20, 1}}, 40, 60);
  EXPECT_EQ(pace.peaks(kBegin, kBegin + minutes(100)).size(), 1U);
  EXPECT_FALSE(pace.is_known(kBegin + minutes(50)));
  EXPECT_TRUE(pace.is_known(kBegin + minutes(38)));
  EXPECT_NEAR(pace.around(kBegin + minutes(38)), 1'800, 1) << "of the minutes that were heard";
}

TEST(Pace, HasHalvedOnlyWhereItWasHeardToFall) {
  const Time end = kBegin + minutes(120);
  const auto half = [&](const Pace& pace) { return pace.half_after(pace.peaks(kBegin, end).at(0), end); };
  EXPECT_FALSE(half(deaf({{20, 1}, {30, 30}, {70, 1}}, 40, 80))) << "it fell in between";
  EXPECT_TRUE(half(deaf({{20, 1}, {30, 30}, {70, 1}}, 90, 110))) << "it had fallen before";
  const auto later = half(deaf({{20, 1}, {60, 30}, {40, 1}}, 40, 60));
  ASSERT_TRUE(later) << "it still was high when it was heard again";
  EXPECT_GE(*later, kBegin + minutes(76));
}

TEST(Pace, RisesByNoSourceThatIsHeardAgain) {
  EXPECT_FALSE(deaf({{120, 4}}, 50, 60).rises_at(kBegin + minutes(60)));
  EXPECT_FALSE(deaf({{120, 4}}, 55, 60).rises_at(kBegin + minutes(60))) << "what was heard of it compares";
  EXPECT_TRUE(deaf({{60, 1}, {60, 8}}, 55, 60).rises_at(kBegin + minutes(60)));
}

TEST(Pace, HasNoPeakInSilenceAndAtMostSoMany) {
  EXPECT_TRUE(pace_of({{60, 0}}).peaks(kBegin, kBegin + minutes(60)).empty());
  EXPECT_TRUE(pace_of({}).peaks(kBegin, kBegin + minutes(60)).empty());
  std::vector<Pace::Minute> counts;
  for (std::uint32_t i = 0; i < 12; ++i) {
    counts.insert(counts.end(), 20, {20 + i, 0});
    counts.insert(counts.end(), 20, {1, 0});
  }
  const auto peaks = Pace(kBegin, counts, minutes(10)).peaks(kBegin, kBegin + minutes(480));
  ASSERT_EQ(peaks.size(), kPeaksMax);
  EXPECT_NEAR(peaks.back().pace, 31 * 60, 1) << "the highest, by time";
}

TEST(Pace, HalvesWhenHalfOfWhatWasAboveTheUsualIsLeft) {
  const auto pace = pace_of({{60, 10}, {30, 50}, {30, 32}, {60, 10}}, 10);
  const auto peak = pace.peaks(kBegin, kBegin + hours(3)).at(0);
  const auto half = pace.half_after(peak, kBegin + hours(3));
  ASSERT_TRUE(half);
  EXPECT_NEAR(static_cast<double>((*half - kBegin) / kMinute), 120, 6) << "30 a minute stand for half of 50 over 10";
  EXPECT_FALSE(pace.half_after(peak, kBegin + minutes(100)));
}

TEST(Pace, HalvesByNoLull) {
  const auto pace = pace_of({{30, 40}, {8, 4}, {30, 38}, {60, 2}});
  const auto half = pace.half_after(pace.peaks(kBegin, kBegin + minutes(128)).at(0), kBegin + minutes(128));
  ASSERT_TRUE(half);
  EXPECT_GT(*half, kBegin + minutes(60));
}

TEST(Pace, TakesALongerWindowForALongerIncident) {
  EXPECT_EQ(pace_window(minutes(20)), minutes(10));
  EXPECT_EQ(pace_window(hours(24)), hours(1));
  EXPECT_EQ(pace_window(hours(24 * 60)), hours(6));
}

}  // namespace
}  // namespace vigie::alert
