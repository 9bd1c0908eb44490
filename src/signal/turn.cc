#include "signal/turn.h"

#include <algorithm>
#include <cmath>

namespace vigie::signal {
namespace {

double dispersion_of(std::span<const Share> hours, double p) {
  double sum = 0;
  std::size_t count = 0;
  for (const auto& hour : hours) {
    if (hour.whole < kHourPostsMin) continue;
    const double n = static_cast<double>(hour.whole);
    const double off = static_cast<double>(hour.part) - n * p;
    sum += off * off / (n * p * (1 - p));
    ++count;
  }
  if (count < 2) return 1;
  return std::clamp(sum / static_cast<double>(count - 1), 1.0, kDispersionMax);
}

}  // namespace

Interval Usual::band(std::uint64_t posts_now, double errors) const {
  if (posts_now == 0 || posts == 0) return {};
  const double of_now = dispersion / static_cast<double>(posts_now);
  const double of_before = dispersion / static_cast<double>(posts);
  const double reach = errors * std::sqrt(share * (1 - share) * (of_now + of_before) + wander * wander);
  return {std::max(0.0, share - reach), std::min(1.0, share + reach)};
}

std::optional<Usual> usual_of(std::span<const Share> hours) {
  Share all;
  for (const auto& hour : hours) {
    all.part += hour.part;
    all.whole += hour.whole;
  }
  if (all.whole < kUsualPostsMin) return std::nullopt;
  // Half a post each way, so that a share of none leaves a band (H. Jeffreys' prior).
  const double p = (static_cast<double>(all.part) + 0.5) / (static_cast<double>(all.whole) + 1);
  return Usual{p, dispersion_of(hours, p), all.whole, 0};
}

}  // namespace vigie::signal
