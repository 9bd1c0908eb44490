#include "alert/series_watch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "alert/detector.h"

namespace vigie::alert {
namespace {

const Time kStart = time_of_micros(1'790'000'040LL * 1'000'000);

class Minutes {
 public:
  explicit Minutes(unsigned seed) : chance_(seed) {}

  Verdict close(std::uint32_t posts, std::uint32_t voices, std::uint32_t critical = 0, bool is_covered = true) {
    span_voices_ += voices;
    minute_ = {at_, posts, voices, posts, critical, ends_span(at_) ? std::exchange(span_voices_, 0) : 0, is_covered};
    verdict_ = series_.close(minute_);
    at_ += kMinute;
    return verdict_;
  }
  void calm(int minutes, double rate = 10) {
    for (int i = 0; i < minutes; ++i) {
      const auto posts = static_cast<std::uint32_t>(std::poisson_distribution<int>(rate)(chance_));
      close(posts, posts);
    }
  }
  std::optional<Course> begins(Kind kind, Demand demand = {}) const {
    return alert::begins(kind, minute_, verdict_, series_, demand);
  }
  Step goes_on(Kind kind, Course& course) const { return alert::goes_on(kind, course, minute_, verdict_, series_); }
  Time at() const { return at_; }

 private:
  std::mt19937 chance_;
  SeriesWatch series_;
  MinuteCounts minute_;
  Verdict verdict_;
  std::uint32_t span_voices_ = 0;  // Everybody speaks once.
  Time at_ = minute_of(kStart);
};

constexpr int kWeek = 7 * 24 * 60;

TEST(SeriesWatch, FiveTimesTheUsualBeginsWithinTwoMinutesAndEndsWhenItIsBack) {
  Minutes minutes(1);
  minutes.calm(kWeek);
  std::optional<Course> course;
  int waited = 0;
  for (; !course && waited < 5; ++waited) {
    minutes.close(50, 50);
    course = minutes.begins(Kind::kSurprise);
  }
  ASSERT_TRUE(course);
  EXPECT_LE(waited, 2);
  EXPECT_NEAR(course->expected / waited, 10, 12);
  for (int i = 0; i < 20; ++i) {
    minutes.close(50, 50);
    EXPECT_NE(minutes.goes_on(Kind::kSurprise, *course), Step::kEnded);
  }
  int calm = 0;
  do {
    minutes.calm(1);
    ASSERT_LT(++calm, 60);
  } while (minutes.goes_on(Kind::kSurprise, *course) != Step::kEnded);
  EXPECT_GE(calm, kCalmMinutes);
}

TEST(SeriesWatch, ABurstOfASmallWatchCountsFromItsBeginning) {
  Minutes minutes(8);
  minutes.calm(kWeek, 1);
  std::optional<Course> course;
  const Time began = minutes.at();
  while (!course && minutes.at() < began + std::chrono::hours(1)) {
    minutes.close(5, 5);
    course = minutes.begins(Kind::kSurprise);
  }
  ASSERT_TRUE(course);
  EXPECT_LE(course->from, began + kMinute);
  EXPECT_GE(course->from, began - 5 * kMinute);
}

TEST(SeriesWatch, OneAuthorWhoSaysItTenThousandTimesIsNoSurprise) {
  Minutes minutes(2);
  minutes.calm(kWeek);
  for (int i = 0; i < 20; ++i) {
    minutes.close(500, 11);
    EXPECT_FALSE(minutes.begins(Kind::kSurprise)) << i;
  }
}

TEST(SeriesWatch, ASilenceIsNoSurpriseUpwards) {
  Minutes minutes(3);
  minutes.calm(kWeek);
  for (int i = 0; i < 30; ++i) EXPECT_EQ(minutes.close(0, 0).surprise, 0);
}

TEST(SeriesWatch, MinutesThatWereNotHeardLowerNoBaseline) {
  Minutes heard(4);
  Minutes deaf(4);
  heard.calm(kWeek);
  deaf.calm(kWeek);
  for (int i = 0; i < 600; ++i) {
    heard.close(0, 0);
    deaf.close(0, 0, 0, false);
  }
  EXPECT_LT(heard.close(0, 0).expected, 9.2);
  EXPECT_NEAR(deaf.close(10, 10).expected, 10, 1.5);
  deaf.calm(120);
  EXPECT_FALSE(deaf.begins(Kind::kSurprise));
}

TEST(SeriesWatch, AFewPostsAreNoSurpriseHoweverQuietItWas) {
  Minutes minutes(5);
  minutes.calm(kWeek, 0.01);
  minutes.close(4, 4);
  EXPECT_FALSE(minutes.begins(Kind::kSurprise));
  minutes.close(20, 20);
  minutes.close(20, 20);
  EXPECT_TRUE(minutes.begins(Kind::kSurprise));
}

TEST(SeriesWatch, AShareOutOfItsBandBeginsByItsWindowAndEndsHalfWayBack) {
  Minutes minutes(6);
  for (int i = 0; i < kWeek; ++i) minutes.close(1, 1, i % 7 == 0 ? 1 : 0);
  std::optional<Course> course;
  for (int i = 0; i < 60 && !course; ++i) {
    minutes.close(1, 1, 1);
    course = minutes.begins(Kind::kShare);
  }
  ASSERT_TRUE(course);
  EXPECT_EQ(course->hours, 1);
  EXPECT_GE(course->now.part, 10U);
  EXPECT_FALSE(course->usual->is_back(course->now));
  int calm = 0;
  do {
    minutes.close(1, 1, calm % 7 == 0 ? 1 : 0);
    ASSERT_LT(++calm, 600);
  } while (minutes.goes_on(Kind::kShare, *course) != Step::kEnded);
  EXPECT_GE(calm, kCalmMinutes);
}

TEST(SeriesWatch, AShareOfFewerThanThirtyPostsWakesNobody) {
  Minutes minutes(8);
  for (int i = 0; i < kWeek; ++i) minutes.close(i % 10 == 0 ? 1 : 0, i % 10 == 0 ? 1 : 0, i % 70 == 0 ? 1 : 0);
  std::optional<Course> course;
  for (int i = 0; i < 60 && !course; ++i) {
    minutes.close(1, 1, 1);
    course = minutes.begins(Kind::kShare);
  }
  ASSERT_TRUE(course);
  EXPECT_GE(course->now.whole, 30U);
}

TEST(SeriesWatch, CalmRulesAskForMoreThanKeenOnes) {
  Minutes minutes(7);
  for (int i = 0; i < kWeek; ++i) minutes.close(1, 1, i % 7 == 0 ? 1 : 0);
  const auto wait = [&](Sensitivity sensitivity) {
    Minutes copy = minutes;
    int waited = 0;
    do {
      copy.close(1, 1, ++waited % 2);
    } while (!copy.begins(Kind::kShare, {sensitivity, 5}) && waited < 400);
    return waited;
  };
  EXPECT_LT(wait(Sensitivity::kKeen), wait(Sensitivity::kUsual));
  EXPECT_LT(wait(Sensitivity::kUsual), wait(Sensitivity::kCalm));
}

}  // namespace
}  // namespace vigie::alert
