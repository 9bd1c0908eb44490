// A rehearsal as a source: plays a scenario's invented public at any speed, from a clock of its own
// that the sealed house runs by, so that "the last hour" is an hour of the scenario. What is done in the
// sealed house is told to it, and its public reacts from the next minute of the story on.
// Threads: shared; step() by one thread at a time. answer() and publish() wait for the house.
// Errors: kConflict after the end; kUnavailable where the house cannot take an answer now; kInvalid for
// one that may not be kept.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "base/result.h"
#include "rehearsal/alert_truth.h"
#include "rehearsal/play.h"
#include "rehearsal/rehearse.h"
#include "rehearsal/scenario.h"
#include "source/intake.h"
#include "source/source.h"

namespace vigie::source {

constexpr double kSpeedMin = 1;
constexpr double kSpeedMax = 10'000;
constexpr std::chrono::minutes kHeardBeforeOpening{10};  // Of the scenario: a breath of quiet before the story.

// Runs `speed` times as fast as the clock behind it, from `base`; can stand still, for a while or for ever.
class DrillClock final : public Clock {
 public:
  DrillClock(const Clock& wall, Time base, double speed) : wall_(wall), pace_({base, wall.now(), speed, false}) {}

  Time now() const override;
  void set_speed(double speed);
  void set_paused(bool paused);
  void jump(Time to);
  void stop();  // For ever: nothing moves it any more.
  double speed() const;
  bool paused() const;

 private:
  struct Pace {
    Time base;  // What this clock said when the wall's said `since`.
    Time since;
    double speed;
    bool paused;
    bool stopped = false;
  };
  Time now_of(const Pace& pace) const;
  void repace(Pace& pace) const;

  const Clock& wall_;
  Guarded<Pace> pace_;
};

struct DrillProgress {
  Time begin{};    // Of the quiet days before.
  Time opening{};  // Of the story.
  Time end{};
  Time now{};
  double speed = 1;
  State state = State::kLive;  // kLive, kPaused or kEnded.
  rehearsal::Said said;
  std::uint64_t expected_posts = 0;  // About how many the whole story says; it does not move.
};

// A post of the sealed house, about which something is done.
struct Addressed {
  std::string source;
  std::string id;
  std::string root;  // Empty: it begins its thread.
};

// What one of us says there. The same key is never said twice.
struct DrillAnswer {
  std::string key;
  Addressed to;  // For publish(): its source alone.
  std::string text;
  std::string lang;
  std::string author_id;
  std::string author_handle;
  std::string author_name;
  bool by_expert = false;
};

// Under which the house knows it.
struct DrillSaid {
  std::string source;
  std::string id;
  std::string url;
};

class DrillSource final : public Source {
 public:
  // `clock` and `intake` outlive the source. The clock is set to just before the opening; the quiet
  // days before it are said at once.
  DrillSource(const rehearsal::Scenario& scenario, const rehearsal::PlayOptions& options, DrillClock& clock,
              Intake& intake);

  // Hands over what is due by the clock, waiting for the house if it is full. False: the scenario
  // has ended, or the house closes.
  bool step();

  // Says it in the sealed house, where its post stands, and tells the public. Returns once it is durable.
  Result<DrillSaid> answer(const DrillAnswer& answer);
  // The same, of something that answers nobody.
  Result<DrillSaid> publish(const DrillAnswer& said);
  // Tells the public of what was done; the post itself is removed by whoever removes it.
  Result<void> let_stand(const Addressed& post);
  Result<void> removed(const Addressed& post);
  // The played expert with that handle, or else the one whose topic it is, will answer after a while.
  Result<void> hand_to_expert(const Addressed& post, std::string_view expert_handle = {});

  // What was done so far, by whomever; and what came of it up to now.
  std::vector<rehearsal::Act> acts() const;
  rehearsal::Outcome outcome() const;
  // Against which the alerts of the sealed house are held; what was said so far.
  rehearsal::AlertTruth alert_truth() const;
  const rehearsal::PlayOptions& options() const { return options_; }

  // Whether what is said arrives: not within a gap of the scenario, at whose end all of it arrives.
  bool is_heard() const;

  // Nothing more is said, and the clock stands; the same when the story comes to its own end. From any thread.
  void end();
  bool ended() const { return ended_; }
  const rehearsal::Scenario& scenario() const { return scenario_; }

  Status status() const override;
  DrillProgress progress() const;

 private:
  // What the house has told of the loads that it took.
  struct Heard {
    std::uint64_t posts = 0;
    std::uint64_t rejected = 0;
    std::optional<Time> last_post_at;
  };
  // The playing, its score and what alerts should tell.
  struct Stage {
    Stage(const rehearsal::Scenario& scenario, const rehearsal::PlayOptions& options)
        : play(scenario, options), score(scenario), truth(scenario) {}
    rehearsal::Play play;
    rehearsal::Score score;
    rehearsal::AlertTruth truth;
  };
  bool hand_over(Load load);
  Time heard_until(Time now) const;
  State state() const;
  Result<DrillSaid> say(const DrillAnswer& answer, rehearsal::ActKind kind);
  Result<void> keep(const DrillAnswer& answer, const DrillSaid& said);
  Result<void> act(rehearsal::Act act);
  std::string url_of(const DrillAnswer& answer, std::string_view id) const;

  rehearsal::Scenario scenario_;
  rehearsal::PlayOptions options_;
  DrillClock& clock_;
  Intake& intake_;
  Time base_;
  Guarded<std::unique_ptr<Stage>> stage_;
  std::uint64_t expected_posts_;
  Guarded<std::map<std::string, DrillSaid>> answered_;  // By key.
  Guarded<rehearsal::Said> said_;
  std::atomic<bool> ended_ = false;
  std::shared_ptr<Guarded<Heard>> heard_ = std::make_shared<Guarded<Heard>>();
};

}  // namespace vigie::source
