// The turn of one series, minute by minute: the share of critical posts in the last hours, and what is usual.
//
// Counts stand in quarters of an hour. The last thirteen are what is now; what leaves them is learnt, an hour at a
// time, and fades within a week, so that a series is 152 bytes however long it is heard. Threads: owned by one thread.
// Errors: none; a minute before the running quarter counts in the oldest that it knows.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "signal/turn.h"

namespace vigie::signal {

class TurnSeries {
 public:
  static constexpr int kHoursMax = 3;

  // Posts said in the minute that began at `from`, and how many of them are critical.
  void add(Time from, std::uint32_t posts, std::uint32_t critical);
  // Time goes on, whether something was said or not.
  void advance(Time to);

  // The last `hours` (1 to kHoursMax), and the quarter that runs.
  Share last(int hours) const;
  // Where last(hours) begins.
  Time begin_of(int hours) const;
  // What the hours before all of those show. Nothing: too little was said to know.
  std::optional<Usual> usual() const;

 private:
  static constexpr std::int64_t kQuarters = 4 * kHoursMax + 1;
  struct Count {
    std::uint32_t critical = 0;
    std::uint32_t posts = 0;
  };
  Count& at(std::int64_t quarter) { return counts_[static_cast<std::size_t>(quarter % kQuarters)]; }
  const Count& at(std::int64_t quarter) const { return counts_[static_cast<std::size_t>(quarter % kQuarters)]; }
  void leave(Count count);
  void learn(const Share& hour);

  std::array<Count, kQuarters> counts_{};
  std::int64_t quarter_ = 0;  // That runs; since 1970, and 0 before the first.
  Count hour_;                // Quarters that left and are not learnt yet,
  std::uint32_t hour_quarters_ = 0;
  float critical_ = 0;  // All that was learnt, fading;
  float posts_ = 0;
  float wander_ = 0;  // Squared departures of hours beyond chance, by the weight of their posts,
  float weight_ = 0;  // and those weights.
};

static_assert(sizeof(TurnSeries) <= 152);

}  // namespace vigie::signal
