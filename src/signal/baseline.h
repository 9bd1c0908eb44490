// Is this minute usual? The counts of one series against its own past, and nothing but its past.
//
// Counts are taken on a scale that is linear for a few posts and a logarithm for many, so that chance at small counts
// and growth at large ones weigh alike. The baseline is a level that drifts over days, plus the rhythm of hours and
// days. What a count departs from it, in units of the usual scatter, is smoothed over some minutes: a burst lasts, a
// single odd minute does not. That departure, upwards or downwards, surprises as far as it exceeds the record of the
// last weeks, which fades: who is surprised often is surprised less. `doc/signals.md` tells how well this does.
// Threads: owned by one thread. Errors: none; a count that is no number is passed over.
#pragma once

#include <cstdint>

#include "base/clock.h"
#include "signal/rhythm.h"

namespace vigie::signal {

constexpr float kUnusual = 0.5F;  // From here on a surprise exceeds everything of the last weeks by a margin.

class Baseline {
 public:
  // The span [from, from + width) is over and held `count`. How surprising that is, in [0, 1]; 0 until kWarmUpSpans
  // spans were closed. A span that does not come after the one before is judged, and moves the clock nowhere.
  float close(Time from, Micros width, double count, Rhythm& rhythm);

  // What would be usual in the span closed last.
  double expected() const;

 private:
  void enter_hour(Hour hour, Rhythm& rhythm);
  void settle(float departure, float scatter, float minutes);

  Time closed_at_{};
  Hour hour_ = 0;
  float level_ = 0;       // On the scale of counts, as the rest.
  float season_ = 0;      // Of the hour that runs.
  float variance_ = 0;    // Of the departures.
  float lasting_ = 0;     // The departure of the last minutes, in scatters.
  float peak_ = 0;        // The greatest of those, fading;
  float lull_ = 0;        // and the least, turned round.
  float hour_sum_ = 0;    // Departures from the level in the hour that runs,
  float hour_spans_ = 0;  // and of how many spans.
  std::uint32_t spans_ = 0;
  bool is_measured_ = false;  // Something was no whole number.
};

static_assert(sizeof(Baseline) <= 64);  // A line of the cache.

constexpr std::uint32_t kWarmUpSpans = 100;

}  // namespace vigie::signal
