// How a series breathes: by how much each hour of the day and each day of the week departs from its level.
// Touched once an hour. Threads: owned by one thread. Errors: none.
#pragma once

#include <array>
#include <cstdint>

namespace vigie::signal {

// Hours since 1970, UTC.
using Hour = std::int64_t;

class Rhythm {
 public:
  // What hour `hour` departs from the level, in the unit of learn(). Hours and days count as far as they are known.
  float of(Hour hour) const;
  // An hour is over: on average it departed from the level by `departure`.
  void learn(Hour hour, float departure);

 private:
  struct Factor {
    std::int16_t units = 0;  // Of kUnit.
    std::uint16_t seen = 0;  // Hours, as far as they are counted.
    float value() const;
    float trusted(float after) const;
    void learn(float departure, float share_min);
  };
  std::array<Factor, 24> hours_{};
  std::array<Factor, 7> days_{};
};

static_assert(sizeof(Rhythm) <= 124);

}  // namespace vigie::signal
