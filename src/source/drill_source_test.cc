#include "source/drill_source.h"

#include <gtest/gtest.h>

#include "base/time_text.h"
#include "post/codec.h"
#include "rehearsal/shipped.h"

namespace vigie::source {
namespace {

const Time kNow = *parse_time("2026-11-22T12:00:00Z");

TEST(DrillClock, RunsFasterStandsStillAndGoesOn) {
  ManualClock wall(kNow);
  DrillClock clock(wall, *parse_time("2026-11-20T17:00:00Z"), 60);
  wall.advance(std::chrono::seconds(10));
  EXPECT_EQ(format_time(clock.now()), "2026-11-20T17:10:00Z");
  clock.set_paused(true);
  wall.advance(std::chrono::seconds(10));
  EXPECT_EQ(format_time(clock.now()), "2026-11-20T17:10:00Z");
  clock.set_paused(false);
  clock.set_speed(3600);
  wall.advance(std::chrono::seconds(1));
  EXPECT_EQ(format_time(clock.now()), "2026-11-20T18:10:00Z");
}

// Accepts everything and counts.
class OpenIntake final : public Intake {
 public:
  bool submit(Load load, Done done) override {
    Outcome outcome;
    outcome.accepted = load.batch.size();
    for (const auto& item : load.batch.items()) {
      sources_ok = sources_ok && (item.post.source == "drill:galerne" || item.post.source == "place:notre-pub");
      items += 1;
      post::encode(item, {}, bytes);
      if (item.act == post::Act::kSay) last_post_at = std::max(last_post_at, std::optional(item.post.created_at));
    }
    done(outcome);
    return true;
  }
  bool try_submit(Load& load, Done& done) override { return submit(std::move(load), std::move(done)); }
  std::uint64_t items = 0;
  std::string bytes;
  std::optional<Time> last_post_at;
  bool sources_ok = true;
};

// Everything that the house is handed until the story ends, as bytes.
std::string told(double speed, Micros step) {
  const auto scenario = rehearsal::Scenario::parse(rehearsal::shipped_scenario(rehearsal::shipped_names()[0])).value();
  ManualClock wall(kNow);
  rehearsal::PlayOptions options;
  options.seed = 7;
  options.base = scenario.base_ending_by(kNow);
  DrillClock clock(wall, options.base, speed);
  OpenIntake intake;
  DrillSource drill(scenario, options, clock, intake);
  while (drill.step()) wall.advance(step);
  return intake.bytes;
}

TEST(DrillSource, SaysTheSameAtAnySpeedAndHoweverRarelyItIsAsked) {
  const auto once = told(kSpeedMax, std::chrono::milliseconds(50));
  EXPECT_EQ(told(600, std::chrono::seconds(1)), once);
  EXPECT_EQ(told(600, std::chrono::minutes(20)), once);
  EXPECT_EQ(told(kSpeedMin, std::chrono::hours(7)), once);
}

TEST(DrillClock, StandsForEverOnceItIsStopped) {
  ManualClock wall(kNow);
  DrillClock clock(wall, kNow, 60);
  clock.stop();
  clock.set_paused(false);
  clock.jump(kNow + std::chrono::hours(1));
  wall.advance(std::chrono::seconds(10));
  EXPECT_EQ(clock.now(), kNow);
}

TEST(DrillSource, SaysTheQuietDaysAtOnceAndEndsWithTheStory) {
  const auto scenario = rehearsal::Scenario::parse(rehearsal::shipped_scenario(rehearsal::shipped_names()[0])).value();
  ManualClock wall(kNow);
  rehearsal::PlayOptions options;
  options.base = scenario.base_ending_by(kNow);
  DrillClock clock(wall, options.base, kSpeedMax);
  OpenIntake intake;
  DrillSource drill(scenario, options, clock, intake);
  EXPECT_TRUE(drill.step());
  const auto quiet = intake.items;
  EXPECT_GT(quiet, 100U);
  EXPECT_EQ(drill.status().state, State::kLive);
  wall.advance(std::chrono::duration_cast<Micros>(scenario.duration() / 1000));
  while (drill.step()) wall.advance(std::chrono::seconds(1));
  EXPECT_GT(intake.items, 2 * quiet);
  EXPECT_TRUE(intake.sources_ok);
  EXPECT_EQ(drill.progress().state, State::kEnded);
  EXPECT_EQ(drill.progress().now, drill.progress().end);
  EXPECT_EQ(drill.status().state, State::kEnded);
}

TEST(DrillSource, TellsAPauseAndWhenTheLastPostWasSaid) {
  const auto scenario = rehearsal::Scenario::parse(rehearsal::shipped_scenario(rehearsal::shipped_names()[0])).value();
  ManualClock wall(kNow);
  rehearsal::PlayOptions options;
  options.base = scenario.base_ending_by(kNow);
  DrillClock clock(wall, options.base, 60);
  OpenIntake intake;
  DrillSource drill(scenario, options, clock, intake);
  EXPECT_FALSE(drill.status().last_post_at);
  drill.step();
  clock.set_paused(true);
  EXPECT_EQ(drill.status().state, State::kPaused);
  EXPECT_EQ(drill.status().last_post_at, intake.last_post_at);
  EXPECT_LT(*intake.last_post_at, clock.now());
  drill.end();
  EXPECT_FALSE(drill.step());
  EXPECT_EQ(drill.status().state, State::kEnded);
}

}  // namespace
}  // namespace vigie::source
