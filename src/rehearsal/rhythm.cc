#include "rehearsal/rhythm.h"

#include <algorithm>
#include <cmath>

#include "rehearsal/week_minute.h"

namespace vigie::rehearsal {
namespace {

const std::array<double, 24>& day_of(const Rhythm& rhythm, int weekday) {
  if (weekday == 5) return rhythm.saturday;
  return weekday == 6 ? rhythm.sunday : rhythm.weekday;
}

double hours(Micros span) { return static_cast<double>(span.count()) / 3.6e9; }

// Slow at first, steep before the peak; halves every half-life after it.
double surge(const Flow& flow, Micros at) {
  if (at >= flow.peak) return std::exp2(-hours(at - flow.peak) / hours(flow.half_life));
  if (flow.doubling > Micros{0}) return std::exp2(-hours(flow.peak - at) / hours(flow.doubling));
  const double way = hours(at - flow.begin) / hours(flow.peak - flow.begin);
  return 0.06 * way + 0.94 * way * way;
}

}  // namespace

WeekMoment week_moment(const Script& script, Micros at) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(at).count() + script.start_minute_of_week;
  return {static_cast<int>(minutes / kMinutesOfDay % 7), static_cast<int>(minutes % kMinutesOfDay)};
}

double wakefulness(const Script& script, Micros at) {
  const auto now = week_moment(script, at);
  const auto next = week_moment(script, at + std::chrono::hours(1));
  const double low = day_of(script.rhythm, now.weekday)[static_cast<std::size_t>(now.minute_of_day / 60)];
  const double high = day_of(script.rhythm, next.weekday)[static_cast<std::size_t>(next.minute_of_day / 60)];
  return low + (high - low) * (now.minute_of_day % 60) / 60;
}

double awake(const Script& script, const Flow& flow, Micros at) {
  return 1 - flow.night + flow.night * wakefulness(script, at);
}

double rate(const Script& script, const Flow& flow, Micros at) {
  if (at < flow.begin || at >= flow.end) return 0;
  return flow.per_hour * awake(script, flow, at) * (flow.surges ? surge(flow, at) : 1);
}

double expected_posts(const Script& script) {
  double sum = static_cast<double>(script.moments.size());
  const Micros step = std::chrono::minutes(10);
  for (Micros at{0}; at < script.duration; at += step) {
    for (const auto& flow : script.flows) sum += rate(script, flow, at) / 6;
  }
  return sum;
}

std::uint64_t poisson(double mean, Random& random) {
  if (!(mean > 0)) return 0;
  if (mean > 30) {
    const double radius = std::sqrt(-2 * std::log(1 - random.real()));
    const double normal = radius * std::cos(6.283185307179586 * random.real());
    return static_cast<std::uint64_t>(std::max(0.0, mean + std::sqrt(mean) * normal + 0.5));
  }
  const double floor = std::exp(-mean);
  std::uint64_t count = 0;
  double product = random.real();
  while (product > floor) {
    product *= random.real();
    ++count;
  }
  return count;
}

}  // namespace vigie::rehearsal
