#include "signal/baseline.h"

#include <algorithm>
#include <cmath>

namespace vigie::signal {
namespace {

// One configuration for every series. Times in minutes.
constexpr float kDay = 24 * 60;
constexpr float kLevelLasts = 4 * kDay;
constexpr float kScatterLasts = 3 * kDay;
constexpr float kRecordLasts = 20 * kDay;
constexpr float kSmoothing = 2;         // Half of a departure is believed after so long.
constexpr float kGapMax = kDay;         // What is silent for longer ages no more.
constexpr double kFewCounts = 7;        // Up to here counts differ by chance.
constexpr float kScatterMin = 0.1F;     // A count that never moves may move by so much;
constexpr float kMeasureMin = 0.02F;    // what has fractions is measured and not counted, and moves by less.
constexpr float kClip = 2;              // Scatters by which one span may move the baseline.
constexpr std::uint32_t kSettled = 50;  // Spans after which it may not move it further.
constexpr std::uint32_t kFirstRecord = 20;
constexpr float kMargin = 0.7F;  // Above the record.

float scaled(double count) {
  const double size = std::log1p(std::abs(count) / kFewCounts);
  return static_cast<float>(count < 0 ? -size : size);
}

Hour hour_of(Time time) { return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count(); }

float minutes_of(Micros span) { return static_cast<float>(span.count()) / 60e6F; }

// From (-∞, ∞) to (0, 1), 0.5 at 0; falls off slowly, so that the greatest still differ.
float squashed(float value) { return 0.5F + 0.5F * value / (1 + std::abs(value)); }

}  // namespace

void Baseline::enter_hour(Hour hour, Rhythm& rhythm) {
  if (hour_spans_ > 0) rhythm.learn(hour_, hour_sum_ / hour_spans_);
  hour_ = hour;
  hour_sum_ = 0;
  hour_spans_ = 0;
  season_ = rhythm.of(hour);
}

float Baseline::close(Time from, Micros width, double count, Rhythm& rhythm) {
  if (!std::isfinite(count)) return 0;
  const float value = scaled(count);
  if (spans_ == 0) {
    level_ = value;
    closed_at_ = from;
    hour_ = hour_of(from);
    season_ = rhythm.of(hour_);
  }
  const float minutes = std::clamp(minutes_of(from + width - closed_at_), 0.0F, kGapMax);
  closed_at_ = std::max(closed_at_, from + width);
  if (const auto hour = hour_of(from); hour > hour_) enter_hour(hour, rhythm);
  ++spans_;

  is_measured_ = is_measured_ || count != std::floor(count);
  const float scatter = std::sqrt(variance_);
  const float departure = value - level_ - season_;
  const float scatters = departure / (scatter + (is_measured_ ? kMeasureMin : kScatterMin));
  lasting_ += minutes / (minutes + kSmoothing) * (scatters - lasting_);
  const float surprise = spans_ > kWarmUpSpans ? squashed(std::max(lasting_ - peak_, -lasting_ - lull_) - kMargin) : 0;
  if (spans_ > kFirstRecord) {
    const float kept = 1 - minutes / kRecordLasts;
    peak_ = std::max(peak_ * kept, lasting_);
    lull_ = std::max(lull_ * kept, -lasting_);
  }
  settle(departure, scatter, minutes);
  return surprise;
}

// What was seen becomes a part of what is usual; one span, however wild, only a small one.
void Baseline::settle(float departure, float scatter, float minutes) {
  const float limit = spans_ > kSettled ? std::max(kClip * scatter, 0.05F) : 9;
  const float clipped = std::clamp(departure, -limit, limit);
  const float first = 1 / static_cast<float>(spans_);
  level_ += std::max(minutes / kLevelLasts, first) * clipped;
  variance_ += std::max(minutes / kScatterLasts, first) * (clipped * clipped - variance_);
  hour_sum_ += clipped + season_;
  ++hour_spans_;
}

double Baseline::expected() const {
  const double value = level_ + season_;
  return std::copysign(std::expm1(std::abs(value)) * kFewCounts, value);
}

}  // namespace vigie::signal
