// A whole week-end played at once, and what it came to: the same story under several policies can be
// laid side by side. It teaches; it does not forecast.
// Threads: pure functions. Errors: none; a scenario without `[[policy]]` numbers is played by nobody.
// Units: times count from the scenario's start. Cost: about as long as Play::until() to the end.
#pragma once

#include <span>
#include <vector>

#include "rehearsal/play.h"
#include "rehearsal/score.h"

namespace vigie::rehearsal {

constexpr Micros kCurveStep = std::chrono::minutes(30);

struct Outcome {
  Policy policy = Policy::kNone;
  std::vector<CurvePoint> curve;
  Figures figures;
};

// The policy of `options`, until `until` (default: the end).
Outcome rehearse(const Scenario& scenario, const PlayOptions& options, Micros until = Micros::max(),
                 Micros step = kCurveStep);
// Somebody's own acts, at their times.
Outcome rehearse(const Scenario& scenario, const PlayOptions& options, std::span<const Act> acts,
                 Micros until = Micros::max(), Micros step = kCurveStep);

// The same week-end under each policy; empty where the scenario has no numbers for one.
std::vector<Outcome> rehearse_each(const Scenario& scenario, const PlayOptions& options, Micros until = Micros::max());

// What a page says on its face.
const Bilingual& teaches();

}  // namespace vigie::rehearsal
