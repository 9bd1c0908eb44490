// The shipped story, and what it says under acts. For tests alone. Threads: the test's.
#pragma once

#include <string>
#include <vector>

#include "base/time_text.h"
#include "rehearsal/play.h"
#include "rehearsal/shipped.h"

namespace vigie::rehearsal {

inline const Scenario& shipped_story() {
  static const Scenario scenario = Scenario::parse(shipped_scenario(shipped_names()[0])).value();
  return scenario;
}

inline Time shipped_base() { return shipped_story().base_ending_by(*parse_time("2026-11-22T12:00:00Z")); }

inline PlayOptions options_of(std::uint64_t seed, Policy policy, bool reacts = false) {
  PlayOptions options;
  options.seed = seed;
  options.base = shipped_base();
  options.policy = policy;
  options.reacts = reacts;
  return options;
}

struct Heard {
  post::Batch batch;
  std::vector<Truth> truths;
};

// Until `until` of the story, in one step.
inline void hear(Play& play, Micros until, Heard& heard) {
  play.until(shipped_base() + until, heard.batch, &heard.truths);
}

}  // namespace vigie::rehearsal
