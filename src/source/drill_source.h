// A rehearsal as a source: plays a scenario's invented public at any speed, from a clock of its own
// that the sealed house runs by, so that "the last hour" is an hour of the scenario.
// Threads: shared; step() by one thread at a time. Errors: none but a house that is closing.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/guarded.h"
#include "base/result.h"
#include "rehearsal/play.h"
#include "rehearsal/scenario.h"
#include "source/intake.h"
#include "source/source.h"

namespace vigie::source {

constexpr double kSpeedMin = 1;
constexpr double kSpeedMax = 10'000;

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

class DrillSource final : public Source {
 public:
  // `clock` and `intake` outlive the source. The clock is set to just before the opening; the quiet
  // days before it are said at once.
  DrillSource(const rehearsal::Scenario& scenario, const rehearsal::PlayOptions& options, DrillClock& clock,
              Intake& intake);

  // Hands over what is due by the clock, waiting for the house if it is full. False: the scenario
  // has ended, or the house closes.
  bool step();

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
  bool hand_over(Load load);
  State state() const;

  rehearsal::Scenario scenario_;
  DrillClock& clock_;
  Intake& intake_;
  rehearsal::Play play_;  // Touched by step() alone.
  Time base_;
  std::uint64_t expected_posts_;
  Guarded<rehearsal::Said> said_;
  std::atomic<bool> ended_ = false;
  std::shared_ptr<Guarded<Heard>> heard_ = std::make_shared<Guarded<Heard>>();
};

}  // namespace vigie::source
