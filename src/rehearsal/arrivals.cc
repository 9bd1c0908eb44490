#include "rehearsal/arrivals.h"

#include <algorithm>

#include "rehearsal/mixed.h"
#include "rehearsal/rhythm.h"

namespace vigie::rehearsal {
namespace {

constexpr Micros kMinute = std::chrono::minutes(1);
constexpr std::int64_t kMinutesOfGust = 10;  // People come in gusts: each flow breathes at this pace.

}  // namespace

std::optional<Micros> Arrivals::undrawn() const {
  const Micros begin = minute_ * kMinute;
  return next() == nullptr && begin < script_.duration ? std::optional(begin) : std::nullopt;
}

double Arrivals::mean(std::uint16_t i, Micros begin) const {
  const Flow& flow = script_.flows[i];
  if (is_stirred(flow.role)) return public_.stirred(flow.role) * awake(script_, flow, begin);
  return rate(script_, flow, begin) * scale_ / 60 * gust(i) * public_.times(flow.role);
}

void Arrivals::draw() {
  const Micros begin = minute_ * kMinute;
  drawn_.clear();
  taken_ = 0;
  const auto flows = static_cast<std::uint16_t>(script_.flows.size());  // At most kFlowsMax, like the moments.
  const auto moments = static_cast<std::uint16_t>(script_.moments.size());
  for (std::uint16_t i = 0; i < flows; ++i) {
    for (auto count = poisson(mean(i, begin), random_); count > 0; --count)
      drawn_.push_back({within_minute(), i, false});
  }
  for (std::uint16_t i = 0; i < moments; ++i) {
    const Moment& moment = script_.moments[i];
    if (moment.only_if && *moment.only_if != public_.manner()) continue;
    const Micros at = moment.at;
    if (at >= begin && at < begin + kMinute) drawn_.push_back({within_minute(), i, true});
  }
  std::stable_sort(drawn_.begin(), drawn_.end(), [](const Arrival& a, const Arrival& b) { return a.at < b.at; });
  ++minute_;
}

Micros Arrivals::within_minute() { return minute_ * kMinute + std::chrono::milliseconds(random_.below(60'000)); }

// Mean 1 over time.
double Arrivals::gust(std::uint16_t flow) const {
  return 0.5 + Random(mixed(seed_, flow, static_cast<std::uint64_t>(minute_ / kMinutesOfGust))).real();
}

}  // namespace vigie::rehearsal
