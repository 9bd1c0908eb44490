#include "alert/jump.h"

#include <algorithm>
#include <cmath>

namespace vigie::alert {
namespace {

constexpr float kLatelyKept = 1 - 1.0F / 30;
constexpr float kRecordKept = 1 - 1.0F / (20 * 24 * 60);
constexpr float kLeast = 0.5F;  // Expected of two minutes, however quiet it is.
constexpr float kTimes = 2.8F;  // What is expected: less is liveliness.
constexpr float kScatters = 6;  // Of chance: the root of a Poisson count scatters by a half (F. Anscombe, 1948).
constexpr float kMargin = 1;    // Above the record.

}  // namespace

float Jump::close(float count, float expected) {
  const float usual = std::max({kLeast, 2 * expected, 2 * lately_});
  const float now = count + before_;
  const float scatters = 2 * (std::sqrt(now) - std::sqrt(usual));
  const float least = std::max(kScatters, record_ + kMargin);
  const bool jumps = now >= kTimes * usual && scatters >= least;
  const float further = (scatters - least) / kScatters;
  before_ = count;
  lately_ = kLatelyKept * lately_ + (1 - kLatelyKept) * count;
  record_ = std::max(kRecordKept * record_, scatters);
  return jumps ? 0.5F + 0.5F * further / (1 + further) : 0;
}

}  // namespace vigie::alert
