#include "signal/turn_series.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vigie::signal {
namespace {

constexpr Micros kQuarter = std::chrono::minutes(15);
constexpr double kWeightMax = 200;  // Posts of an hour; more say no more of how hours differ.
constexpr double kWanderMax = 0.1;
constexpr double kWanderTrustedAfter =
    2'000;  // Weight that counts as much as not knowing: a young watch wanders by nothing.
constexpr double kHourKept = 1 - 1.0 / (7 * 24);  // Of an hour ago a week keeps so much.

std::int64_t quarter_of(Time time) { return std::max<std::int64_t>(1, micros_of(time) / kQuarter.count()); }

}  // namespace

void TurnSeries::add(Time from, std::uint32_t posts, std::uint32_t critical) {
  advance(from);
  auto& count = at(std::max(quarter_of(from), quarter_ - kQuarters + 1));
  count.posts += posts;
  count.critical += critical;
}

void TurnSeries::advance(Time to) {
  const auto quarter = quarter_of(to);
  if (quarter_ == 0) quarter_ = quarter;
  const auto ahead = quarter - quarter_;
  for (std::int64_t i = 0; i < std::min(ahead, kQuarters); ++i) {
    ++quarter_;
    leave(std::exchange(at(quarter_), {}));
  }
  if (ahead <= kQuarters) return;  // After a long silence nothing stands in the quarters.
  quarter_ = quarter;
  const auto kept = static_cast<float>(std::pow(kHourKept, static_cast<double>(ahead - kQuarters) / 4));
  for (float* sum : {&critical_, &posts_, &wander_, &weight_}) *sum *= kept;
}

void TurnSeries::leave(Count count) {
  hour_.critical += count.critical;
  hour_.posts += count.posts;
  if (++hour_quarters_ < 4) return;
  learn({hour_.critical, hour_.posts});
  hour_ = {};
  hour_quarters_ = 0;
}

// The departure is from what was known before the hour: an hour does not excuse itself.
void TurnSeries::learn(const Share& hour) {
  for (float* sum : {&critical_, &posts_, &wander_, &weight_}) *sum *= static_cast<float>(kHourKept);
  if (hour.whole >= kHourPostsMin && posts_ >= static_cast<float>(kUsualPostsMin)) {
    const double p = (static_cast<double>(critical_) + 0.5) / (static_cast<double>(posts_) + 1);
    const double n = static_cast<double>(hour.whole);
    const double off = hour.value() - p;
    const double chance = p * (1 - p) * (1 / n + 1 / static_cast<double>(posts_));
    const double weight = std::min(n, kWeightMax);
    // One hour, however wild, widens the band no further than so.
    wander_ += static_cast<float>(weight * std::min(off * off - chance, kWanderMax * p * (1 - p)));
    weight_ += static_cast<float>(weight);
  }
  critical_ += static_cast<float>(hour.part);
  posts_ += static_cast<float>(hour.whole);
}

Share TurnSeries::last(int hours) const {
  Share out;
  for (auto quarter = quarter_ - 4 * hours; quarter <= quarter_; ++quarter) {
    if (quarter <= 0) continue;
    out.part += at(quarter).critical;
    out.whole += at(quarter).posts;
  }
  return out;
}

Time TurnSeries::begin_of(int hours) const {
  return Time{} + std::max<std::int64_t>(0, quarter_ - 4 * hours) * kQuarter;
}

std::optional<Usual> TurnSeries::usual() const {
  if (posts_ < static_cast<float>(kUsualPostsMin)) return std::nullopt;
  const double p = (static_cast<double>(critical_) + 0.5) / (static_cast<double>(posts_) + 1);
  const double variance =
      std::max(0.0, static_cast<double>(wander_) / (static_cast<double>(weight_) + kWanderTrustedAfter));
  return Usual{p, 1, static_cast<std::uint64_t>(posts_), std::sqrt(variance)};
}

}  // namespace vigie::signal
