// When something is said: the flows' counts, drawn minute by minute, and the moments of the file.
// Nothing of the next minute exists before it is drawn, so that a public that reacts can change the
// flows while it plays.
// Threads: owned by one thread. Errors: none. Units: times count from the scenario's start.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/random.h"
#include "rehearsal/public.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {

struct Arrival {
  Micros at;
  std::uint16_t place;  // In flows, or in moments.
  bool is_moment;
};

class Arrivals {
 public:
  // `script` and `reacts` outlive it.
  Arrivals(const Script& script, const Public& reacts, double scale, std::uint64_t seed)
      : script_(script), public_(reacts), scale_(scale), seed_(seed), random_(seed) {}

  // The first that is drawn and not taken.
  const Arrival* next() const { return taken_ < drawn_.size() ? &drawn_[taken_] : nullptr; }
  void take() { ++taken_; }

  // The beginning of the minute that draw() would draw; nothing at the end, or before all of the last is taken.
  std::optional<Micros> undrawn() const;
  void draw();

 private:
  double mean(std::uint16_t flow, Micros begin) const;
  double gust(std::uint16_t flow) const;
  Micros within_minute();

  const Script& script_;
  const Public& public_;
  const double scale_;
  const std::uint64_t seed_;
  Random random_;
  std::vector<Arrival> drawn_;  // Of the minute drawn last, in order of time.
  std::size_t taken_ = 0;
  std::int64_t minute_ = 0;  // The next to be drawn.
};

}  // namespace vigie::rehearsal
