#include "alert/jump.h"

#include <algorithm>
#include <cmath>

namespace vigie::alert {
namespace {

constexpr float kTimes = 5;
constexpr float kLogTimes = 1.6094379F;
constexpr float kKept = 1 - 1.0F / 30;  // Of a minute ago: a jump that is over is forgotten within the hour.
constexpr float kLively = 2;            // Times the usual: what is more is no liveliness, but what is looked for.
constexpr float kRecordKept = 1 - 1.0F / (20 * 24 * 60);
constexpr float kLeast = 0.25F;  // Expected of a minute, however quiet it is.
constexpr float kScatters = 5;   // The root of twice the ratio (S. Wilks, 1938).
constexpr float kMargin = 0.5F;  // Above the record.

}  // namespace

float Jump::close(float count, float expected) {
  const float usual = std::max({kLeast, expected, lately_});
  ratio_ = std::max(0.0F, kKept * ratio_ + count * kLogTimes - (kTimes - 1) * usual);
  lately_ += (1 - kKept) * (std::min(count, std::max(1.0F, kLively * usual)) - lately_);
  const float least = std::max(kScatters, record_ + kMargin);
  record_ *= kRecordKept;
  if (ratio_ == 0) {
    minutes_ = 0;
    return 0;
  }
  if (minutes_ < UINT16_MAX) ++minutes_;
  const float scatters = std::sqrt(2 * ratio_);
  record_ = std::max(record_, scatters);
  const float further = (scatters - least) / kScatters;
  return scatters >= least ? 0.5F + 0.5F * further / (1 + further) : 0;
}

}  // namespace vigie::alert
