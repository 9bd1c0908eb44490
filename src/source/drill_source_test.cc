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
      posts.add(item);
      sources_ok = sources_ok && (item.post.source == "drill:galerne" || item.post.source == "place:notre-pub");
      items += 1;
      post::encode(item, {}, bytes);
      if (item.act == post::Act::kSay) last_post_at = std::max(last_post_at, std::optional(item.post.created_at));
    }
    done(outcome);
    return true;
  }
  bool try_submit(Load& load, Done& done) override { return submit(std::move(load), std::move(done)); }
  post::Batch posts;
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

// A shipped story at its beginning.
struct Story {
  explicit Story(std::string_view name)
      : scenario(rehearsal::Scenario::parse(rehearsal::shipped_scenario(name)).value()) {}
  rehearsal::Scenario scenario;
  ManualClock wall{kNow};
  rehearsal::PlayOptions options{.base = scenario.base_ending_by(kNow)};
  DrillClock clock{wall, options.base, 60};
  OpenIntake intake;
  DrillSource drill{scenario, options, clock, intake};
};

// What is said in a gap of the scenario arrives at its end, all of it.
TEST(DrillSource, SaysNothingWhileTheSourceIsNotHeardAndAllOfItAfterwards) {
  Story story("silence");
  const auto gap = story.scenario.gaps()[0];
  const auto at = [&](Micros moment) {
    story.clock.jump(story.options.base + moment);
    EXPECT_TRUE(story.drill.step());
    return story.intake.items;
  };
  const auto before = at(gap.begin - Micros(1));
  EXPECT_TRUE(story.drill.is_heard());
  EXPECT_EQ(at(gap.begin), before);
  EXPECT_FALSE(story.drill.is_heard());
  EXPECT_EQ(at(gap.end - Micros(1)), before);
  EXPECT_GT(at(gap.end), before + 20);
  EXPECT_TRUE(story.drill.is_heard());
  int of_the_gap = 0;
  for (const auto& item : story.intake.posts.items()) {
    const auto said = item.post.created_at - story.options.base;
    of_the_gap += item.act == post::Act::kSay && said >= gap.begin && said < gap.end ? 1 : 0;
  }
  EXPECT_GT(of_the_gap, 20);
  story.drill.end();
  EXPECT_TRUE(story.drill.is_heard());
}

TEST(DrillSource, KnowsOfWhichWatchAnIncidentIs) {
  Story story("bank-outage");
  story.drill.step();
  EXPECT_FALSE(story.drill.alert_truth().is_of(0, 0));
  story.clock.jump(story.options.base + story.scenario.incidents()[0].end);
  story.drill.step();
  EXPECT_TRUE(story.drill.alert_truth().is_of(0, 0));
  EXPECT_GT(story.drill.alert_truth().posts_before(0, story.scenario.duration()), 300U);
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

// A drill that a test plays by hand.
struct Hands {
  explicit Hands(rehearsal::Policy policy = rehearsal::Policy::kNone) {
    options.base = scenario.base_ending_by(kNow);
    options.policy = policy;
    options.place_url = "/rehearsal/place/";
    clock = std::make_unique<DrillClock>(wall, options.base, 3600);
    drill = std::make_unique<DrillSource>(scenario, options, *clock, intake);
    drill->step();
  }
  void pass(std::chrono::hours hours) {
    wall.advance(std::chrono::seconds(hours.count()));
    drill->step();
  }
  // The last post of our place that begins there.
  Addressed last_entry() const {
    Addressed out;
    for (const auto& item : intake.posts.items()) {
      if (item.act == post::Act::kSay && item.post.kind == post::Kind::kEntry) {
        out = {std::string(item.post.source), std::string(item.post.id), std::string(item.post.root)};
      }
    }
    return out;
  }
  DrillAnswer useful(const std::string& key) const {
    return {key,
            last_entry(),
            "Envoyez-nous votre numéro, l'atelier de Nîmes vous rappelle aujourd'hui avant 13 h.",
            "fr",
            "staff:1",
            "lea",
            "Léa, Orvelle",
            false};
  }

  rehearsal::Scenario scenario =
      rehearsal::Scenario::parse(rehearsal::shipped_scenario(rehearsal::shipped_names()[0])).value();
  ManualClock wall{kNow};
  rehearsal::PlayOptions options;
  OpenIntake intake;
  std::unique_ptr<DrillClock> clock;
  std::unique_ptr<DrillSource> drill;
};

TEST(DrillSource, AnAnswerStandsUnderThePostItAnswersOnceForAKey) {
  Hands hands;
  hands.pass(std::chrono::hours(8));
  const auto before = hands.intake.items;
  const auto said = hands.drill->answer(hands.useful("a"));
  ASSERT_TRUE(said) << said.error().message;
  const auto again = hands.drill->answer(hands.useful("a"));
  EXPECT_EQ(again->id, said->id);
  EXPECT_NE(hands.drill->answer(hands.useful("b"))->id, said->id);
  EXPECT_EQ(hands.intake.items, before + 2);
  const auto& post = hands.intake.posts.items()[before].post;
  EXPECT_EQ(post.id, said->id);
  EXPECT_EQ(post.source, "place:notre-pub");
  EXPECT_EQ(post.parent, hands.last_entry().id);
  EXPECT_EQ(post.root, "page");
  EXPECT_EQ(post.kind, post::Kind::kReply);
  EXPECT_EQ(post.author.name, "Léa, Orvelle");
  EXPECT_EQ(post.url, "/rehearsal/place/notre-pub/" + said->id);
  EXPECT_GE(post.created_at, hands.options.base + hands.scenario.opening());
  hands.pass(std::chrono::hours(1));
  ASSERT_EQ(hands.drill->acts().size(), 2U);
  EXPECT_GT(hands.drill->acts()[0].tone.useful, 0.7);
  EXPECT_EQ(hands.drill->acts()[0].reply, said->id);
}

TEST(DrillSource, KeepsACurveAndFiguresOfWhatYouDo) {
  Hands hands;
  hands.pass(std::chrono::hours(20));
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(hands.drill->answer(hands.useful(std::to_string(i))));
  ASSERT_TRUE(hands.drill->let_stand({"drill:galerne", "nobody's", ""}));
  ASSERT_TRUE(hands.drill->removed({"place:notre-pub", "gone", "page"}));
  hands.pass(std::chrono::hours(2));
  const auto outcome = hands.drill->outcome();
  EXPECT_EQ(outcome.curve.size(), 44U);
  EXPECT_EQ(outcome.figures.let_stand, 1U);
  EXPECT_EQ(outcome.figures.removals, 1U);
  ASSERT_TRUE(outcome.figures.first_answer);
  EXPECT_NEAR(static_cast<double>(outcome.figures.first_answer->count()) / 3.6e9, 19.8, 0.1);
  std::uint64_t posts = 0;
  for (const auto& point : outcome.curve) posts += point.posts;
  EXPECT_GT(posts, 500U);
}

TEST(DrillSource, TheExpertWhomYouAskAnswersInTheSealedHouse) {
  Hands hands;
  hands.pass(std::chrono::hours(18));
  const auto asked = hands.last_entry();
  ASSERT_TRUE(hands.drill->hand_to_expert(asked, "naima-b"));
  const auto before = hands.intake.posts.size();
  hands.pass(std::chrono::hours(1));
  const post::Post* answer = nullptr;
  for (const auto& item : hands.intake.posts.items().subspan(before)) {
    if (item.post.author.id == "staff:naima-b") answer = &item.post;
  }
  ASSERT_NE(answer, nullptr);
  EXPECT_EQ(answer->parent, asked.id);
  EXPECT_EQ(answer->source, asked.source);
  EXPECT_EQ(hands.drill->progress().said.answers, 1U);
}

TEST(DrillSource, APolicyAnswersAndRemovesInTheSealedHouse) {
  for (const auto policy : {rehearsal::Policy::kDeletes, rehearsal::Policy::kPresent}) {
    Hands hands(policy);
    hands.pass(std::chrono::hours(24));
    std::uint64_t answers = 0;
    std::uint64_t deletions = 0;
    for (const auto& item : hands.intake.posts.items()) {
      answers += item.post.author.id.starts_with("staff:") ? 1U : 0U;
      deletions += item.act == post::Act::kDelete ? 1U : 0U;
    }
    const auto said = hands.drill->progress().said;
    EXPECT_EQ(answers, said.answers);
    EXPECT_EQ(deletions, said.deletions + said.removals);
    EXPECT_EQ(said.answers > 20, policy == rehearsal::Policy::kPresent);
    EXPECT_EQ(said.removals > 20, policy == rehearsal::Policy::kDeletes);
  }
}

TEST(DrillSource, NothingIsDoneAfterTheEnd) {
  Hands hands;
  hands.pass(std::chrono::hours(8));
  const auto said = hands.drill->answer(hands.useful("a"));
  hands.drill->end();
  EXPECT_EQ(hands.drill->answer(hands.useful("a"))->id, said->id);  // It was said.
  EXPECT_EQ(hands.drill->answer(hands.useful("b")).error().code, ErrorCode::kConflict);
  EXPECT_EQ(hands.drill->let_stand(hands.last_entry()).error().code, ErrorCode::kConflict);
  EXPECT_EQ(hands.drill->removed(hands.last_entry()).error().code, ErrorCode::kConflict);
  EXPECT_EQ(hands.drill->hand_to_expert(hands.last_entry()).error().code, ErrorCode::kConflict);
}

// Says no, in each of the ways in which a house may.
class ClosedIntake final : public Intake {
 public:
  bool submit(Load load, Done done) override {
    EXPECT_FALSE(load.patient);
    if (closing) return false;
    if (error) {
      done(*error);
    } else {
      Outcome outcome;
      outcome.rejects.push_back({{}, "text: too long", "", 0});
      done(outcome);
    }
    return true;
  }
  bool try_submit(Load&, Done&) override { return false; }
  bool closing = false;
  std::optional<Error> error;
};

TEST(DrillSource, AnAnswerThatTheHouseRefusesIsNotHeardByThePublic) {
  const auto scenario = rehearsal::Scenario::parse(rehearsal::shipped_scenario(rehearsal::shipped_names()[0])).value();
  ManualClock wall(kNow);
  rehearsal::PlayOptions options;
  options.base = scenario.base_ending_by(kNow);
  DrillClock clock(wall, options.base, 600);
  ClosedIntake intake;
  DrillSource drill(scenario, options, clock, intake);
  const DrillAnswer answer{"a", {"drill:galerne", "x", ""}, "Voici", "fr", "staff:1", "lea", "Léa", false};
  EXPECT_EQ(drill.answer(answer).error().code, ErrorCode::kInvalid);
  intake.error = unavailable("disk");
  EXPECT_EQ(drill.answer(answer).error().code, ErrorCode::kUnavailable);
  intake.closing = true;
  EXPECT_EQ(drill.answer(answer).error().code, ErrorCode::kConflict);
  EXPECT_TRUE(drill.acts().empty());
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
