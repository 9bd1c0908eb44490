// A whole story played through a house of its own with its alerts, as fast as it goes: nothing is shown, nothing is
// kept. The first days are learnt from, the rest is judged minute after minute by the story's clock, and the seed alone
// decides what comes of it.
// Threads: the caller's, besides the house's own. Errors: what the house and its folder say; kUnavailable: stopped.
#pragma once

#include <string>

#include "cli/tools.h"
#include "rehearsal/alert_score.h"
#include "rehearsal/scenario.h"

namespace vigie::cli {

struct AlertDrill {
  std::uint64_t seed = 1;
  std::uint64_t posts = 0;  // In all.
  Time base{};              // Of the scenario's start.
  rehearsal::AlertScore score;
  bool is_whole = true;  // Else there were more alerts than a house keeps.
};

constexpr Micros kLearntFrom = std::chrono::hours(7 * 24);  // Less where the story opens sooner.

// A folder of its own is made in `parent`, which is there, and removed afterwards.
Result<AlertDrill> drill_alerts(const rehearsal::Scenario& scenario, std::uint64_t seed, const std::string& parent,
                                const watch::Models& models, const Tools& tools);

}  // namespace vigie::cli
