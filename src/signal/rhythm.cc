#include "signal/rhythm.h"

#include <algorithm>
#include <cmath>

namespace vigie::signal {
namespace {

constexpr float kUnit = 1.0F / 2048;    // Finer than any departure that is looked at.
constexpr float kMost = 15.9F;          // On a scale where twice as many is 0.7.
constexpr float kHourTrustedAfter = 1;  // Days that count as much as not knowing.
constexpr float kDayTrustedAfter = 96;  // Hours, likewise.
constexpr float kHourShareMin = 0.1F;   // Of a new day in what an hour is known by: two weeks weigh most.
constexpr float kDayShareMin = 0.01F;   // Of an hour in what a day is known by: four weeks do.

struct Clock {
  std::size_t hour;
  std::size_t day;
};

Clock clock_of(Hour hour) {
  const auto in_week = ((hour + 4 * 24) % (7 * 24) + 7 * 24) % (7 * 24);  // 1970 began on a Thursday.
  return {static_cast<std::size_t>(in_week % 24), static_cast<std::size_t>(in_week / 24)};
}

}  // namespace

float Rhythm::Factor::value() const { return static_cast<float>(units) * kUnit; }

float Rhythm::Factor::trusted(float after) const {
  const auto known = static_cast<float>(seen);
  return value() * known / (known + after);
}

void Rhythm::Factor::learn(float departure, float share_min) {
  if (seen < UINT16_MAX) ++seen;
  const float before = value();
  const float now = before + std::max(share_min, 1 / static_cast<float>(seen)) * (departure - before);
  units = static_cast<std::int16_t>(std::lround(std::clamp(now, -kMost, kMost) / kUnit));
}

float Rhythm::of(Hour hour) const {
  const auto at = clock_of(hour);
  return hours_[at.hour].trusted(kHourTrustedAfter) + days_[at.day].trusted(kDayTrustedAfter);
}

void Rhythm::learn(Hour hour, float departure) {
  const auto at = clock_of(hour);
  auto& of_hour = hours_[at.hour];
  auto& of_day = days_[at.day];
  const float besides_day = departure - of_day.value();
  const float besides_hour = departure - of_hour.value();
  of_hour.learn(besides_day, kHourShareMin);
  of_day.learn(besides_hour, kDayShareMin);
}

}  // namespace vigie::signal
