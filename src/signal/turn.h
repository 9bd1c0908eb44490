// The turn that an exchange takes: the share of critical posts, against its usual band.
//
// The band comes from the hours before: their pooled share, and how much more the hours differ than chance alone
// would make them (Pearson's dispersion; McCullagh and Nelder, Generalized Linear Models, 1989, §4.5). A share
// is out when it is above what three standard errors allow.
// Threads: plain values. Errors: none. Units: fractions in [0, 1].
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/clock.h"
#include "signal/share.h"

namespace vigie::signal {

constexpr std::uint64_t kUsualPostsMin = 20;  // Fewer before say nothing of what is usual.
constexpr std::uint64_t kTurnPostsMin = 20;   // Fewer now are too few to say that anything has turned.
constexpr std::uint64_t kHourPostsMin = 5;    // An hour of fewer says nothing of how hours differ.
constexpr double kStandardErrors = 3;

// What is usual, as the hours before show it.
struct Usual {
  double share = 0;
  double dispersion = 1;    // 1: as chance alone; at most kDispersionMax.
  std::uint64_t posts = 0;  // Behind it.
  double wander = 0;        // By so much hours differ besides, however many posts they have: a standard deviation.

  // Where the share of `posts` posts usually lies.
  Interval band(std::uint64_t posts_now, double errors = kStandardErrors) const;
  bool is_out(const Share& now, double errors = kStandardErrors) const {
    return now.whole >= kTurnPostsMin && now.value() > band(now.whole, errors).high;
  }
  // Half-way home, so that what wavers about the edge is out once.
  bool is_back(const Share& now) const {
    return now.whole < kTurnPostsMin || now.value() < (share + band(now.whole).high) / 2;
  }
};

constexpr Micros kUsualWindow = std::chrono::days(7);
constexpr double kDispersionMax = 6;

// One share an hour, whole 0 where nothing was said. Nothing: too little was said to know.
std::optional<Usual> usual_of(std::span<const Share> hours);

}  // namespace vigie::signal
