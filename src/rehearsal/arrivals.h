// When something is said: the flows' counts, drawn minute by minute, and the moments of the file.
// Nothing of the next minute exists before it is asked for, so that a public that answers can change
// the flows while it plays.
// Threads: owned by one thread. Errors: none. Units: times count from the scenario's start.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/random.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {

struct Arrival {
  Micros at;
  std::uint16_t place;  // In flows, or in moments.
  bool is_moment;
};

class Arrivals {
 public:
  // `script` outlives it.
  Arrivals(const Script& script, double scale, std::uint64_t seed)
      : script_(script), scale_(scale), seed_(seed), random_(seed) {}

  // Draws minutes until something arrives, or `sooner` comes before the next one, or the end. The first
  // that is drawn and not taken.
  const Arrival* next(std::optional<Micros> sooner);
  void take() { ++taken_; }

 private:
  void draw_minute();
  double gust(std::uint16_t flow) const;
  Micros within_minute();

  const Script& script_;
  const double scale_;
  const std::uint64_t seed_;
  Random random_;
  std::vector<Arrival> drawn_;  // Of the minute drawn last, in order of time.
  std::size_t taken_ = 0;
  std::int64_t minute_ = 0;  // The next to be drawn.
};

}  // namespace vigie::rehearsal
