#include "rehearsal/rehearse.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>

#include "rehearsal/story_for_tests.h"

namespace vigie::rehearsal {
namespace {

constexpr std::uint64_t kSeeds = 20;

const std::vector<Outcome>& of_all_seeds(Policy policy) {
  static std::map<Policy, std::vector<Outcome>> known;
  auto& outcomes = known[policy];
  for (std::uint64_t seed = outcomes.size() + 1; seed <= kSeeds; ++seed) {
    outcomes.push_back(rehearse(shipped_story(), options_of(seed, policy)));
  }
  return outcomes;
}

// The least that `more` has of it than `less`, at 99 %: Welch's interval of the difference of means.
double least_difference(Policy more, Policy less, const std::function<double(const Outcome&)>& what) {
  double mean[2] = {0, 0};
  double error = 0;
  int which = 0;
  for (const auto policy : {more, less}) {
    const auto& outcomes = of_all_seeds(policy);
    double square = 0;
    for (const auto& outcome : outcomes) mean[which] += what(outcome) / kSeeds;
    for (const auto& outcome : outcomes) square += std::pow(what(outcome) - mean[which], 2);
    error += square / (kSeeds - 1) / kSeeds;
    ++which;
  }
  return mean[0] - mean[1] - 2.58 * std::sqrt(error);
}

double defenders(const Outcome& outcome) { return static_cast<double>(outcome.figures.defenders); }
double peak(const Outcome& outcome) { return static_cast<double>(outcome.figures.peak); }
double critical_from(const Outcome& outcome, Micros from) {
  double sum = 0;
  for (const auto& point : outcome.curve) {
    if (point.at >= shipped_story().opening() + from) sum += static_cast<double>(point.critical);
  }
  return sum;
}
double critical(const Outcome& outcome) { return critical_from(outcome, Micros{0}); }
double tail(const Outcome& outcome) { return critical_from(outcome, std::chrono::hours(40)); }  // From Sunday 9:00.

TEST(Rehearse, PresenceHasMoreDefendersAndALowerPeakAndTailThanAbsence) {
  EXPECT_GT(least_difference(Policy::kPresent, Policy::kAbsent, defenders), 50);
  EXPECT_GT(least_difference(Policy::kAbsent, Policy::kPresent, peak), 20);
  EXPECT_GT(least_difference(Policy::kAbsent, Policy::kPresent, tail), 50);
}

TEST(Rehearse, DeletionHasAHigherPeakALongerTailAndFewerDefendersThanAbsence) {
  EXPECT_GT(least_difference(Policy::kDeletes, Policy::kAbsent, peak), 10);
  EXPECT_GT(least_difference(Policy::kDeletes, Policy::kAbsent, tail), 50);
  EXPECT_GT(least_difference(Policy::kAbsent, Policy::kDeletes, defenders), 10);
}

TEST(Rehearse, SilenceFeedsWhatTheStoryHasAlready) {
  EXPECT_GT(least_difference(Policy::kAbsent, Policy::kNone, critical), 200);
}

TEST(Rehearse, TellsWhatWasDone) {
  for (const auto& outcome : of_all_seeds(Policy::kPresent)) {
    EXPECT_GT(outcome.figures.answered_share, 0.2);
    EXPECT_LT(outcome.figures.answered_share, 0.8);
    EXPECT_GT(outcome.figures.let_stand, 50U);
    EXPECT_EQ(outcome.figures.removals, 0U);
    ASSERT_TRUE(outcome.figures.first_answer);
    EXPECT_LE(*outcome.figures.first_answer, std::chrono::hours(6));
    EXPECT_LE(outcome.figures.answered, outcome.figures.wanted);
  }
  for (const auto& outcome : of_all_seeds(Policy::kDeletes)) {
    EXPECT_FALSE(outcome.figures.first_answer);
    EXPECT_EQ(outcome.figures.answered_share, 0);
    EXPECT_GT(outcome.figures.removals, 100U);
  }
}

TEST(Rehearse, NoticesTheTurnAfterTheOpeningAndBeforeThePeak) {
  for (const auto& outcome : of_all_seeds(Policy::kAbsent)) {
    ASSERT_TRUE(outcome.figures.detect && outcome.figures.peak_at && outcome.figures.half_life);
    EXPECT_GT(*outcome.figures.detect, std::chrono::hours(3));
    EXPECT_LT(*outcome.figures.detect, *outcome.figures.peak_at);
  }
}

TEST(Rehearse, GivesTheSameAgainAndThePartOfItThatIsOver) {
  const auto whole = rehearse(shipped_story(), options_of(5, Policy::kPresent));
  const auto again = rehearse(shipped_story(), options_of(5, Policy::kPresent));
  const auto half =
      rehearse(shipped_story(), options_of(5, Policy::kPresent), shipped_story().opening() + std::chrono::hours(24));
  ASSERT_EQ(whole.curve.size(), 128U);
  ASSERT_EQ(half.curve.size(), 48U);
  for (std::size_t i = 0; i < whole.curve.size(); ++i) {
    EXPECT_EQ(whole.curve[i].critical, again.curve[i].critical);
    if (i >= half.curve.size()) continue;
    EXPECT_EQ(whole.curve[i].posts, half.curve[i].posts);
  }
  EXPECT_EQ(whole.figures.detect, half.figures.detect);
}

TEST(Rehearse, PlaysSomebodysOwnActsAgain) {
  Play play(shipped_story(), options_of(2, Policy::kNone, true));
  Heard heard;
  hear(play, shipped_story().opening() + std::chrono::hours(10), heard);
  std::vector<Act> acts(1);
  acts[0].at = shipped_story().opening() + std::chrono::hours(10);
  acts[0].post = heard.batch.items()[heard.batch.size() - 1].post.id;
  acts[0].tone = {1, 0, 0};
  const auto outcome = rehearse(shipped_story(), options_of(2, Policy::kNone, true), acts);
  EXPECT_EQ(outcome.figures.first_answer, std::chrono::hours(10));
}

TEST(Rehearse, TheTurnLeavesItsBandByMoreThanChanceAlone) {
  EXPECT_FALSE(turn_left(19, 19, 10, 100));  // Too few to tell.
  EXPECT_TRUE(turn_left(20, 20, 10, 100));
  EXPECT_FALSE(turn_left(6, 20, 20, 100));
  EXPECT_FALSE(turn_left(30, 100, 25, 100));
  EXPECT_TRUE(turn_left(60, 100, 250, 1'000));
  EXPECT_FALSE(turn_left(60, 100, 0, 0));  // Nothing is usual yet.
}

TEST(Rehearse, AScenarioWithoutNumbersIsPlayedByNobody) {
  EXPECT_TRUE(teaches().fr.find("ne prédit rien") != std::string::npos);
  std::string text(shipped_scenario(shipped_names()[0]));
  for (const auto* table : {"[[reaction]]", "[[policy]]"}) {
    for (auto at = text.find(table); at != std::string::npos; at = text.find(table)) {
      const auto end = text.find("\n\n", at);
      text.erase(at, end - at);
    }
  }
  const auto scenario = Scenario::parse(text);
  ASSERT_TRUE(scenario) << scenario.error().message;
  EXPECT_TRUE(rehearse_each(*scenario, options_of(1, Policy::kNone)).empty());
  const auto calm = rehearse(*scenario, options_of(1, Policy::kAbsent));
  const auto plain = rehearse(shipped_story(), options_of(1, Policy::kNone));
  EXPECT_EQ(calm.figures.peak, plain.figures.peak);
}

}  // namespace
}  // namespace vigie::rehearsal
