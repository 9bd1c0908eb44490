// One closed minute of one watch. Threads: plain values.
#pragma once

#include <cstdint>

#include "base/clock.h"

namespace vigie::alert {

constexpr Micros kMinute = std::chrono::minutes(1);
constexpr Micros kSpan = std::chrono::minutes(10);  // In which little is told from nothing; they begin at whole tens.

struct MinuteCounts {
  Time from{};
  std::uint32_t posts = 0;        // Reposts too.
  std::uint32_t voices = 0;       // Distinct authors of those.
  std::uint32_t written = 0;      // Posts that are no reposts,
  std::uint32_t critical = 0;     // and those of them that are negative.
  std::uint32_t span_voices = 0;  // Distinct authors of the kSpan that this minute ends, if it ends one.
  bool is_covered = true;         // Every source was heard; else few posts say nothing.
};

constexpr bool ends_span(Time minute) { return micros_of(minute + kMinute) % kSpan.count() == 0; }
constexpr Time minute_of(Time time) { return std::chrono::floor<std::chrono::minutes>(time); }

}  // namespace vigie::alert
