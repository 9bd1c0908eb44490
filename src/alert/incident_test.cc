#include "alert/incident.h"

#include <gtest/gtest.h>

namespace vigie::alert {
namespace {

const Time kNoon = time_of_micros(1'790'000'000LL * 1'000'000);

struct Course {
  Incident incident = Incident::begin(kNoon, 10);
  Time at = kNoon;
  Step close(double level, bool is_back = false) {
    return incident.close(at += std::chrono::minutes(1), level, is_back);
  }
  int count(Step wanted, double level, int minutes, bool is_back = false) {
    int out = 0;
    for (int i = 0; i < minutes; ++i) out += close(level, is_back) == wanted ? 1 : 0;
    return out;
  }
};

TEST(Incident, BeginsGrowsPeaksAndEndsOnce) {
  Course course;
  EXPECT_GE(course.count(Step::kGrew, 100, 30), 2);
  EXPECT_EQ(course.incident.state, State::kGrowing);
  EXPECT_EQ(course.count(Step::kPeaked, 40, 30), 1);
  EXPECT_EQ(course.incident.state, State::kPeaked);
  EXPECT_EQ(course.count(Step::kEnded, 5, 200, true), 1);
  EXPECT_EQ(course.incident.state, State::kEnded);
  EXPECT_LT(*course.incident.peaked_at, *course.incident.ended_at);
}

TEST(Incident, WhatWaversDoesNotEnd) {
  Course course;
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(course.count(Step::kEnded, 5, kCalmMinutes - 1, true), 0);
    course.close(12);
  }
  EXPECT_FALSE(course.incident.ended_at);
}

TEST(Incident, ThatRisesAgainAfterItsPeakGrowsAgain) {
  Course course;
  course.count(Step::kGrew, 100, 30);
  course.count(Step::kPeaked, 40, 30);
  EXPECT_GE(course.count(Step::kGrew, 300, 30), 1);
  EXPECT_EQ(course.incident.state, State::kGrowing);
}

TEST(Incident, SaysOfASteadyGrowthOnlyEveryHalfMore) {
  Course course;
  int said = 0;
  for (int i = 0; i < 600; ++i) said += course.close(10 + i) == Step::kGrew ? 1 : 0;
  EXPECT_GE(said, 5);
  EXPECT_LE(said, 12);
}

TEST(Incident, StatesHaveNames) {
  for (const auto state : {State::kGrowing, State::kPeaked, State::kEnded}) EXPECT_EQ(state_of(name_of(state)), state);
  EXPECT_FALSE(state_of("over"));
}

}  // namespace
}  // namespace vigie::alert
