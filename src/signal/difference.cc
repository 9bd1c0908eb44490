#include "signal/difference.h"

#include <cmath>

namespace vigie::signal {

Difference difference(const Share& ours, const Share& others) {
  if (ours.whole == 0 || others.whole == 0) return {};
  const auto a = ours.interval();
  const auto b = others.interval();
  const double value = ours.value() - others.value();
  return {value, value - std::hypot(ours.value() - a.low, b.high - others.value()),
          value + std::hypot(a.high - ours.value(), others.value() - b.low)};
}

}  // namespace vigie::signal
