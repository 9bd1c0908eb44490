// How much is said when: the public's day, and the rise and fall of what happens to it.
// Threads: pure functions. Errors: none. Units: times count from the scenario's start.
#pragma once

#include "base/random.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {

struct WeekMoment {
  int weekday;        // 0 is Monday.
  int minute_of_day;  // 0 to 1439.
};
WeekMoment week_moment(const Script& script, Micros at);

// Between the hours of the file it goes in a straight line.
double wakefulness(const Script& script, Micros at);

// The same, as far as `flow` follows it.
double awake(const Script& script, const Flow& flow, Micros at);

// Posts an hour that are expected of `flow` at `at`, at scale 1.
double rate(const Script& script, const Flow& flow, Micros at);

// The sum over the whole scenario at scale 1, moments included.
double expected_posts(const Script& script);

// A count whose mean is `mean` (Knuth's product for small means, the normal law for large ones).
std::uint64_t poisson(double mean, Random& random);

}  // namespace vigie::rehearsal
