// One incident that updates: it begins, grows, peaks and ends. The same for a volume and for a turn; what `level`
// counts is the caller's: posts a minute, or critical posts a minute. Threads: a plain value. Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/clock.h"

namespace vigie::alert {

enum class State : std::uint8_t { kGrowing, kPeaked, kEnded };
std::string_view name_of(State state);
std::optional<State> state_of(std::string_view name);

constexpr int kCalmMinutes = 30;  // Half-way back for so long: over.

// What became of it in one minute.
enum class Step : std::uint8_t {
  kNone,
  kGrew,    // By half since it was last said.
  kPeaked,  // It has been below its peak for a while.
  kEnded
};

struct Incident {
  State state = State::kGrowing;
  Time began_at{};
  std::optional<Time> peaked_at;  // The greatest level so far.
  std::optional<Time> ended_at;
  double level = 0;  // Smoothed over some minutes.
  double peak = 0;   // The greatest of those,
  double said = 0;   // and as it was last said.
  int calm = 0;      // Minutes that it is half-way back, or has been below its peak.
  int below = 0;

  static Incident begin(Time at, double level);
  // The minute that ends at `at`.
  Step close(Time at, double now, bool is_back);
};

}  // namespace vigie::alert
