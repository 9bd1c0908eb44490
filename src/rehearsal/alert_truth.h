// What really happened in a playing, as alerts are held against it: of which watches an incident is, and how many of
// its posts had been said at a moment. Threads: owned by one thread; a value. Errors: none. Units: times count from the
// scenario's start.
#pragma once

#include <cstdint>
#include <vector>

#include "post/post.h"
#include "rehearsal/scenario.h"
#include "rehearsal/truth.h"

namespace vigie::rehearsal {

constexpr std::size_t kTruthPostsMax = 1'000'000;  // Of one incident; more are not counted.

class AlertTruth {
 public:
  explicit AlertTruth(const Scenario& scenario);

  // Each item once, in order of time.
  void hear(const post::Item& item, const Truth& truth);

  // A fifth of what the incident has said in words is meant by the watch: both as Scenario has them.
  bool is_of(std::size_t incident, std::size_t watch) const;
  // Posts of the incident, reposts too.
  std::uint64_t posts_before(std::size_t incident, Micros at) const;

  const Scenario& scenario() const { return scenario_; }

 private:
  struct Heard {
    std::vector<Micros> posts;
    std::uint64_t worded = 0;
    std::vector<std::uint64_t> meant;  // Of those, by watch.
  };
  Scenario scenario_;
  std::vector<Heard> heard_;
};

}  // namespace vigie::rehearsal
