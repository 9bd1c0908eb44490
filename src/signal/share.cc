#include "signal/share.h"

#include <cmath>

namespace vigie::signal {

Interval Share::interval() const {
  if (whole == 0) return {};
  constexpr double kZ = 1.959964;  // 95 %
  const double n = static_cast<double>(whole);
  const double p = value();
  const double z2n = kZ * kZ / n;
  const double centre = (p + z2n / 2) / (1 + z2n);
  const double reach = kZ / (1 + z2n) * std::sqrt(p * (1 - p) / n + z2n / (4 * n));
  return {part == 0 ? 0 : centre - reach, part == whole ? 1 : centre + reach};
}

}  // namespace vigie::signal
